"""One stay in a room: signalling socket, transport and intake, until one of them breaks."""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
import websockets
from livekit.protocol import rtc
from websockets.asyncio.client import ClientConnection

from signaling.rtc.client import answer, join
from signaling.rtc.client.intake import TICK, Intake, Listener
from signaling.rtc.client.tracks import Publications
from signaling.rtc.client.transport import Transport

log = structlog.get_logger()

FIRST_SECTIONS = (3, 3)
"""Audio and video sections of the first offer; the relay asks for more."""
_PING_EVERY = 1.0
_SILENCE = 3.5  # seconds without a word from a relay that answers pings each second
_STALLED = 0.5  # seconds between two ticks of a machine that was too busy for us
_CONNECT = 12.0  # seconds for the transport to come up: starting anew only slows a slow one
_LARGEST = 1 << 20


class Ended(Exception):
    """The stay is over. reason: a code of ours; what the relay said is in the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Session:
    """One connection. Run it once; it ends by raising Ended or by cancellation."""

    def __init__(self, url: str, listener: Listener, quality: str) -> None:
        self._url = url
        self._quality = quality
        self._listener = listener
        self._publications = Publications()
        self._intake = Intake(listener, self._publications, secrets.randbits(32) or 1)
        self._transport = Transport(self._rtp, self._rtcp)
        self._socket: ClientConnection | None = None
        self._offer_id = 0
        self._unanswered = False
        self._more = [0, 0]
        self._more_wanted = False
        self._heard_at = time.monotonic()
        self._answered_at: float | None = None
        self._up = False
        self._ended: Ended | None = None
        self.fresh_token = ""

    @property
    def media_heard_at(self) -> float:
        """When the relay last sent anything over the media transport, in monotonic seconds."""
        return self._transport.heard_at

    def _rtp(self, packet: bytes) -> None:
        self._intake.rtp(packet, time.monotonic())

    def _rtcp(self, packet: bytes) -> None:
        self._intake.rtcp(packet, time.monotonic())

    def want_key_frames(self) -> None:
        """Ask every video stream for a key frame at once."""
        self._intake.want_key_frames()
        self._feed_back()

    def _feed_back(self) -> None:
        for packet in self._intake.feedback(time.monotonic()):
            self._transport.send(packet)

    async def run(self, token: str) -> None:
        """Join with `token` and stay. Raises Ended."""
        try:
            await self._transport.open()
            self._offer_id = 1
            sdp = self._transport.offer(*FIRST_SECTIONS)
            self._unanswered = True
            await self._talk(join.url(self._url, sdp, self._offer_id), token)
        finally:
            await self._transport.close()

    async def _talk(self, url: str, token: str) -> None:
        try:
            async with websockets.connect(
                url,
                additional_headers={"Authorization": f"Bearer {token}"},
                open_timeout=5,
                close_timeout=1,
                max_size=_LARGEST,
                ping_interval=None,  # LiveKit's own ping_req does that
                compression=None,
                proxy=None,
            ) as socket:
                self._socket = socket
                await self._stay(socket)
        except websockets.InvalidStatus as refused:
            status = refused.response.status_code
            raise Ended("not_allowed" if status in (401, 403) else "refused") from refused
        except websockets.ConnectionClosed as closed:
            raise self._ended or Ended("signalling_closed") from closed
        except (OSError, TimeoutError, websockets.WebSocketException) as error:
            raise Ended("unreachable") from error

    async def _stay(self, socket: ClientConnection) -> None:
        watch = asyncio.create_task(self._watch(socket))
        try:
            async for message in socket:
                self._heard_at = time.monotonic()
                if isinstance(message, bytes):
                    await self._receive(message)
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        raise self._ended or Ended("signalling_closed")

    async def _watch(self, socket: ClientConnection) -> None:
        """Feedback each tick; ends the stay when the relay falls silent."""
        pinged_at, before = 0.0, time.monotonic()
        try:
            while True:
                await asyncio.sleep(TICK)
                now = time.monotonic()
                if now - before > _STALLED:
                    self._heard_at += now - before  # it was we who did not listen
                    self._transport.heard_at += now - before
                before = now
                self._look(now)
                self._feed_back()
                if now - pinged_at >= _PING_EVERY:
                    pinged_at = now
                    ping = rtc.Ping(timestamp=int(time.time() * 1000))
                    await self._send(rtc.SignalRequest(ping_req=ping))
        except Ended as ended:
            self._ended = ended  # kept here: closing the socket gets this task cancelled
        except websockets.ConnectionClosed:
            return  # whoever reads it says so
        except Exception:
            log.exception("recorder.watch_failed")
            self._ended = Ended("fault")
        finally:
            await socket.close()

    def _look(self, now: float) -> None:
        if self._transport.lost(now):
            raise Ended("media_lost")
        if now - self._heard_at > _SILENCE:
            raise Ended("signalling_silent")
        if self._up or self._answered_at is None:
            return
        if self._transport.up.is_set():
            self._up = True
            self._listener.joined()
            self._intake.want_key_frames()
        elif now - self._answered_at > _CONNECT:
            raise Ended("media_unreachable")

    async def _receive(self, message: bytes) -> None:
        try:
            response = rtc.SignalResponse.FromString(message)
        except ValueError as error:
            raise Ended("protocol") from error
        kind = response.WhichOneof("message")
        handler = _HANDLERS.get(kind or "")
        if handler is not None:
            await handler(self, getattr(response, str(kind)))

    async def _join(self, message: rtc.JoinResponse) -> None:
        self._publications.updated(message.other_participants)
        self._intake.named()

    async def _update(self, message: rtc.ParticipantUpdate) -> None:
        self._publications.updated(message.participants)
        self._intake.named()

    async def _answer(self, message: rtc.SessionDescription) -> None:
        if message.id != self._offer_id:
            return  # to an offer that a newer one replaced
        self._unanswered = False
        try:
            said = answer.parse(message.sdp)
        except answer.BadAnswer as error:
            raise Ended("protocol") from error
        self._answered_at = self._answered_at or time.monotonic()
        sids = dict(message.mid_to_track_id)
        self._intake.negotiated(said.ssrcs, sids, said.mid_extension)
        await self._transport.answered(said.transport)
        if video := self._publications.video(sids.values()):
            await self._send(join.wanted(video, self._quality))
        await self._offer_more()

    async def _sections(self, message: rtc.MediaSectionsRequirement) -> None:
        self._more[0] += message.num_audios
        self._more[1] += message.num_videos
        self._more_wanted = True  # 0 and 0 asks for an offer as well: the relay has news
        await self._offer_more()

    async def _offer_more(self) -> None:
        """One offer at a time: a second before the answer confuses both engines."""
        if self._unanswered or not self._more_wanted:
            return
        audio, video = min(self._more[0], 64), min(self._more[1], 64)
        self._more, self._more_wanted, self._unanswered = [0, 0], False, True
        self._offer_id += 1
        sdp = self._transport.offer(audio, video)
        description = rtc.SessionDescription(type="offer", sdp=sdp, id=self._offer_id)
        await self._send(rtc.SignalRequest(offer=description))

    async def _trickle(self, message: rtc.TrickleRequest) -> None:
        try:
            line = json.loads(message.candidateInit or "{}").get("candidate", "")
        except (ValueError, AttributeError) as error:
            raise Ended("protocol") from error
        if line:
            await self._transport.candidate(str(line).removeprefix("candidate:"))
        if message.final:
            await self._transport.candidate("")

    async def _token(self, message: str) -> None:
        self.fresh_token = message

    async def _left(self, message: rtc.LeaveRequest) -> None:
        log.info("recorder.told_to_leave", reason=message.reason, action=message.action)
        raise Ended("told_to_leave")

    async def _send(self, request: rtc.SignalRequest) -> None:
        if self._socket is not None:
            await self._socket.send(request.SerializeToString())

    async def leave(self) -> None:
        """Tell the relay that this is on purpose; then cancel `run`."""
        try:
            await self._send(join.leave())
        except (OSError, websockets.WebSocketException):
            return  # it is gone already


_HANDLERS: Mapping[str, Callable[[Session, Any], Awaitable[None]]] = {
    "join": Session._join,
    "update": Session._update,
    "answer": Session._answer,
    "media_sections_requirement": Session._sections,
    "trickle": Session._trickle,
    "refresh_token": Session._token,
    "leave": Session._left,
}
