"""Rulings on the containers of a LiveKit cluster: their scripts are run, by real servers."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from signaling.app.ports import unused
from tests.livekit import binary
from tests.needs import missing
from tests.nginx import DEPLOY, changed
from tests.waiting import until_open

NAMES = {
    "PHIENTOA_NAME": "court.example",
    "PHIENTOA_ADDRESS": "203.0.113.10",
    "MEDIA_PORT": "7892",
    "LIVEKIT_API_SECRET": "0123456789abcdef" * 2,
    "REDIS_PASSWORD": "fedcba9876543210" * 2,
    "TURN_SECRET": "a1" * 16,
}


def _script(name: str, folder: Path) -> str:
    """A container's script with the container's folders here."""
    here = {"/etc/phientoa/": f"{DEPLOY / 'livekit'}/", "/tmp/": f"{folder}/"}
    return changed((DEPLOY / "docker" / name).read_text(), here)


def _run(
    script: str, settings: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("sh", "-c", script, "sh", *arguments),
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.livekit
@pytest.mark.usefixtures("livekit_binary")
@pytest.mark.parametrize("turn", [True, False])
def test_a_node_takes_the_configuration_its_container_makes(
    tmp_path: Path, *, turn: bool
) -> None:
    server = {**NAMES, "LIVEKIT_SERVER": str(binary())}
    if not turn:
        del server["TURN_SECRET"]
    done = _run(_script("livekit.sh", tmp_path), server, "ports")
    assert done.returncode == 0, done.stderr
    assert "7892" in done.stdout
    made = tmp_path / "livekit.yaml"
    text = made.read_text()
    assert made.stat().st_mode & 0o077 == 0
    assert not (tmp_path / "names.sed").exists()
    assert ("secret: a1a1" in text) is turn
    for example in ("10.0.0", "203.0.113.11", "change-me-redis", "change-me-secret"):
        assert example not in text


def test_redis_asks_for_the_password_of_the_settings(tmp_path: Path) -> None:
    if shutil.which("redis-server") is None:
        missing("Redis", "`apt-get install redis-server`")
    port = unused()
    script = changed(
        _script("redis.sh", tmp_path),
        {"s:/var/lib/redis:/data:": f"s:/var/lib/redis:{tmp_path}:"},
    )
    process = subprocess.Popen(
        ("sh", "-c", script, "sh", "--port", str(port), "--bind", "127.0.0.1"),
        env={"PATH": os.environ["PATH"], **NAMES},
        stdout=subprocess.DEVNULL,
    )
    try:
        until_open(port, process)
        ask = ("redis-cli", "-p", str(port), "ping")
        right = {"PATH": os.environ["PATH"], "REDISCLI_AUTH": NAMES["REDIS_PASSWORD"]}
        assert subprocess.check_output(ask, env=right) == b"PONG\n"
        assert b"NOAUTH" in subprocess.check_output(ask)
        assert b"fedcba" not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("name", ["livekit.sh", "redis.sh"])
def test_without_a_secret_they_say_so_and_do_not_start(name: str, tmp_path: Path) -> None:
    done = _run(_script(name, tmp_path), {"PHIENTOA_NAME": "x", "LIVEKIT_SERVER": "echo"})
    assert done.returncode != 0
    assert "set it in .env" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("url", "relay"), [("", "relay:8081"), ("ws://proxy:7880", "127.0.0.1:7880")]
)
def test_the_containers_proxy_leads_to_the_engine_of_the_settings(
    url: str, relay: str, tmp_path: Path
) -> None:
    """The cluster's door is in the proxy, for the hearing server as well."""
    script = (DEPLOY / "docker/proxy.sh").read_text()
    here = {
        "/etc/nginx/conf.d": str(tmp_path),
        "/etc/phientoa/phientoa.conf": str(DEPLOY / "nginx/phientoa.conf"),
        "/etc/phientoa/livekit.conf": str(DEPLOY / "livekit/nginx.conf"),
    }
    done = _run(changed(script, here), {**NAMES, "LIVEKIT_URL": url})
    assert done.returncode == 0, done.stderr
    assert f"server {relay};" in (tmp_path / "default.conf").read_text()
    door = tmp_path / "livekit.conf"
    assert door.exists() is bool(url)
    if url:
        for part in ("listen 7880;", "server livekit-1:7880 ", "server livekit-2:7880 "):
            assert part in door.read_text()


def test_every_setting_of_a_cluster_is_in_the_example() -> None:
    example = (DEPLOY / "docker/env.example").read_text()
    compose = (DEPLOY.parent / "docker-compose.yml").read_text()
    for setting in ("LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "REDIS_PASSWORD"):
        assert f"\n# {setting}=" in example
        assert f"${{{setting}:-" in compose
