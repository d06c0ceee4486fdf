"""A LiveKit cluster for tests: two nodes, a real Redis and the door before them.

All with the configuration of deploy/livekit, on free ports of this machine. A node, or Redis,
can be killed and started again in its place.
"""

import secrets
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from signaling.app.ports import unused
from tests.livekit import LiveKitMissing, binary
from tests.logs import logged
from tests.nginx import DEPLOY, changed, nginx
from tests.orphans import ended_with_us
from tests.redis_server import Redis, running

NODES = 2
START_S = 30.0
_CONFIGURATION = DEPLOY / "livekit"
_STUN = "  stun_servers: []\n"
_TURN = "  turn_servers: []\n"
_HERE = """\
  enable_loopback_candidate: true
  ips:
    includes:
      - 127.0.0.1/32
"""
_WEBHOOK = "http://10.0.0.10:8080/internal/webhooks/livekit"


@dataclass(slots=True)
class Node:
    """One livekit-server. `number`: from 0; `port`: of its signalling and API."""

    number: int
    port: int
    configuration: Path
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def name(self) -> str:
        """What it called itself at its last start."""
        starts = [line for line in logged(self.log) if line["msg"] == "starting LiveKit server"]
        return str(starts[-1]["nodeID"])

    def start(self) -> None:
        """Run it. Raises LiveKitMissing if it does not answer."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                (*ended_with_us(), str(binary()), "--config", str(self.configuration)),
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}", timeout=1):
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)  # returns at once if it died
        self.kill()
        told = self.log.read_text(errors="replace")[-2000:]
        raise LiveKitMissing(f"livekit-server did not start: {told}")

    def kill(self) -> None:
        """kill -9; asked politely it would wait for its rooms to drain."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster. `env` makes an installation use it, by settings alone."""

    url: str
    api_key: str
    api_secret: str = field(repr=False)
    nodes: Sequence[Node]
    redis: Redis

    @property
    def door(self) -> int:
        """The port of the door before the nodes."""
        return int(self.url.rpartition(":")[2])

    @property
    def env(self) -> Mapping[str, str]:
        """The environment variables of an installation on this engine."""
        return {
            "LIVEKIT_URL": self.url,
            "LIVEKIT_PUBLIC_URL": self.url,
            "LIVEKIT_API_KEY": self.api_key,
            "LIVEKIT_API_SECRET": self.api_secret,
        }

    def host_of(self, room: str) -> Node:
        """The node that has `room`. Raises LookupError where none has it."""
        name = self.redis.ask("HGET", "room_node_map", room)
        for node in self.nodes:
            if node.name == name:
                return node
        raise LookupError(room)


@contextmanager
def cluster(folder: Path, webhook_url: str = "", turn: str = "") -> Iterator[Cluster]:
    """turn: entries of LiveKit's `turn_servers`, in YAML. Raises LiveKitMissing."""
    folder.mkdir(parents=True, exist_ok=True)
    key, secret = "APItest" + secrets.token_hex(4), secrets.token_hex(24)
    with ExitStack() as stack:
        redis = stack.enter_context(running(folder))
        nodes = [
            _node(folder, one, redis, (key, secret), webhook_url, turn) for one in range(NODES)
        ]
        for node in nodes:
            stack.callback(node.kill)
            node.start()
        door = unused()
        stack.enter_context(_door(folder, door, nodes))
        yield Cluster(f"ws://127.0.0.1:{door}", key, secret, nodes, redis)


def _node(
    folder: Path, number: int, redis: Redis, key: tuple[str, str], webhook: str, turn: str
) -> Node:
    port = unused(together=2)
    here = {
        "port: 7880": f"port: {port}",
        "10.0.0.11": "127.0.0.1",
        "10.0.0.10:6379": f"127.0.0.1:{redis.port}",
        "change-me-redis": redis.password,
        "203.0.113.11": "127.0.0.1",
        "udp_port: 7882": f"udp_port: {port}",
        "tcp_port: 7881": f"tcp_port: {port + 1}",
        _STUN: _STUN + _HERE,
        _TURN: f"  turn_servers:\n{turn}" if turn else _TURN,
        "phientoa:": f"{key[0]}:",
        "api_key: phientoa": f"api_key: {key[0]}",
        "change-me-secret-of-32-characters-or-more": key[1],
        f"    - {_WEBHOOK}\n": f"    - {webhook}\n" if webhook else "    []\n",
    }
    text = changed((_CONFIGURATION / "livekit.yaml").read_text(), here)
    file = folder / f"node-{number}.yaml"
    file.write_text(text)
    return Node(number, port, file, folder / f"node-{number}.log")


@contextmanager
def _door(folder: Path, port: int, nodes: Sequence[Node]) -> Iterator[None]:
    first, second = (f"127.0.0.1:{node.port}" for node in nodes)
    here = {
        "10.0.0.11:7880": first,
        "10.0.0.12:7880": second,
        "listen 127.0.0.1:7880;": f"listen 127.0.0.1:{port};",
        "/var/log/nginx": str(folder),
    }
    text = changed((_CONFIGURATION / "nginx.conf").read_text(), here)
    with nginx(folder, "livekit.conf", text, port):
        yield
