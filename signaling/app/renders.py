"""Renderings asked for over REST: made one at a time, each by a process of its own."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from hearing.ids import HearingId, identifier
from hearing.refusal import Refusal
from recording.derive_job import LOCK, Job
from recording.journal import parts
from recording.verify import VERDICTS
from signaling.api.rendering import Form, Rendering, State
from signaling.app.render_jobs import SCRATCH, Jobs
from signaling.app.settings import Settings
from signaling.court.service import Court
from signaling.job_process import at_work

WAITING = 20
"""How many may be queued or running; more are refused."""
_GRACE_S = 2.0  # for a process to tidy up, its ffmpeg with it; a server stops in 3.5 s
_CHILD = (sys.executable, "-m", "recording.derive_process")

log = structlog.get_logger()


class Renders:
    """The renderings of one installation. `start` before use, `stop` at the end."""

    def __init__(self, settings: Settings, court: Court, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._court = court
        self._clock = clock
        self._jobs = Jobs(settings.data_dir / "renders")
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._running: tuple[str, asyncio.Task[None]] | None = None
        self._checking = asyncio.Lock()
        self._stopping = False

    async def start(self) -> None:
        """Read what the last run left, and wait for work."""
        await asyncio.to_thread(self._jobs.load, self._clock())
        self._worker = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """End what runs; it is told as interrupted, and so is what waits, after a restart."""
        self._stopping = True
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    async def begin(self, hearing: str, kind: Form) -> Rendering:
        """Queue one. Raises Refusal if there is no record, or too many wait."""
        if not parts(self._settings.recordings_dir / hearing):
            raise Refusal("export.not_recorded", hearing=hearing)
        if self._jobs.waiting() >= WAITING:
            raise Refusal("render.too_many", limit=WAITING)
        one = Rendering(
            identifier("rnd", os.urandom(10)), hearing, kind, "queued", 0.0, self._clock()
        )
        try:
            self._jobs.enter(one)
        except OSError as error:
            raise _no_room(error) from error
        self._queue.put_nowait(one.id)
        log.info("render_queued", render=one.id, hearing=hearing, kind=kind)
        return one

    def find(self, render: str) -> Rendering:
        """Raises Refusal `render.unknown`."""
        return self._jobs.find(render)

    def of(self, hearing: str) -> Sequence[Rendering]:
        """All of a hearing, the latest first."""
        return [one for one in self._jobs.all() if one.hearing == hearing]

    def files(self, render: str) -> tuple[Path, Path]:
        """(copy, note). Raises Refusal if it is not done."""
        return self._jobs.files(render)

    async def cancel(self, render: str) -> Rendering:
        """Stop it if it is not over; nothing is left of it. Raises Refusal."""
        one = self._jobs.find(render)
        if one.state == "queued":
            return self._over(one, "cancelled", Refusal("render.cancelled"))
        if one.state == "running" and self._running and self._running[0] == render:
            making = self._running[1]
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)
        return self._jobs.find(render)

    async def verify(self, hearing: str) -> Mapping[str, Any]:
        """The verifier's report on a fresh export, as JSON. Raises Refusal."""
        async with self._checking:
            try:
                scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=self._jobs.folder))
            except OSError as error:
                raise _no_room(error) from error
            try:
                said = await self._child(await self._job("verify", hearing, scratch), _ignored)
            finally:
                await asyncio.to_thread(shutil.rmtree, scratch, True)
        report: dict[str, Any] = said
        _, vi, en = VERDICTS[report["exit"]]
        return {**report, "vi": vi, "en": en}

    async def _work(self) -> None:
        while True:
            one = self._jobs.find(await self._queue.get())
            if one.state != "queued":
                continue
            making = asyncio.create_task(self._make(one))
            self._running = one.id, making
            try:
                await asyncio.wait({making})
            except asyncio.CancelledError:  # the server stops
                making.cancel()
                await asyncio.gather(making, return_exceptions=True)
                raise
            finally:
                self._running = None

    async def _make(self, one: Rendering) -> None:
        one = self._jobs.keep(replace(one, state="running"))
        log.info("render_started", render=one.id)

        def told(share: float) -> None:
            self._jobs.moved(replace(one, progress=share))

        try:
            await self._child(
                await self._job(one.kind, one.hearing, self._jobs.copy(one)), told
            )
        except asyncio.CancelledError:
            await asyncio.to_thread(self._jobs.clear, one.id)
            state: State = "interrupted" if self._stopping else "cancelled"
            self._over(one, state, Refusal(f"render.{state}"))
            raise
        except Refusal as refusal:
            await asyncio.to_thread(self._jobs.clear, one.id)
            self._over(one, "failed", refusal)
        except Exception as error:  # the job's outer edge: the next one must not suffer
            log.error("render_broke", render=one.id, error=type(error).__name__)  # noqa: TRY400
            await asyncio.to_thread(self._jobs.clear, one.id)
            self._over(one, "failed", Refusal("render.failed", why=type(error).__name__))
        else:
            self._jobs.keep(replace(one, state="done", progress=1.0, finished_at=self._clock()))
            log.info("render_done", render=one.id)

    def _over(self, one: Rendering, state: State, refusal: Refusal) -> Rendering:
        log.info("render_over", render=one.id, state=state, code=refusal.code)
        now = self._clock()
        return self._jobs.keep(replace(one, state=state, finished_at=now, refusal=refusal))

    async def _job(self, form: str, hearing: str, out: Path) -> Job:
        entries = await self._court.entries(HearingId(hearing))
        return Job(
            form=form,
            hearing=hearing,
            recordings_dir=str(self._settings.recordings_dir),
            keys_dir=str(self._settings.keys_dir),
            out=str(out),
            lock=str(self._jobs.folder / LOCK),
            bodies=[entry.body for entry in entries],
        )

    async def _child(self, job: Job, told: Callable[[float], None]) -> dict[str, Any]:
        """What the process says is done. Cancelled, it takes the process with it."""
        async with at_work(_CHILD, asdict(job), _GRACE_S) as process:
            return await _last_word(process, told)


async def _last_word(
    process: asyncio.subprocess.Process, told: Callable[[float], None]
) -> dict[str, Any]:
    assert process.stdout is not None
    async for line in process.stdout:
        said = json.loads(line)
        if "progress" in said:
            told(said["progress"])
        elif "refused" in said:
            raise Refusal(said["refused"]["code"], **said["refused"]["facts"])
        elif "done" in said:
            done: dict[str, Any] = said["done"]
            return done
    raise Refusal("render.failed", why=f"exit {await process.wait()}")


def _no_room(error: OSError) -> Refusal:
    return Refusal("export.failed", why=error.strerror or str(error.errno))


def _ignored(_share: float) -> None:
    """A check is short: nobody is told how far it is."""
