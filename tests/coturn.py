"""A real coturn on a free port of this machine, for clients that may not reach the relay."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from signaling.app.ports import unused
from tests.needs import missing
from tests.waiting import until_open


@contextmanager
def coturn(
    folder: Path, secret: str, peers: Sequence[str] = ("--allow-loopback-peers",)
) -> Iterator[tuple[int, Path]]:
    """Its port (UDP and TCP) and its log. peers: whom it lets clients reach; by default this
    machine too."""
    program = shutil.which("turnserver")
    if program is None:
        missing("coturn", "`apt-get install coturn`")
    port, log = unused(), folder / "coturn.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            (
                *(program, "-n", "--no-cli", "--log-file=stdout", "--simple-log", "--verbose"),
                *("--no-tls", "--no-dtls", "--fingerprint", "--realm=hearing.example"),
                *("--use-auth-secret", f"--static-auth-secret={secret}"),
                *("--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"),
                *peers,
                *(f"--listening-port={port}", f"--pidfile={folder / 'coturn.pid'}"),
                f"--userdb={folder / 'coturn.db'}",
            ),
            stdout=told,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
    try:
        until_open(port, process)
        yield port, log
    finally:
        process.terminate()
        process.wait(10)
