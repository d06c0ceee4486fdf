"""How instances learn that a ledger grew: in this process, or PostgreSQL LISTEN/NOTIFY.

A notice may be lost; the court also looks at the ledgers' ends every second.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

import asyncpg  # type: ignore[import-untyped]
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.ids import HearingId

_log = structlog.get_logger()
_CHANNEL = "phientoa_ledger"
_RETRY_S = 1.0

Heard = Callable[[HearingId, int], None]


class Bus(Protocol):
    """Tells every instance that a hearing's ledger has reached a number."""

    async def start(self, heard: Heard) -> None:
        """Call `heard` for notices of other instances from now on."""
        ...

    async def tell(self, hearing: HearingId, seq: int) -> None:
        """Tell the others. Never raises: they also look for themselves."""
        ...

    async def stop(self) -> None:
        """No more notices."""
        ...


class Alone:
    """One instance (SQLite): there is nobody to tell."""

    async def start(self, heard: Heard) -> None:
        """Nobody speaks."""

    async def tell(self, hearing: HearingId, seq: int) -> None:
        """Nobody listens."""

    async def stop(self) -> None:
        """Nothing to end."""


class PostgresBus:
    """Instances on one PostgreSQL server. Listens on a connection of its own, kept alive."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._listening: asyncio.Task[None] | None = None

    async def start(self, heard: Heard) -> None:
        """Listen; reconnects after a loss."""
        ready = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(heard, ready))
        await ready.wait()

    async def tell(self, hearing: HearingId, seq: int) -> None:
        """NOTIFY with `hearing:seq`."""
        try:
            async with self._engine.begin() as connection:
                await connection.execute(
                    text("SELECT pg_notify(:channel, :notice)"),
                    {"channel": _CHANNEL, "notice": f"{hearing}:{seq}"},
                )
        except Exception as error:  # the others look for themselves within a second
            _log.warning("bus.not_told", hearing=hearing, seq=seq, error=type(error).__name__)

    async def stop(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self, heard: Heard, ready: asyncio.Event) -> None:
        while True:
            try:
                await self._until_lost(heard, ready)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("bus.lost", error=type(error).__name__)
            ready.set()
            await asyncio.sleep(_RETRY_S)

    async def _until_lost(self, heard: Heard, ready: asyncio.Event) -> None:
        url = self._engine.url.set(drivername="postgresql")
        connection = await asyncpg.connect(url.render_as_string(hide_password=False))
        lost = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _connection: lost.set())
            await connection.add_listener(
                _CHANNEL, lambda _c, _pid, _channel, notice: _hear(heard, notice)
            )
            ready.set()
            await lost.wait()
        finally:
            connection.terminate()


def _hear(heard: Heard, notice: str) -> None:
    hearing, _, seq = notice.rpartition(":")
    if hearing and seq.isdecimal():
        heard(HearingId(hearing), int(seq))


def bus_for(engine: AsyncEngine) -> Bus:
    """The bus that `engine`'s database allows."""
    return PostgresBus(engine) if engine.dialect.name == "postgresql" else Alone()
