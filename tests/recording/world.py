"""A courtroom for the tests: keys, clocks that only the test moves, and packets."""

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hearing import chain
from recording import certificate, keys
from recording.export import export
from recording.journal import Instant, Journal, LedgerHead, continuation, part_directory

HEARING = "hrg_0000000000000001"
SECOND = 1_000_000
JUDGE = "seat:seat_judge"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Both clocks of a recorder, moved by hand."""

    mono: int = 500 * SECOND
    wall: datetime = START

    def tick(self, seconds: float = 1.0) -> Instant:
        """Later by `seconds`."""
        self.mono += round(seconds * SECOND)
        self.wall += timedelta(seconds=seconds)
        return self.now()

    def now(self) -> Instant:
        """The present."""
        return Instant(self.mono, round(self.wall.timestamp() * SECOND))


@dataclass
class World:
    """An installation in a temporary directory, and the ledger of its one hearing."""

    root: Path
    clock: Clock = field(default_factory=Clock)
    bodies: list[str] = field(default_factory=list)
    signers: list[Ed25519PrivateKey] = field(default_factory=list)  # of the parts, in order
    sequence: int = 131_000  # halved: so that sequence numbers wrap within the first seconds

    @property
    def keys(self) -> Path:
        """The installation's keys."""
        return self.root / "keys"

    @property
    def recordings(self) -> Path:
        """All journals."""
        return self.root / "recordings"

    @property
    def head(self) -> LedgerHead:
        """The ledger's newest row."""
        rows = chain.walk(self.bodies)
        return LedgerHead(*rows[-1]) if rows else LedgerHead(0, chain.GENESIS)

    def row(self, kind: str, **facts: object) -> LedgerHead:
        """Appends an event to the ledger."""
        head = self.head
        row = {
            "v": 1,
            "hearing": HEARING,
            "seq": head.seq + 1,
            "at": certificate.moment_text(self.clock.wall),
            "by": {"kind": "seat", "seat": "seat_judge", "role": "presiding_judge"},
            "command": f"command-{head.seq + 1}",
            "prev": head.hash.hex(),
            "event": {"type": kind, **facts},
        }
        self.bodies.append(chain.canonical(row))
        return self.head

    def move(self, was: str, to: str) -> LedgerHead:
        """The hearing goes from state `was` to `to`."""
        return self.row("status_changed", was=was, to=to, reason="")

    def begin(self, reason: str = "") -> Journal:
        """A recorder that starts now, certified by the root."""
        recording = self.recordings / HEARING
        ahead = continuation(recording)
        key = Ed25519PrivateKey.generate()
        self.signers.append(key)
        paper = keys.certify_recorder(
            self.keys,
            hearing=HEARING,
            part=ahead.part,
            public_key=key.public_key().public_bytes_raw(),
            now=self.clock.wall,
        )
        return Journal.open(
            part_directory(recording, ahead.part),
            hearing=HEARING,
            continuation=ahead,
            key=key,
            certificate=certificate.to_bytes(paper),
            recorder="recorder-1",
            now=self.clock.now(),
            ledger=self.head,
            reason=reason,
        )

    def hear(self, journal: Journal, seconds: int, packets: int = 5, ssrc: int = 7) -> None:
        """`seconds` of a microphone (track 1) and a camera (2), sealed second by second."""
        for _ in range(seconds):
            for _ in range(packets):
                self.clock.tick(1 / (packets + 1))
                journal.rtp(1, self.clock.mono, self.packet(ssrc))
                journal.rtp(2, self.clock.mono, self.packet(ssrc + 1))
            journal.rtcp(
                1, self.clock.mono, sender_report(ssrc, (self.sequence - 131_000) // 2)
            )
            journal.seal(self.clock.tick(1 / (packets + 1))).result()

    def recess(self, journal: Journal, seconds: int) -> None:
        """A recess ordered and obeyed, and the resumption."""
        row = self.move("in_session", "recess")
        journal.pause(self.clock.tick(0.1), reason="recess", by=JUDGE, ledger=row).result()
        for _ in range(seconds):
            journal.seal(self.clock.tick()).result()
        row = self.move("recess", "in_session")
        journal.resume(self.clock.tick(0.1), reason="recess", by=JUDGE, ledger=row).result()

    def close(self, journal: Journal) -> None:
        """The hearing is closed and the record with it."""
        row = self.move("in_session", "closed")
        journal.close(self.clock.tick(0.1), reason="closed", by=JUDGE, ledger=row).result()

    def hold(self) -> None:
        """A whole hearing: two stretches of three seconds and a recess between them."""
        self.row("scheduled", title="Vụ án số 1")
        self.move("open", "in_session")
        journal = self.begin()
        declare(journal)
        self.hear(journal, 3)
        self.recess(journal, 3)
        self.hear(journal, 3)
        self.close(journal)

    def hold_with_a_crash(self) -> None:
        """The same, but the recorder is killed in the second stretch and starts again."""
        self.row("scheduled", title="Vụ án số 2")
        self.move("open", "in_session")
        journal = self.begin()
        declare(journal)
        self.hear(journal, 3)
        self.recess(journal, 2)
        self.hear(journal, 2)
        journal.abandon()
        self.clock.tick(6)
        journal = self.begin()
        declare(journal)
        self.hear(journal, 4)
        self.close(journal)

    def export(self, name: str = "bundle") -> Path:
        """The bundle; its trust file is beside it."""
        made = export(
            HEARING,
            self.root / name,
            recordings_dir=self.recordings,
            keys_dir=self.keys,
            ledger_bodies=self.bodies,
            now=self.clock.wall,
        )
        return made.bundle

    def packet(self, ssrc: int = 7) -> bytes:
        """The next RTP packet of the microphone."""
        number = self.sequence // 2 & 0xFFFF
        self.sequence += 1
        return struct.pack("!HHII", 0x806F, number, number * 960, ssrc) + b"opus" * 8


def declare(journal: Journal) -> None:
    """Both tracks, described."""
    journal.event(TRACK)
    journal.event({**TRACK, "track": 2, "source": "camera", "kind": "video", "ssrc": 8})


def sender_report(ssrc: int, packets: int) -> bytes:
    """An RTCP sender report without report blocks."""
    return struct.pack("!BBHIQIII", 0x80, 200, 6, ssrc, 0, 0, packets, packets * 32)


TRACK = {
    "e": "track",
    "track": 1,
    "device": "dev_judge",
    "role": "presiding_judge",
    "source": "microphone",
    "kind": "audio",
    "codec": "opus",
    "clock": 48000,
    "ssrc": 7,
    "sid": "TR_1",
}


def trust_of(bundle: Path) -> Path:
    """The trust file beside a bundle."""
    return bundle.with_name(f"{bundle.name}.trust.json")
