"""The recorder's presence in a courtroom: it enters, hears, and leaves.

Parts of a record begin and end meanwhile; what is heard goes to the part being written, or
nowhere. So a part hears from its first moment, and a disk that fails costs no way back in.
"""

import asyncio
import struct
from collections.abc import Callable
from contextlib import suppress

from recording import clocks
from recording.capture import Capture
from recording.connection import Connect, Place, RemoteStream

_GOODBYE = 1.0  # seconds for the relay to hear that the recorder leaves


class Presence:
    """A Listener that keeps nothing itself. changed: called when `hearing` is new."""

    def __init__(self, connect: Connect, changed: Callable[[], None]) -> None:
        self._connect = connect
        self._changed = changed
        self._place: Place | None = None
        self._staying: asyncio.Task[None] | None = None
        self._streams: dict[int, RemoteStream] = {}
        self._heard: dict[int, int] = {}  # SSRC → the last sequence number that was dropped
        self._capture: Capture | None = None
        self.hearing = False

    def enter(self, url: str, token: str) -> None:
        """Be in the room; there already, use `token` for the next way in."""
        if self._place is None:
            self._place = self._connect(url, token, self)
            self._staying = asyncio.create_task(self._place.run())
        self._place.renew(token)

    async def leave(self) -> None:
        """Out of the room, with a word to the relay."""
        if self._place is None or self._staying is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE):
                await self._place.leave()
        self._staying.cancel()
        await asyncio.gather(self._staying, return_exceptions=True)
        self._place = self._staying = None
        self.hearing = False

    def want_key_frames(self) -> None:
        """Ask every video sender for a key frame at once."""
        if self._place is not None:
            self._place.want_key_frames()

    def begin(self, capture: Capture) -> None:
        """From now on `capture` gets everything, and nothing that was sent before."""
        self._capture = capture
        if self.hearing:
            capture.joined()
        for ssrc, stream in self._streams.items():  # named before anything is heard of them
            capture.stream(stream, heard=self._heard.get(ssrc, -1))
        capture.resumed(clocks.now().mono)
        self.want_key_frames()

    def end(self) -> None:
        """From now on nothing is kept."""
        self._capture = None

    def joined(self) -> None:
        """The room can be heard."""
        self.hearing = True
        if self._capture is not None:
            self._capture.joined()
        self._changed()

    def lost(self, reason: str, at: float) -> None:
        """The room cannot be heard since `at`."""
        self.hearing = False
        self._streams.clear()
        self._heard.clear()
        if self._capture is not None:
            self._capture.lost(reason, at)
        self._changed()

    def stream(self, stream: RemoteStream) -> None:
        """A stream and whose it is."""
        self._streams[stream.ssrc] = stream
        if self._capture is not None:
            self._capture.stream(stream)

    def rtp(self, ssrc: int, at: float, packet: bytes) -> None:
        """One RTP packet."""
        if self._capture is not None:
            self._capture.rtp(ssrc, at, packet)
        elif ssrc in self._streams and len(packet) >= 12:
            self._drop(ssrc, struct.unpack_from("!H", packet, 2)[0])

    def _drop(self, ssrc: int, sequence: int) -> None:
        heard = self._heard.get(ssrc, -1)
        if heard < 0 or (sequence - heard) & 0xFFFF < 0x8000:
            self._heard[ssrc] = sequence

    def rtcp(self, ssrc: int, at: float, packet: bytes) -> None:
        """One RTCP packet of a sender."""
        if self._capture is not None:
            self._capture.rtcp(ssrc, at, packet)
