"""What a party sees and hears: every remote track decoded and measured."""

import asyncio
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from livekit import rtc

from signaling.rehearsal import measure
from signaling.rehearsal.messages import Observed
from signaling.rehearsal.signs import Colour

_RATE = 16_000
_PIECE_MS = 100
_EVERY_S = 0.5


class Observer:
    """Gathers what is decoded of each device and reports it twice a second."""

    def __init__(
        self,
        report: Callable[[Observed], None],
        first: Callable[[], None],
        troubled: Callable[[str, BaseException | None], None],
    ) -> None:
        """`first` is called at the first decoded frame of anybody, `troubled` with whatever
        could not be decoded or had, and why."""
        self._report = report
        self._first: Callable[[], None] | None = first
        self._troubled = troubled
        self._colours: dict[str, list[Colour]] = {}
        self._tones: dict[str, list[float]] = {}
        self._watching: set[asyncio.Task[None]] = set()

    def watch(self, room: rtc.Room) -> None:
        """Decode whatever is subscribed to in `room`, from now on."""

        def subscribed(
            track: rtc.Track,
            _publication: rtc.RemoteTrackPublication,
            whose: rtc.RemoteParticipant,
        ) -> None:
            look = self._look if track.kind == rtc.TrackKind.KIND_VIDEO else self._listen
            watching = asyncio.ensure_future(look(track, whose.identity))
            self._watching.add(watching)
            what = f"{track.sid} of {whose.identity}"
            watching.add_done_callback(partial(self._ended, what))

        def refused(whose: rtc.RemoteParticipant, sid: str, why: str) -> None:
            self._troubled(f"{sid} of {whose.identity}: {why}", None)

        room.on("track_subscribed", subscribed)
        room.on("track_subscription_failed", refused)

    def _ended(self, what: str, watching: "asyncio.Task[None]") -> None:
        self._watching.discard(watching)
        if not watching.cancelled() and (error := watching.exception()) is not None:
            self._troubled(what, error)

    async def report(self) -> None:
        """Report until cancelled."""
        while True:
            await asyncio.sleep(_EVERY_S)
            now = time.monotonic()
            for device in sorted({*self._colours, *self._tones}):
                colours = self._colours.pop(device, [])
                tones = self._tones.pop(device, [])
                self._report(
                    Observed(at=now, device=device, colours=tuple(colours), tones=tuple(tones))
                )

    async def _look(self, track: rtc.Track, device: str) -> None:
        stream = rtc.VideoStream(track, format=rtc.VideoBufferType.I420)
        async for event in stream:
            if self._first is not None:
                self._first()
                self._first = None
            frame = event.frame
            colour = measure.colour_of(memoryview(frame.data), frame.width, frame.height)
            self._colours.setdefault(device, []).append(colour)

    async def _listen(self, track: rtc.Track, device: str) -> None:
        stream = rtc.AudioStream(track, sample_rate=_RATE, frame_size_ms=_PIECE_MS)
        async for event in stream:
            heard = measure.strongest_tone(np.frombuffer(event.frame.data, np.int16), _RATE)
            tone = round(heard.hz, 1) if heard.clear else 0.0
            self._tones.setdefault(device, []).append(tone)
