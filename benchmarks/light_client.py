"""A device in a room without decoding: LiveKit's signalling, real DTLS, packets by the hand.

What it receives is counted, not shown: hundreds of them fit where one browser does. Offers have
as many sections as the relay asks for; tracks are published under ssrcs of their own.
"""

import asyncio
import base64
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Self

import websockets
from livekit import api
from livekit.protocol.models import TrackSource, TrackType
from livekit.protocol.rtc import (
    AddTrackRequest,
    ConnectionSettings,
    JoinRequest,
    SessionDescription,
    SignalRequest,
    SignalResponse,
    WrappedJoinRequest,
)

from media import rtp
from tests.media.client import DATA, LEVEL, MID, Client, receiving, sending
from tests.media.tcp_client import TcpClient

AUDIO, VIDEO = 111, 96  # payload types, as Chromium numbers them
_STAMP = 8  # bytes of a payload that say when it was sent
_MARK = 4  # bytes before these that say who sent it
_MOST = 60.0  # seconds a join may take on a machine that does much else


class Denied(ConnectionError):
    """The relay did not take the client, or let it go."""


@dataclass
class Counter:
    """What one receiver got of one stream. `delays` in seconds, one for each packet."""

    delays: list[float] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    seqs: list[int] = field(default_factory=list)

    def clear(self) -> None:
        """Keeps the last of each, to be known by."""
        for values in (self.delays, self.at, self.seqs):
            del values[:-1]


class Arrivals(list[rtp.Packet]):
    """Takes the packets of a tests.media Client and keeps when each was sent and came.

    `heard`: whose sound and pictures came, as (mark of the sender, kind).
    """

    def __init__(self) -> None:
        super().__init__()
        self.streams: dict[int, Counter] = {}
        self.heard: set[tuple[int, str]] = set()

    def append(self, packet: rtp.Packet) -> None:
        """One packet."""
        now = time.monotonic()
        mark = int.from_bytes(packet.payload[-_STAMP - _MARK : -_STAMP])
        self.heard.add((mark, "audio" if packet.payload_type == AUDIO else "video"))
        found = self.streams.setdefault(packet.ssrc, Counter())
        sent = int.from_bytes(packet.payload[-_STAMP:]) / 1e9
        found.at.append(now)
        found.delays.append(now - sent)
        found.seqs.append(packet.seq)


class LightClient:
    """One participant. `speaks`: publishes a microphone and a camera. `tcp`: the port by which
    its media goes; None for UDP. `mark`: what its packets are known by."""

    def __init__(
        self,
        url: str,
        access: str,
        *,
        speaks: bool = False,
        data: bool = False,
        tcp: int | None = None,
        mark: int = 0,
    ) -> None:
        self.url, self._access, self.speaks, self._data = url, access, speaks, data
        self._tcp, self.mark = tcp, mark
        self.arrivals = Arrivals()
        self.sections = {"audio": 1, "video": 1}
        self.socket: websockets.ClientConnection | None = None
        self.media: Client | None = None
        self.sid = ""
        self.over: str | None = None
        self.told: dict[str, int] = {}
        self.tracks: list[str] = []
        self._reader: asyncio.Task[None] | None = None
        self._answered = asyncio.Event()
        self._offers = 0
        self._seqs = {"audio": 0, "video": 0}
        number = int.from_bytes(access.encode()[-24:]) % 1_000_000
        self.ssrcs = {"audio": 1_000_000 + number, "video": 3_000_000 + number}

    async def __aenter__(self) -> Self:
        await self.join()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    # -- joining

    async def join(self) -> None:
        """Returns once media is up. Raises Denied, TimeoutError."""
        async with asyncio.timeout(_MOST):
            await self.knock()
            assert self.media is not None
            await self.media.connect()
            if self._data:
                await self.media.open_channels("_reliable", "_lossy")

    async def knock(self) -> None:
        """Joins as far as the answer; media is not begun. Raises Denied."""
        if self._tcp is None:
            self.media = await Client.open()
        else:
            self.media = await TcpClient().dial(self._tcp)
        self.media.packets = self.arrivals
        await self._open()
        await self._answered.wait()

    async def _open(self, *, again: bool = False) -> None:
        request = JoinRequest(
            connection_settings=ConnectionSettings(auto_subscribe=True),
            reconnect=again,
            participant_sid=self.sid if again else "",
        )
        if not again:
            request.publisher_offer.CopyFrom(self._description())
            request.add_track_requests.extend(self._wanted())
        wrapped = WrappedJoinRequest(join_request=request.SerializeToString())
        packed = base64.urlsafe_b64encode(wrapped.SerializeToString()).decode()
        address = f"{self.url}/rtc/v1?access_token={self._access}&join_request={packed}"
        try:
            self.socket = await websockets.connect(
                address, compression=None, max_size=None, ping_interval=None, open_timeout=_MOST
            )
        except (websockets.InvalidStatus, OSError) as cause:
            raise Denied(str(cause)) from cause
        self._reader = asyncio.create_task(self._read(self.socket))

    def _wanted(self) -> list[AddTrackRequest]:
        if not self.speaks:
            return []
        return [
            AddTrackRequest(cid="mic", type=TrackType.AUDIO, source=TrackSource.MICROPHONE),
            AddTrackRequest(cid="cam", type=TrackType.VIDEO, source=TrackSource.CAMERA),
        ]

    def _description(self) -> SessionDescription:
        assert self.media is not None
        self._offers += 1
        own = [
            sending("mic", "audio", "mic", f"a=ssrc:{self.ssrcs['audio']} cname:x"),
            sending("cam", "video", "cam", f"a=ssrc:{self.ssrcs['video']} cname:x"),
        ]
        parts = own if self.speaks else []
        parts += [DATA] if self._data else []
        for kind, count in self.sections.items():
            parts += [receiving(f"{kind[0]}{n}", kind) for n in range(count)]
        return SessionDescription(type="offer", sdp=self.media.offer(*parts), id=self._offers)

    # -- signalling

    async def _read(self, socket: websockets.ClientConnection) -> None:
        with suppress(websockets.ConnectionClosed):
            async for raw in socket:
                if isinstance(raw, bytes):
                    await self._heard(SignalResponse.FromString(raw))
        if self.socket is socket and self.over is None:
            self.over = "socket"

    async def _heard(self, message: SignalResponse) -> None:
        kind = message.WhichOneof("message") or ""
        self.told[kind] = self.told.get(kind, 0) + 1
        match kind:
            case "join":
                self.sid = message.join.participant.sid
            case "answer":
                assert self.media is not None
                self.media.accept(message.answer.sdp)
                self._answered.set()
            case "media_sections_requirement":
                self.sections["audio"] += message.media_sections_requirement.num_audios
                self.sections["video"] += message.media_sections_requirement.num_videos
                await self.say(SignalRequest(offer=self._description()))
            case "track_published":
                self.tracks.append(message.track_published.track.sid)
            case "leave":
                self.over = "leave"

    async def say(self, message: SignalRequest) -> None:
        """One message; nothing without a socket."""
        await self.say_bytes(message.SerializeToString())

    async def say_bytes(self, raw: bytes) -> None:
        """Any bytes as one message."""
        if self.socket is not None:
            with suppress(websockets.ConnectionClosed):
                await self.socket.send(raw)

    async def resume(self) -> None:
        """The signal connection breaks and comes back; media goes on meanwhile."""
        await self._hang_up()
        self.over = None
        await self._open(again=True)

    # -- media

    def speak(self, size: int = 120) -> None:
        """One packet of sound."""
        block = rtp.extension_block([(MID, b"mic"), (LEVEL, bytes([20]))])
        self._send("audio", 960, bytes(size), block)

    def show(self, count: int = 1, size: int = 1100, *, key: bool = False) -> None:
        """`count` packets of video that come together."""
        block = rtp.extension_block([(MID, b"cam")])
        for _ in range(count):
            self._send("video", 3000, b"\x10" + bytes([not key]) + bytes(size), block)

    def _send(self, kind: str, step: int, body: bytes, block: bytes) -> None:
        assert self.media is not None
        self._seqs[kind] += 1
        seq = self._seqs[kind]
        tail = self.mark.to_bytes(_MARK) + time.monotonic_ns().to_bytes(_STAMP)
        number = AUDIO if kind == "audio" else VIDEO
        self.media.rtp(
            rtp.build(
                number, seq & 0xFFFF, seq * step & 0xFFFFFFFF, self.ssrcs[kind],
                body + tail, marker=True, extension=block,
            )
        )  # fmt: skip

    def sent(self, kind: str) -> int:
        """Packets sent so far."""
        return self._seqs[kind]

    # -- leaving

    async def leave(self) -> None:
        """Says goodbye, ends DTLS."""
        await self.say(SignalRequest(leave={}))
        await self.vanish()

    async def vanish(self) -> None:
        """Closes everything without a message."""
        await self._hang_up()
        if self.media is not None:
            await self.media.close()

    async def die(self) -> None:
        """Its device loses power: no end of anything is sent."""
        if self.media is not None:
            self.media.gone = True
        if self.socket is not None:
            self.socket.transport.abort()
        await self.vanish()

    async def _hang_up(self) -> None:
        socket, self.socket = self.socket, None
        if self._reader is not None:
            self._reader.cancel()
        if socket is not None:
            await socket.close()


def entry(key: str, secret: str, identity: str, room: str = "court") -> str:
    """An access token for `identity`, which may do all that a participant may."""
    grants = api.VideoGrants(room_join=True, room=room)
    made = api.AccessToken(key, secret).with_identity(identity).with_grants(grants)
    return made.with_ttl(timedelta(hours=1)).to_jwt()
