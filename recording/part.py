"""One part of a record while it is written: its journal, and what it hears."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recording import clocks
from recording.capture import Capture
from recording.control import State, Want
from recording.journal import Journal, LedgerHead, Sealed, continuation, part_directory
from recording.presence import Presence

BLOCK_SECONDS = 0.9
"""A block of about a second: what a kill costs stays below one, with the time to write it."""

Certify = Callable[[int, bytes], Awaitable[bytes]]
"""(part, public key) → the bytes of the key's certificate."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a part is made with. name: the recorder's. reason: why a part before it ended."""

    name: str
    certify: Certify
    presence: Presence
    reason: str = ""


class Part:
    """A part that has begun: its START is durable."""

    def __init__(self, number: int, journal: Journal, want: Want, means: Means) -> None:
        self.number = number
        self.journal = journal
        self.capture = Capture(journal, want.devices)
        self.obeyed = 0
        self._presence = means.presence
        self._presence.begin(self.capture)
        self._beating = asyncio.create_task(self._beat())

    @classmethod
    async def begin(cls, recording: Path, want: Want, means: Means) -> Self:
        """Begin the next part of the record kept in `recording`; mends what a crash left.

        Raises OSError (TimeoutError: no certificate), JournalFailed, Malformed.
        """
        ahead = await asyncio.to_thread(continuation, recording)
        key = Ed25519PrivateKey.generate()
        certificate = await means.certify(ahead.part, key.public_key().public_bytes_raw())
        journal = await asyncio.to_thread(
            Journal.open,
            part_directory(recording, ahead.part),
            hearing=want.hearing,
            continuation=ahead,
            key=key,
            certificate=certificate,
            recorder=means.name,
            now=clocks.now(),
            ledger=_head(want),
            reason=means.reason,
        )
        return cls(ahead.part, journal, want, means)

    @property
    def state(self) -> State:
        """What this part does now."""
        if self.journal.failure is not None:
            return "failed"
        if self.journal.ended:
            return "closed"
        if self.journal.paused:
            return "paused"
        return "recording" if self.capture.connected else "starting"

    async def obey(self, want: Want) -> None:
        """Do what `want` says; when this returns it is durable. Raises JournalFailed."""
        self.capture.roles = want.devices
        if want.ledger.seq < self.obeyed or self.journal.ended:
            return
        if want.state == "closed":
            await self._close(want)
        else:
            await self._follow(want)
        self.obeyed = want.ledger.seq

    async def _follow(self, want: Want) -> None:
        now, head = clocks.now(), _head(want)
        if want.state == "paused" and not self.journal.paused:
            pause = self.journal.pause(now, reason=want.reason, by=want.by, ledger=head)
            await _durable(pause)
        elif want.state == "recording" and self.journal.paused:
            resume = self.journal.resume(now, reason=want.reason, by=want.by, ledger=head)
            self.capture.resumed(now.mono)
            self._presence.want_key_frames()
            await _durable(resume)
        else:
            self.journal.ledger(head)

    async def _close(self, want: Want) -> None:
        close = self.journal.close(
            clocks.now(), reason=want.reason, by=want.by, ledger=_head(want)
        )
        self._silence()
        await _durable(close)

    async def stop(self, reason: str) -> None:
        """End this part in order, though the hearing goes on. Raises JournalFailed."""
        if self.journal.ended:
            return
        stop = self.journal.stop(clocks.now(), reason=reason)
        self._silence()
        await _durable(stop)

    def abandon(self) -> None:
        """Let go of a part whose journal failed."""
        self.journal.abandon()
        self._silence()

    def _silence(self) -> None:
        """Nothing more is heard by this part, and it seals no more blocks of its own."""
        self._presence.end()
        self._beating.cancel()

    async def _beat(self) -> None:
        """A block every second, whether anything was heard or not, in step with the clock."""
        period = round(BLOCK_SECONDS * 1e6)
        due = clocks.now().mono
        while self.journal.failure is None and not self.journal.ended:
            due += period
            await asyncio.sleep(max(0, due - clocks.now().mono) / 1e6)
            now = clocks.now()
            if now.mono - due > period:
                due = now.mono  # after a stall one block, not one for each second missed
            self.journal.seal(now).add_done_callback(_seen)


def _head(want: Want) -> LedgerHead:
    return LedgerHead(want.ledger.seq, bytes.fromhex(want.ledger.hash))


async def _durable(sealed: "Future[Sealed]") -> Sealed:
    return await asyncio.wrap_future(sealed)


def _seen(sealed: "Future[Sealed]") -> None:
    """A failed block shows in `journal.failure`, which the holding looks at."""
    sealed.exception()
