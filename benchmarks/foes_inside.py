"""What a participant with a valid token may do to a relay, as fast as it can.

Each runs until cancelled. Rates are what one process on the same machine can send, or what the
attack needs to hurt a relay without limits, whichever is less.
"""

import asyncio
import itertools
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from livekit.protocol.models import DataPacket, TrackType, UserPacket
from livekit.protocol.rtc import (
    AddTrackRequest,
    MuteTrackRequest,
    SessionDescription,
    SignalRequest,
    UpdateTrackSettings,
)

from benchmarks.light_client import Denied, LightClient, entry
from media import feedback
from media.aiortc_private import SrtpError
from tests.media.client import until

LARGE = 240_000
"""Bytes of a large message; the relay takes at most 256 KiB."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the relay is, the key of who makes tokens, whom to tell that an attack begins."""

    url: str
    key: str
    secret: str
    begun: Callable[[], None] = lambda: None

    def client(self, name: str, *, speaks: bool = True, data: bool = False) -> LightClient:
        """A participant of the room under attack."""
        access = entry(self.key, self.secret, name)
        return LightClient(self.url, access, speaks=speaks, data=data)


Attack = Callable[[Scene], Awaitable[None]]


async def _again(
    scene: Scene, act: Callable[[LightClient], Awaitable[None]], *, data: bool = False
) -> None:
    """Acts until thrown out, then comes back and goes on."""
    while True:
        with suppress(Denied, TimeoutError, OSError, AssertionError):
            async with scene.client("foe", data=data) as foe:
                scene.begun()
                while foe.over is None:
                    await act(foe)
        await asyncio.sleep(0.1)


async def signals(scene: Scene) -> None:
    """Small messages: each mute is told to everybody."""

    async def act(foe: LightClient) -> None:
        for muted in (True, False):
            mute = MuteTrackRequest(sid=foe.tracks[-1] if foe.tracks else "", muted=muted)
            await foe.say(SignalRequest(mute=mute))

    await _again(scene, act)


async def large_signals(scene: Scene) -> None:
    """As large as the relay takes, and made so that reading them costs most."""
    empty = b"\x12\x00" * (LARGE // 2)  # participant_tracks: a message for every two bytes
    settings = UpdateTrackSettings(track_sids=["TR_x"] * (LARGE // 6))
    messages = [
        _field(6, empty),
        SignalRequest(track_setting=settings).SerializeToString(),
    ]

    async def act(foe: LightClient) -> None:
        for message in messages:
            await foe.say_bytes(message)

    await _again(scene, act)


def _field(number: int, body: bytes) -> bytes:
    """A length-delimited field of a protobuf message."""
    size, length = len(body), bytearray()
    while size > 0x7F:
        length.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes([number << 3 | 2, *length, size]) + body


async def nonsense(scene: Scene) -> None:
    """Bytes that are no message."""

    async def act(foe: LightClient) -> None:
        await foe.say_bytes(os.urandom(200))

    await _again(scene, act)


async def offers(scene: Scene) -> None:
    """Offers as large as they may be."""
    codecs = "".join(f"a=rtpmap:{n} x/90000\r\n" for n in range(128))
    filler = "a=rtcp-fb:* x\r\n" * ((LARGE - len(codecs)) // 15)

    async def act(foe: LightClient) -> None:
        assert foe.media is not None
        text = foe.media.offer("m=video 9 X 96\r\na=mid:0\r\n" + codecs + filler)
        await foe.say(SignalRequest(offer=SessionDescription(type="offer", sdp=text, id=9)))

    await _again(scene, act)


async def tracks(scene: Scene) -> None:
    """Tracks that come and go with every offer: everybody is told, everybody offers anew."""
    numbers = itertools.count()

    async def act(foe: LightClient) -> None:
        assert foe.media is not None
        cid = f"t{next(numbers)}"
        await foe.say(SignalRequest(add_track=AddTrackRequest(cid=cid, type=TrackType.VIDEO)))
        lines = "a=sendonly\r\na=rtpmap:96 VP8/90000\r\n"
        text = foe.media.offer(f"m=video 9 X 96\r\na=mid:x\r\na=msid:- {cid}\r\n{lines}")
        await foe.say(SignalRequest(offer=SessionDescription(type="offer", sdp=text, id=9)))

    await _again(scene, act)


def _packets(make: Callable[[LightClient], list[bytes]], pps: int, *, rtcp: bool) -> Attack:
    """Authentic packets at a rate."""

    async def attack(scene: Scene) -> None:
        async def act(foe: LightClient) -> None:
            assert foe.media is not None
            await until(lambda: foe.arrivals.streams, 30)
            send = foe.media.rtcp if rtcp else foe.media.rtp
            for packet in itertools.cycle(make(foe)):
                with suppress(SrtpError):  # what our own library does not even encrypt
                    send(packet)
                if not next(beats) % 20:
                    await asyncio.sleep(20 / pps)
                if foe.over is not None:
                    return

        beats = itertools.count(1)
        await _again(scene, act)

    return attack


def _nacks(foe: LightClient) -> list[bytes]:
    """Each asks for as many packets as a datagram can name."""
    found = []
    for ssrc, stream in foe.arrivals.streams.items():
        newest = stream.seqs[-1]
        numbers = [n & 0xFFFF for n in range(newest - 4800, newest)]
        found.append(feedback.nack(1, ssrc, numbers))
    return found


def _plis(foe: LightClient) -> list[bytes]:
    """Many requests for key frames in each."""
    return [feedback.pli(1, ssrc) * 90 for ssrc in foe.arrivals.streams]


def _strange_rtp(foe: LightClient) -> list[bytes]:
    """Small, wrong in many ways, under many sources."""
    fixed = [bytes.fromhex("bfe0ffff") + os.urandom(8) for _ in range(64)]
    known = [
        bytes.fromhex("9060") + os.urandom(6) + foe.ssrcs["video"].to_bytes(4) + os.urandom(9)
    ]
    return fixed + known * 64


def _strange_rtcp(_foe: LightClient) -> list[bytes]:
    """Compound packets full of feedback on thousands of packets each."""
    thousands = bytes.fromhex("8fcd0005000000010000000000001000000000001fff0000")
    return [thousands * 45, bytes([0x80, 200]) + os.urandom(1100)]


async def forged(scene: Scene) -> None:
    """From a proven address, but not authentic."""

    async def act(foe: LightClient) -> None:
        assert foe.media is not None
        packet = b"\x90\x60" + os.urandom(200)
        for _ in range(40):
            foe.media.raw(packet)
        await asyncio.sleep(40 / 20_000)

    await _again(scene, act)


async def data(scene: Scene) -> None:
    """Data to everybody, as much as SCTP carries."""
    packet = DataPacket(user=UserPacket(payload=bytes(15_000))).SerializeToString()

    async def act(foe: LightClient) -> None:
        assert foe.media is not None
        for channel in foe.media.channels.values():
            if channel.bufferedAmount < 200_000:
                channel.send(packet)
        await asyncio.sleep(0.001)

    await _again(scene, act, data=True)


async def slow_reader(scene: Scene) -> None:
    """Two that read nothing, while a third gives everybody something to read."""

    async def deaf(number: int) -> None:
        async with scene.client(f"deaf_{number}", speaks=False) as one:
            assert one.socket is not None
            one.socket.transport.pause_reading()
            await asyncio.sleep(3600)

    async with asyncio.TaskGroup() as group:
        for number in range(2):
            group.create_task(deaf(number))
        group.create_task(_never_ends(signals(scene)))


async def _never_ends(attack: Awaitable[None]) -> None:
    await attack


async def rejoins(scene: Scene) -> None:
    """Joins under one identity, each of which ends the one before, eight at a time."""

    async def one(name: str) -> None:
        while True:
            foe = scene.client(name)
            with suppress(Denied, TimeoutError, OSError, AssertionError, KeyError):
                foe.media = None
                await asyncio.wait_for(foe.join(), 2)
            await foe.vanish()

    scene.begun()
    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(one("foe_again"))


ATTACKS: Mapping[str, Attack] = {
    "signals": signals,
    "large_signals": large_signals,
    "nonsense": nonsense,
    "offers": offers,
    "tracks": tracks,
    "nacks": _packets(_nacks, 1_500, rtcp=True),
    "plis": _packets(_plis, 1_500, rtcp=True),
    "strange_rtp": _packets(_strange_rtp, 12_000, rtcp=False),
    "strange_rtcp": _packets(_strange_rtcp, 1_500, rtcp=True),
    "forged": forged,
    "data": data,
    "slow_reader": slow_reader,
    "rejoins": rejoins,
}
