"""A relay of several workers, as `phientoa serve relay` runs it, for real clients and kills."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from signaling.app.ports import unused
from signaling.rtc.server.front_key import PATH, key
from tests.processes import alive, descendants
from tests.signaling.rtc.server.running import Running

KEY, SECRET = "PTtest", "a secret of at least thirty-two bytes"
PATIENCE = 60.0  # seconds: a loaded machine is slow to begin


@dataclass(frozen=True)
class Shard:
    """One worker as its front sees it."""

    worker: int
    pid: int
    udp_port: int
    rooms: list[str]


class Sharded:
    """The relay's processes and what may be done to them."""

    def __init__(self, court: Running, process: asyncio.subprocess.Process) -> None:
        self.court, self.process = court, process

    async def shards(self) -> list[Shard]:
        """Who is there; nobody while there is no front."""
        headers = {"authorization": f"Bearer {key(SECRET)}"}
        try:
            async with httpx.AsyncClient(timeout=10) as client:
                answer = await client.get(self.court.http + PATH, headers=headers)
        except httpx.TransportError:
            return []
        return [Shard(**one) for one in answer.json()["workers"]]

    async def all_there(self, number: int = 2) -> list[Shard]:
        """Wait until so many are."""
        async with asyncio.timeout(PATIENCE):
            while len(found := await self.shards()) < number:
                await asyncio.sleep(0.05)
        return found

    async def of(self, room: str) -> Shard:
        """The worker that has a room."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for one in await self.shards():
                    if room in one.rooms:
                        return one
                await asyncio.sleep(0.05)

    async def end(self, shard: Shard, how: signal.Signals = signal.SIGKILL) -> None:
        """A signal to one worker."""
        os.kill(shard.pid, how)

    async def end_front(self) -> None:
        """Kill the front."""
        (pid,) = [one for one in descendants(self.process.pid) if serves(one, "front")]
        os.kill(pid, signal.SIGKILL)
        async with asyncio.timeout(PATIENCE):
            while alive(pid):
                await asyncio.sleep(0.02)


def serves(pid: int, part: str) -> bool:
    """Whether this process is that part, by its command line."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return words[3:5] == [b"serve", part.encode()]


@asynccontextmanager
async def sharded(folder: Path, workers: int = 2, **environ: str) -> AsyncIterator[Sharded]:
    """The relay with `workers` of them, on free ports, killed at the end."""
    port = unused(together=3 + workers)
    command = ("-m", "signaling.cli", "serve", "relay", "--json")
    told = {
        "PHIENTOA_RELAY_WORKERS": str(workers),
        "LIVEKIT_API_KEY": KEY,
        "LIVEKIT_API_SECRET": SECRET,
        **environ,
    }
    with (folder / "relay.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *command, "--data-dir", str(folder), "--port", str(port)),
            env={**os.environ, **told},
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = await process.stdout.readline()
        assert line, (folder / "relay.log").read_text()[-2000:]
        assert json.loads(line)["data_dir"] == str(folder)
        yield Sharded(Running(f"ws://127.0.0.1:{port}", KEY, SECRET), process)
    finally:
        process.terminate()
        await process.wait()
