"""The process that makes one list, seen from the server: told its job, heard, ended."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from hearing.refusal import Refusal
from scheduler.listing.keeping import Progress
from scheduler.listing.problem import Problem
from scheduler.listing.wire import listing_read, problem_told, unplaced_read
from signaling.job_process import at_work

_GRACE_S = 5.0
_CHILD = (sys.executable, "-m", "scheduler.listing.process")


async def solving(
    problem: Problem, seconds: int, unwanted: asyncio.Event
) -> AsyncIterator[Progress]:
    """How far it is, each time that it is better; the last tells what is not placed, and why.
    Ends early once it is `unwanted`. Raises Refusal, OSError, ValueError."""
    job = {"problem": problem_told(problem), "seconds": seconds}
    async with at_work(_CHILD, job, grace_s=0) as process:
        stopping = asyncio.create_task(_stop(process, unwanted))
        try:
            while line := await _line(process, stopping):
                said = json.loads(line)
                yield _progress(said)
                if "done" in said:
                    return
            if not unwanted.is_set():
                raise Refusal("listing.failed")
        finally:
            stopping.cancel()
            await asyncio.gather(stopping, return_exceptions=True)


async def _stop(process: asyncio.subprocess.Process, unwanted: asyncio.Event) -> None:
    """Its input ends: it stops at the next list or bound; if not, nobody listens any longer."""
    await unwanted.wait()
    assert process.stdin is not None
    process.stdin.close()
    await asyncio.sleep(_GRACE_S)


async def _line(process: asyncio.subprocess.Process, stopping: asyncio.Task[None]) -> bytes:
    """The next that it says; empty if it says no more, or is out of time."""
    assert process.stdout is not None
    reading = asyncio.create_task(process.stdout.readline())
    try:
        await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return reading.result() if reading.done() else b""
    finally:
        reading.cancel()


def _progress(said: dict[str, Any]) -> Progress:
    if "refused" in said:
        raise Refusal(said["refused"])
    return Progress(
        "running",
        listing_read(said.get("done") or said["better"]),
        unplaced_read(said.get("unplaced", ())),
    )
