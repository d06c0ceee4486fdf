"""A process that does one job: told it in a line, heard line by line, gone with its hearer."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

_LINE_LIMIT = 1 << 24  # bytes of one line that it says: a verifier's report, a court's list


@asynccontextmanager
async def at_work(
    command: Sequence[str], job: Mapping[str, Any], grace_s: float
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`command`, told `job` as a line of JSON; its standard output is the caller's to read.
    At the end its input is closed; it may tidy up for `grace_s` before it is killed. Raises
    OSError."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LINE_LIMIT,
        start_new_session=True,
    )
    try:
        assert process.stdin is not None
        process.stdin.write(json.dumps(job).encode() + b"\n")
        await process.stdin.drain()
        yield process
    finally:
        await _end(process, grace_s)


async def _end(process: asyncio.subprocess.Process, grace_s: float) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), grace_s)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
