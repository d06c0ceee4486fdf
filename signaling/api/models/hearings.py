"""Hearings over REST: what is asked, what is told, and both ways to the scheduler's values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from hearing.roles import Role
from hearing.state import Admission, HearingState, Status
from scheduler.clocks import Answer
from scheduler.deadlines import Given
from scheduler.entries import Court, PointKind
from scheduler.hearings import Booked, Listed
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.readiness import Standing
from scheduler.text import KEY_LIMIT, clean
from signaling.api.models.checks import StandingTold
from signaling.api.models.deadlines import Attested, DeadlineTold
from signaling.api.models.fields import Asked, Id, Moment, Told
from signaling.api.models.times import Repeat, SittingAsked, SittingTold, times

_EXAMPLE: JsonDict = {
    "court": "crt_0j8m2n4p6q8r0s2t",
    "case": "cas_3k5m7n9p1q3r5s7t",
    "starts_at": "2026-03-02T08:00:00+07:00",
    "ends_at": "2026-03-02T11:30:00+07:00",
    "points": ["pt_1a2b3c4d5e6f7g8h", "pt_2b3c4d5e6f7g8h9j"],
    "devices": [
        {"key": "courtroom", "kind": "room", "point": "pt_1a2b3c4d5e6f7g8h"},
        {"key": "counsel", "kind": "personal", "point": None},
    ],
    "seats": [
        {"person": "per_4d5e6f7g8h9j0k1m", "role": "presiding_judge", "device": "courtroom"},
        {"person": "per_5e6f7g8h9j0k1m2n", "role": "defence_counsel", "device": "counsel"},
    ],
}


class NewDevice(Asked):
    """A device. A room device stands at one of the hearing's points; a personal one at one of
    them or elsewhere (null)."""

    key: str = Field(description="Your name for it; `seats` refer to it by this.")
    kind: DeviceKind
    point: Id | None = None


class NewSeat(Asked):
    """A person in a role at a device."""

    person: Id
    role: Role
    device: str = Field(description="A device's `key`.")


_ANEW: JsonDict = {key: what for key, what in _EXAMPLE.items() if key not in ("court", "case")}


class Draft(Asked):
    """What of a draft can be written anew: exactly one central point and at most three
    component points."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANEW]})

    starts_at: Moment
    ends_at: Moment
    title: str | None = Field(
        default=None, description="If absent, the case's title; of a draft, the one it has."
    )
    points: list[Id]
    devices: list[NewDevice]
    seats: list[NewSeat]
    admission: Admission = Field(
        default="open",
        description="`by_clerk`: people wait in a lobby until the clerk admits them.",
    )
    more_sittings: list[SittingAsked] = Field(
        default=[], description="Sittings after the first, which is `starts_at` to `ends_at`."
    )
    repeat: Repeat | None = None
    attestation: Attested | None = Field(
        default=None, description="The judge's word that the case is simple, if it is there."
    )

    def attested(self, by: str) -> Given | None:
        """The judge's word as `by` enters it."""
        said = self.attestation
        return None if said is None else Given(Answer.SIMPLE, said.document, by)

    def plan_of(self, court: str, case: str, zone: ZoneInfo) -> Plan:
        """As the scheduler takes it; `zone`: the court's. Raises Refusal (time.*, text.*)."""
        first, more = times(self.starts_at, self.ends_at, self.more_sittings, self.repeat, zone)
        return Plan(
            court=court,
            case=case,
            title=None if self.title is None else clean("title", self.title),
            slot=first,
            points=tuple(self.points),
            devices=tuple(
                DeviceWish(clean("devices.key", one.key, KEY_LIMIT), one.kind, one.point)
                for one in self.devices
            ),
            seats=tuple(
                SeatWish(one.person, one.role, clean("seats.device", one.device, KEY_LIMIT))
                for one in self.seats
            ),
            admission=self.admission,
            more=more,
        )


class Anew(Draft):
    """A hearing written anew. The title and admission of a listed one stay."""

    reason: str = Field(
        default="", description="Why, where the hearing is listed: it stands in its ledger."
    )


class NewHearing(Draft):
    """A hearing to book: exactly one central point and at most three component points."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    court: Id
    case: Id

    def plan(self, zone: ZoneInfo) -> Plan:
        """As the scheduler takes it; `zone`: the court's. Raises Refusal (time.*, text.*)."""
        return self.plan_of(self.court, self.case, zone)


class HearingPointTold(Told):
    """A place of the hearing."""

    id: Id
    name: str
    kind: PointKind


class CheckedPointTold(HearingPointTold):
    """A place of the hearing, and whether it was tried out before the day."""

    check: StandingTold


class DeviceTold(Told):
    """A device of the hearing; its id is its identity in the media room."""

    id: Id
    key: str
    kind: DeviceKind
    point: Id | None


class SeatTold(Told):
    """A person in a role at a device (its id). revoked: it is nobody's any more."""

    id: Id
    person: Id
    name: str
    role: Role
    device: Id
    revoked: bool = False


class HearingLine(Told):
    """A hearing in a list. `state`: the ledger's word on it; before that, `draft`.

    starts_at, ends_at: from its first sitting to its last.
    """

    id: Id
    state: Status
    court: Id
    case: Id
    title: str
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, line: Listed, state: Status) -> Self:
        """A listed hearing in `state`."""
        return cls(
            id=line.id,
            state=state,
            court=line.court,
            case=line.case,
            title=line.title,
            starts_at=line.span.start,
            ends_at=line.span.end,
        )


class HearingTold(HearingLine):
    """A hearing whole. `live`: the hearing as the court has it now; null before scheduling."""

    points: list[CheckedPointTold]
    devices: list[DeviceTold]
    seats: list[SeatTold]
    sittings: list[SittingTold]
    admission: Admission = "open"
    court_name: str
    zone: str = Field(description="The court's: its clocks show this time.")
    case_number: str
    overdue: list[DeadlineTold] = Field(
        default=[], description="What is owed to it and overdue: seen until it is answered."
    )
    predecessor: Id | None = Field(
        default=None, description="The adjourned hearing that this one follows."
    )
    successor: Id | None = Field(
        default=None, description="The hearing that follows this adjourned one."
    )
    live: HearingState | None = None

    @classmethod
    def whole(
        cls,
        booked: Booked,
        court: Court,
        case_number: str,
        live: HearingState | None,
        *,
        overdue: list[DeadlineTold],
        stand: Mapping[str, Standing],
        successor: str | None,
    ) -> Self:
        """A booked hearing of `court` with its live state. stand: how its points do."""
        state = Status(booked.line.booked) if live is None else live.status
        return cls(
            **HearingLine.of(booked.line, state).model_dump(),
            points=[
                CheckedPointTold(
                    id=one.id,
                    name=one.name,
                    kind=one.kind,
                    check=StandingTold.of(stand[one.id]),
                )
                for one in booked.points
            ],
            devices=[DeviceTold.model_validate(device) for device in booked.devices],
            seats=[SeatTold.model_validate(seat) for seat in booked.seats],
            sittings=SittingTold.all_of(booked.sittings),
            admission=booked.line.admission,
            court_name=court.name,
            zone=court.zone,
            case_number=case_number,
            overdue=overdue,
            predecessor=booked.line.predecessor,
            successor=successor,
            live=live,
        )


class Reason(Asked):
    """Why."""

    reason: str = Field(examples=["Bị cáo vắng mặt có lý do chính đáng"])
