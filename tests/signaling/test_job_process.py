"""Rulings on processes of one job: each hears its job, and none outlives who listens to it."""

import asyncio
import sys

import pytest

from signaling.job_process import at_work

ECHO = "import sys; print(sys.stdin.readline().strip(), flush=True); sys.stdin.read()"
DEAF = "import sys, time; print('up', flush=True); time.sleep(600)"
GRACE_S = 60.0  # more than a slow machine needs


def command(program: str) -> tuple[str, ...]:
    """A program of a few lines."""
    return (sys.executable, "-c", program)


async def heard(process: asyncio.subprocess.Process) -> str:
    """Its next line."""
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


async def test_it_is_told_its_job_and_ends_with_its_input() -> None:
    async with at_work(command(ECHO), {"number": 7}, GRACE_S) as process:
        assert await heard(process) == '{"number": 7}'
    assert process.returncode == 0


async def test_who_does_not_end_is_killed() -> None:
    async with at_work(command(DEAF), {}, grace_s=0) as process:
        assert await heard(process) == "up"
    assert process.returncode == -9


async def test_who_has_ended_before_is_left_alone() -> None:
    async with at_work(command("input()"), {}, grace_s=0) as process:
        assert await heard(process) == ""
        await process.wait()
    assert process.returncode == 0


async def test_it_does_not_outlive_a_listener_that_is_cancelled() -> None:
    there: asyncio.Future[asyncio.subprocess.Process] = asyncio.Future()

    async def listen() -> None:
        async with at_work(command(DEAF), {}, grace_s=0) as process:
            there.set_result(process)
            await asyncio.Event().wait()

    listening = asyncio.create_task(listen())
    process = await there
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    assert process.returncode == -9
