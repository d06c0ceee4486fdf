"""What a receiver's answer means, and when it is asked again. Pure; a table."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

DELAYS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)
"""After the first try that failed, the second, …; after the last of them it is given up."""

LONGEST_WISH = timedelta(hours=24)
GONE = 410


class Fate(StrEnum):
    """What becomes of a delivery."""

    DELIVERED = "delivered"
    WAITING = "waiting"  # it is tried again
    GIVEN_UP = "given_up"
    GONE = "gone"  # the receiver wants nothing any more: the webhook ends


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try. `status`: HTTP's, None if there was none; `wish`: Retry-After."""

    status: int | None
    failure: str | None = None
    wish: timedelta | None = None


def judged(answer: Answer, tries: int) -> tuple[Fate, timedelta | None]:
    """What becomes of a delivery after so many `tries` (from 1), and when it is tried again."""
    if answer.status is not None and 200 <= answer.status < 300:
        return Fate.DELIVERED, None
    if answer.status == GONE:
        return Fate.GONE, None
    if tries > len(DELAYS):
        return Fate.GIVEN_UP, None
    wish = min(answer.wish or timedelta(), LONGEST_WISH)
    return Fate.WAITING, max(DELAYS[tries - 1], wish)
