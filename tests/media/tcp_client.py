"""A client that reaches the relay by TCP alone."""

import asyncio
from typing import Self

from media import framing
from tests.media.client import Client


class _Stream(asyncio.Protocol):
    def __init__(self, client: "TcpClient") -> None:
        self._client, self._frames = client, framing.Deframer()

    def data_received(self, data: bytes) -> None:
        for packet in self._frames.feed(data):
            self._client.datagram_received(packet, ("", 0))

    def connection_lost(self, exc: Exception | None) -> None:
        self._client.cut_off = True


class TcpClient(Client):
    """As Client; `dial` connects to the TCP port instead."""

    def __init__(self) -> None:
        super().__init__()
        self.cut_off = False
        self._stream: asyncio.Transport | None = None

    async def dial(self, port: int, host: str = "127.0.0.1") -> Self:
        """Connects; what is sent goes there from now on."""
        loop = asyncio.get_running_loop()
        self._stream, _ = await loop.create_connection(lambda: _Stream(self), host, port)
        self.cut_off = False
        self._target = (host, port)
        return self

    @property
    def stream(self) -> asyncio.Transport:
        """Its connection."""
        assert self._stream is not None
        return self._stream

    def accept(self, answer: str) -> None:
        """Takes the secrets; where to send it knows."""
        target = self._target
        super().accept(answer)
        self._target = target

    def _send(self, data: bytes) -> None:
        if not self.gone and not self.stream.is_closing():
            self.stream.write(framing.framed(data, len(data)))

    async def close(self) -> None:
        await super().close()
        self.stream.abort()
