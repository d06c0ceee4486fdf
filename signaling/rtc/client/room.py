"""Being in a room for as long as it takes: joins, and joins again when a stay breaks.

LiveKit's resume does not restart ICE for us, so a broken stay is left and a new one begun: all
SSRCs and track sids change; who listens joins the pieces by identity and source.
"""

import asyncio
import random
import time

import structlog

from signaling.rtc.client.intake import Listener
from signaling.rtc.client.session import Ended, Session

log = structlog.get_logger()

_FIRST_WAIT = 0.2
_LONGEST_WAIT = 1.0  # what is said meanwhile is in no record
_LONG_STAY = 5.0  # a stay this long was a good one: begin waiting from the start


def wait_before(attempt: int, chance: float) -> float:
    """Seconds before attempt `attempt` (0: the first after a loss); chance: [0, 1)."""
    return min(_FIRST_WAIT * 2.0 ** min(attempt, 9), _LONGEST_WAIT) * (0.75 + 0.5 * chance)


class Room:
    """A hidden participant's place in one media room. quality: see join.QUALITIES."""

    def __init__(self, url: str, token: str, listener: Listener, quality: str = "high") -> None:
        self._url = url
        self._token = token
        self._listener = listener
        self._quality = quality
        self._session: Session | None = None
        self._wake = asyncio.Event()

    def renew(self, token: str) -> None:
        """Use `token` from the next join on; if it is new, a waiting join is tried at once."""
        if token != self._token:
            self._token = token
            self._wake.set()

    def want_key_frames(self) -> None:
        """Ask every video stream for a key frame at once."""
        if self._session is not None:
            self._session.want_key_frames()

    async def run(self) -> None:
        """Stay until cancelled."""
        attempt = 0
        while True:
            began = time.monotonic()
            reason, heard_at = await self._stay()
            self._listener.lost(reason, heard_at)
            attempt = 0 if time.monotonic() - began > _LONG_STAY else attempt + 1
            log.info("recorder.room_lost", reason=reason, attempt=attempt)
            await self._pause(wait_before(max(0, attempt - 1), random.random()))  # noqa: S311

    async def _stay(self) -> tuple[str, float]:
        """(why it ended, until when the relay was heard)."""
        session = self._session = Session(self._url, self._listener, self._quality)
        reason = "ended"
        try:
            await session.run(self._token)
        except Ended as ended:
            reason = ended.reason
        except Exception:  # one stay's outer edge: whatever broke, the next may hold
            log.exception("recorder.stay_failed")
            reason = "failed"
        finally:
            self._session = None
            self._token = session.fresh_token or self._token
        return reason, session.media_heard_at

    async def _pause(self, seconds: float) -> None:
        self._wake.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return

    async def leave(self) -> None:
        """Say goodbye; the caller then cancels `run`."""
        if self._session is not None:
            await self._session.leave()
