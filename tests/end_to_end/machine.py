"""A whole installation whose parts or power can be cut, and that is started again in place."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from signaling.app.ports import unused
from signaling.app.settings import load
from tests.end_to_end.installation import Installation
from tests.engines import Beside, beside
from tests.logs import logged
from tests.orphans import ended_with_us
from tests.processes import alive, descendants, up

_START_S = 150.0
_STOP_S = 60.0
_RESTART_S = 60.0


class Machine:
    """`phientoa serve` on one data directory and one port, over all its starts."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.data_dir = data_dir
        self.port = unused(together=5)
        self.log = data_dir.with_name(f"{data_dir.name}.log")
        self.at = Installation(
            f"http://127.0.0.1:{self.port}", load(data_dir, self.port).admin_token, self.log
        )
        self._process: asyncio.subprocess.Process | None = None
        self._around = ExitStack()
        self.engine = Beside()

    async def __aenter__(self) -> "Machine":
        engine = beside(self.data_dir.with_name(f"{self.data_dir.name}-engine"), self.port)
        self.engine = self._around.enter_context(engine)
        try:
            await self.start()
        except BaseException:  # else it would live on, and work, beside all later tests
            with self._around:
                await self.cut_power()
            raise
        return self

    async def __aexit__(self, *error: object) -> None:
        with self._around:
            await self.stop()

    async def start(self) -> None:
        """Power on; returns once everything answers. Raises TimeoutError, AssertionError."""
        where = ("--data-dir", str(self.data_dir), "--port", str(self.port), "--json")
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *ended_with_us("TERM"),
                *(sys.executable, "-m", "signaling.cli", "serve", *where),
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env={**os.environ, **self.engine.env},
                start_new_session=True,
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(_START_S):
            up(await self._process.stdout.readline(), self.log)

    def kill(self, part: str) -> int:
        """kill -9 of one part. Its process id."""
        pid = self.pid(part)
        os.kill(pid, signal.SIGKILL)
        return pid

    def kill_relay(self, room: str) -> None:
        """kill -9 of what carries `room`: the embedded relay, which is started again, or the
        cluster's node that has it, which is not."""
        if self.engine.cluster is None:
            self.kill("relay")
        else:
            self.engine.cluster.host_of(room).kill()

    @contextmanager
    def without_restarts(self) -> Iterator[None]:
        """Meanwhile no part that died is started again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    async def cut_power(self) -> None:
        """kill -9 of every process at once, the supervisor first."""
        if self._process is None:
            return
        every = [self._process.pid, *descendants(self._process.pid)]
        for pid in every:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await self._process.wait()
        async with asyncio.timeout(_STOP_S):
            while any(alive(pid) for pid in every):
                await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """An orderly end."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_S)
        except TimeoutError:
            await self.cut_power()
            raise

    def pid(self, part: str) -> int:
        """The process id of the part that was started last."""
        started = [line for line in self.told("part_started") if line["name"] == part]
        found: int = started[-1]["pid"]
        return found

    def told(self, event: str) -> list[dict[str, Any]]:
        """The lines of the log with this event."""
        return [line for line in logged(self.log) if line.get("event") == event]

    async def health(self) -> dict[str, Any]:
        """What the hearing server says of the whole. Raises httpx.HTTPError."""
        async with httpx.AsyncClient(base_url=self.at.url, timeout=60) as api:
            told: dict[str, Any] = (await api.get("/api/v1/health")).raise_for_status().json()
            return told

    async def restarted(self, times: dict[str, int]) -> None:
        """Return once the hearing server was told that each part was started again so often:
        a hearing can heal before what died is back. Raises AssertionError if it never is."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_RESTART_S):
                while await self._restarts() != times:
                    await asyncio.sleep(0.1)
        assert await self._restarts() == times

    async def _restarts(self) -> dict[str, int]:
        parts = (await self.health())["parts"]
        return {name: part["restarts"] for name, part in parts.items()}

    async def command(self, hearing: str, **command: str) -> httpx.Response:
        """A command of staff."""
        headers = {"Authorization": f"Bearer {self.at.token}"}
        async with httpx.AsyncClient(base_url=self.at.url, headers=headers, timeout=60) as api:
            body = {"id": os.urandom(8).hex(), "command": command}
            return await api.post(f"/api/v1/hearings/{hearing}/commands", json=body)
