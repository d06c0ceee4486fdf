"""Rulings on docker-compose.yml: it is read without an engine, and has no secret of its own."""

import asyncio
import os
import shutil
import subprocess
import time
from pathlib import Path

import aioice.stun
import aioice.turn
import pytest

from signaling.app.ports import unused
from signaling.app.settings import load
from signaling.rtc.server.turn import credentials
from tests.needs import missing
from tests.waiting import until_open

REPOSITORY = Path(__file__).resolve().parents[2]
TURN = REPOSITORY / "deploy/docker/turn.sh"
SETTINGS = {
    "POSTGRES_PASSWORD": "a-password",
    "PHIENTOA_NAME": "court.example",
    "PHIENTOA_ADDRESS": "203.0.113.10",
    "PHIENTOA_TLS": "/etc/phientoa/tls",
    "TURN_SECRET": "a-secret",
}


def _compose() -> tuple[str, ...]:
    """The plugin, or the command of before; neither needs an engine to read a file."""
    docker = shutil.which("docker") or ""
    asked = (docker, "compose", "version")
    if docker and not subprocess.run(asked, capture_output=True, check=False).returncode:
        return (docker, "compose")
    alone = shutil.which("docker-compose")
    if alone is None:
        missing("docker compose", "`apt-get install docker-compose`")
    return (alone,)


def _config(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environ = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        (*_compose(), "--project-directory", str(REPOSITORY), "config"),
        cwd=REPOSITORY,
        env={**environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def read() -> str:
    done = _config(SETTINGS)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_it_is_clean_and_has_every_part(read: str) -> None:
    for part in ("postgres", "hearing", "relay", "recorder", "proxy", "coturn"):
        assert f"\n  {part}:" in read
    assert "wss://court.example" in read


def test_it_is_clean_before_anything_is_set_and_has_no_secret() -> None:
    done = _config({})
    assert (done.returncode, done.stderr) == (0, "")
    for secret in ("POSTGRES_PASSWORD", "TURN_SECRET", "PHIENTOA_TURN_SECRET"):
        assert f"{secret}: ''" in done.stdout


def test_every_setting_is_in_the_example() -> None:
    example = (REPOSITORY / "deploy/docker/env.example").read_text()
    compose = (REPOSITORY / "docker-compose.yml").read_text()
    for setting in SETTINGS:
        assert f"\n{setting}=" in example
        assert f"${{{setting}:-" in compose


def test_without_a_secret_relay_and_turn_server_say_so_and_do_not_start(
    tmp_path: Path,
) -> None:
    relay = {"PHIENTOA_TURN_URLS": "turn:localhost", "PHIENTOA_TURN_SECRET": ""}
    with pytest.raises(ValueError, match="PHIENTOA_TURN_SECRET"):
        load(tmp_path, 8080, relay)
    done = subprocess.run(
        ("sh", str(TURN)), env={"PATH": os.environ["PATH"]}, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert b"TURN_SECRET: set it in .env" in done.stderr


def test_what_it_mounts_is_there() -> None:
    for file in (
        "docker/Dockerfile",
        "docker/proxy.sh",
        "docker/turn.sh",
        "nginx/phientoa.conf",
    ):
        assert (REPOSITORY / "deploy" / file).is_file()
    assert os.access(REPOSITORY / "deploy/docker/proxy.sh", os.X_OK)


def test_the_containers_proxy_has_the_same_configuration_with_its_own_names(
    tmp_path: Path,
) -> None:
    """The script is run as the container would, with its folders here."""
    script = (REPOSITORY / "deploy/docker/proxy.sh").read_text()
    made = tmp_path / "default.conf"
    script = script.replace("/etc/nginx/conf.d/default.conf", str(made)).replace(
        "/etc/phientoa/phientoa.conf", str(REPOSITORY / "deploy/nginx/phientoa.conf")
    )
    subprocess.run(("sh", "-c", script), env={**os.environ, **SETTINGS}, check=True)
    text = made.read_text()
    assert "server hearing:8080;" in text
    assert "server relay:8081;" in text
    assert text.count("server_name court.example;") == 2


def test_the_containers_turn_server_knows_the_relays_names_and_no_others(
    tmp_path: Path,
) -> None:
    """A real coturn, started by the container's script; its arguments hold no secret."""
    if shutil.which("turnserver") is None:
        missing("coturn", "`apt-get install coturn`")
    port = unused()
    here = ("--no-tls", "--no-dtls", f"--listening-port={port}", "--log-file=stdout")
    files = (f"--pidfile={tmp_path / 'pid'}", f"--userdb={tmp_path / 'turn.db'}")
    environ = {
        **os.environ,
        **SETTINGS,
        "PHIENTOA_ADDRESS": "127.0.0.1",
        "TMPDIR": str(tmp_path),
    }
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            ("sh", str(TURN), *here, *files), env=environ, stdout=log, stderr=log, cwd=tmp_path
        )
    try:
        until_open(port, process)
        assert b"a-secret" not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
        asyncio.run(_allocates(port, *credentials("a-secret", "PA_1", time.time())))
        with pytest.raises(aioice.stun.TransactionFailed, match="401"):
            asyncio.run(_allocates(port, *credentials("another", "PA_1", time.time())))
    finally:
        process.terminate()
        process.wait(10)


async def _allocates(port: int, username: str, password: str) -> None:
    transport, _ = await aioice.turn.create_turn_endpoint(
        asyncio.DatagramProtocol, ("127.0.0.1", port), username, password
    )
    transport.close()
