"""One hearing at this recorder: brings what is done in line with what is wanted."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog

from recording.canonical import Malformed
from recording.connection import Connect
from recording.control import State, Status, Want
from recording.journal import JournalFailed, parts
from recording.journal.disk import segments
from recording.journal.reader import read_segment
from recording.part import Means, Part
from recording.presence import Presence

log = structlog.get_logger()

_STATUS_EVERY = 1.0
_IN_THE_ROOM = frozenset({"ready", "recording", "paused"})
_TRY_AGAIN = 2.0  # seconds before a new part is tried after a failure

CertifyHearing = Callable[[str, int, bytes], Awaitable[bytes]]
"""(hearing, part, public key) → the bytes of the key's certificate."""


class Holding:
    """A hearing's record as this recorder keeps it. report: called with every news."""

    def __init__(
        self,
        hearing: str,
        recording: Path,
        *,
        name: str,
        certify: CertifyHearing,
        connect: Connect,
        report: Callable[[Status], None],
    ) -> None:
        self._hearing = hearing
        self._recording = recording
        self._report = report
        self._want: Want | None = None
        self._news = asyncio.Event()
        self._name = name
        self._certify = partial(certify, hearing)
        self._presence = Presence(connect, self._news.set)
        self._part: Part | None = None
        self._why_another = ""
        self._error: str | None = None
        self._closed_seq: int | None = None
        self._paused_seq = 0

    def want(self, want: Want) -> None:
        """Take the newest wish; an older row than the one known is out of date."""
        if self._want is None or want.ledger.seq >= self._want.ledger.seq:
            self._want = want
        self._news.set()

    async def run(self) -> None:
        """Keep the hearing until its record is closed; cancelled, end the part in order."""
        try:
            while not self._done():
                await self._wait()
                await self._once()
                self._report(self.status())
        finally:
            await asyncio.shield(self._stop())
            await asyncio.shield(self._presence.leave())
            self._report(self.status())

    def _done(self) -> bool:
        return self._closed_seq is not None

    async def _wait(self) -> None:
        seconds = _TRY_AGAIN if self._error else _STATUS_EVERY
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        self._news.clear()

    async def _once(self) -> None:
        """One step towards what is wanted; what fails is tried again."""
        want = self._want
        if want is None:
            return
        try:
            await self._obey(want)
            self._error = None
        except (JournalFailed, OSError, Malformed) as error:
            self._error = _code(error)
            log.exception("recorder.failed", hearing=self._hearing, error=self._error)

    async def _obey(self, want: Want) -> None:
        if want.state in _IN_THE_ROOM:
            self._presence.enter(want.url, want.token)
        if self._part is not None and self._part.state == "failed":
            self._part.abandon()
            self._part, self._why_another = None, "disk"
        if self._part is None and await self._needless(want):
            return
        if self._part is None:
            self._part = await self._begin(want)
        await self._part.obey(want)
        if self._part.state == "closed":
            self._closed_seq = want.ledger.seq

    async def _begin(self, want: Want) -> Part:
        means = Means(self._name, self._certify, self._presence, self._why_another)
        part = await Part.begin(self._recording, want, means)
        log.info("recorder.began", hearing=self._hearing, number=part.number)
        self._why_another = ""
        return part

    async def _needless(self, want: Want) -> bool:
        """Whether `want` is fulfilled without a part: one begins to record, or to end a record.

        Found in a pause, a hearing of which nothing is held is paused already.
        """
        if want.state == "ready":
            return True
        if want.state == "paused":
            self._paused_seq = want.ledger.seq
            return True
        if want.state == "released":
            self._closed_seq = want.ledger.seq
            return True
        if want.state == "closed" and await asyncio.to_thread(closed, self._recording):
            self._closed_seq = want.ledger.seq
            return True
        return False

    async def _stop(self) -> None:
        if self._part is None:
            return
        try:
            await self._part.stop("recorder stopped")
        except JournalFailed as error:
            self._error = _code(error)
            log.exception("recorder.not_sealed", hearing=self._hearing, error=self._error)

    def status(self) -> Status:
        """What is done for this hearing now."""
        part = self._part
        durable = part.journal.durable if part else None
        return Status(
            hearing=self._hearing,
            part=part.number if part else max(0, len(parts(self._recording)) - 1),
            state=self._state(),
            at=datetime.now(UTC),
            blocks=durable.block + 1 if durable else 0,
            head=durable.link.hex() if durable else "",
            tracks=part.capture.tracks if part else 0,
            ledger_seq=self._closed_seq or (part.obeyed if part else self._paused_seq),
            error=self._error,
        )

    def _state(self) -> State:
        if self._error:
            return "failed"
        if self._closed_seq is not None:
            return "closed"
        if self._part is not None:
            return self._part.state
        if self._want is not None and self._want.state == "ready" and self._presence.hearing:
            return "ready"
        return "paused" if self._paused_seq else "starting"


_CODES: Mapping[type[Exception], str] = {
    TimeoutError: "recorder.not_certified",
    JournalFailed: "journal.failed",
    Malformed: "journal.damaged",
}


def _code(error: Exception) -> str:
    """A stable code; the sentence is in the log."""
    return _CODES.get(type(error), "journal.disk")


def closed(recording: Path) -> bool:
    """Whether the last part of this record ends with its CLOSE. Blocking."""
    for directory in reversed(parts(recording)):
        files = segments(directory)
        if not files:
            continue
        events: Sequence[Mapping[str, object]] = ()
        with suppress(Malformed):
            for block in read_segment(files[-1]):
                events = block.header.events
        return any(event.get("e") == "close" for event in events)
    return False
