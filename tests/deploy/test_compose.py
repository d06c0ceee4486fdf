"""Rulings on docker-compose.yml: it is read without an engine, and has no secret of its own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.needs import missing

REPOSITORY = Path(__file__).resolve().parents[2]
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


@pytest.mark.parametrize("setting", SETTINGS)
def test_without_a_setting_it_says_which_and_starts_nothing(setting: str) -> None:
    done = _config({name: value for name, value in SETTINGS.items() if name != setting})
    assert done.returncode != 0
    assert setting in done.stderr


def test_what_it_mounts_is_there() -> None:
    for file in ("docker/Dockerfile", "docker/proxy.sh", "nginx/phientoa.conf"):
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
