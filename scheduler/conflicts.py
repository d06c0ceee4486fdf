"""A booking that collides: with what, and when it would be possible instead. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from hearing.refusal import Refusal
from scheduler.slot import Slot


@dataclass(frozen=True, slots=True)
class Collision:
    """Something wanted that is taken during `span` (its buffers included).

    role: what it is to the hearing that wants it: `courtroom`, `component_point`, `escort`, or
    the role a person is wanted in. hearing: whose it is; court: that hearing's.
    closed: nothing takes it, but `span`, a sitting, lies outside its hours, or there is none.
    """

    kind: Literal["point", "person", "escort"]
    id: str
    role: str
    hearing: str | None
    absence: str | None
    court: str | None
    span: Slot
    closed: bool = False

    def seen_from(self, court: str) -> Self:
        """As staff of `court` may see it: other courts' hearings are theirs."""
        return self if self.court in (None, court) else replace(self, hearing=None, court=None)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A time at which all that was wanted is free, in the courtroom `courtroom`."""

    sittings: tuple[Slot, ...]
    courtroom: str


@dataclass(frozen=True, slots=True)
class _Found:
    collisions: tuple[Collision, ...]
    alternatives: tuple[Alternative, ...] = ()
    hearings: frozenset[str] = field(default=frozenset(), repr=False)


class Conflict(Refusal):
    """Refusal `booking.conflict`, `booking.conflict_elsewhere`, `booking.absent`,
    `booking.closed` or `booking.no_escort`.

    collisions: as the asker may see them. hearings: ids of all hearings in the way.
    """

    def __init__(self, code: str, found: _Found, facts: Mapping[str, str | int]) -> None:
        super().__init__(code, **facts)
        self._found = found

    @property
    def collisions(self) -> tuple[Collision, ...]:
        """What collides, at most twenty."""
        return self._found.collisions

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The nearest times at which nothing does; none if nobody looked."""
        return self._found.alternatives

    @property
    def hearings(self) -> frozenset[str]:
        """The hearings in the way, other courts' included: for us, never for the answer."""
        return self._found.hearings

    def instead(self, alternatives: Sequence[Alternative]) -> "Conflict":
        """The same with `alternatives`."""
        found = replace(self._found, alternatives=tuple(alternatives))
        return Conflict(self.code, found, self.facts)

    def members(self) -> Mapping[str, object]:
        """What the problem document says beside the facts."""
        return {
            "collisions": [_collision(one) for one in self.collisions],
            "alternatives": [_alternative(one) for one in self.alternatives],
        }


def conflict(court: str, collisions: Sequence[Collision]) -> Conflict:
    """The refusal of a booking at `court`; its sentence names the first collision."""
    seen = tuple(one.seen_from(court) for one in collisions)
    hearings = frozenset(one.hearing for one in collisions if one.hearing is not None)
    first = seen[0]
    facts: dict[str, str | int] = {"kind": first.kind, "id": first.id}
    if first.hearing is not None:
        facts["hearing"] = first.hearing
    facts["from"] = first.span.start.isoformat()
    facts["to"] = first.span.end.isoformat()
    return Conflict(_code(first), _Found(seen, hearings=hearings), facts)


def _code(first: Collision) -> str:
    if first.closed:
        return "booking.no_escort" if first.kind == "escort" else "booking.closed"
    if first.hearing is not None:
        return "booking.conflict"
    return "booking.conflict_elsewhere" if first.absence is None else "booking.absent"


def _collision(one: Collision) -> dict[str, object]:
    return {
        "kind": one.kind,
        "id": one.id,
        "role": one.role,
        "hearing": one.hearing,
        "absence": one.absence,
        "closed": one.closed,
        "starts_at": one.span.start.isoformat(),
        "ends_at": one.span.end.isoformat(),
    }


def _alternative(one: Alternative) -> dict[str, object]:
    sittings = [
        {"number": n, "starts_at": each.start.isoformat(), "ends_at": each.end.isoformat()}
        for n, each in enumerate(one.sittings, 1)
    ]
    return {"courtroom": one.courtroom, "sittings": sittings}
