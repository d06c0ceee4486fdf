"""What cannot be used is said in a sentence: no traceback, nothing started, nothing printed."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from signaling.app.claim import claim
from signaling.app.ports import unused

PHIENTOA = (sys.executable, "-m", "signaling.cli")


def _told(*arguments: str, code: int = 2) -> str:
    """The error of a command that must refuse, at once and without a word on stdout."""
    done = subprocess.run(
        (*PHIENTOA, *arguments), capture_output=True, text=True, timeout=150, check=False
    )
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_data_directory_that_is_a_file(tmp_path: Path, command: str) -> None:
    file = tmp_path / "f"
    file.touch()
    assert "--data-dir" in _told(command, "--data-dir", str(file))


def test_a_rehearsal_that_cannot_be_kept(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.touch()
    assert "--to" in _told("rehearse", "--to", str(file))
    assert "--to" in _told("rehearse", "--to", "/proc/none")
    to = ("--to", str(tmp_path / "to"))
    assert "--data-dir" in _told("rehearse", "--data-dir", str(file), *to)


@pytest.mark.parametrize("seconds", ["nan", "inf", "3.9", "-5", "1e9"])
def test_a_rehearsal_that_has_no_end(seconds: str) -> None:
    assert "86400" in _told("rehearse", f"--seconds={seconds}")


@pytest.mark.parametrize(
    "url", ["garbage", "http://", "http://[::1", "ftp://x", "http://x:99999"]
)
def test_a_rehearsal_at_no_address(url: str) -> None:
    assert "http" in _told("rehearse", "--url", url, "--token", "t")


def test_a_rehearsal_with_a_token_that_no_header_can_carry() -> None:
    assert "--token" in _told("rehearse", "--url", "http://127.0.0.1:1", "--token", "đ")


_SERVES_ALREADY = """
import sys
from pathlib import Path
from signaling.app.claim import claim
claim(Path(sys.argv[1]), ("hearing", "recorder"))
print("claimed", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("command", [("serve",), ("serve", "recorder"), ("demo",)])
def test_a_data_directory_that_another_serves_from(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """One hearing in two installations would be two halves that do not hear each other."""
    where = ("--data-dir", str(tmp_path), "--port", str(unused(together=5)))
    with subprocess.Popen(
        (sys.executable, "-c", _SERVES_ALREADY, str(tmp_path)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"claimed\n"
        assert "--data-dir" in _told(*command, *where)
        other.kill()
    claim(tmp_path, ("hearing", "recorder"))  # what was killed holds nothing any more


@pytest.mark.parametrize("part", ["all", "hearing"])
def test_a_port_that_another_has_is_never_called_ready(tmp_path: Path, part: str) -> None:
    """Another installation there would even answer for us."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        told = _told("serve", part, "--data-dir", str(tmp_path), "--port", port, "--json")
    assert f"TCP {port}" in told


def test_a_media_port_that_another_has(tmp_path: Path) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = str(other.getsockname()[1])
        told = _told("serve", "relay", "--data-dir", str(tmp_path), "--port", port)
    assert f"UDP {port}" in told


def test_a_certificate_that_cannot_be_served_with(tmp_path: Path) -> None:
    where = ("--data-dir", str(tmp_path / "data"))
    alone = _told("serve", *where, "--cert", str(tmp_path / "c.pem"))
    assert "--key" in alone
    text = tmp_path / "text.pem"
    text.write_text("none")
    both = _told("serve", *where, "--cert", str(text), "--key", str(text))
    assert "not a certificate in PEM" in both


@pytest.mark.parametrize("url", ["garbage", "postgres://court", "sqlite:///x.db"])
def test_a_database_that_is_none(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHIENTOA_DATABASE_URL", url)
    told = _told("serve", "--data-dir", str(tmp_path))
    assert "PHIENTOA_DATABASE_URL" in told
    assert "postgresql+asyncpg://" in told


def test_a_database_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))  # nobody else's while we are here, and nobody listens
        url = f"postgresql+asyncpg://127.0.0.1:{other.getsockname()[1]}/court"
        monkeypatch.setenv("PHIENTOA_DATABASE_URL", url)
        where = ("--data-dir", str(tmp_path), "--port", str(unused(together=5)))
        told = _told("serve", "hearing", *where, code=1)
    assert "ConnectionRefusedError" in told
    assert "PHIENTOA_DATABASE_URL" in told
