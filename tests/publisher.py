"""A device in a room, by the unmodified PyPI client: a colour, a tone, flashes with beeps."""

import asyncio
import math
from array import array
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Self

from livekit import api, rtc

RATE = 48_000
CHUNK = RATE // 100
FPS = 20
SIZE = (320, 240)
WHITE = (255, 255, 255)


def token(key: str, secret: str, room: str, identity: str, *, recorder: bool = False) -> str:
    """An access token; a recorder's is hidden and only listens."""
    grants = api.VideoGrants(
        room_join=True,
        room=room,
        can_publish=not recorder,
        can_subscribe=True,
        can_publish_data=False,
        hidden=recorder,
        recorder=recorder,
    )
    made = api.AccessToken(key, secret).with_identity(identity).with_grants(grants)
    return made.with_ttl(timedelta(minutes=10)).to_jwt()


def tone(hertz: float, start: int, volume: int) -> bytes:
    """One chunk of a sine from sample `start` on."""
    turn = 2 * math.pi * hertz / RATE
    samples = (int(volume * math.sin(turn * (start + n))) for n in range(CHUNK))
    return array("h", samples).tobytes()


def picture(colour: tuple[int, int, int], size: tuple[int, int]) -> bytes:
    """An RGBA frame of one colour."""
    return bytes((*colour, 255)) * (size[0] * size[1])


@dataclass
class Publisher:
    """Publishes camera and microphone while it is entered.

    flash_every: seconds; if not 0 the tone is silent but for 100 ms beeps, and the picture
    turns white for the same 100 ms.
    """

    url: str
    token: str
    hertz: float = 440.0
    colour: tuple[int, int, int] = (200, 40, 40)
    flash_every: float = 0.0
    size: tuple[int, int] = SIZE
    simulcast: bool = False
    codec: "rtc.VideoCodec.ValueType" = rtc.VideoCodec.VP8

    def __post_init__(self) -> None:
        self.room = rtc.Room()
        self._audio = rtc.AudioSource(RATE, 1, queue_size_ms=0)
        self._video = rtc.VideoSource(*self.size)
        self._task: asyncio.Task[None] | None = None
        self.published: dict[int, str] = {}

    async def __aenter__(self) -> Self:
        await self.room.connect(self.url, self.token)
        await self.publish(rtc.TrackSource.SOURCE_MICROPHONE)
        await self.publish(rtc.TrackSource.SOURCE_CAMERA)
        self._task = asyncio.create_task(self._play())
        return self

    async def publish(self, source: "rtc.TrackSource.ValueType") -> None:
        """Publish another source; screens show the camera's picture."""
        audio = source == rtc.TrackSource.SOURCE_MICROPHONE
        track: rtc.LocalAudioTrack | rtc.LocalVideoTrack = (
            rtc.LocalAudioTrack.create_audio_track("a", self._audio)
            if audio
            else rtc.LocalVideoTrack.create_video_track("v", self._video)
        )
        options = rtc.TrackPublishOptions(
            source=source, simulcast=self.simulcast and not audio, red=False, dtx=False
        )
        options.video_codec = self.codec
        published = await self.room.local_participant.publish_track(track, options)
        self.published[source] = published.sid

    async def unpublish(self, source: "rtc.TrackSource.ValueType") -> None:
        """Take a source back."""
        await self.room.local_participant.unpublish_track(self.published.pop(source))

    async def _play(self) -> None:
        """Frames in step with the samples: both are handed over, and so captured, at once."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        plain, white = picture(self.colour, self.size), picture(WHITE, self.size)
        for n in range(1 << 40):
            at = n / 100
            await asyncio.sleep(max(0.0, began + at - loop.time()))
            flash = self._flashing(at)
            volume = 0 if self.flash_every and not flash else 8000
            data = tone(self.hertz, n * CHUNK, volume)
            if n % (100 // FPS) == 0:
                frame = rtc.VideoFrame(
                    *self.size, rtc.VideoBufferType.RGBA, white if flash else plain
                )
                self._video.capture_frame(frame, timestamp_us=int(loop.time() * 1e6))
            await self._audio.capture_frame(rtc.AudioFrame(data, RATE, 1, CHUNK))

    def _flashing(self, at: float) -> bool:
        return bool(self.flash_every) and at % self.flash_every < 0.1

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self.room.disconnect()
        await self._audio.aclose()
        await self._video.aclose()
