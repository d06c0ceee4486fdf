"""A court's directory as a spreadsheet, in the form that importing reads."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler import directory, finding
from scheduler.finding import Sought
from scheduler.pages import EVERYTHING
from scheduler.sheets.mapping import FIELDS, Kind
from scheduler.sheets.writing import Form, write


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes into a file: our names in the head, then an entry a row, its id last."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)

    def written(self, form: Form) -> bytes:
        """The file. Many rows take seconds: not for an event loop."""
        return write(form, self.head, self.rows)


async def export(connection: AsyncConnection, court: str, kind: Kind) -> Sheet:
    """Every entry of the court. Raises Refusal `court.unknown`."""
    await directory.zone_of(connection, court)
    head = (*(name for name, _ in FIELDS[kind]), "id")
    entries = await _ROWS[kind](connection, court)
    return Sheet(head, tuple(tuple(one.get(name, "") for name in head) for one in entries))


async def _cases(connection: AsyncConnection, court: str) -> list[dict[str, str]]:
    return [
        {
            "id": one.id,
            "number": one.number,
            "type": one.type.value,
            "title": one.title,
            "instance": one.instance.value,
            "flags": ", ".join(sorted(one.flags)),
            "parties": "; ".join(f"{party.role.value}: {party.name}" for party in one.parties),
        }
        for one in await finding.cases(connection, Sought(court), EVERYTHING)
    ]


async def _points(connection: AsyncConnection, court: str) -> list[dict[str, str]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind.value,
            "capacity": str(one.capacity),
            "before": str(one.before),
            "after": str(one.after),
            "escorts": "" if one.escorts is None else str(one.escorts),
            "address": one.address,
            "hours": one.hours,
            "equipment": ", ".join(sorted(one.equipment)),
            "note": one.note,
        }
        for one in await finding.points(connection, Sought(court), EVERYTHING)
    ]


async def _people(connection: AsyncConnection, court: str) -> list[dict[str, str]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "card": one.card or "",
            "email": one.email or "",
            "phone": one.phone or "",
            "language": one.language,
            "roles": ", ".join(sorted(one.roles)),
            "hours": one.hours,
        }
        for one in await finding.people(connection, Sought(court), EVERYTHING)
    ]


_Rows = Callable[[AsyncConnection, str], Awaitable[list[dict[str, str]]]]
_ROWS: Mapping[Kind, _Rows] = {"cases": _cases, "points": _points, "people": _people}
