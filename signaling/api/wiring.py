"""What the routes stand on: database, court, clock, randomness; handed in by the root."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from hearing.events import Event
from hearing.ids import HearingId, SeatId
from scheduler.database import reading
from scheduler.notices.templates import Templates
from scheduler.source import Source
from scheduler.webhooks.reach import Reach
from signaling.accounts.passwords import Passwords
from signaling.accounts.seal import Seal
from signaling.accounts.sign_in import SignIn
from signaling.api.attempts import Attempts
from signaling.api.list_making import ListMaking
from signaling.api.rendering import Renders
from signaling.post import noting

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]
BundleExport = Callable[[str], Awaitable[AsyncIterator[bytes]]]
"""A hearing's id → its exported bundle as a tar stream. Raises Refusal."""
TrustFile = Callable[[], Awaitable[Mapping[str, object]]]
"""The installation's trust file."""


class Entry(Protocol):
    """A ledger row: `body` is its canonical JSON, `hash` its link of the chain."""

    @property
    def seq(self) -> int: ...

    @property
    def at(self) -> datetime: ...

    @property
    def body(self) -> str: ...

    @property
    def hash(self) -> bytes: ...

    @property
    def command(self) -> str: ...

    @property
    def event(self) -> Event: ...


class Court(noting.Court, Protocol):
    """The court as REST needs it; implemented by signaling/court/service.py."""

    async def disconnect_seat(self, hearing: HearingId, seat: SeatId) -> None:
        """Close the sockets of a seat whose session ended, and put its media out."""
        ...

    async def entries(self, hearing: HearingId, after: int = 0) -> Sequence[Entry]:
        """The ledger's rows after `after`, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Wiring:
    """What every route gets. `public_url`: how browsers reach this installation, no slash.
    sender: the address that notices come from."""

    engine: AsyncEngine
    court: Court
    admin_token: str
    public_url: str
    clock: Clock
    randomness: Randomness
    sign_in: SignIn
    passwords: Passwords
    seal: Seal
    lists: ListMaking
    bundle: BundleExport | None = None
    trust: TrustFile | None = None
    renders: Renders | None = None
    reach: Reach = field(default_factory=Reach)
    templates: Templates = field(default_factory=Templates)
    sender: str = "noreply@localhost"
    attempts: Attempts = field(default_factory=Attempts)

    def source(self) -> Source:
        """Time and randomness for one request."""
        return Source(self.clock().astimezone(UTC), self.randomness)

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction that writes. On SQLite it is the only one: never await the court
        inside, but with its `connection` argument."""
        return self.engine.begin()

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection that only reads, and keeps no writer out."""
        return reading(self.engine)
