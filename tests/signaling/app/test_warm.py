"""Rulings on parts that come out of a nursery: as if started afresh, only sooner."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from signaling.app.launching import Launch, Part, Process
from signaling.app.warm import launching
from tests.processes import alive
from tests.waiting import until

PROGRAM = """
import os, signal, sys
print(sys.argv, os.environ["SAID"], os.getsid(0) == os.getpid(), flush=True)
with open(os.environ["SAID"], "w") as out:
    print(*sys.argv[1:], file=out)
    print(signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL, file=out)
for line in sys.stdin:
    with open(os.environ["SAID"], "a") as out:
        out.write(line)
sys.exit(7)
"""


@pytest.fixture
def part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Part:
    """A part that writes down what it is told, and ends with its standard input."""
    (tmp_path / "odd_job.py").write_text(PROGRAM)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{Path.cwd()}")

    async def answers() -> bool:
        return True

    command = (sys.executable, "-m", "odd_job", "serve", "something")
    return Part("odd", command, answers, {"SAID": str(tmp_path / "said")})


@pytest.fixture
async def launch(part: Part) -> AsyncIterator[Launch]:
    """A nursery."""
    async with launching({"odd": ("json",)}, [part]) as made:
        yield made


def said(part: Part) -> Callable[[], list[str]]:
    """The lines that `part` wrote."""
    file = Path(part.environ["SAID"])
    return lambda: file.read_text().splitlines() if file.exists() else []


def listed(pid: int) -> list[str]:
    """The command line of a process, as `ps` shows it."""
    return Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").split("\0")


def parent(pid: int) -> int:
    """Who made it."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


async def test_it_is_the_process_its_command_line_says(part: Part, launch: Launch) -> None:
    process = await launch(part)
    lines = said(part)
    await until(lambda: lines()[:2] == ["serve something", "True"])
    assert listed(process.pid) == list(part.command)
    process.tell(b"hear, hear")
    await until(lambda: lines()[2:] == ["hear, hear"])
    process.terminate()
    await asyncio.wait_for(process.wait(), 30)
    assert process.returncode == -signal.SIGTERM


async def test_a_killed_one_is_noticed_and_another_is_made(part: Part, launch: Launch) -> None:
    first = await launch(part)
    os.kill(first.pid, signal.SIGKILL)
    await asyncio.wait_for(first.wait(), 30)
    assert first.returncode == -signal.SIGKILL
    second = await launch(part)
    assert second.pid != first.pid
    second.kill()
    await asyncio.wait_for(second.wait(), 30)


async def test_the_nurserys_death_takes_no_part_with_it(part: Part, launch: Launch) -> None:
    child = await launch(part)
    os.kill(parent(child.pid), signal.SIGKILL)
    another = await _launched(launch, part)
    assert alive(child.pid)
    assert child.returncode is None
    child.kill()
    await asyncio.wait_for(child.wait(), 30)
    assert another.returncode is None
    another.kill()
    await asyncio.wait_for(another.wait(), 30)


async def _launched(launch: Launch, part: Part) -> Process:
    """As the supervisor does it: tried again."""
    async with asyncio.timeout(30):
        while True:
            try:
                return await launch(part)
            except OSError:
                await asyncio.sleep(0.01)
