"""Rulings on what remains of a hearing, over REST."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from hearing.actors import System
from hearing.commands import ReportRecorder
from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.state import RecorderState, Status
from tests.signaling.api.world import Api, installation

NOT_YET: list[str] = []


async def _bundle(hearing: str) -> AsyncIterator[bytes]:
    if hearing in NOT_YET:
        raise Refusal("hearing.state", state="open", command="export")

    async def pieces() -> AsyncIterator[bytes]:
        yield hearing.encode()
        yield b"."

    return pieces()


async def _trust() -> Mapping[str, object]:
    return {"keys": ["ab"]}


@pytest.fixture
async def recorded(quick_path: Path) -> AsyncIterator[Api]:
    """REST with a record."""
    url = f"sqlite+aiosqlite:///{quick_path / 'api.db'}"
    async with installation(url, bundle=_bundle, trust=_trust) as api:
        await api.fill()
        yield api


async def test_the_bundle_is_streamed_and_the_trust_file_told(recorded: Api) -> None:
    """As a tar attachment; nothing may cache it."""
    hearing = (await recorded.scheduled())["id"]
    answer = await recorded.staff("GET", f"/hearings/{hearing}/bundle")
    assert (answer.status_code, answer.content) == (200, f"{hearing}.".encode())
    assert answer.headers["content-type"] == "application/x-tar"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await recorded.staff("GET", "/trust")).json() == {"keys": ["ab"]}


async def test_a_bundle_that_cannot_be_made_is_refused(recorded: Api) -> None:
    """With the exporter's own reason, and a hearing nobody knows with ours."""
    hearing = (await recorded.scheduled())["id"]
    NOT_YET.append(hearing)
    answer = await recorded.staff("GET", f"/hearings/{hearing}/bundle")
    assert (answer.status_code, answer.json()["code"]) == (409, "hearing.state")
    answer = await recorded.staff("GET", "/hearings/hrg_0/bundle")
    assert (answer.status_code, answer.json()["code"]) == (404, "hearing.unknown")


async def test_the_recording_is_told_part_by_part(recorded: Api) -> None:
    """The last report about each."""
    hearing = HearingId((await recorded.scheduled())["id"])
    court = recorded.court
    court.states[hearing] = replace(court.states[hearing], status=Status.IN_SESSION)
    reports: tuple[tuple[RecorderState, int, str | None], ...] = (
        ("recording", 0, None),
        ("failed", 0, "disk full"),
        ("recording", 1, None),
    )
    for state, part, error in reports:
        said = ReportRecorder(state=state, part=part, ledger_seq=2, error=error)
        await court.execute(
            hearing, said, by=System(reason="recorder"), command_id=f"{state}{part}"
        )
    told = (await recorded.staff("GET", f"/hearings/{hearing}/recording")).json()
    assert (told["state"], told["part"]) == ("recording", 1)
    assert [(one["part"], one["state"], one["error"]) for one in told["parts"]] == [
        (0, "failed", "disk full"),
        (1, "recording", None),
    ]
