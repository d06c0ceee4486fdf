"""Who may open a seat's socket: the cookie of a redeemed link, and the page it comes from."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

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


def same_origin(origin: str | None, host: str | None, public_origin: str) -> bool:
    """Whether a page of ours opened the socket.

    No Origin: not a browser. Else it must be the public address's, or that of the address the
    socket itself was opened at. Source: OWASP ASVS 4.4.2.
    """
    if origin is None or origin == public_origin:
        return True
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and bool(host) and parts.netloc == host


def origin_of(url: str) -> str:
    """`scheme://host[:port]` of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
