"""A court for tests: real database, a relay and a recorder that only remember."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import Command
from hearing.ids import HearingId
from hearing.state import HearingState, Status
from scheduler.database import Base, open_engine
from signaling.court.connection import Connection
from signaling.court.desired import EVER, Grant, Participant, courtroom
from signaling.court.ledger import Receipt
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RecordingWanted, RelayUnreachable
from signaling.court.service import Court
from signaling.court.sessions import SeatSession
from signaling.court.tables import LedgerRow
from tests.hearing.cast import (
    ACCUSED,
    CLERK,
    DEFENCE,
    HEARING,
    JUDGE,
    NOON,
    OBSERVER,
    WAYS,
    actor_for,
)

LEDGER = Base.metadata.tables[LedgerRow.__tablename__]
MEDIA = MediaAccess("ws://relay.inside:7880", "wss://relay.example", "PTkey", "s" * 32)
PUBLIC = "https://court.example"
PATIENCE_S = 60.0


async def until(holds: Callable[[], bool], what: str = "the condition") -> None:
    """Wait until `holds()`; fail after a minute."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come to hold"
        await asyncio.sleep(0.005)


class Clock:
    """Time that goes on by a millisecond whenever somebody looks."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now.astimezone(UTC)


@dataclass
class Recorder:
    """Remembers what was wanted; confirms unless `silent`, once `may_answer` is set."""

    wants: list[RecordingWanted] = field(default_factory=list)
    before: list[RecordingWanted] = field(default_factory=list)
    """What was wanted before a session, or without one."""
    silent: bool = False
    broken: bool = False
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()

    deaf: bool = False

    def recording(self, hearing: HearingId) -> bool:
        """Unless `deaf`, and wanted."""
        mine = [want.state for want in self.wants if want.hearing == hearing]
        return not self.deaf and mine[-1:] == ["recording"]

    async def converge(self, want: RecordingWanted) -> bool:
        """Confirm at once, or as told."""
        if want.state in ("ready", "released"):
            self.before.append(want)
            return True
        self.wants.append(want)
        if self.broken:
            raise ConnectionError("recorder link lost")
        await self.may_answer.wait()
        return not self.silent


@dataclass
class Relay:
    """Rooms in memory, with the API's manners."""

    rooms: dict[str, dict[str, Grant]] = field(default_factory=dict)
    joined: dict[str, datetime] = field(default_factory=dict)
    down: bool = False
    did: list[str] = field(default_factory=list)

    def join(
        self,
        identity: str,
        grant: Grant,
        hearing: HearingId = HEARING,
        at: datetime = EVER,
    ) -> None:
        """Somebody's client enters."""
        self.joined[identity] = at
        self.rooms.setdefault(courtroom(hearing), {})[identity] = grant

    def leave(self, identity: str, hearing: HearingId = HEARING) -> None:
        """Somebody's client is gone."""
        del self.rooms[courtroom(hearing)][identity]

    def _answer(self) -> None:
        if self.down:
            raise RelayUnreachable("down")

    async def names(self) -> frozenset[str]:
        """All rooms."""
        self._answer()
        return frozenset(self.rooms)

    async def participants(self, room: str) -> tuple[Participant, ...]:
        """Who is there."""
        self._answer()
        there = self.rooms.get(room, {}).items()
        return tuple(Participant(*item, self.joined.get(item[0], EVER)) for item in there)

    async def create(self, room: str) -> None:
        """Make a room."""
        self._answer()
        self.did.append(f"create {room}")
        self.rooms.setdefault(room, {})

    async def delete(self, room: str) -> None:
        """End a room."""
        self._answer()
        self.did.append(f"delete {room}")
        self.rooms.pop(room, None)

    async def remove(self, room: str, identity: str) -> None:
        """Put somebody out."""
        self._answer()
        self.did.append(f"remove {identity}")
        self.rooms.get(room, {}).pop(identity, None)

    async def grant(self, room: str, identity: str, grant: Grant) -> None:
        """Change what somebody may."""
        self._answer()
        self.did.append(f"grant {identity}")
        if identity in self.rooms.get(room, {}):
            self.rooms[room][identity] = grant

    async def close(self) -> None:
        """Nothing is held."""


SEATED = {actor.seat: actor for actor in (JUDGE, CLERK, ACCUSED, DEFENCE, OBSERVER)}


class Cookies:
    """Seat sessions where the right cookie is the seat's own id."""

    def __init__(self, hearings: Mapping[str, HearingId] | None = None) -> None:
        self.hearings = hearings or {}

    async def check(self, seat: str, cookie: str) -> SeatSession | None:
        """The session, if the cookie is right."""
        actor = next((actor for name, actor in SEATED.items() if name == seat), None)
        if actor is None or cookie != seat:
            return None
        return SeatSession(actor.seat, self.hearings.get(seat, HEARING), actor.role)


@dataclass
class World:
    """A started court and what is around it."""

    court: Court
    engine: AsyncEngine
    relay: Relay
    recorder: Recorder
    clock: Clock
    numbers: int = 0

    async def do(
        self, command: Command, hearing: HearingId = HEARING, command_id: str | None = None
    ) -> Receipt:
        """`command` by somebody who may."""
        self.numbers += 1
        return await self.court.execute(
            hearing,
            command,
            by=actor_for(command),
            command_id=command_id or f"test-command-{self.numbers}",
        )

    async def bring_to(self, status: Status, hearing: HearingId = HEARING) -> None:
        """Lead the hearing to `status`."""
        for command in WAYS[status]:
            await self.do(command, hearing)

    async def until_known(
        self, holds: Callable[[HearingState], bool], hearing: HearingId = HEARING
    ) -> None:
        """Wait until the hearing's state `holds`."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds(await self.court.known(hearing)):
            assert time.monotonic() < deadline, "the hearing did not come to it"
            await asyncio.sleep(0.005)

    def sockets(self, hearing: HearingId = HEARING) -> list[Connection]:
        """The open sockets, as the court holds them."""
        held = self.court._docket.held()
        return [
            one for sitting in held if sitting.hearing == hearing for one in sitting.connections
        ]

    async def bodies(self, hearing: HearingId = HEARING) -> list[str]:
        """The ledger's rows."""
        return [entry.body for entry in await self.court.entries(hearing)]


@asynccontextmanager
async def database(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on an empty database with the ledger's table."""
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all, tables=[LEDGER])
    try:
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def court_on(
    engine: AsyncEngine,
    *,
    relay: Relay | None = None,
    recorder: Recorder | None = None,
    media: MediaAccess | None = None,
) -> AsyncIterator[World]:
    """A started court on `engine`; with `media` on that real relay."""
    relay, recorder, clock = relay or Relay(), recorder or Recorder(), Clock()
    rooms = None if media else relay
    court = Court(engine, clock, media or MEDIA, recorder, PUBLIC, rooms=rooms)
    await court.start()
    try:
        yield World(court, engine, relay, recorder, clock)
    finally:
        await court.stop()
