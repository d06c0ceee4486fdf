"""The journal of one part of a record: packets in, signed blocks out, off the event loop."""

import math
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recording.canonical import encode
from recording.journal.block import LedgerHead
from recording.journal.disk import (
    CERTIFICATE,
    Segments,
    make_durable,
    segments,
    write_durably,
)
from recording.journal.records import HEAD, RTCP, RTP
from recording.journal.recovery import Continuation
from recording.journal.sealer import Sealed, Sealer, Second

STALL = 2_000_000  # µs between two blocks from which on the journal declares a gap by itself
BACKLOG_LIMIT = 256 << 20  # bytes waiting for a disk that does not take them


class JournalFailed(Exception):
    """The disk refused a block. What was durable before is whole; this part goes no further."""


@dataclass(frozen=True, slots=True)
class Instant:
    """The recorder's clocks, read at once. mono: µs, monotonic; wall: µs since 1970 UTC."""

    mono: int
    wall: int


class Journal:
    """Collects packets and events of one part and seals them once a second.

    Not thread-safe: one thread (the event loop's) calls it; signing and fdatasync happen in a
    thread of its own, in order. `seal`, `pause`, `resume`, `stop` and `close` give a future of
    the durable block (`asyncio.wrap_future`), which raises JournalFailed if it is not to be.
    """

    def __init__(
        self, sealer: Sealer, disk: Segments, ledger: LedgerHead, now: Instant
    ) -> None:
        self._sealer = sealer
        self._disk = disk
        self._ledger = ledger
        self._last = now
        self._payloads: dict[int, bytearray] = {}
        self._events: list[Mapping[str, Any]] = []
        self._backlog = 0
        self._backlog_lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._kept_from = 0.0  # µs: what arrived earlier is dropped; infinite within a pause
        self.paused = False
        self.ended = False
        self.durable: Sealed | None = None
        self.failure: JournalFailed | None = None

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        hearing: str,
        continuation: Continuation,
        key: Ed25519PrivateKey,
        certificate: bytes,
        recorder: str,
        now: Instant,
        ledger: LedgerHead,
        reason: str = "",
    ) -> Self:
        """Begins a part in `directory` (of its own; made if missing) and seals its START.

        continuation: from `continuation(directory.parent)`; it says which part this is and
        what came before. certificate: the recorder's, as bytes of its file. reason: why there
        is a part before this one ("restart" unless said). Blocks until START is durable.
        Raises FileExistsError if the directory already holds a journal, OSError, JournalFailed.
        """
        directory.mkdir(parents=True, exist_ok=True)
        if segments(directory):
            raise FileExistsError(f"{directory.name} already holds a journal")
        (directory / CERTIFICATE).unlink(missing_ok=True)
        write_durably(directory / CERTIFICATE, certificate)
        make_durable(directory.parent)
        disk = Segments(directory)
        journal = cls(Sealer(hearing, continuation.part, key, disk), disk, ledger, now)
        journal.event(_start(recorder, continuation, reason))
        try:
            journal.seal(now).result()
        except JournalFailed:
            journal.abandon()
            raise
        return journal

    def rtp(self, track: int, arrival: int, packet: bytes) -> None:
        """One RTP packet as it came, decrypted but otherwise untouched. arrival: µs, mono."""
        if arrival < self._kept_from:
            return
        buffer = self._payloads.get(track)
        if buffer is None:
            buffer = self._payloads[track] = bytearray()
        buffer += HEAD.pack(RTP, arrival, len(packet))
        buffer += packet

    def rtcp(self, track: int | None, arrival: int, packet: bytes) -> None:
        """One compound RTCP packet; `track` None if it belongs to none or to several."""
        if arrival < self._kept_from:
            return
        buffer = self._payloads.setdefault(track or 0, bytearray())
        buffer += HEAD.pack(RTCP, arrival, len(packet))
        buffer += packet

    def event(self, event: Mapping[str, Any]) -> None:
        """A signed statement in the next block: `{"e": kind, …}`, JSON, whole numbers only."""
        encode(event)  # what cannot be written is the caller's error, not the thread's
        self._events.append(dict(event))

    def ledger(self, head: LedgerHead) -> None:
        """The newest ledger row the recorder knows of; every block cites it."""
        self._ledger = head

    def seal(self, now: Instant) -> "Future[Sealed]":
        """Ends the second: call it once a second, whether anything was heard or not."""
        if not self.paused and now.mono - self._last.mono > STALL:
            self.event({"e": "gap", "reason": "stall", "from": self._last.mono, "to": now.mono})
        return self._submit(now)

    def pause(
        self, now: Instant, *, reason: str, by: str, ledger: LedgerHead
    ) -> "Future[Sealed]":
        """From here on nothing is kept; the block is sealed at once and says who ordered it.

        reason: "recess", "suspended"…; by: as in the ledger row that ordered it, no names.
        """
        self.ledger(ledger)
        self.event({"e": "pause", "reason": reason, **_order(now, by, ledger)})
        future = self.seal(now)
        self.paused, self._kept_from = True, math.inf
        return future

    def resume(
        self, now: Instant, *, reason: str, by: str, ledger: LedgerHead
    ) -> "Future[Sealed]":
        """Packets count again. Ask every video sender for a key frame after this."""
        self.ledger(ledger)
        self.event({"e": "resume", "reason": reason, **_order(now, by, ledger)})
        future = self._submit(now)
        self.paused, self._kept_from = False, now.mono
        return future

    def stop(self, now: Instant, *, reason: str) -> "Future[Sealed]":
        """Ends this part though the hearing goes on (the recorder is shut down in order)."""
        return self._end(now, {"e": "stop", "reason": reason, "mono": now.mono})

    def close(
        self, now: Instant, *, reason: str, by: str, ledger: LedgerHead
    ) -> "Future[Sealed]":
        """Ends the whole record. The key is dropped: nobody can add to this part again."""
        self.ledger(ledger)
        return self._end(now, {"e": "close", "reason": reason, **_order(now, by, ledger)})

    def abandon(self) -> None:
        """Lets go of file and thread without an end, as after a failure. Idempotent."""
        if self.ended:
            return
        self.ended = True
        self._worker.submit(self._disk.close)
        self._worker.shutdown(wait=False)

    def _end(self, now: Instant, event: Mapping[str, Any]) -> "Future[Sealed]":
        self.event(event)
        future = self.seal(now)
        self._kept_from = math.inf
        self.abandon()
        return future

    def _submit(self, now: Instant) -> "Future[Sealed]":
        if self.ended:
            raise JournalFailed("this part of the record has ended")
        second = Second(
            mono=now.mono,
            wall=now.wall,
            paused=self.paused,
            ledger=self._ledger,
            payloads={track: bytes(data) for track, data in self._payloads.items()},
            events=tuple(self._events),
        )
        self._payloads, self._events, self._last = {}, [], now
        self._waiting(_weight(second))
        return self._worker.submit(self._seal, second)

    def _seal(self, second: Second) -> Sealed:
        """In the journal's thread: after a failure nothing is appended any more."""
        try:
            if self.failure is None and self._backlog > BACKLOG_LIMIT:
                self.failure = JournalFailed("the disk is too slow for the record")
            if self.failure is not None:
                raise self.failure
            self.durable = self._sealer.seal(second)
        except (OSError, ValueError) as error:
            self.failure = JournalFailed(f"a block could not be written: {error}")
            raise self.failure from error
        finally:
            self._waiting(-_weight(second))
        return self.durable

    def _waiting(self, octets: int) -> None:
        with self._backlog_lock:
            self._backlog += octets


def _weight(second: Second) -> int:
    return sum(len(payload) for payload in second.payloads.values())


def _start(recorder: str, continuation: Continuation, reason: str) -> dict[str, object]:
    before = continuation.previous
    if before is None:
        return {"e": "start", "recorder": recorder, "previous": None}
    return {
        "e": "start",
        "recorder": recorder,
        "reason": reason or "restart",
        "previous": {
            "part": before.part,
            "block": before.block,
            "link": before.link.hex(),
            "wall": before.wall,
            "torn": before.torn,
        },
    }


def _order(now: Instant, by: str, ledger: LedgerHead) -> dict[str, object]:
    return {
        "mono": now.mono,
        "by": by,
        "ledger": {"seq": ledger.seq, "hash": ledger.hash.hex()},
    }
