"""Rulings on a page whose hearing loses its processes: it heals by itself, without a reload."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from hearing.ids import HearingId
from hearing.roles import Role
from signaling.court.desired import courtroom
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end import outages
from tests.end_to_end.booking import Hearing, Registrar
from tests.end_to_end.browser import Person, until
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.steadfast import Steadfast, staying

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]

HEALED_S = 60
LOSSES = ("ConnectionError", "cannot send signal request before connected")
_FRAMES = """device => {
  const video = document.querySelector(`video[data-source="camera"][data-device="${device}"]`);
  return video === null ? 0 : video.getVideoPlaybackQuality().totalVideoFrames;
}"""
_T = TypeVar("_T")
Run = Callable[[Coroutine[Any, Any, _T]], _T]


@contextmanager
def aside() -> Iterator[Run[Any]]:
    """Runs coroutines in a loop of its own: Playwright has this thread's."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield lambda work: asyncio.run_coroutine_threadsafe(work, loop).result(120)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_page_heals_after_each_kill_and_after_a_power_cut(
    tmp_path: Path, new_person: NewPerson
) -> None:
    machine = outages.scratch(tmp_path)
    with aside() as run:
        run(machine.__aenter__())
        try:
            registrar = Registrar(machine.at)
            hearing = registrar.book((Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL))
            registrar.close()
            judge = Steadfast(machine.at.url, hearing.links[Role.PRESIDING_JUDGE], SIGNS[1])
            stays = staying(judge)
            run(stays.__aenter__())
            page = _in_court(new_person, hearing, lambda: run(judge.command("open_hearing")))
            run(judge.command("start_session"))
            machine.kill_relay(courtroom(HearingId(hearing.id)))
            _heals(page, hearing, judge, "relay")
            for part in ("hearing", "recorder"):
                machine.kill(part)
                _heals(page, hearing, judge, part)
            run(machine.cut_power())
            run(machine.start())
            _heals(page, hearing, judge, "everything")
            run(stays.__aexit__(None, None, None))
            page.page.close()  # before the engine goes, which it would complain of
            _forgive_losses(page)
        finally:
            run(machine.__aexit__())


def _in_court(new_person: NewPerson, hearing: Hearing, opens: Callable[[], object]) -> Person:
    counsel: Person = new_person(SIGNS[0])
    counsel.join(hearing.links[Role.DEFENCE_COUNSEL])
    opens()
    device = hearing.devices[Role.PRESIDING_JUDGE]
    until(lambda: _frames(counsel, device) > 0, HEALED_S, "the page shows the judge")
    counsel.page.evaluate("window.stayed = true")
    return counsel


def _forgive_losses(page: Person) -> None:
    """What livekit-client writes of connections that broke; they did."""
    page.complaints[:] = [
        one for one in page.complaints if not any(loss in one for loss in LOSSES)
    ]


def _frames(person: Person, device: str) -> int:
    shown: int = person.page.evaluate(_FRAMES, device)
    return shown


def _heals(page: Person, hearing: Hearing, judge: Steadfast, what: str) -> None:
    """The judge's picture moves in the page, the page's in the judge's client, no reload."""
    device = hearing.devices[Role.PRESIDING_JUDGE]
    own = hearing.devices[Role.DEFENCE_COUNSEL]
    seen, decoded = _frames(page, device), len(judge.pictures[own])

    def moves() -> bool:
        shown = _frames(page, device)
        return shown not in (0, seen) and len(judge.pictures[own]) > decoded + 12

    until(moves, HEALED_S, f"pictures flow again after {what} died")
    still = _frames(page, device)
    until(lambda: _frames(page, device) > still, HEALED_S, "and go on")
    until(lambda: page.shows("Đang ghi âm, ghi hình"), HEALED_S, "it says that it records")
    assert page.page.evaluate("window.stayed")
    assert judge.redeemed == 1
