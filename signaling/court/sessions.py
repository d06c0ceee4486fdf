"""Who may open a seat's socket: whoever has the cookie of a redeemed link."""

from dataclasses import dataclass
from typing import Protocol

from hearing.ids import HearingId, SeatId
from hearing.roles import Role

COOKIE = "pt-seat"  # Path=/api/v1/seats/{seat}: seven tabs of one browser are seven people


@dataclass(frozen=True, slots=True)
class SeatSession:
    """A redeemed link: who holds this seat's cookie."""

    seat: SeatId
    hearing: HearingId
    role: Role


class SeatSessions(Protocol):
    """Where seat sessions are kept."""

    async def check(self, seat: str, cookie: str) -> SeatSession | None:
        """The session of `seat` that `cookie` (the value of `pt-seat`) proves; else None."""
        ...
