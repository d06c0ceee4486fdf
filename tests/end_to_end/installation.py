"""`phientoa serve` for tests: started on free ports, stopped as an operator stops it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from signaling.app.ports import unused
from signaling.app.settings import load
from tests.engines import beside
from tests.livekit_cluster import Cluster
from tests.orphans import ended_with_us
from tests.processes import up

_STOP_S = 60.0


class _Ready(BaseModel):
    url: str


@dataclass(frozen=True, slots=True)
class Installation:
    """Where it answers, and what its staff shows as proof. `log`: what its parts wrote.
    cluster: the one it runs on, if it does."""

    url: str
    token: str = field(repr=False)
    log: Path
    port: int = 0
    cluster: Cluster | None = None


@contextmanager
def serving(data_dir: Path, *options: str) -> Iterator[Installation]:
    """An installation of hearing server, recorder and the chosen engine. Raises AssertionError
    when it does not come up; its log stands in `data_dir`. `options`: more for `serve`."""
    port = unused(together=5)
    log = data_dir / "serve.log"
    data_dir.mkdir(parents=True, exist_ok=True)
    where = ("--data-dir", str(data_dir), "--port", str(port), "--json")
    with ExitStack() as stack:
        engine = stack.enter_context(beside(data_dir / "engine", port))
        with log.open("wb") as errors:
            process = subprocess.Popen(
                (
                    *ended_with_us("TERM"),
                    *(sys.executable, "-m", "signaling.cli", "serve", *where, *options),
                ),
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=data_dir,
                env={**os.environ, **engine.env},
            )
        stack.callback(stop, process)
        assert process.stdout is not None
        with process.stdout as told:
            ready = _Ready.model_validate_json(up(told.readline(), log))
        token = load(data_dir, port).admin_token
        yield Installation(ready.url, token, log, port, engine.cluster)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """As an operator would."""
    process.terminate()
    try:
        process.wait(_STOP_S)
    finally:
        process.kill()
        process.wait()
