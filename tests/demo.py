"""`phientoa demo` for tests: started, read, stopped as an operator does."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict

STOP_S = 60.0  # 5 are promised; a machine that tests much else at once may take longer


class Demo(BaseModel):
    """The line it prints; nothing else is in it."""

    model_config = ConfigDict(extra="forbid")

    url: str
    relay_url: str
    hearing: str
    data_dir: str
    links: dict[str, str]
    devices: dict[str, str]
    staff: dict[str, str]


@contextmanager
def demo(
    phientoa: tuple[str, ...],
    data_dir: Path,
    port: int,
    environ: Mapping[str, str] | None = None,
) -> Iterator[Demo]:
    """A demo; stopped, it must end in time, cleanly, having printed one line.

    phientoa: how the command is called. environ: instead of ours.
    """
    where = ("--data-dir", str(data_dir), "--port", str(port))
    process = subprocess.Popen(
        (*phientoa, "demo", "--json", *where),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=data_dir,
        env=environ,
    )
    assert process.stdout is not None
    with process.stdout as said:
        try:
            yield Demo.model_validate_json(said.readline())
            process.terminate()
            assert process.wait(STOP_S) == 0
            assert said.read() == b""
        finally:
            process.kill()
            process.wait()
