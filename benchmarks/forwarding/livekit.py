"""Relays that speak LiveKit's protocol: the project's own and livekit-server."""

import asyncio
import json
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import websockets
from livekit import api
from livekit.protocol import models, rtc
from websockets.asyncio.client import ClientConnection

from benchmarks.forwarding.caller import CID, Caller
from benchmarks.forwarding.engine import Missing, end, launch, until_answers
from signaling.app.ports import unused
from signaling.rtc.client import join
from tests.livekit import LiveKitMissing, binary

_PING = 3.0  # seconds


class Room:
    """One room of a server at `ip:port`; see Engine."""

    def __init__(
        self, server: "subprocess.Popen[bytes]", at: tuple[str, int], key: str, secret: str
    ) -> None:
        self.process = server.pid
        self._url = f"ws://{at[0]}:{at[1]}"
        self._key, self._secret = key, secret
        self._stays: list[asyncio.Task[None]] = []

    async def join(self, caller: Caller) -> None:
        """As Engine.join."""
        identity = f"{'publisher' if caller.publishes else 'sink'}-{len(self._stays)}"
        grants = api.VideoGrants(room_join=True, room="forwarding")
        token = (
            api.AccessToken(self._key, self._secret)
            .with_identity(identity)
            .with_grants(grants)
            .to_jwt()
        )
        socket = await websockets.connect(
            _address(self._url, caller),
            additional_headers={"Authorization": f"Bearer {token}"},
            max_size=1 << 20, ping_interval=None, compression=None, proxy=None,
        )  # fmt: skip
        self._stays.append(asyncio.create_task(_stay(socket, caller)))
        await caller.connect()

    async def leave(self) -> None:
        """Ends all stays."""
        for stay in self._stays:
            stay.cancel()
        await asyncio.gather(*self._stays, return_exceptions=True)


def _address(url: str, caller: Caller) -> str:
    """`/rtc/v1` with the offer, and the track for a publisher."""
    request = rtc.JoinRequest(
        client_info=models.ClientInfo(
            sdk=models.ClientInfo.SDK.PYTHON,
            version="0.1.0",
            protocol=join.PROTOCOL,
            os="linux",
        ),
        connection_settings=rtc.ConnectionSettings(
            auto_subscribe=True, adaptive_stream=False, subscriber_allow_pause=False
        ),
        publisher_offer=rtc.SessionDescription(type="offer", sdp=caller.description(), id=1),
    )
    if caller.publishes:
        request.add_track_requests.add(
            cid=CID, name="camera", type=models.VIDEO, source=models.CAMERA,
            width=1280, height=720,
        )  # fmt: skip
    return join.address(url, request)


async def _stay(socket: ClientConnection, caller: Caller) -> None:
    """Takes answers and candidates; offers again when asked to."""
    offer_id = 1
    pinging = asyncio.create_task(_ping(socket))
    try:
        async for message in socket:
            assert isinstance(message, bytes)
            said = rtc.SignalResponse.FromString(message)
            match said.WhichOneof("message"):
                case "answer":
                    caller.accept(said.answer.sdp)
                case "trickle":
                    line = json.loads(said.trickle.candidateInit or "{}").get("candidate", "")
                    if line:
                        caller.candidate(line.removeprefix("candidate:"))
                case "media_sections_requirement":
                    offer_id += 1
                    caller.sections += said.media_sections_requirement.num_videos
                    offer = rtc.SessionDescription(
                        type="offer", sdp=caller.description(), id=offer_id
                    )
                    await socket.send(rtc.SignalRequest(offer=offer).SerializeToString())
                case _:
                    pass
    finally:
        pinging.cancel()
        await socket.close()


async def _ping(socket: ClientConnection) -> None:
    while True:
        await asyncio.sleep(_PING)
        await socket.send(rtc.SignalRequest(ping=1).SerializeToString())


@asynccontextmanager
async def ours(folder: Path, ip: str) -> AsyncIterator[Room]:
    """The embedded relay as it stands, in a process of its own. Raises Missing."""
    port, key, secret = unused(), "PTbench", secrets.token_hex(24)
    command = [sys.executable, "-m", "benchmarks.relay_process", ip, str(port), key, secret]
    async with _running(command, folder / "ours.log", (ip, port), key, secret) as room:
        yield room


@asynccontextmanager
async def livekit_server(folder: Path, ip: str) -> AsyncIterator[Room]:
    """livekit-server with its defaults. Raises Missing."""
    port, key, secret = unused(), "APIbench", secrets.token_hex(24)
    config = {
        "port": port,
        "bind_addresses": [ip],
        "keys": {key: secret},
        "rtc": {
            "udp_port": unused(), "tcp_port": 0, "use_external_ip": False, "node_ip": ip,
            "stun_servers": [],
        },
        "logging": {"level": "warn"},
    }  # fmt: skip
    file = folder / "livekit.json"  # YAML reads JSON
    file.write_text(json.dumps(config))
    try:
        command = [str(await asyncio.to_thread(binary)), "--config", str(file), "--node-ip", ip]
    except LiveKitMissing as error:
        raise Missing(str(error)) from error
    async with _running(command, folder / "livekit.log", (ip, port), key, secret) as room:
        yield room


@asynccontextmanager
async def _running(
    command: list[str], log: Path, at: tuple[str, int], key: str, secret: str
) -> AsyncIterator[Room]:
    server = launch(command, log)
    try:
        await until_answers(at, server)
        room = Room(server, at, key, secret)
        try:
            yield room
        finally:
            await room.leave()
    finally:
        end(server)
