"""Points as REST tells them: the entry, and whether it was tried out lately."""

from collections.abc import Sequence
from datetime import timedelta

from scheduler.checks import standings
from scheduler.entries import Point
from scheduler.policy import vietnam
from scheduler.readiness import Before
from scheduler.slot import Slot
from signaling.api.models.directory import PointTold
from signaling.api.wiring import Wiring

_MOMENT = timedelta(seconds=1)


async def points_told(wiring: Wiring, points: Sequence[Point]) -> list[PointTold]:
    """With how each would stand before a hearing that begins now."""
    now = wiring.source().now
    before = Before(Slot(now, now + _MOMENT))
    async with wiring.reading() as connection:
        stand = await standings(connection, vietnam(), [one.id for one in points], before, now)
    return [PointTold.of(one, stand[one.id]) for one in points]
