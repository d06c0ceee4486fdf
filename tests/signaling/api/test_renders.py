"""Rulings on derived copies over REST."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from hearing.refusal import Refusal
from signaling.api.rendering import Form, Rendering
from tests.scheduler.world import NOW
from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, installation

MADE = "rnd_1"


@dataclass
class FakeRenders:
    """A maker that only remembers."""

    folder: Path
    known: dict[str, Rendering] = field(default_factory=dict)
    hearing: str = ""

    async def begin(self, hearing: str, kind: Form) -> Rendering:
        self.known[MADE] = Rendering(MADE, hearing, kind, "queued", 0.0, NOW)
        return self.known[MADE]

    def find(self, render: str) -> Rendering:
        if render not in self.known:
            raise Refusal("render.unknown")
        return self.known[render]

    def of(self, hearing: str) -> Sequence[Rendering]:
        return [one for one in self.known.values() if one.hearing == hearing]

    async def cancel(self, render: str) -> Rendering:
        refusal = Refusal("render.cancelled")
        self.known[render] = replace(self.find(render), state="cancelled", refusal=refusal)
        return self.known[render]

    def files(self, render: str) -> tuple[Path, Path]:
        one = self.find(render)
        if one.state != "done":
            raise Refusal("render.not_ready", state=one.state)
        return self.folder / "film.mp4", self.folder / "film.mp4.note.json"

    async def verify(self, hearing: str) -> Mapping[str, Any]:
        finding = {"severity": "warning", "code": "x", "vi": "v", "en": "e", "where": ""}
        return {
            "ok": True, "exit": 0, "verdict": "whole", "vi": "NGUYÊN VẸN", "en": "WHOLE",
            "findings": [finding], "hearing": hearing, "parts": 1, "blocks": 9, "seconds": 8.0,
            "tracks": [], "gaps": [{"from": 1.0, "to": 2.0, "reason": "recess"}],
        }  # fmt: skip


@pytest.fixture
async def maker(tmp_path: Path) -> FakeRenders:
    """With a film on disk."""
    (tmp_path / "film.mp4").write_bytes(bytes(range(100)))
    (tmp_path / "film.mp4.note.json").write_bytes(b"{}\n")
    return FakeRenders(tmp_path)


@pytest.fixture
async def rendering(quick_path: Path, maker: FakeRenders) -> AsyncIterator[Api]:
    """REST with a maker of copies."""
    url = f"sqlite+aiosqlite:///{quick_path / 'api.db'}"
    async with installation(url, renders=maker) as api:
        await api.fill()
        maker.hearing = (await api.scheduled())["id"]
        yield api


async def test_a_copy_is_asked_for_watched_and_fetched(
    rendering: Api, maker: FakeRenders
) -> None:
    hearing = maker.hearing
    answer = await rendering.staff(
        "POST", f"/hearings/{hearing}/renders", json={"kind": "grid"}
    )
    assert answer.status_code == 202
    told = answer.json()
    assert (told["id"], told["state"], told["progress"]) == (MADE, "queued", 0.0)
    assert (told["file"], told["error"]) == (None, None)

    maker.known[MADE] = replace(maker.known[MADE], state="done", progress=1.0)
    told = (await rendering.staff("GET", f"/renders/{MADE}")).json()
    assert told["file"] == f"/api/v1/renders/{MADE}/file"
    file = await rendering.staff("GET", f"/renders/{MADE}/file")
    assert (file.status_code, file.content) == (200, bytes(range(100)))
    assert file.headers["content-type"] == "video/mp4"
    note = await rendering.staff("GET", f"/renders/{MADE}/note")
    assert note.content == b"{}\n"
    listed = (await rendering.staff("GET", f"/hearings/{hearing}/renders")).json()
    assert [one["id"] for one in listed] == [MADE]


async def test_a_player_may_ask_for_a_piece(rendering: Api, maker: FakeRenders) -> None:
    maker.known[MADE] = Rendering(MADE, maker.hearing, "grid", "done", 1.0, NOW)
    headers = {"Authorization": "Bearer admin-token", "Range": "bytes=10-19"}
    answer = await rendering.client.get(f"/api/v1/renders/{MADE}/file", headers=headers)
    assert (answer.status_code, answer.content) == (206, bytes(range(10, 20)))


async def test_a_cancelled_copy_says_so_in_both_languages(
    rendering: Api, maker: FakeRenders
) -> None:
    maker.known[MADE] = Rendering(MADE, maker.hearing, "grid", "running", 0.4, NOW)
    told = (await rendering.staff("DELETE", f"/renders/{MADE}")).json()
    assert (told["state"], told["error"]["code"]) == ("cancelled", "render.cancelled")
    assert told["error"]["vi"]
    assert told["error"]["en"]
    answer = await rendering.staff("GET", f"/renders/{MADE}/file")
    assert (answer.status_code, answer.json()["code"]) == (409, "render.not_ready")


async def test_the_check_speaks_plain_words(rendering: Api, maker: FakeRenders) -> None:
    hearing = maker.hearing
    told = (await rendering.staff("POST", f"/hearings/{hearing}/verify")).json()
    assert (told["exit"], told["vi"], told["en"]) == (0, "NGUYÊN VẸN", "WHOLE")
    assert told["findings"][0]["vi"] == "v"
    assert told["gaps"][0]["reason"] == "recess"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/renders/rnd_9", 404, "render.unknown"),
        ("DELETE", "/renders/rnd_9", 404, "render.unknown"),
        ("GET", "/renders/rnd_9/file", 404, "render.unknown"),
        ("GET", "/renders/..%2f..%2fsecrets", 404, "path.unknown"),
        ("GET", "/renders/RND", 422, "request.invalid"),
        ("POST", "/hearings/hrg_0/renders", 404, "hearing.unknown"),
        ("GET", "/hearings/hrg_0/renders", 404, "hearing.unknown"),
        ("POST", "/hearings/hrg_0/verify", 404, "hearing.unknown"),
    ],
)
async def test_what_is_not_there_is_refused(
    rendering: Api, method: str, path: str, status: int, code: str
) -> None:
    body: dict[str, Any] = (
        {"json": {}} if path.endswith("/renders") and method == "POST" else {}
    )
    answer = await rendering.staff(method, path, **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_an_unknown_form_is_refused(rendering: Api) -> None:
    answer = await rendering.staff("POST", "/hearings/hrg_0/renders", json={"kind": "gif"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/hearings/hrg_1/renders"),
        ("POST", "/hearings/hrg_1/verify"),
        ("GET", f"/renders/{MADE}/file"),
        ("DELETE", f"/renders/{MADE}"),
    ],
)
async def test_strangers_stay_outside(
    rendering: Api, maker: FakeRenders, method: str, path: str
) -> None:
    maker.known[MADE] = Rendering(MADE, maker.hearing, "grid", "done", 1.0, NOW)
    answer = await rendering.stranger(method, path)
    assert answer.status_code == 401
    assert maker.known[MADE].state == "done"


async def test_a_server_without_a_maker_says_so(api: Api) -> None:
    answer = await api.staff("GET", "/renders/rnd_1")
    assert (answer.status_code, answer.json()["code"]) == (404, "record.unavailable")


async def test_only_staff_of_the_hearings_court_see_its_copies(
    rendering: Api, maker: FakeRenders
) -> None:
    """And of them only those who may have the record."""
    here = rendering.directory["court"]
    there = (await rendering.made("/courts", {"name": "Khác", "zone": "Asia/Ho_Chi_Minh"}))[
        "id"
    ]
    maker.known[MADE] = Rendering(MADE, maker.hearing, "grid", "done", 1.0, NOW)
    paths = [f"/renders/{MADE}", f"/renders/{MADE}/file", f"/renders/{MADE}/note"]
    for user, office, court, status in (
        ("own", "clerk", here, 200),
        ("other", "clerk", there, 403),
        ("lister", "registrar", here, 403),
    ):
        async with signed_in(rendering, user, (office, court)) as browser:
            answers = [await browser.ask("GET", path) for path in paths]
            assert [answer.status_code for answer in answers] == [status] * 3
            if status == 403:
                assert {answer.json()["code"] for answer in answers} == {"staff.right"}
                assert (await browser.ask("DELETE", f"/renders/{MADE}")).status_code == 403
    assert maker.known[MADE].state == "done"
