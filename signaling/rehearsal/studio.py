"""A party's camera and microphone: its colour and its tone, sent until cancelled."""

import asyncio
from collections.abc import Callable

from livekit import rtc

from signaling.rehearsal import measure
from signaling.rehearsal.messages import Part

_RATE = 48_000
_PIECE_S = 0.05
_AHEAD_MS = 100  # sound waiting to be sent; more would come late


class Studio:
    """The two sources of one party."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._camera = rtc.VideoSource(part.width, part.height)
        self._microphone = rtc.AudioSource(_RATE, 1, queue_size_ms=_AHEAD_MS)

    async def publish(
        self, room: rtc.Room, published: Callable[[], None] = lambda: None
    ) -> None:
        """Publish both in `room`, tell so, then send until cancelled."""
        me = room.local_participant
        video = rtc.LocalVideoTrack.create_video_track("camera", self._camera)
        audio = rtc.LocalAudioTrack.create_audio_track("microphone", self._microphone)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._film())
            tasks.create_task(self._sound())
            await asyncio.gather(
                _published(me, video, _video_options(self._part)),
                _published(me, audio, _AUDIO_OPTIONS),
            )
            published()

    async def _film(self) -> None:
        part, loop = self._part, asyncio.get_running_loop()
        began = loop.time()
        number = 0
        while True:
            data = measure.picture(
                part.colour, part.width, part.height, number, restless=part.restless
            )
            kind = rtc.VideoBufferType.I420
            frame = rtc.VideoFrame(part.width, part.height, kind, data)
            self._camera.capture_frame(frame)
            number += 1
            await asyncio.sleep(max(0.0, began + number / part.fps - loop.time()))

    async def _sound(self) -> None:
        count = int(_RATE * _PIECE_S)
        first = 0
        while True:
            samples = measure.tone(self._part.tone_hz, first, count, _RATE)
            frame = rtc.AudioFrame(samples.tobytes(), _RATE, 1, count)
            await self._microphone.capture_frame(frame)  # waits while enough is queued
            first += count


async def _published(
    me: rtc.LocalParticipant, track: rtc.LocalTrack, options: rtc.TrackPublishOptions
) -> None:
    await me.publish_track(track, options)


# A pure tone is no speech: DTX would cut it.
_AUDIO_OPTIONS = rtc.TrackPublishOptions(
    source=rtc.TrackSource.SOURCE_MICROPHONE, dtx=False, red=False
)


def _video_options(part: Part) -> rtc.TrackPublishOptions:
    return rtc.TrackPublishOptions(
        source=rtc.TrackSource.SOURCE_CAMERA,
        video_codec=rtc.VideoCodec.VP8,
        simulcast=False,
        video_encoding=rtc.VideoEncoding(max_bitrate=part.kbits * 1000, max_framerate=part.fps),
    )
