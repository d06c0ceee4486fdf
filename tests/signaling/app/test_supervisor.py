"""What the supervisor owes: everything started, the dead restarted, all stopped in time."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from signaling.app.launching import Part
from signaling.app.supervisor import MOST_TRIES, Course, GaveUp, Supervisor, pause

_LIVES = "import sys; sys.stdin.read()"
_IGNORES_SIGTERM = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('deaf', file=open(sys.argv[1], 'w')); time.sleep(60)"
)


def part(name: str, *code: str) -> Part:
    async def answers() -> bool:
        return True

    return Part(name, (sys.executable, "-c", *code), answers)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0.0), (1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 5.0), (50, 5.0)],
)
def test_a_part_that_keeps_dying_waits_longer_each_time(failures: int, seconds: float) -> None:
    assert pause(failures) == seconds


async def test_a_killed_part_is_started_again_and_its_neighbour_lives_on() -> None:
    supervisor = Supervisor((part("a", _LIVES), part("b", _LIVES)))
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(supervisor.run(stop, ready.set))
    await asyncio.wait_for(ready.wait(), 60)
    await until(lambda: len(supervisor.running) == 2)
    first, neighbour = supervisor.running["a"].pid, supervisor.running["b"].pid
    os.kill(first, signal.SIGKILL)
    await until(lambda: supervisor.running["a"].pid != first)
    assert supervisor.running["b"].pid == neighbour
    stop.set()
    await asyncio.wait_for(running, 60)
    assert all(process.returncode is not None for process in supervisor.running.values())


async def test_a_part_that_could_not_be_started_is_tried_again(tmp_path: Path) -> None:
    late = tmp_path / "late"
    unable = replace(part("a", _LIVES), command=(str(late),))
    supervisor = Supervisor((unable,))
    stop = asyncio.Event()
    with capture_logs() as logs:
        running = asyncio.create_task(supervisor.run(stop, lambda: None))
        await until(lambda: any(line["event"] == "part_not_started" for line in logs))
    late.write_text("#!/bin/sh\ncat\n")
    late.chmod(0o755)
    await until(lambda: "a" in supervisor.running)
    stop.set()
    await asyncio.wait_for(running, 60)


async def test_what_never_worked_is_given_up_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signaling.app.supervisor.pause", lambda _failures: 0.0)

    async def never() -> bool:
        return False

    broken = replace(part("a", "import nothing_of_the_sort"), answers=never)
    neighbour = part("b", _LIVES)
    supervisor = Supervisor((broken, neighbour))
    with pytest.raises(GaveUp, match=r"'a' .* 5 tries \(code 1\)"):
        await asyncio.wait_for(supervisor.run(asyncio.Event(), lambda: None), 60)
    assert supervisor.running["b"].returncode is not None


async def test_what_once_worked_is_started_again_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("signaling.app.supervisor.pause", lambda _failures: 0.0)
    supervisor = Supervisor((part("a", "raise SystemExit(1)"),))
    stop = asyncio.Event()
    running = asyncio.create_task(supervisor.run(stop, lambda: None))
    await until(lambda: supervisor.courses.get("a", Course()).restarts > MOST_TRIES)
    assert not running.done()
    stop.set()
    await asyncio.wait_for(running, 60)


async def test_a_part_that_will_not_stop_is_killed_within_five_seconds(tmp_path: Path) -> None:
    deaf = tmp_path / "deaf"
    supervisor = Supervisor((part("a", _IGNORES_SIGTERM, str(deaf)),))
    stop = asyncio.Event()
    running = asyncio.create_task(supervisor.run(stop, lambda: None))
    await until(deaf.exists)
    stop.set()
    await asyncio.wait_for(running, 60)
    assert supervisor.running["a"].returncode == -signal.SIGKILL
