"""Rulings on other channels: a gateway by Apprise, asked over real HTTP."""

import asyncio
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from signaling.post.channel import Channel
from signaling.post.delivery import Accepted, Deferred, Unreachable


@pytest.mark.filterwarnings("ignore:.*imghdr.*:DeprecationWarning")  # Apprise's own
async def test_a_text_goes_to_the_gateway_with_its_number() -> None:
    """One request; what the gateway refuses is tried again later."""
    asked: list[tuple[str, str]] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, json.loads(body)["message"]))
            self.send_response(200 if len(asked) == 1 else 500)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said."""

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        channel = Channel(f"json://127.0.0.1:{server.server_port}/sms/{{phone}}")
        text = "Giấy triệu tập – 12/2026\nhttps://hearings.example/join#x".encode()
        assert isinstance(await channel.deliver("+84912345678", text), Accepted)
        assert asked == [("/sms/+84912345678", text.decode())]
        assert isinstance(await channel.deliver("+84912345678", text), Deferred)
        await channel.rest()
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
    assert isinstance(await Channel("nonsense").deliver("1", b""), Unreachable)
