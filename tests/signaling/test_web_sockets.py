"""Rulings on sockets whose client is wrong: refused or ended, and the log keeps silent."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import websockets
from websockets.frames import Frame, Opcode

from tests.signaling.echo import HOST, echoing


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A server with an echo, and a door that is always shut."""
    async with echoing() as port:
        yield f"ws://{HOST}:{port}"


async def test_a_refused_socket_is_no_error_of_the_server(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await websockets.connect(f"{address}/shut", proxy=None)
    assert refused.value.response.status_code == 401
    assert refused.value.response.body == b"no"
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


@pytest.mark.parametrize("pieces", [[b"\xff\xfe"], [b"\xc3", b"(\xa1"]])
async def test_a_text_that_is_not_utf8_ends_its_socket_and_leaves_no_traceback(
    address: str, pieces: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    async with websockets.connect(f"{address}/echo", proxy=None) as socket:
        await _send(socket, pieces)
        with pytest.raises(websockets.ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 30)
        assert socket.close_code == 1007
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


async def test_a_character_in_two_frames_is_text(address: str) -> None:
    async with websockets.connect(f"{address}/echo", proxy=None) as socket:
        await _send(socket, ["tòa".encode()[:2], "tòa".encode()[2:]])
        assert await asyncio.wait_for(socket.recv(), 30) == "tòa"


async def _send(socket: websockets.ClientConnection, pieces: list[bytes]) -> None:
    """One text message, a frame a piece, however wrong."""
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        opcode = Opcode.CONT if number else Opcode.TEXT
        async with socket.send_context():
            socket.protocol.send_frame(Frame(opcode, piece, number == last))
