"""A media port with peers, and the clients at their other ends."""

import asyncio
from dataclasses import dataclass, field
from typing import Self

from aiortc import RTCCertificate

from media import rtp
from media.limits import Limits
from media.peer import Answer, Peer
from media.port import MediaPort
from media.published import Published
from tests.media.client import LEVEL, MID, Client, receiving, sending, until

AUDIO_SSRC, VIDEO_SSRC = 1111, 2222
CERTIFICATE = RTCCertificate.generateCertificate()


@dataclass
class Heard:
    """What a peer told its owner."""

    connected_times: int = 0
    reasons: list[str] = field(default_factory=list)
    tracks: list[Published] = field(default_factory=list)
    withdrawn: list[Published] = field(default_factory=list)
    messages: list[tuple[str, bytes]] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)

    def connected(self) -> None:
        self.connected_times += 1

    def lost(self, reason: str) -> None:
        self.reasons.append(reason)

    def published(self, track: Published) -> None:
        self.tracks.append(track)

    def unpublished(self, track: Published) -> None:
        self.withdrawn.append(track)

    def data(self, label: str, payload: bytes) -> None:
        self.messages.append((label, payload))

    def renegotiate(self, audio: int, video: int) -> None:
        self.asked.append((audio, video))


class Seat:
    """One client, its peer and what the peer told."""

    def __init__(self, peer: Peer, heard: Heard, client: Client) -> None:
        self.peer, self.heard, self.client = peer, heard, client
        self.seqs: dict[int, int] = {}
        self.answer: Answer | None = None

    def offer(self, *sections: str) -> Answer:
        """Offers, and takes the answer."""
        self.answer = self.peer.offer(self.client.offer(*sections))
        self.client.accept(self.answer.sdp)
        return self.answer

    async def publish(self, *more: str) -> tuple[Published, Published]:
        """Joins publishing a microphone and a camera."""
        sound = Published("TR_a", "audio", cid="mic", stream="PA_x", source="microphone")
        camera = Published("TR_v", "video", cid="cam", stream="PA_x", source="camera")
        self.peer.announce("mic", sound)
        self.peer.announce("cam", camera)
        self.offer(
            sending("0", "audio", "mic", f"a=ssrc:{AUDIO_SSRC} cname:x"),
            sending("1", "video", "cam", f"a=ssrc:{VIDEO_SSRC} cname:x"),
            *more,
        )
        await self.client.connect()
        return sound, camera

    async def receive(self, *tracks: Published) -> Answer:
        """Joins receiving these tracks."""
        for track in tracks:
            self.peer.subscribe(track)
        answer = self.offer(receiving("0", "audio"), receiving("1", "video"))
        await self.client.connect()
        return answer

    def speak(
        self, count: int = 1, level: int = 20, *, skip: int = 0, body: bytes = b"sound"
    ) -> None:
        """Sends packets of sound; `skip` loses some before."""
        block = rtp.extension_block([(MID, b"0"), (LEVEL, bytes([level]))])
        self._send(111, AUDIO_SSRC, count, skip, 960, body, block)

    def show(self, count: int = 1, *, key: bool = False, skip: int = 0) -> None:
        """Sends frames of video, one packet each; the first may be a key frame."""
        for n in range(count):
            frame = b"\x10" + (b"\x00" if key and n == 0 else b"\x01") + b"frame"
            block = rtp.extension_block([(MID, b"1")])
            self._send(96, VIDEO_SSRC, 1, skip if n == 0 else 0, 3000, frame, block)

    def _send(
        self, kind: int, ssrc: int, count: int, skip: int, step: int, body: bytes, block: bytes
    ) -> None:
        for n in range(count):
            seq = self.seqs.get(ssrc, 65500) + 1 + (skip if n == 0 else 0)
            self.seqs[ssrc] = seq
            packet = rtp.build(
                kind,
                seq & 0xFFFF,
                seq * step & 0xFFFFFFFF,
                ssrc,
                body,
                marker=True,
                extension=block,
            )
            self.client.rtp(packet)

    def seen(self, kind: str) -> list[rtp.Packet]:
        """What the client received of a kind."""
        number = 111 if kind == "audio" else 96
        return [p for p in self.client.packets if p.payload_type == number]


class Hall:
    """Opens seats; closes them all."""

    def __init__(self, port: MediaPort, limits: Limits) -> None:
        self.port, self.limits = port, limits
        self.seats: list[Seat] = []

    @classmethod
    async def open(cls, limits: Limits | None = None) -> Self:
        """A hall on a port of its own."""
        port = await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",))
        return cls(port, limits or Limits())

    async def seat(self) -> Seat:
        """A client and its peer."""
        heard = Heard()
        peer = Peer(self.port, heard, self.limits, certificate=CERTIFICATE)
        seat = Seat(peer, heard, await Client.open())
        self.seats.append(seat)
        return seat

    async def close(self) -> None:
        """Ends everything."""
        for seat in self.seats:
            await asyncio.gather(seat.peer.close(), seat.client.close())
        self.port.close()


async def speaking(speaker: Seat, listener: Seat) -> tuple[Seat, Seat]:
    """A publisher, and a subscriber to its sound, once both are connected."""
    sound, _ = await speaker.publish()
    await until(lambda: speaker.heard.tracks)
    await listener.receive(sound)
    await until(lambda: listener.heard.connected_times and speaker.heard.connected_times)
    return speaker, listener


async def still_heard(speaker: Seat, listener: Seat) -> None:
    """What is said now arrives."""
    before = len(listener.seen("audio"))
    speaker.speak(3)
    await until(lambda: len(listener.seen("audio")) == before + 3)
