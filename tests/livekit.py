"""A real LiveKit server for tests: built once from tests/livekit_server, run on free ports."""

import json
import os
import secrets
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from signaling.app.ports import unused

MODULE = Path(__file__).parent / "livekit_server"
COMMAND = "github.com/livekit/livekit-server/cmd/server"
BUILD_S = 900
START_S = 60


class LiveKitMissing(Exception):
    """livekit-server cannot be built or started here; the text says why."""


@dataclass(frozen=True, slots=True)
class LiveKit:
    """A running server. `env` makes an installation use it, by settings alone."""

    url: str
    api_key: str
    api_secret: str
    log: Path

    @property
    def env(self) -> dict[str, str]:
        """The environment variables of an installation on this engine."""
        return {
            "LIVEKIT_URL": self.url,
            "LIVEKIT_API_KEY": self.api_key,
            "LIVEKIT_API_SECRET": self.api_secret,
        }


def cache_dir() -> Path:
    """Where the binary is kept between runs: PHIENTOA_CACHE, or .cache in the repository."""
    named = os.environ.get("PHIENTOA_CACHE")
    return Path(named) if named else MODULE.parents[1] / ".cache"


def binary() -> Path:
    """livekit-server as go.mod and go.sum pin it; built on first use. Raises LiveKitMissing."""
    pins = b"".join((MODULE / name).read_bytes() for name in ("go.mod", "go.sum"))
    built = cache_dir() / "livekit-server" / sha256(pins).hexdigest()[:16] / "livekit-server"
    if not built.exists():
        built.parent.mkdir(parents=True, exist_ok=True)
        _build(built)
    return built


def _build(destination: Path) -> None:
    """Build beside the destination and move: two builders never see half a file."""
    fresh = destination.with_name(f"{destination.name}.{os.getpid()}")
    try:
        done = subprocess.run(
            ["go", "build", "-o", str(fresh), COMMAND],
            cwd=MODULE,
            capture_output=True,
            text=True,
            timeout=BUILD_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LiveKitMissing(f"go build: {error}") from error
    if done.returncode != 0:
        raise LiveKitMissing(f"go build: {done.stderr.strip()[-2000:]}")
    fresh.rename(destination)


@contextmanager
def running(folder: Path, webhook_urls: Sequence[str] = ()) -> Iterator[LiveKit]:
    """A server on 127.0.0.1 with keys of its own; it reaches nothing outside this machine."""
    last = ""
    for _ in range(3):  # a free port may be taken between asking for it and using it
        server, process = _launch(folder, webhook_urls)
        try:
            if _answers(server.url, process):
                yield server
                return
            last = server.log.read_text(errors="replace")[-2000:]
        finally:
            _stop(process)
    raise LiveKitMissing(f"livekit-server did not start: {last}")


def _launch(
    folder: Path, webhook_urls: Sequence[str]
) -> tuple[LiveKit, "subprocess.Popen[bytes]"]:
    folder.mkdir(parents=True, exist_ok=True)
    port, udp_port = unused(), unused()
    key, secret = "APItest" + secrets.token_hex(4), secrets.token_hex(24)
    config: dict[str, object] = {
        "port": port,
        "bind_addresses": ["127.0.0.1"],
        "keys": {key: secret},
        "rtc": {
            "udp_port": udp_port,
            "tcp_port": 0,
            "use_external_ip": False,
            "node_ip": "127.0.0.1",
            "enable_loopback_candidate": True,
            "ips": {"includes": ["127.0.0.1/32"]},
            "stun_servers": [],
        },
        "logging": {"level": "info", "json": True},
    }
    if webhook_urls:
        config["webhook"] = {"api_key": key, "urls": list(webhook_urls)}
    file = folder / "livekit.json"  # YAML reads JSON
    file.write_text(json.dumps(config))
    log = folder / "livekit.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(binary()), "--config", str(file), "--node-ip", "127.0.0.1"],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    return LiveKit(f"ws://127.0.0.1:{port}", key, secret, log), process


def _answers(url: str, process: "subprocess.Popen[bytes]") -> bool:
    """Whether the server answers before its deadline; it may also have died."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url.replace("ws", "http", 1), timeout=1):
            return True
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)  # returns at once if it died
    return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """At once: asked politely it would wait for its rooms to drain."""
    process.kill()
    process.wait()


if __name__ == "__main__":  # `make test` builds before any test's time limit runs
    try:
        print(f"livekit-server: {binary()}")
    except LiveKitMissing as error:
        print(f"livekit-server is missing: {error}")
