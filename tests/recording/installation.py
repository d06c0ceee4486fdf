"""An installation around a recorder: keys, a ledger, the hearing server's end of the link."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import uvicorn
from fastapi import FastAPI

from hearing.commands import ReportRecorder
from hearing.ids import DeviceId, HearingId
from hearing.roles import Role
from recording.journal import Block, Instant, read
from recording.journal import parts as journal_parts
from signaling.app.ports import unused
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RecordedDevice, RecordingWanted
from signaling.court.recordings import Recordings, Report, router
from tests.recording.world import HEARING, JUDGE, Clock, World
from tests.relays import Engine
from tests.waiting import until

ROOM = f"{HEARING}.courtroom"
TOKEN = "recorder-token"
ROLES = {"dev_judge": Role.PRESIDING_JUDGE, "dev_accused": Role.ACCUSED}
STATE: dict[str, Literal["recording", "paused", "closed"]] = {
    "in_session": "recording",
    "recess": "paused",
    "closed": "closed",
}


class Now(Clock):
    """The clocks as they are."""

    def __init__(self) -> None:
        return

    def __getattribute__(self, name: str) -> object:
        if name == "wall":
            return datetime.now(UTC)
        return super().__getattribute__(name)

    def now(self) -> Instant:
        """The present."""
        wall = round(datetime.now(UTC).timestamp() * 1e6)
        return Instant(round(asyncio.get_running_loop().time() * 1e6), wall)


class HearingServer:
    """The hearing server's end of the link; it can go away and come back knowing nothing."""

    def __init__(
        self,
        keys: Path,
        relay: Engine,
        report: Report | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._report = report or self._note
        self._keys = keys
        self._media = MediaAccess(relay.url, relay.url, relay.api_key, relay.api_secret)
        self._port = unused()
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.reports: list[ReportRecorder] = []
        self.url = f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Serve; returns once it answers."""
        self.recordings = Recordings(self._keys, self._media, self._report, self._clock)
        app = FastAPI()
        app.include_router(router(self.recordings, TOKEN))
        config = uvicorn.Config(
            app,
            "127.0.0.1",
            self._port,
            log_level="warning",
            ws="websockets-sansio",
            timeout_graceful_shutdown=1,
        )
        server = self._server = uvicorn.Server(config)
        serving = self._serving = asyncio.create_task(server.serve())
        await until(lambda: server.started or serving.done())

    async def _note(self, _hearing: HearingId, told: ReportRecorder) -> None:
        self.reports.append(told)

    async def stop(self) -> None:
        """Gone."""
        assert self._server is not None
        assert self._serving is not None
        self._server.should_exit = True
        await self._serving
        await self.recordings.close()


@dataclass
class Installation:
    """What the tests ask of it, in the court's words."""

    world: World
    server: HearingServer
    state: str = "open"
    process: asyncio.subprocess.Process | None = None
    want: RecordingWanted | None = None

    @property
    def recordings(self) -> Recordings:
        """The link as the hearing server has it."""
        return self.server.recordings

    async def move(self, to: str) -> bool:
        """The hearing goes to state `to`; whether the recorder confirmed, asked until it does:
        on a busy machine the seconds that a court waits may not be enough."""
        row = self.world.move(self.state, to)
        self.state = to
        self.want = RecordingWanted(
            hearing=HearingId(HEARING),
            state=STATE[to],
            seq=row.seq,
            hash=row.hash,
            at=datetime.now(UTC),
            reason=to,
            by=JUDGE,
            devices={DeviceId(d): RecordedDevice(role, "") for d, role in ROLES.items()},
        )
        with suppress(TimeoutError):
            async with asyncio.timeout(60):
                while not await self.recordings.converge(self.want):
                    await asyncio.sleep(0.1)
                return True
        return False

    async def start_recorder(self) -> None:
        """A recorder in a process of its own; returns when it is linked."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.recording.recorder",
            self.server.url, TOKEN, str(self.world.recordings),
            stdin=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )  # fmt: skip
        await until(lambda: self.recordings.connected)

    async def end_recorder(self, number: signal.Signals) -> int:
        """Send `number` to the recorder; its exit code."""
        assert self.process is not None
        process, self.process = self.process, None
        if process.returncode is None:
            process.send_signal(number)
        return await asyncio.wait_for(process.wait(), 60)

    def blocks(self) -> list[Block]:
        """All blocks on disk, part after part."""
        found = journal_parts(self.world.recordings / HEARING)
        return [block for part in found for block in read(part)]

    def parts(self) -> list[Path]:
        """The part directories."""
        return journal_parts(self.world.recordings / HEARING)

    async def until(self, state: str) -> None:
        """Wait for the recorder to say that it is in `state`."""
        await until(lambda: self._said() == state)

    def _said(self) -> str:
        said = self.recordings.status(HEARING)
        return said.state if said else ""

    async def blocks_more(self, count: int) -> None:
        """Wait for `count` more durable blocks."""
        wanted = self._durable() + count
        await until(lambda: self._durable() >= wanted)

    def _durable(self) -> int:
        said = self.recordings.status(HEARING)
        return said.blocks if said else 0


@asynccontextmanager
async def installation(folder: Path, relay: Engine) -> AsyncIterator[Installation]:
    """An installation on `relay`, without a recorder as yet."""
    world = World(folder, clock=Now())
    world.row("scheduled", title="Vụ án số 1")
    server = HearingServer(world.keys, relay)
    await server.start()
    made = Installation(world, server)
    try:
        yield made
    finally:
        if made.process is not None:
            await made.end_recorder(signal.SIGKILL)
        await server.stop()
