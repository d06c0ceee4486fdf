"""Routes of hearings: booked, listed, called off, commanded by staff. Court staff only."""

from typing import Annotated

from fastapi import Depends, Response
from pydantic import ConfigDict, Field, field_validator

from hearing.actors import StaffActor
from hearing.commands import Cancel, PersonCommand
from scheduler import directory
from scheduler import hearings as bookings
from signaling.api import desk
from signaling.api.doors import Reach
from signaling.api.marks import IfMatch
from signaling.api.models.fields import Asked, Id, Told, is_id
from signaling.api.models.hearings import HearingLine, HearingTold, NewHearing, Reason
from signaling.api.models.times import CONFLICT
from signaling.api.once import OnceRoute
from signaling.api.paging import HEARING_PAGER, HearingPager
from signaling.api.part import Part
from signaling.api.staff import REACH, StaffDoor
from signaling.api.telling import whole
from signaling.api.wiring import Wiring


class StaffCommand(Asked):
    """A command to the hearing. The same `id` again is the same command: done once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "2f6c1b1e-0001", "command": {"type": "open_hearing"}}]
        }
    )

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")
    command: Annotated[PersonCommand, Field(discriminator="type")]

    @field_validator("command")
    @classmethod
    def _names_ids(cls, command: PersonCommand) -> PersonCommand:
        """What a command names must at least look like a name of ours."""
        named = (
            getattr(command, field, None) for field in ("seat", "person", "device", "point")
        )
        if not all(is_id(one) for one in named if one is not None):
            raise ValueError("names something by what is no id")
        return command


class Done(Told):
    """The ledger rows a command became."""

    id: str
    first_seq: int
    last_seq: int


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """The hearings' routes."""
    router = Part(tags=["hearings"], route_class=OnceRoute)
    staff = Depends(door)
    _booking(router, wiring, staff)
    _listing(router, wiring)
    _commands(router, wiring, staff)
    return router


def _booking(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.post(
        "/hearings", status_code=201, summary="Book a hearing as a draft", responses=CONFLICT
    )
    async def book(
        asked: NewHearing, response: Response, within: Reach = REACH, by: StaffActor = staff
    ) -> HearingTold:
        """Its places and people are reserved from now on; 409 names what is already taken at
        an overlapping time, and the three nearest times at which nothing is. With
        `attestation` (the judge's document) it can be listed at once."""
        within.must_hold(asked.court)
        async with wiring.reading() as connection:
            zone = await directory.zone_of(connection, asked.court)
        booked = await desk.book(wiring, asked.plan(zone), asked.attested(by.name))
        return await whole(wiring, booked.line.id, response)


def _listing(router: Part, wiring: Wiring) -> None:
    @router.get("/hearings", summary="Hearings, the latest first")
    async def list_hearings(
        court: Id | None = None,
        case: Id | None = None,
        pager: HearingPager = HEARING_PAGER,
        within: Reach = REACH,
    ) -> list[HearingLine]:
        async with wiring.reading() as connection:
            lines = await bookings.hearings(
                connection, court=court, case=case, among=within.courts, page=pager.page
            )
        pager.tell(lines)
        return [HearingLine.of(line, await desk.status(wiring, line)) for line in lines]

    @router.get("/hearings/{hearing}", summary="One hearing with its live state")
    async def find(hearing: Id, response: Response) -> HearingTold:
        """Its ETag is of the booking: give it back as If-Match with a change."""
        return await whole(wiring, hearing, response)


def _commands(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.post("/hearings/{hearing}/schedule", summary="Put a draft on the list")
    async def schedule(
        hearing: Id, response: Response, seen: IfMatch = None, by: StaffActor = staff
    ) -> HearingTold:
        """Refused while the judge has not attested that the case is simple
        (`eligibility.not_attested`), and where the procuracy disagrees
        (`deadline.disagrees`)."""
        await desk.schedule(wiring, hearing, by, seen)
        return await whole(wiring, hearing, response)

    @router.post("/hearings/{hearing}/cancel", summary="Take a hearing off the list")
    async def cancel(
        hearing: Id,
        why: Reason,
        response: Response,
        seen: IfMatch = None,
        by: StaffActor = staff,
    ) -> HearingTold:
        """Frees what it occupies and revokes its unredeemed links. From half an hour before
        the start it is refused (`booking.frozen`): the court itself may still cancel."""
        await desk.must_not_be_frozen(wiring, hearing)
        order, source = Cancel(reason=why.reason), wiring.source()
        await desk.command(wiring, hearing, order, source.identifier("cmd"), by, expected=seen)
        return await whole(wiring, hearing, response)

    @router.post("/hearings/{hearing}/commands", summary="Do what staff may do in a hearing")
    async def command(hearing: Id, asked: StaffCommand, by: StaffActor = staff) -> Done:
        receipt = await desk.command(wiring, hearing, asked.command, asked.id, by)
        return Done(id=asked.id, first_seq=receipt.first_seq, last_seq=receipt.last_seq)
