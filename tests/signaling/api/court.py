"""A court without database, sockets or relay: the rules of the hearing, and its ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import Actor
from hearing.apply import apply
from hearing.chain import canonical, link
from hearing.commands import Command
from hearing.decide import decide
from hearing.events import Event
from hearing.ids import HearingId, SeatId
from hearing.state import HearingState
from tests.scheduler.world import NOW


@dataclass(frozen=True)
class FakeReceipt:
    """Rows of the ledger."""

    first_seq: int
    last_seq: int


@dataclass(frozen=True)
class FakeEntry:
    """A row of the ledger."""

    seq: int
    at: datetime
    body: str
    hash: bytes
    command: str
    event: Event


@dataclass
class FakeCourt:
    """Decides by the real rules and remembers; a command id again is the same command."""

    states: dict[HearingId, HearingState] = field(default_factory=dict)
    ledger: dict[HearingId, list[FakeEntry]] = field(default_factory=dict)
    told: list[HearingId] = field(default_factory=list)
    by: list[Actor] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    disconnected: list[SeatId] = field(default_factory=list)
    receipts: dict[str, FakeReceipt] = field(default_factory=dict)

    async def execute(
        self,
        hearing: HearingId,
        command: Command,
        *,
        by: Actor,
        command_id: str,
        connection: AsyncConnection | None = None,
    ) -> FakeReceipt:
        """Decide and append."""
        if command_id in self.receipts:
            return self.receipts[command_id]
        events = decide(await self.state(hearing), command, by, NOW)
        self.by.append(by)
        rows = self.ledger.setdefault(hearing, [])
        first = len(rows) + 1
        for event in events:
            body = canonical({"seq": len(rows) + 1, "type": event.type})
            rows.append(FakeEntry(len(rows) + 1, NOW, body, link(body), command_id, event))
            self.states[hearing] = apply(await self.state(hearing), event, NOW)
        if connection is not None:
            self.joined.append(command.type)
        self.receipts[command_id] = FakeReceipt(first, len(rows))
        return self.receipts[command_id]

    async def published(self, hearing: HearingId) -> None:
        """Remember who was told."""
        self.told.append(hearing)

    async def disconnect_seat(self, hearing: HearingId, seat: SeatId) -> None:
        """Remember whose sockets were closed."""
        self.disconnected.append(seat)

    async def state(self, hearing: HearingId) -> HearingState:
        """The hearing now."""
        return self.states.get(hearing, HearingState(id=hearing))

    async def entries(self, hearing: HearingId, after: int = 0) -> Sequence[FakeEntry]:
        """The ledger's rows."""
        return self.ledger.get(hearing, [])[after:]
