"""Rulings on `phientoa notices`: templates to change, papers to look at."""

import asyncio
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from typer.testing import CliRunner, Result

from scheduler.notices.which import Paper
from signaling.cli.main import build
from tests.databases import database_url
from tests.scheduler.world import migrated, settle

__all__ = ["database_url"]


def _run(*arguments: object) -> Result:
    words = ["notices", *map(str, arguments)]
    return CliRunner().invoke(build(words), words)


def test_templates_are_written_once_and_never_over_a_courts_own(tmp_path: Path) -> None:
    done = _run("templates", tmp_path)
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 2 * len(Paper))
    own = tmp_path / "summons.vi.docx"
    own.write_bytes(b"a court's own")
    (tmp_path / "notice.en.docx").unlink()
    again = _run("templates", tmp_path)
    assert again.stdout.splitlines() == [str(tmp_path / "notice.en.docx")]
    assert own.read_bytes() == b"a court's own"


async def _booked(url: str) -> str:
    async with migrated(url) as engine:
        world = await settle(engine)
        return (await world.book(world.plan())).line.id


async def test_each_persons_papers_are_written_to_a_folder(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHIENTOA_DATABASE_URL", database_url)
    hearing = await _booked(database_url)
    data = ("--data-dir", tmp_path / "data", "--hearing")
    done = await asyncio.to_thread(_run, "preview", tmp_path / "out", *data, hearing)
    assert done.exit_code == 0, done.output
    written = [Path(line) for line in done.stdout.splitlines()]
    assert [one.name for one in written] == [
        "notice.vi.pdf",
        "notice.vi.docx",
        "hearing.ics",
        "mail.eml",
    ]
    with pypdfium2.PdfDocument(written[0].read_bytes()) as document:
        assert "THÔNG BÁO" in document[0].get_textpage().get_text_bounded()
    refused = await asyncio.to_thread(_run, "preview", tmp_path / "out", *data, "hrg_nobody")
    assert refused.exit_code == 1
    assert "hearing.unknown" in refused.stderr


def test_a_preview_is_of_a_hearing(tmp_path: Path) -> None:
    assert _run("preview", tmp_path).exit_code == 2
    (tmp_path / "file").touch()
    assert _run("templates", tmp_path / "file").exit_code == 2
