"""An installation around a recorder: keys, a ledger, the hearing server's end of the link."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from signaling.court.ports import RecordedDevice, RecordingWanted
from signaling.court.recordings import Recordings, Relay, router
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


@dataclass
class Installation:
    """What the tests ask of it, in the court's words."""

    world: World
    recordings: Recordings
    reports: list[ReportRecorder]
    url: str
    state: str = "open"
    process: asyncio.subprocess.Process | None = None

    async def move(self, to: str) -> bool:
        """The hearing goes to state `to`; whether the recorder confirmed."""
        row = self.world.move(self.state, to)
        self.state = to
        return await self.recordings.converge(
            RecordingWanted(
                hearing=HearingId(HEARING),
                state=STATE[to],
                seq=row.seq,
                hash=row.hash,
                at=datetime.now(UTC),
                reason=to,
                by=JUDGE,
                devices={DeviceId(d): RecordedDevice(role, "") for d, role in ROLES.items()},
            )
        )

    async def start_recorder(self) -> None:
        """A recorder in a process of its own; returns when it is linked."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.recording.recorder",
            self.url, TOKEN, str(self.world.recordings),
            stdin=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )  # fmt: skip
        await until(lambda: self.recordings.connected, within=30)

    async def end_recorder(self, number: signal.Signals) -> int:
        """Send `number` to the recorder; its exit code."""
        assert self.process is not None
        process, self.process = self.process, None
        if process.returncode is None:
            process.send_signal(number)
        return await asyncio.wait_for(process.wait(), 10)

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
        await until(lambda: self._durable() >= wanted, within=count + 10)

    def _durable(self) -> int:
        said = self.recordings.status(HEARING)
        return said.blocks if said else 0


@asynccontextmanager
async def installation(folder: Path, relay: Engine) -> AsyncIterator[Installation]:
    """An installation on `relay`, without a recorder as yet."""
    reports: list[ReportRecorder] = []

    async def report(_hearing: HearingId, told: ReportRecorder) -> None:
        reports.append(told)

    world = World(folder, clock=Now())
    world.row("scheduled", title="Vụ án số 1")
    engine = Relay(relay.url, relay.api_key, relay.api_secret)
    recordings = Recordings(world.keys, engine, report)
    app = FastAPI()
    app.include_router(router(recordings, TOKEN))
    server = uvicorn.Server(
        uvicorn.Config(app, "127.0.0.1", 0, log_level="warning", ws="websockets-sansio")
    )
    server.config.timeout_graceful_shutdown = 1
    serving = asyncio.create_task(server.serve())
    try:
        url = await _url(server, serving)
        made = Installation(world, recordings, reports, url)
        yield made
        if made.process is not None:
            await made.end_recorder(signal.SIGKILL)
    finally:
        server.should_exit = True
        await serving
        await recordings.close()


async def _url(server: uvicorn.Server, serving: "asyncio.Task[None]") -> str:
    await until(lambda: server.started or serving.done())
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    return f"http://{host}:{port}"
