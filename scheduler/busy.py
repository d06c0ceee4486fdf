"""When what a hearing wants is taken by others: what a calendar shows while it is dragged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.agenda import MOST
from scheduler.alternatives import other_rooms
from scheduler.booking import knowledge
from scheduler.occupancy import Taken, by_resource, taken
from scheduler.plan import Known, Plan
from scheduler.slot import Slot
from scheduler.wanted import Kind, Wanted, wanted_by


@dataclass(frozen=True, slots=True)
class Busy:
    """Something that a sitting overlapping `span` could not have; buffers are in it.

    role, id: what it is to the hearing. hearing: whose it is, if it is one of the same court;
    absence: or which absence's; both None: another court's hearing, or several together.
    """

    kind: Kind
    id: str
    role: str
    name: str = field(repr=False)
    hearing: str | None
    absence: str | None
    span: Slot


async def busy(connection: AsyncConnection, plan: Plan, hearing: str, span: Slot) -> list[Busy]:
    """What of `plan`, and which courtroom of its court, others have at some moment of `span`.

    hearing: the one that is moved, whose own reservations are not in its way. Raises Refusal
    `time.too_long`.
    """
    if span.end - span.start > MOST:
        raise Refusal("time.too_long", days=MOST.days)
    known = await knowledge(connection, plan)
    wanted = wanted_by(plan, known)
    rooms = await other_rooms(connection, plan.court, wanted)
    names = _names(known) | {room.id: room.name for room in rooms.points}
    standing = by_resource(
        one
        for one in await taken(connection, [span], [*wanted, *rooms.wanted])
        if one.hearing != hearing
    )
    return [
        one
        for each in (*wanted, *rooms.wanted)
        for one in _of(
            each, names.get(each.id, ""), standing.get(each.resource, ()), plan.court
        )
        if one.span.overlaps(span)
    ]


def _of(one: Wanted, name: str, standing: Sequence[Taken], court: str) -> Iterator[Busy]:
    for span, by in full(standing, one.capacity):
        ours = by is not None and by.court == court
        yield Busy(
            kind=one.kind,
            id=one.id,
            role=one.role,
            name=name,
            hearing=by.hearing if by is not None and ours else None,
            absence=None if by is None else by.absence,
            # A sitting keeps its own buffers free too: it must stay clear by as much.
            span=Slot(span.start - one.after, span.end + one.before),
        )


def full(standing: Iterable[Taken], capacity: int) -> Iterator[tuple[Slot, Taken | None]]:
    """When none of `capacity` is free, and who has it if it is one only. Pure."""
    if capacity == 1:
        yield from ((each.span, each) for each in standing)
        return
    known = list(standing)
    edges: list[datetime] = sorted(
        {edge for each in known for edge in (each.span.start, each.span.end)}
    )
    for start, end in pairwise(edges):
        slots = {each.slot for each in known if each.span.overlaps(Slot(start, end))}
        if len(slots) >= capacity:
            yield Slot(start, end), None


def _names(known: Known) -> dict[str, str]:
    points = {one.id: one.name for one in known.points.values()}
    return points | {one.id: one.name for one in known.people.values()}
