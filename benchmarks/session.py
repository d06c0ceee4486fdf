"""A hearing in session with real clients, for benchmarks that look at its processes."""

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from signaling.rehearsal.booking import Booked, Registry
from signaling.rehearsal.company import Company, company
from signaling.rehearsal.conductor import Conductor
from signaling.rehearsal.plan import Camera, plan
from signaling.rehearsal.run import own_installation

_STARTED = 21  # field of /proc/PID/stat, counted from the one after the name: see proc(5)


@dataclass(frozen=True, slots=True)
class Session:
    """A hearing that is being heard and recorded."""

    booked: Booked
    company: Company
    data_dir: Path

    def processes(self) -> dict[str, list[int]]:
        """Process ids of this installation by part: supervisor, hearing, relay, recorder, and
        `other` for what these start."""
        found: dict[str, list[int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            words = _command(folder)
            if str(self.data_dir) in words:
                found.setdefault(_part(words), []).append(int(folder.name))
        return found


def _command(process: Path) -> list[str]:
    try:
        return (process / "cmdline").read_text().split("\0")
    except OSError:  # it ended meanwhile
        return []


def _part(words: list[str]) -> str:
    after = words[words.index("serve") + 1] if "serve" in words else "other"
    return "supervisor" if after.startswith("--") or after == "all" else after


@asynccontextmanager
async def in_session(devices: int, camera: Camera | None = None) -> AsyncIterator[Session]:
    """`devices` people, each at a device of their own, in a courtroom that is on record.

    Raises RehearsalFailed when not everybody sees and hears everybody.
    """
    rehearsal = plan(devices, 4)
    rehearsal = replace(rehearsal, camera=camera or rehearsal.camera)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="phientoa-benchmark-")))
        at = await stack.enter_async_context(own_installation(folder))
        registry = await stack.enter_async_context(Registry(at.url, at.token))
        booked = await registry.book(rehearsal, secrets.token_hex(4), datetime.now(UTC))
        keys = [party.key for party in rehearsal.parties]
        together = await stack.enter_async_context(company(keys))
        conductor = Conductor(rehearsal, booked, at, together, _quietly)
        await conductor.gather()
        for trouble in conductor.course.troubles:
            raise trouble
        await conductor.command("start_session")
        yield Session(booked, together, folder)
        together.leaving = True


def _quietly(vi: str, en: str) -> None:
    """Progress is not of interest here."""


def cpu_seconds(process: int) -> float:
    """User and system time of all threads of `process` so far. Source: proc(5)."""
    fields = Path(f"/proc/{process}/schedstat").read_text().split()
    return int(fields[0]) / 1e9


def since(start: float) -> float:
    """Seconds since `start` of time.monotonic()."""
    return time.monotonic() - start
