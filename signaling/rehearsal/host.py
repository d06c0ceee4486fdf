"""An installation of the rehearsal's own: `phientoa serve` on free ports, and its end."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ValidationError

from signaling.app.ports import unused
from signaling.app.settings import load
from signaling.app.stopping import SUPERVISED
from signaling.rehearsal.failure import RehearsalFailed

_START_S = 40.0
_STOP_S = 8.0
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the rehearsal is held. `data_dir`: known where it is on this machine."""

    url: str
    token: str
    data_dir: Path | None


class _Serving(BaseModel):
    url: str


@asynccontextmanager
async def hosted(data_dir: Path) -> AsyncIterator[Installation]:
    """Serve from `data_dir`. Raises RehearsalFailed if it does not come up."""
    process = None
    together = 4 + load(data_dir, 1).relay_workers
    for _ in range(_TRIES):  # a free port may be taken between asking for it and using it
        port = unused(together)
        process = await _serve(data_dir, port)
        try:
            if await _is_up(process):
                token = load(data_dir, port).admin_token
                yield Installation(f"http://127.0.0.1:{port}", token, data_dir)
                return
        finally:
            await _stop(process)
    log = data_dir / "rehearsal.log"
    raise RehearsalFailed(
        f"Máy chủ diễn tập không khởi động được; xem {log}",
        f"The rehearsal's own installation did not start; see {log}",
    )


async def _serve(data_dir: Path, port: int) -> asyncio.subprocess.Process:
    where = ("--data-dir", str(data_dir), "--port", str(port), "--json")
    with _log(data_dir) as log:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "signaling.cli", "serve", *where),
            stdin=asyncio.subprocess.PIPE,  # its end, should we be killed, stops it too
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env={**os.environ, SUPERVISED: "1"},
            start_new_session=True,  # Ctrl+C reaches us alone; we stop it in order
        )


def _log(data_dir: Path) -> BinaryIO:
    data_dir.mkdir(parents=True, exist_ok=True)
    return (data_dir / "rehearsal.log").open("ab")


async def _is_up(process: asyncio.subprocess.Process) -> bool:
    """Whether it said that everything answers; False when it died or took too long."""
    assert process.stdout is not None
    try:
        async with asyncio.timeout(_START_S):
            line = await process.stdout.readline()
        _Serving.model_validate_json(line)
    except (TimeoutError, ValidationError):
        return False
    return True


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.terminate()
    try:
        async with asyncio.timeout(_STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
