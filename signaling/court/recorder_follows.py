"""Has the recorder do what the ledger says, and says so when it does not answer."""

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from hearing.commands import Report, ReportRecorder
from hearing.ids import HearingId
from signaling.court.history import Entry, History
from signaling.court.ports import Recordings, RecordingWanted
from signaling.court.recording_wanted import changes_roles, wanted

_log = structlog.get_logger()
_PATIENCE_S = 5.0  # above the recorder link's own limits; nothing may hold a hearing longer
_RECENT = timedelta(days=1)


class Reporting(Protocol):
    """The court, as the recorder's follower needs it."""

    async def report(self, hearing: HearingId, report: Report) -> None:
        """Put into the ledger what was seen."""
        ...


class RecorderFollows:
    """Between a ledger entry and its telling: the recorder obeys first."""

    def __init__(self, recordings: Recordings, court: Reporting) -> None:
        self._recordings = recordings
        self._court = court

    @staticmethod
    def since(now: datetime) -> datetime:
        """Hearings that ended after this may have a recorder that was not told."""
        return now - _RECENT

    async def obey(self, entry: Entry, history: History) -> None:
        """Have the recorder follow `entry`, unless a later one of `history` overrules it."""
        if changes_roles(entry.event) and history.moved is not None:
            entry = history.moved
        want = wanted(entry, history.state)
        if want is None or entry != history.moved:
            return
        if await self._confirmed(want):
            return
        _log.warning("court.recorder_silent", hearing=want.hearing, wanted=want.state)
        known = history.state.recording
        await self._court.report(
            want.hearing,
            ReportRecorder(
                state="unconfirmed", part=known.part, ledger_seq=known.ledger_seq, error=None
            ),
        )

    async def resume(self, history: History) -> None:
        """After a restart: have the recorder follow the last change of status."""
        if history.moved is not None:
            await self.obey(history.moved, history)

    async def _confirmed(self, want: RecordingWanted) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await self._recordings.converge(want)
        except Exception:  # the link's trouble must not stop the hearing
            _log.exception("court.recorder_failed", hearing=want.hearing)
            return False
