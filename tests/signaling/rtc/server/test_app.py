"""Rulings on the process: how it starts, stops, and what it takes in one request."""

import asyncio
import signal
import sys
from pathlib import Path

import httpx
import pytest
import websockets
from livekit.protocol.rtc import (
    AddTrackRequest,
    ConnectionSettings,
    JoinRequest,
    LeaveRequest,
    SignalResponse,
)

from signaling.app.ports import unused
from signaling.rtc.server.app import build, run
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.limits import SignalLimits
from tests.signaling.rtc.server.running import Running, relay
from tests.signaling.rtc.server.test_live import raw

KEY, SECRET = "PTtest", "a secret of at least thirty-two bytes"


async def test_a_terminated_relay_tells_its_clients_and_ends_clean() -> None:
    port = unused()
    script = Path(__file__).with_name("serving.py")
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(script), str(port), KEY, SECRET, stdout=-1
    )
    assert process.stdout is not None
    while await process.stdout.readline() != b"ready\n":
        assert process.returncode is None
    court = Running(f"ws://127.0.0.1:{port}", KEY, SECRET)
    async with await raw(court, court.token("dev_x")) as socket:
        process.send_signal(signal.SIGTERM)
        kinds = [SignalResponse.FromString(frame) async for frame in _frames(socket)]
    await process.communicate()
    assert process.returncode == 0
    assert kinds[-1].leave.action == LeaveRequest.RECONNECT


async def _frames(socket: websockets.ClientConnection):  # type: ignore[no-untyped-def]
    async for frame in socket:
        yield frame


async def test_a_port_that_is_taken_is_said_and_nothing_is_left_running(court: Running) -> None:
    port = int(court.url.rpartition(":")[2])
    config = RelayConfig("127.0.0.1", unused(), port, ("127.0.0.1",), KEY, SECRET)
    with pytest.raises(OSError, match="in use"):
        await run(config)
    config = RelayConfig("127.0.0.1", port, unused(), ("127.0.0.1",), KEY, SECRET)
    with pytest.raises(OSError, match="in use"):
        await run(config)


async def test_a_join_request_of_a_large_offer_fits(court: Running) -> None:
    tracks = [AddTrackRequest(cid="x" * 30_000)]
    request = JoinRequest(
        add_track_requests=tracks, connection_settings=ConnectionSettings(auto_subscribe=True)
    )
    async with await raw(court, court.token("dev_x"), request) as socket:
        first = SignalResponse.FromString(bytes(await socket.recv(decode=False)))
    assert first.WhichOneof("message") == "join"


async def test_a_request_line_beyond_the_limit_is_refused_and_others_served(
    court: Running,
) -> None:
    request = JoinRequest(add_track_requests=[AddTrackRequest(cid="x" * 200_000)])
    with pytest.raises((websockets.InvalidHandshake, OSError)):
        await raw(court, court.token("dev_x"), request)
    async with await raw(court, court.token("dev_y")) as socket:
        assert await socket.recv()


async def test_a_full_relay_says_so_before_the_upgrade() -> None:
    async with relay(limits=SignalLimits(rooms=1)) as court:
        first = await raw(court, court.token("dev_x", room="a"))
        with pytest.raises(websockets.InvalidStatus) as refused:
            await raw(court, court.token("dev_x", room="b"))
        assert refused.value.response.status_code == 503
        await first.close()


async def test_it_is_an_asgi_application_too() -> None:
    port = unused()
    config = RelayConfig("127.0.0.1", port, port, ("127.0.0.1",), KEY, SECRET)
    transport = httpx.ASGITransport(build(config))
    async with httpx.AsyncClient(transport=transport, base_url="http://relay") as client:
        assert (await client.get("/")).text == "OK"


def test_the_secret_is_not_in_what_the_config_shows() -> None:
    assert SECRET not in repr(RelayConfig("h", 1, 2, (), KEY, SECRET))
