"""`phientoa demo` for tests: started on free ports, with the line that it prints."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from hearing.roles import Role
from signaling.app.ports import unused
from tests.end_to_end.installation import stop
from tests.engines import beside
from tests.orphans import ended_with_us
from tests.processes import up


class Demonstration(BaseModel):
    """The line it prints. links: by role. devices: by point's name. staff: password by user."""

    model_config = ConfigDict(extra="forbid")

    url: str
    relay_url: str
    hearing: str
    data_dir: str
    links: dict[Role, str]
    devices: dict[str, str]
    staff: dict[str, str]


@contextmanager
def demonstration(data_dir: Path) -> Iterator[Demonstration]:
    """A demo of its own, stopped as its user would stop it; its log stands in `data_dir`.
    Raises AssertionError when it does not come up."""
    data_dir.mkdir(parents=True, exist_ok=True)
    command = (sys.executable, "-m", "signaling.cli", "demo", "--json")
    port = unused(together=5)
    where = ("--data-dir", str(data_dir), "--port", str(port))
    with ExitStack() as stack:
        engine = stack.enter_context(beside(data_dir / "engine", port))
        with (data_dir / "demo.log").open("wb") as errors:
            process = subprocess.Popen(
                (*ended_with_us("TERM"), *command, *where),
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=data_dir,
                env={**os.environ, **engine.env},
            )
        stack.callback(stop, process)
        assert process.stdout is not None
        with process.stdout as told:
            yield Demonstration.model_validate_json(up(told.readline(), data_dir / "demo.log"))
