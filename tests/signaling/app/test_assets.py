"""Rulings on how the pages' files are sent."""

import gzip
from pathlib import Path

import httpx
import pytest

from signaling.app.assets import Assets

CODE = b"const court = 'Phien Toa';\n" * 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built client's files."""
    (tmp_path / "seat-AbCd_123.js").write_bytes(CODE)
    (tmp_path / "icon.svg").write_bytes(b"<svg/>" * 50)
    (tmp_path / "ring.mp3").write_bytes(b"\x00" * 500)
    return tmp_path


async def fetched(folder: Path, name: str, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(Assets(directory=folder))
    async with httpx.AsyncClient(transport=transport, base_url="http://court") as client:
        return await client.get(f"/{name}", headers=headers)


async def test_a_file_is_sent_compressed_to_whoever_takes_it_so(folder: Path) -> None:
    small = await fetched(folder, "seat-AbCd_123.js")
    assert (small.content, small.headers["content-encoding"]) == (CODE, "gzip")
    assert int(small.headers["content-length"]) == len(gzip.compress(CODE, mtime=0))
    assert small.headers["content-type"].startswith("text/javascript")
    plain = {"accept-encoding": "identity"}
    whole = await fetched(folder, "seat-AbCd_123.js", **plain)
    assert whole.content == CODE
    assert "content-encoding" not in whole.headers
    assert small.headers["vary"] == whole.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("seat-AbCd_123.js", True), ("icon.svg", False), ("ring.mp3", False)],
)
async def test_what_is_named_by_its_content_is_asked_for_once(
    folder: Path, name: str, kept: bool
) -> None:
    answer = await fetched(folder, name)
    assert ("immutable" in answer.headers.get("cache-control", "")) is kept


async def test_what_a_browser_has_is_not_sent_again(folder: Path) -> None:
    first = await fetched(folder, "icon.svg")
    tag = {"if-none-match": first.headers["etag"]}
    again = await fetched(folder, "icon.svg", **tag)
    assert (again.status_code, again.content) == (304, b"")


async def test_a_rebuilt_file_is_compressed_anew(folder: Path) -> None:
    await fetched(folder, "icon.svg")
    (folder / "icon.svg").write_bytes(b"<svg>new</svg>" * 50)
    assert (await fetched(folder, "icon.svg")).content == b"<svg>new</svg>" * 50
