"""`phientoa demo` for tests: started on free ports, with the line that it prints."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from hearing.roles import Role
from signaling.app.ports import unused
from tests.processes import up

_STOP_S = 10.0


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
    where = ("--data-dir", str(data_dir), "--port", str(unused(together=2)))
    with (data_dir / "demo.log").open("wb") as errors:
        process = subprocess.Popen(
            (*command, *where), stdout=subprocess.PIPE, stderr=errors, cwd=data_dir
        )
    try:
        assert process.stdout is not None
        with process.stdout as told:
            yield Demonstration.model_validate_json(up(told.readline(), data_dir / "demo.log"))
    finally:
        process.terminate()
        try:
            process.wait(_STOP_S)
        finally:
            process.kill()
            process.wait()
