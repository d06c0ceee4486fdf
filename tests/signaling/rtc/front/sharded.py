"""A relay of several workers, as `phientoa serve relay` runs it, for real clients and kills."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
from livekit import api
from livekit.protocol.webhook import WebhookEvent

from signaling.app.ports import unused
from signaling.rtc.server.front_key import PATH, key
from tests.orphans import ended_with_us
from tests.processes import alive, descendants, up
from tests.signaling.rtc.server.running import Running

KEY, SECRET = "PTtest", "a secret of at least thirty-two bytes"
PATIENCE = 60.0  # seconds: a loaded machine is slow to begin


@dataclass(frozen=True)
class Shard:
    """One worker as its front sees it."""

    worker: int
    pid: int
    udp_port: int
    rooms: list[str]

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        """A signal to its process."""
        os.kill(self.pid, how)


@dataclass
class Sharded:
    """The relay's processes, what they told by webhooks, and what may be done to them."""

    court: Running
    process: "subprocess.Popen[bytes]"
    told: list[WebhookEvent] = field(default_factory=list)

    async def shards(self) -> list[Shard]:
        """Who is there; nobody while there is no front."""
        headers = {"authorization": f"Bearer {key(SECRET)}"}
        try:
            async with httpx.AsyncClient(timeout=10) as client:
                answer = await client.get(self.court.http + PATH, headers=headers)
        except httpx.TransportError:
            return []
        return [Shard(**one) for one in answer.json()["workers"]]

    async def all_there(self, number: int = 2) -> list[Shard]:
        """Wait until so many are."""
        async with asyncio.timeout(PATIENCE):
            while len(found := await self.shards()) < number:
                await asyncio.sleep(0.05)
        return found

    async def of(self, room: str) -> Shard:
        """The worker that has a room."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for one in await self.shards():
                    if room in one.rooms:
                        return one
                await asyncio.sleep(0.05)

    def events(self, room: str) -> list[tuple[str, str]]:
        """What was told of a room so far: event, and who it is about."""
        about = [one for one in self.told if one.room.name == room]
        return [(one.event, one.participant.identity) for one in about]

    @contextmanager
    def without_restarts(self) -> Iterator[None]:
        """Meanwhile nobody dead is replaced: who is back first, clients or it, is chance."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    async def end_front(self) -> None:
        """Kill the front."""
        (pid,) = [one for one in descendants(self.process.pid) if serves(one, "front")]
        os.kill(pid, signal.SIGKILL)
        async with asyncio.timeout(PATIENCE):
            while alive(pid):
                await asyncio.sleep(0.02)


def serves(pid: int, part: str) -> bool:
    """Whether this process is that part, by its command line."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return words[3:5] == [b"serve", part.encode()]


@contextmanager
def sharded(folder: Path, workers: int = 2) -> Iterator[Sharded]:
    """The relay with `workers` of them, on free ports; it ends in order."""
    port, log = unused(together=3 + workers), folder / "relay.log"
    command = ("-m", "signaling.cli", "serve", "relay", "--json")
    with _receiving() as (url, told):
        environ = {
            "PHIENTOA_RELAY_WORKERS": str(workers),
            "PHIENTOA_WEBHOOK_URL": url,
            "LIVEKIT_API_KEY": KEY,
            "LIVEKIT_API_SECRET": SECRET,
        }
        with log.open("ab") as errors:
            process = subprocess.Popen(
                (
                    *ended_with_us("TERM"),
                    *(sys.executable, *command, "--data-dir", str(folder), "--port", str(port)),
                ),
                env={**os.environ, **environ},
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        try:
            assert process.stdout is not None
            with process.stdout as said:
                up(said.readline(), log)
            yield Sharded(Running(f"ws://127.0.0.1:{port}", KEY, SECRET), process, told)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
                process.wait()


@contextmanager
def _receiving() -> Iterator[tuple[str, list[WebhookEvent]]]:
    """Where webhooks go, and what came, verified."""
    receiver = api.WebhookReceiver(api.TokenVerifier(KEY, SECRET))
    came: list[WebhookEvent] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            came.append(receiver.receive(body, self.headers["authorization"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook", came
        finally:
            server.shutdown()
            thread.join()
