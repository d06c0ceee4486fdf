"""What becomes of an attempt to deliver, and how long to wait after one. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

MOST_ATTEMPTS = 14  # with the pauses below: about nine hours
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The next server has taken it on. answer: its words."""

    answer: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not now (a full mailbox, greylisting): worth another attempt."""

    why: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Never: this address, or this message. No attempt will help."""

    why: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody is there to take any message, or we may not send: nothing about this one."""

    why: str


Outcome = Accepted | Deferred | Rejected | Unreachable


class Transport(Protocol):
    """A way to people: mail, or another channel."""

    async def deliver(self, address: str, message: bytes) -> Outcome:
        """Hand `message` over. Says what became of it and raises nothing."""
        ...

    async def rest(self) -> None:
        """There is nothing more to deliver now."""
        ...


def pause(attempts: int) -> timedelta:
    """How long to wait after the attempt of that number (from 1): doubled each time."""
    doubled: timedelta = FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10))
    return min(LONGEST_PAUSE, doubled)
