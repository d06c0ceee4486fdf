"""An unmodified PyPI `livekit` client in a namespace of its own: publishes, receives, and tells
five times a second what its decoders say. One JSON object a line, times of CLOCK_MONOTONIC.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field

import numpy as np
from livekit import rtc
from livekit.rtc._proto import stats_pb2 as rtc_stats
from livekit.rtc._proto.room_pb2 import AudioEncoding

from tests.orphans import end_with_parent

RATE, WIDTH, HEIGHT, FPS = 48_000, 640, 360, 15
EVERY = 0.2
_COUNTED = {
    "received": ("packets_received", "packets_lost"),
    "inbound": (
        *("frames_decoded", "freeze_count", "total_freeze_duration", "nack_count"),
        *("concealed_samples", "total_samples_received", "bytes_received"),
    ),
}


@dataclass
class Device:
    """`totals`: (kind, counter) of tracks that are over; those that are there are asked."""

    room: rtc.Room
    tracks: dict[str, rtc.Track] = field(default_factory=dict)
    last: dict[str, Counter[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    width: int = 0
    frame_at: float = 0.0
    widest_gap: float = 0.0
    carried: dict[str, int] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def listen(self) -> None:
        """Takes note of everything that comes."""
        self.room.on("track_subscribed", self.subscribed)
        self.room.on("track_unsubscribed", lambda track, *_: self.tracks.pop(track.sid, None))
        for event in ("reconnecting", "reconnected", "disconnected"):
            self.room.on(event, lambda *_, event=event: say({"event": event}))

    def subscribed(self, track: rtc.Track, *_: object) -> None:
        """A track to decode."""
        kind = "audio" if track.kind == rtc.TrackKind.KIND_AUDIO else "video"
        self.tracks[track.sid] = track
        self.kinds[track.sid] = kind
        self.keep(self.hear(track) if kind == "audio" else self.see(track))

    def keep(self, work: Coroutine[None, None, None]) -> None:
        """A task that is not forgotten."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def hear(self, track: rtc.Track) -> None:
        """Sound must be pulled, or its decoder rests."""
        async for _ in rtc.AudioStream(track, sample_rate=RATE, num_channels=1):
            pass

    async def see(self, track: rtc.Track) -> None:
        """Counts how long a picture stood still."""
        async for event in rtc.VideoStream(track):
            now = time.monotonic()
            self.width = event.frame.width
            self.widest_gap = max(self.widest_gap, now - (self.frame_at or now))
            self.frame_at = now

    async def tell(self) -> None:
        """Reads the counters of all tracks."""
        for sid, track in list(self.tracks.items()):
            for stat in await track.get_stats():
                if stat.HasField("inbound_rtp"):
                    self.last[sid] = counted(stat.inbound_rtp)
        told: dict[str, object] = {"t": time.monotonic(), "width": self.width}
        for kind in ("audio", "video"):
            of_kind = [self.last[sid] for sid in self.last if self.kinds[sid] == kind]
            told[kind] = dict(sum(of_kind, Counter()))
        told["frame_at"], told["widest_gap"] = self.frame_at, self.widest_gap
        self.widest_gap = 0.0
        say(told)

    async def way(self) -> dict[str, str]:
        """How media goes: of the pairs that were nominated the one that lately carried most."""
        stats = await self.room.get_rtc_stats()
        every = [*stats.publisher_stats, *stats.subscriber_stats]
        pairs = [s.candidate_pair for s in every if s.HasField("candidate_pair")]
        local = {s.local_candidate.rtc.id: s for s in every if s.HasField("local_candidate")}
        grown: list[tuple[int, str]] = []
        for pair in pairs:
            carried = pair.candidate_pair.bytes_received
            if pair.candidate_pair.nominated:
                before = self.carried.get(pair.rtc.id, 0)
                grown.append((carried - before, pair.candidate_pair.local_candidate_id))
            self.carried[pair.rtc.id] = carried
        most = max(grown, default=(0, ""))
        if most[0] <= 0 or most[1] not in local:
            return {}
        candidate = local[most[1]].local_candidate.candidate
        kind = rtc_stats.IceCandidateType.Name(candidate.candidate_type)
        return {
            "protocol": candidate.protocol,
            "type": kind,
            "url": candidate.url,
            "address": candidate.address,
        }


def counted(stat: object) -> Counter[str]:
    """The counters of interest."""
    found: Counter[str] = Counter()
    for part, names in _COUNTED.items():
        for name in names:
            found[name] = getattr(getattr(stat, part), name)
    return found


def say(told: dict[str, object]) -> None:
    """One line."""
    sys.stdout.write(json.dumps({"t": time.monotonic(), **told}) + "\n")
    sys.stdout.flush()


async def sound(source: rtc.AudioSource, tone: int) -> None:
    """A tone that never pauses."""
    n = 0
    while True:
        at = np.arange(n, n + 480) / RATE
        wave = (8000 * np.sin(2 * np.pi * tone * at)).astype(np.int16)
        await source.capture_frame(rtc.AudioFrame(wave.tobytes(), RATE, 1, 480))
        n += 480


async def picture(source: rtc.VideoSource) -> None:
    """Something that moves."""
    ramp = np.tile(np.arange(WIDTH, dtype=np.uint8), (HEIGHT, 1))
    grey = np.full(WIDTH * HEIGHT // 2, 128, np.uint8).tobytes()
    n = 0
    while True:
        n += 3
        pixels = np.roll(ramp, n, axis=1).tobytes() + grey
        frame = rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, pixels)
        source.capture_frame(frame)
        await asyncio.sleep(1 / FPS)


async def publish(device: Device, red: bool) -> None:
    """Microphone and camera."""
    who = device.room.local_participant
    microphone, camera = rtc.AudioSource(RATE, 1), rtc.VideoSource(WIDTH, HEIGHT)
    track = rtc.LocalAudioTrack.create_audio_track("tone", microphone)
    options = rtc.TrackPublishOptions(
        source=rtc.TrackSource.SOURCE_MICROPHONE,
        dtx=False,
        red=red,
        audio_encoding=AudioEncoding(max_bitrate=32_000),  # as the product's page
    )
    await who.publish_track(track, options)
    shown = rtc.LocalVideoTrack.create_video_track("picture", camera)
    options = rtc.TrackPublishOptions(
        source=rtc.TrackSource.SOURCE_CAMERA, video_codec=rtc.VideoCodec.VP8, simulcast=True
    )
    await who.publish_track(shown, options)
    device.keep(sound(microphone, 440))
    device.keep(picture(camera))


async def main(url: str, token: str, red: bool) -> None:
    """Joins, publishes, and tells until it is killed."""
    end_with_parent()
    device = Device(rtc.Room())
    device.listen()
    await device.room.connect(url, token, rtc.RoomOptions(auto_subscribe=True))
    await publish(device, red)
    say({"event": "joined"})
    told: dict[str, str] = {}
    while True:
        await asyncio.sleep(EVERY)
        if not device.room.isconnected():
            continue
        await device.tell()
        way = await device.way()
        if way and way != told:
            told = way
            say({"way": way})


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3] == "red"))
