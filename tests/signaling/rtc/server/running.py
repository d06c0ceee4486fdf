"""A relay of a test's own, and PyPI `livekit` devices that measure what they receive."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import numpy as np
from livekit import api, rtc

from signaling.app.ports import unused
from signaling.rtc.front import app as front
from signaling.rtc.server import worker
from signaling.rtc.server.app import run
from signaling.rtc.server.config import RelayConfig

RATE = 48_000
WIDTH, HEIGHT = 320, 240
PATIENCE = 60.0  # seconds a condition may take to come true on a machine with much to do


@dataclass(frozen=True)
class Running:
    """An engine that answers at `url`: the relay, or livekit-server as its oracle."""

    url: str
    api_key: str
    api_secret: str
    embedded: bool = True

    @property
    def http(self) -> str:
        return self.url.replace("ws", "http", 1)

    def token(self, identity: str, room: str = "court", **grants: object) -> str:
        """A join token; `grants` as livekit.api.VideoGrants takes them."""
        video = api.VideoGrants(room_join=True, room=room, **grants)  # type: ignore[arg-type]
        maker = api.AccessToken(self.api_key, self.api_secret)
        return maker.with_identity(identity).with_grants(video).to_jwt()

    def forged(self, identity: str) -> str:
        """The same token by somebody who does not know the secret."""
        return replace(self, api_secret="another secret of thirty-two bytes").token(identity)

    def administration(self) -> api.LiveKitAPI:
        return api.LiveKitAPI(self.http, self.api_key, self.api_secret)


@asynccontextmanager
async def relay(**changes: object) -> AsyncIterator[Running]:
    """A relay in this process, on free ports, stopped at the end.

    With PHIENTOA_RELAY_WORKERS=2 (or more) a front and its workers: the same rulings hold.
    """
    workers = int(os.environ.get("PHIENTOA_RELAY_WORKERS", "1"))
    port = unused(together=workers)
    config = RelayConfig(
        host="127.0.0.1",
        port=port,
        udp_port=port,
        advertised_ips=("127.0.0.1",),
        api_key="PTtest",
        api_secret="a secret of at least thirty-two bytes",
    )
    config = replace(config, **changes)  # type: ignore[arg-type]
    ready = asyncio.Event()
    parts = _parts(config, workers, ready.set) if workers > 1 else [run(config, ready.set)]
    serving = asyncio.create_task(_all_of(parts))
    try:
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({waiting, serving}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if serving.done():
            await serving
        yield Running(f"ws://127.0.0.1:{port}", config.api_key, config.api_secret)
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


def _parts(
    config: RelayConfig, workers: int, ready: Callable[[], None]
) -> list[Coroutine[None, None, None]]:
    place, port = f"ws://{config.host}:{config.port}", config.udp_port
    if config.inside is not None:
        place = f"ws://{config.inside[0]}:{config.inside[1]}"
    behind = [
        worker.behind(
            config, port + n, None if config.tcp_port is None else config.tcp_port + n
        )
        for n in range(workers)
    ]
    return [
        front.run(config, workers, ready),
        *(worker.run(one, worker.Place(n, place)) for n, one in enumerate(behind, 1)),
    ]


async def _all_of(parts: list[Coroutine[None, None, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for part in parts:
            group.create_task(part)


async def until(condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait until the condition holds. Raises AssertionError naming `what` never came."""
    deadline = asyncio.get_running_loop().time() + patience
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, f"never came: {what}"
        await asyncio.sleep(0.02)


async def until_async(
    condition: Callable[[], Awaitable[bool]], what: str, patience: float = PATIENCE
) -> None:
    """As `until`, for a condition that must ask."""
    deadline = asyncio.get_running_loop().time() + patience
    while not await condition():
        assert asyncio.get_running_loop().time() < deadline, f"never came: {what}"
        await asyncio.sleep(0.05)


@dataclass
class Seen:
    """The latest a device decoded from one other device."""

    colour: tuple[int, int, int] | None = None
    frames: int = 0
    sound: "np.ndarray[tuple[int], np.dtype[np.int16]]" = field(
        default_factory=lambda: np.zeros(0, np.int16)
    )

    def pitch(self) -> float:
        """The loudest frequency of the last half second, Hz; 0 for silence."""
        last = self.sound[-RATE // 2 :]
        if len(last) < RATE // 2 or np.abs(last).max() < 500:
            return 0.0
        return float(np.argmax(np.abs(np.fft.rfft(last))) * RATE / len(last))


class LiveDevice:
    """One PyPI client: publishes a tone and a colour, decodes what it receives."""

    def __init__(self, identity: str, tone: int, colour: tuple[int, int, int]) -> None:
        self.identity, self.tone, self.colour = identity, tone, colour
        self.room = rtc.Room()
        self.seen: dict[str, Seen] = {}
        self.ended: list[object] = []
        self.unpublished: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.room.on("track_subscribed", self._subscribed)
        self.room.on("track_unsubscribed", self._unsubscribed)
        self.room.on("disconnected", self.ended.append)
        self.room.on("local_track_unpublished", lambda p: self.unpublished.append(p.sid))
        self.microphone = rtc.AudioSource(RATE, 1)
        self.camera = rtc.VideoSource(WIDTH, HEIGHT)

    async def join(self, url: str, token: str) -> None:
        """Connect, publishing nothing yet."""
        await self.room.connect(url, token, rtc.RoomOptions(auto_subscribe=True))

    async def speak(self) -> str:
        """Publish the tone; the track's sid."""
        track = rtc.LocalAudioTrack.create_audio_track("tone", self.microphone)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        publication = await self.room.local_participant.publish_track(track, options)
        if not any(task.get_name() == "tone" for task in self._tasks):
            self._start(self._sound(), "tone")
        return publication.sid

    async def show(self) -> str:
        """Publish the colour; the track's sid."""
        track = rtc.LocalVideoTrack.create_video_track("colour", self.camera)
        options = rtc.TrackPublishOptions(
            source=rtc.TrackSource.SOURCE_CAMERA, video_codec=rtc.VideoCodec.VP8
        )
        publication = await self.room.local_participant.publish_track(track, options)
        self._start(self._picture(), "colour")
        return publication.sid

    def of(self, other: "LiveDevice") -> Seen:
        """What it decoded of another device."""
        return self.seen.setdefault(other.identity, Seen())

    def hears(self, other: "LiveDevice") -> bool:
        """Whether the other's tone is what it decodes now."""
        return abs(self.of(other).pitch() - other.tone) < 10

    def sees(self, other: "LiveDevice") -> bool:
        """Whether the other's colour is what it decodes now."""
        colour = self.of(other).colour
        return colour is not None and all(
            abs(got - true) < 40 for got, true in zip(colour, other.colour, strict=True)
        )

    def forget(self, other: "LiveDevice") -> None:
        """Judge by what is decoded from now on."""
        seen = self.of(other)
        seen.colour, seen.frames, seen.sound = None, 0, np.zeros(0, np.int16)

    async def leave(self) -> None:
        """Disconnect and stop capturing."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.room.disconnect()
        await self.microphone.aclose()
        await self.camera.aclose()

    def _start(self, work: Awaitable[None], name: str) -> None:
        task = asyncio.ensure_future(work)
        assert isinstance(task, asyncio.Task)
        task.set_name(name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _sound(self) -> None:
        n = 0
        while True:
            time = np.arange(n, n + 480) / RATE
            wave = (8000 * np.sin(2 * np.pi * self.tone * time)).astype(np.int16)
            await self.microphone.capture_frame(rtc.AudioFrame(wave.tobytes(), RATE, 1, 480))
            n += 480

    async def _picture(self) -> None:
        pixels = bytes([*self.colour, 255]) * (WIDTH * HEIGHT)
        while True:
            frame = rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, pixels)
            self.camera.capture_frame(frame)
            await asyncio.sleep(1 / 15)

    def _subscribed(self, track: rtc.Track, _publication: object, who: rtc.Participant) -> None:
        seen = self.seen.setdefault(who.identity, Seen())
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            self._start(_listen(track, seen), track.sid)
        else:
            self._start(_watch(track, seen), track.sid)

    def _unsubscribed(self, track: rtc.Track, *_: object) -> None:
        """A section used again feeds the old track's stream as well: stop reading that."""
        for task in self._tasks:
            if task.get_name() == track.sid:
                task.cancel()


async def _listen(track: rtc.Track, seen: Seen) -> None:
    async for event in rtc.AudioStream(track, sample_rate=RATE, num_channels=1):
        heard = np.frombuffer(event.frame.data, np.int16)
        seen.sound = np.concatenate([seen.sound, heard])[-RATE:]


async def _watch(track: rtc.Track, seen: Seen) -> None:
    async for event in rtc.VideoStream(track, format=rtc.VideoBufferType.RGBA):
        frame = event.frame
        at = 4 * (frame.width * (frame.height // 2) + frame.width // 2)
        red, green, blue = frame.data[at : at + 3]
        seen.colour = (red, green, blue)
        seen.frames += 1


JUDGE = ("dev_judge", 440, (220, 30, 30))
ACCUSED = ("dev_accused", 880, (30, 30, 220))


@asynccontextmanager
async def devices(
    running: Running, *who: tuple[str, int, tuple[int, int, int]]
) -> AsyncIterator[list[LiveDevice]]:
    """Devices that joined and publish sound and picture."""
    present: list[LiveDevice] = []
    try:
        for identity, tone, colour in who:
            device = LiveDevice(identity, tone, colour)
            present.append(device)
            await device.join(running.url, running.token(identity))
            await device.speak()
            await device.show()
        yield present
    finally:
        for device in present:
            await device.leave()
