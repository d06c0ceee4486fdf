"""One hearing at the recorder: wants come in, parts and statuses come out."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from media.rtp import build, parse
from recording import certificate, keys
from recording.connection import Listener
from recording.control import Ledger, Status, Want, Wanted
from recording.holding import Holding, closed
from recording.journal import RTP, Block, parts, read, records
from tests.recording.test_capture import Stream, Track
from tests.recording.world import HEARING
from tests.waiting import until


def spoken(sequence: int) -> bytes:
    """A packet of the stream 7."""
    return build(111, sequence, sequence * 960, 7, b"x")


class Place:
    """A room that is joined as soon as it is run."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.tokens: list[str] = []
        self.key_frames = 0
        self.left = False

    async def run(self) -> None:
        self.listener.joined()
        await asyncio.Event().wait()

    def renew(self, token: str) -> None:
        self.tokens.append(token)

    def want_key_frames(self) -> None:
        self.key_frames += 1

    async def leave(self) -> None:
        self.left = True


class Desk:
    """The hearing server and the relay, as a holding knows them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.recording = folder / "recordings" / HEARING
        self.statuses: list[Status] = []
        self.places: list[Place] = []
        self.silent = False
        self.seq = 2
        self.task: asyncio.Task[None] | None = None
        self.start()

    def start(self) -> None:
        """A recorder that holds nothing yet."""
        self.holding = Holding(
            HEARING,
            self.recording,
            name="recorder-1",
            certify=self.certify,
            connect=self.connect,
            report=self.statuses.append,
        )
        self.task = asyncio.create_task(self.holding.run())

    async def certify(self, hearing: str, part: int, public_key: bytes) -> bytes:
        if self.silent:
            raise TimeoutError
        paper = keys.certify_recorder(
            self.folder / "keys",
            hearing=hearing,
            part=part,
            public_key=public_key,
            now=datetime.now(UTC),
        )
        return certificate.to_bytes(paper)

    def connect(self, url: str, token: str, listener: Listener) -> Place:
        assert (url, token) == ("ws://relay", "token-1")
        self.places.append(Place(listener))
        return self.places[-1]

    def want(self, state: Wanted, seq: int, token: str = "token-1") -> None:
        """Ledger row `seq` asks for `state`."""
        self.seq = seq
        self.holding.want(
            Want(
                hearing=HEARING,
                state=state,
                ledger=Ledger(seq=seq, hash="ab" * 32),
                at=datetime.now(UTC),
                reason="recess" if state == "paused" else state,
                by="seat:seat_judge",
                url="ws://relay",
                token=token,
                devices={},
            )
        )

    async def says(self, state: str) -> Status:
        """Wait for a status `state` that confirms the newest row."""
        await until(
            lambda: any(s.state == state and s.ledger_seq >= self.seq for s in self.statuses)
        )
        found = [s for s in self.statuses if s.state == state and s.ledger_seq >= self.seq]
        return found[-1]

    def events(self) -> list[str]:
        """The kinds of all events on disk, part after part, in order."""
        blocks: list[Block] = [b for part in parts(self.recording) for b in read(part)]
        return [str(event["e"]) for block in blocks for event in block.header.events]

    def sequences(self) -> list[int]:
        """The sequence numbers of all packets on disk."""
        blocks = [block for part in parts(self.recording) for block in read(part)]
        bodies = [body for block in blocks for body in block.bodies]
        kept = [record for body in bodies for record in records(body.payload)]
        return [parse(record.packet).seq for record in kept if record.kind == RTP]

    async def end(self) -> None:
        """The recorder is told to stop."""
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A recorder at its desk."""
    made = Desk(tmp_path)
    yield made
    await made.end()


async def test_a_hearing_is_recorded_paused_resumed_and_closed(desk: Desk) -> None:
    desk.want("recording", 3)
    assert (await desk.says("recording")).part == 0
    desk.want("paused", 4)
    await desk.says("paused")
    desk.want("recording", 5)
    await desk.says("recording")
    assert desk.places[0].key_frames == 2  # as the record begins, and as it goes on
    desk.want("closed", 6)
    said = await desk.says("closed")
    assert said.blocks >= 4
    assert desk.places[0].left
    kinds = [kind for kind in desk.events() if kind != "gap"]
    assert kinds == ["start", "joined", "pause", "resume", "close"]
    assert closed(desk.recording)


async def test_the_same_want_again_changes_nothing(desk: Desk) -> None:
    for _ in range(3):
        desk.want("recording", 3)
        await desk.says("recording")
    assert desk.events().count("start") == 1


async def test_ready_before_the_session_it_keeps_nothing_and_hears_the_first_word(
    desk: Desk,
) -> None:
    desk.want("ready", 2)
    await until(lambda: any(said.state == "ready" for said in desk.statuses))
    place = desk.places[0]
    place.listener.stream(Stream(7, Track()))
    place.listener.rtp(7, time.monotonic(), spoken(100))
    assert parts(desk.recording) == []
    desk.want("recording", 3)
    await desk.says("recording")
    assert place.key_frames == 1
    for sequence in (99, 101, 102):  # the first was sent before, and comes again
        place.listener.rtp(7, time.monotonic(), spoken(sequence))
    desk.want("closed", 4)
    await desk.says("closed")
    assert len(desk.places) == 1
    assert desk.events()[:3] == ["start", "joined", "track"]
    assert desk.sequences() == [101, 102]


async def test_released_without_a_session_nothing_is_on_disk(desk: Desk) -> None:
    desk.want("ready", 2)
    await until(lambda: any(said.state == "ready" for said in desk.statuses))
    desk.want("released", 3)
    await desk.says("closed")
    await until(lambda: desk.places[0].left)
    assert parts(desk.recording) == []


async def test_a_want_that_came_too_late_is_not_obeyed(desk: Desk) -> None:
    desk.want("recording", 3)
    await desk.says("recording")
    desk.want("paused", 6)
    await desk.says("paused")
    desk.want("recording", 5)
    desk.seq = 6
    await desk.says("paused")
    assert "resume" not in desk.events()


async def test_a_fresh_token_reaches_the_place(desk: Desk) -> None:
    desk.want("recording", 3)
    await desk.says("recording")
    desk.want("recording", 3, token="token-2")
    await until(lambda: "token-2" in desk.places[0].tokens)


async def test_a_block_is_sealed_every_second_though_nothing_is_heard(desk: Desk) -> None:
    desk.want("recording", 3)
    blocks = (await desk.says("recording")).blocks
    await until(lambda: desk.statuses[-1].blocks >= blocks + 2)


async def test_a_recorder_told_to_stop_ends_its_part_and_the_next_begins_another(
    desk: Desk,
) -> None:
    desk.want("recording", 3)
    await desk.says("recording")
    await desk.end()
    assert desk.events()[-1] == "stop"
    desk.statuses.clear()
    desk.start()
    desk.want("recording", 3)
    assert (await desk.says("recording")).part == 1


async def test_found_in_a_recess_no_part_is_begun(desk: Desk) -> None:
    desk.want("paused", 4)
    await desk.says("paused")
    assert desk.events() == []
    assert len(desk.places) == 1  # in the room, for the first word after the recess
    desk.want("recording", 5)
    await desk.says("recording")
    assert desk.events()[0] == "start"


async def test_a_record_a_crash_left_open_is_closed_by_a_part_of_its_own(desk: Desk) -> None:
    desk.want("recording", 3)
    await desk.says("recording")
    await desk.end()  # a stop ends a part, not the record
    desk.statuses.clear()
    desk.start()
    desk.want("closed", 6)
    assert (await desk.says("closed")).part == 1
    assert desk.events()[-2:] == ["start", "close"]


async def test_a_closed_record_stays_as_it_is(desk: Desk) -> None:
    desk.want("recording", 3)
    await desk.says("recording")
    desk.want("closed", 4)
    await desk.says("closed")
    before = desk.events()
    desk.statuses.clear()
    desk.start()
    desk.want("closed", 4)
    await desk.says("closed")
    assert desk.events() == before


async def test_without_a_certificate_the_recorder_says_so_and_tries_again(desk: Desk) -> None:
    desk.silent = True
    desk.want("recording", 3)
    await until(lambda: bool(desk.statuses) and desk.statuses[-1].state == "failed")
    assert desk.statuses[-1].error == "recorder.not_certified"
    desk.silent = False
    await desk.says("recording")


async def test_a_disk_that_fails_is_said_and_a_new_part_is_tried(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.want("recording", 3)
    await desk.says("recording")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("recording.journal.disk.os.fdatasync", full)
    await until(lambda: desk.statuses[-1].state == "failed")
    monkeypatch.undo()
    await until(lambda: desk.statuses[-1].state == "recording")
    assert desk.statuses[-1].part == 1
