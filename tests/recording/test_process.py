"""The recorder's process: several hearings at once, and none that takes another with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hearing.ids import HearingId
from recording import part, process
from recording.journal import parts, read
from recording.process import RecorderConfig, run
from signaling.court.ports import RecordingWanted
from tests.recording.installation import TOKEN, HearingServer
from tests.recording.test_holding import Place
from tests.waiting import until

HEARINGS = ("hrg_one", "hrg_two")


class Engine:
    """A relay nobody connects to."""

    url = "ws://127.0.0.1:9"
    api_key = "PTkey"
    api_secret = "a secret of at least thirty-two bytes"


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[tuple[HearingServer, "asyncio.Task[None]"]]:
    """A hearing server and a recorder, in this process."""
    made = HearingServer(tmp_path / "keys", Engine())
    await made.start()
    config = RecorderConfig(made.url, TOKEN, "recorder-1", tmp_path / "recordings")
    recorder = asyncio.create_task(run(config, lambda _url, _token, ears: Place(ears)))
    await until(lambda: made.recordings.connected)
    yield made, recorder
    recorder.cancel()
    with suppress(asyncio.CancelledError):
        await recorder
    await made.stop()


@pytest.fixture
def server(pair: tuple[HearingServer, "asyncio.Task[None]"]) -> HearingServer:
    """The hearing server."""
    return pair[0]


async def record(server: HearingServer, hearing: str) -> bool:
    """The hearing is to be recorded."""
    return await server.recordings.converge(
        RecordingWanted(
            hearing=HearingId(hearing),
            state="recording",
            seq=3,
            hash=bytes(32),
            at=datetime.now(UTC),
            reason="in_session",
            by="seat:seat_judge",
            devices={},
        )
    )


async def test_several_hearings_are_recorded_at_once(server: HearingServer) -> None:
    assert (
        await asyncio.gather(*(record(server, hearing) for hearing in HEARINGS)) == [True] * 2
    )


async def test_an_error_of_ours_costs_one_part_of_one_hearing(
    server: HearingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_BROKEN", 0.05)
    assert await record(server, "hrg_one")
    obey = part.Part.obey
    broken: list[str] = []

    async def breaks(self: part.Part, want: object) -> None:
        if not broken:
            broken.append("once")
            raise ZeroDivisionError
        await obey(self, want)  # type: ignore[arg-type]

    monkeypatch.setattr(part.Part, "obey", breaks)
    assert await record(server, "hrg_two")
    assert await record(server, "hrg_one")
    assert broken
    found = {h: len(parts(tmp_path / "recordings" / h)) for h in HEARINGS}
    assert sorted(found.values()) == [1, 2]


async def test_cancelled_the_recorder_seals_all_its_parts(
    pair: tuple[HearingServer, "asyncio.Task[None]"], tmp_path: Path
) -> None:
    server, recorder = pair
    for hearing in HEARINGS:
        assert await record(server, hearing)
    recorder.cancel()
    await asyncio.wait([recorder])
    for hearing in HEARINGS:
        last = list(read(parts(tmp_path / "recordings" / hearing)[0]))[-1]
        assert last.header.events[-1]["e"] == "stop"
