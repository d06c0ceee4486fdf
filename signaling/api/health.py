"""`/health`: whether the server answers, and how the installation fares. No sign-in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import Field
from sqlalchemy import select

from hearing.refusal import Refusal
from scheduler.outbox import served
from scheduler.outbox.served import Trouble
from signaling.api.models.fields import Told
from signaling.api.part import Part
from signaling.api.wiring import Wiring
from signaling.refusals import render


class PartTold(Told):
    """A process: whether it runs, how often it was started again, when it died last."""

    running: bool
    restarts: int
    died_at: datetime | None


class AlarmTold(Told):
    """What somebody must see to."""

    code: str
    vi: str
    en: str


class Health(Told):
    """`ok`: the server answers and its database does. The rest is for who looks after it."""

    ok: bool
    protocol: int = 1
    parts: dict[str, PartTold] = Field(default_factory=dict)
    alarms: list[AlarmTold] = Field(default_factory=list)


class Condition(Protocol):
    """How the installation fares, as its root knows."""

    def parts(self) -> Mapping[str, PartTold]:
        """Its processes by name."""
        ...

    def alarms(self) -> Sequence[Refusal]:
        """What somebody must see to."""
        ...


def add_health(whole: Part, wiring: Wiring, condition: Condition | None) -> None:
    """The route."""

    @whole.get("/health", tags=["health"], summary="Whether the server works")
    async def health() -> Health:
        async with wiring.reading() as connection:
            await connection.execute(select(1))
            found = await served.trouble(connection, wiring.source().now)
        if condition is None:
            return Health(ok=True)
        said = [render(one) for one in (*condition.alarms(), *_unserved(found))]
        alarms = [AlarmTold(code=one.code, vi=one.vi, en=one.en) for one in said]
        return Health(ok=True, parts=dict(condition.parts()), alarms=alarms)


def _unserved(found: Trouble) -> list[Refusal]:
    """What people should have been told and were not."""
    counts = {"alarm.notices_dead": found.dead, "alarm.notices_late": found.late}
    return [Refusal(code, count=count) for code, count in counts.items() if count]
