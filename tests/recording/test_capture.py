"""What of a room's packets the journal keeps, and what it says of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from media.rtp import build, parse
from recording.capture import Capture
from recording.journal import RTCP, RTP, Journal, read, records
from recording.journal import parts as journal_parts
from tests.recording.world import HEARING, JUDGE, SECOND, World, sender_report


@dataclass(frozen=True)
class Track:
    """A publication as a connection tells it."""

    sid: str = "TR_1"
    identity: str = "dev_judge"
    source: str = "microphone"
    kind: str = "audio"
    codec: str = "opus"
    clock: int = 48_000


@dataclass(frozen=True)
class Stream:
    """One SSRC of it."""

    ssrc: int
    track: Track


@dataclass
class Room:
    """A journal, its capture, and a room to hear."""

    world: World
    journal: Journal
    capture: Capture

    def joins(self, *streams: Stream) -> None:
        """The recorder comes in and is told of `streams`."""
        self.capture.joined()
        for stream in streams:
            self.capture.stream(stream)

    def sends(self, sequence: int, ssrc: int = 7) -> None:
        """A packet arrives, 20 ms after the one before."""
        at = self.world.clock.tick(0.02).mono / SECOND
        self.capture.rtp(ssrc, at, build(111, sequence & 0xFFFF, sequence * 960, ssrc, b"x"))

    def loses(self, reason: str, noticed_s: float = 0.0) -> None:
        """The recorder notices that the room is silent, `noticed_s` after its last word."""
        at = self.world.clock.now().mono / SECOND
        self.world.clock.tick(noticed_s)
        self.capture.lost(reason, at)

    def pause(self) -> None:
        """A recess."""
        now, head = self.world.clock.tick(0.01), self.world.head
        self.journal.pause(now, reason="recess", by=JUDGE, ledger=head).result()

    def resume(self) -> None:
        """Its end."""
        now = self.world.clock.tick(0.01)
        sealed = self.journal.resume(now, reason="recess", by=JUDGE, ledger=self.world.head)
        self.capture.resumed(now.mono)
        sealed.result()

    def kept(self, kind: int = RTP) -> list[tuple[int, int]]:
        """(track, sequence number) of all that is on disk."""
        self.journal.seal(self.world.clock.tick()).result()
        return [
            (shard.track, parse(record.packet).seq if kind == RTP else 0)
            for block in read(self._part)
            for shard, body in zip(block.header.shards, block.bodies, strict=True)
            for record in records(body.payload)
            if record.kind == kind
        ]

    def events(self, kind: str) -> list[Any]:
        """The events of a kind."""
        self.journal.seal(self.world.clock.tick()).result()
        found = [event for block in read(self._part) for event in block.header.events]
        return [event for event in found if event["e"] == kind]

    @property
    def _part(self) -> Any:
        return journal_parts(self.world.recordings / HEARING)[0]


@pytest.fixture
def room(world: World) -> Iterator[Room]:
    """A record that has begun."""
    world.row("scheduled")
    world.move("open", "in_session")
    journal = world.begin()
    capture = Capture(journal, {"dev_judge": "presiding_judge"})
    yield Room(world, journal, capture)
    journal.abandon()


def test_a_track_is_described_at_its_first_packet(room: Room) -> None:
    room.joins(Stream(7, Track()), Stream(8, Track(sid="TR_2", source="camera")))
    room.sends(1)
    room.sends(2)
    described = room.events("track")
    assert [(e["track"], e["device"], e["source"], e["role"]) for e in described] == [
        (1, "dev_judge", "microphone", "presiding_judge")
    ]
    assert room.kept() == [(1, 1), (1, 2)]


def test_a_device_nobody_named_is_recorded_all_the_same(room: Room) -> None:
    room.joins(Stream(7, Track(identity="dev_unknown")))
    room.sends(1)
    assert room.events("track")[0]["role"] == ""


def test_a_stream_after_a_lost_connection_is_a_new_track_of_the_same_source(room: Room) -> None:
    room.joins(Stream(7, Track()))
    room.sends(1)
    room.loses("signalling_closed")
    room.sends(2)  # an SSRC of the stay before means nothing
    room.joins(Stream(9, Track(sid="TR_9")))
    room.sends(1, ssrc=9)
    assert room.kept() == [(1, 1), (2, 1)]
    assert {(e["device"], e["source"]) for e in room.events("track")} == {
        ("dev_judge", "microphone")
    }


def test_a_lost_room_is_said_once_until_it_is_found_again(room: Room) -> None:
    room.joins()
    for _ in range(3):
        room.loses("unreachable")
    room.joins()
    assert [e["reason"] for e in room.events("lost")] == ["unreachable"]
    assert len(room.events("joined")) == 2


def test_a_room_is_lost_from_its_last_word_on_and_not_from_when_that_was_noticed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recording.clocks.now", room.world.clock.now)
    room.joins(Stream(7, Track()))
    room.sends(1)
    last = room.world.clock.now().mono
    room.loses("media_lost", noticed_s=3.5)
    assert room.world.clock.now().mono > last
    assert [e["mono"] for e in room.events("lost")] == [last]


def test_a_room_of_which_nothing_was_heard_is_lost_since_it_was_joined(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recording.clocks.now", room.world.clock.now)
    room.world.clock.tick(5)
    joined = room.world.clock.now().mono
    room.joins()
    room.capture.lost("media_lost", at=0.0)
    assert [e["mono"] for e in room.events("lost")] == [joined]


def test_nothing_of_a_recess_is_kept(room: Room) -> None:
    room.joins(Stream(7, Track()))
    room.sends(1)
    room.pause()
    for number in range(2, 50):
        room.sends(number)
        room.capture.rtcp(7, 0.0, sender_report(7, number))
    room.resume()
    room.sends(50)
    assert room.kept() == [(1, 1), (1, 50)]
    assert room.kept(RTCP) == []


def test_what_was_sent_in_a_recess_is_not_kept_when_it_is_sent_again_after_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recording.clocks.now", room.world.clock.now)
    room.joins(Stream(7, Track()))
    room.sends(65_533)
    room.pause()
    room.sends(65_534)  # 65 535 and 0 are lost on their way
    room.resume()
    room.sends(65_536 + 1)
    room.sends(65_535)  # asked for again, and sent in the recess
    room.sends(65_536 + 0)
    room.sends(65_534)
    room.sends(65_536 + 3)
    room.sends(65_536 + 2)  # lost after the recess, and so kept
    assert room.kept() == [(1, 65_533), (1, 1), (1, 3), (1, 2)]


def test_a_track_heard_only_in_a_recess_is_not_even_named(room: Room) -> None:
    room.pause()
    room.joins(Stream(7, Track()))
    room.sends(1)
    assert room.events("track") == []
    room.resume()
    room.sends(2)
    assert len(room.events("track")) == 1


def test_sequence_numbers_coming_round_again_are_new(room: Room) -> None:
    room.joins(Stream(7, Track()))
    room.sends(1)
    room.pause()
    room.sends(2)
    room.resume()
    for number in range(3, 70_000, 997):
        room.world.clock.tick(1.0)
        room.sends(number)
    assert len(room.kept()) == 1 + len(range(3, 70_000, 997))


def test_reports_of_senders_stand_beside_their_packets(room: Room) -> None:
    room.joins(Stream(7, Track()))
    room.capture.rtcp(7, 1.0, sender_report(7, 0))  # before any packet: nothing to compare
    room.sends(1)
    room.capture.rtcp(7, room.world.clock.mono / SECOND, sender_report(7, 1))
    assert room.kept(RTCP) == [(1, 0)]


def test_packets_of_nobody_are_dropped(room: Room) -> None:
    room.joins()
    room.sends(1, ssrc=99)
    room.capture.rtp(7, 1.0, b"")
    assert room.kept() == []
