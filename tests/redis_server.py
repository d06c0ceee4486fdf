"""A Redis of a test's own, with the configuration of deploy/livekit: killed, started again."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from signaling.app.ports import unused
from tests.needs import missing
from tests.nginx import DEPLOY, changed
from tests.orphans import ended_with_us
from tests.waiting import until_open

_ANSWER_S = 30.0


@dataclass(slots=True)
class Redis:
    """`program`, `tool`: redis-server and redis-cli; `folder`: of its data and its log."""

    program: str
    tool: str
    port: int
    password: str = field(repr=False)
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Run it on what it kept. Raises TimeoutError, AssertionError if it does not answer."""
        command = (*ended_with_us(), self.program, str(self.folder / "redis.conf"))
        with (self.folder / "redis.log").open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out)
        until_open(self.port, self.process)

    def kill(self) -> None:
        """kill -9: nothing is written at the end."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ask(self, *words: str) -> str:
        """Redis's answer to one command."""
        done = subprocess.run(
            (self.tool, "-p", str(self.port), "--raw", *words),
            env={"REDISCLI_AUTH": self.password},
            capture_output=True,
            text=True,
            timeout=_ANSWER_S,
            check=True,
        )
        return done.stdout.strip()


@contextmanager
def running(folder: Path) -> Iterator[Redis]:
    """A running one."""
    program, tool = shutil.which("redis-server"), shutil.which("redis-cli")
    if program is None or tool is None:
        missing("Redis", "`apt-get install redis-server`")
    made = Redis(program, tool, unused(), secrets.token_hex(16), folder)
    here = {
        "bind 10.0.0.10": "bind 127.0.0.1",
        "port 6379": f"port {made.port}",
        "change-me-redis": made.password,
        "/var/lib/redis": str(folder),
    }
    text = changed((DEPLOY / "livekit" / "redis.conf").read_text(), here)
    (folder / "redis.conf").write_text(text)
    try:
        made.start()
        yield made
    finally:
        made.kill()
