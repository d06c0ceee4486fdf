"""Starting a part's process: its command line, and what the supervisor needs of it then."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from signaling.app.stopping import SUPERVISED


@dataclass(frozen=True, slots=True)
class Part:
    """A process: its name in the logs, its command line, and how to ask whether it answers.

    kind: what it serves, where several parts are alike.
    """

    name: str
    command: tuple[str, ...]
    answers: Callable[[], Awaitable[bool]]
    environ: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""


class Process(Protocol):
    """A part that runs, or has run."""

    @property
    def pid(self) -> int:
        """Its process id."""

    @property
    def returncode(self) -> int | None:
        """None while it runs; -N if signal N ended it."""

    async def wait(self) -> object:
        """Until it has ended."""

    def terminate(self) -> None:
        """SIGTERM, if it still runs."""

    def kill(self) -> None:
        """SIGKILL, if it still runs."""

    def tell(self, line: bytes) -> None:
        """A line to its standard input; lost if it does not read."""


Launch = Callable[[Part], Awaitable[Process]]
"""Starts a part. Raises OSError."""


async def cold(part: Part) -> Process:
    """A fresh interpreter."""
    return _Cold(
        await asyncio.create_subprocess_exec(
            *part.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=sys.stderr,
            env={**os.environ, **part.environ, SUPERVISED: "1"},
            start_new_session=True,  # Ctrl+C reaches the supervisor alone, which stops in order
        )
    )


class _Cold:
    """asyncio's own process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.returncode

    async def wait(self) -> object:
        return await self._process.wait()

    def terminate(self) -> None:
        with suppress(ProcessLookupError):
            self._process.terminate()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()

    def tell(self, line: bytes) -> None:
        if self._process.stdin is not None and self._process.returncode is None:
            self._process.stdin.write(line + b"\n")
