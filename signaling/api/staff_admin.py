"""Routes of staff accounts and of the audit. Administrators only."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Query

from hearing.actors import StaffActor
from scheduler import directory
from scheduler.entries import Court
from signaling.accounts import audit, staff
from signaling.accounts.staff import Member
from signaling.api import staff_desk
from signaling.api.doors import Reach
from signaling.api.models.accounts import (
    AuditEntryTold,
    NewPassword,
    NewStaff,
    StaffChange,
    StaffTold,
)
from signaling.api.models.fields import Id
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import REACH, StaffDoor
from signaling.api.wiring import Wiring


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """The administrators' routes."""
    router = Part(tags=["staff"], route_class=OnceRoute)
    by = Depends(door)
    _reading(router, wiring)
    _changing(router, wiring, by)
    _ending(router, wiring, by)
    return router


def _reading(router: Part, wiring: Wiring) -> None:
    @router.get("/staff", summary="Staff accounts you manage")
    async def list_staff(within: Reach = REACH) -> list[StaffTold]:
        async with wiring.reading() as connection:
            found = await staff.members(connection)
        courts = await court_names(wiring)
        return [
            StaffTold.of(one, courts) for one in found if staff_desk.reaches(within, one.posts)
        ]

    @router.get("/staff/{staff}", summary="One staff account")
    async def find(staff: Id, within: Reach = REACH) -> StaffTold:
        async with wiring.reading() as connection:
            member = await staff_desk.managed(connection, staff, within)
        return await _told(wiring, member)

    @router.get("/audit", summary="What was done with accounts, and by whom")
    async def read_audit(
        after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 500,
        newest: bool = False,
        before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    ) -> list[AuditEntryTold]:
        """From `after` on; with `newest` the other way round, from `before` back."""
        async with wiring.reading() as connection:
            if newest:
                rows = await audit.newest(connection, before, limit)
            else:
                rows = await audit.entries(connection, after, limit)
        return [AuditEntryTold.of(row) for row in rows]


def _changing(router: Part, wiring: Wiring, by_door: StaffActor) -> None:
    @router.post("/staff", status_code=201, summary="Make a staff account")
    async def add(
        asked: NewStaff, by: StaffActor = by_door, within: Reach = REACH
    ) -> StaffTold:
        """The second factor is set up at the first sign-in."""
        return await _told(wiring, await staff_desk.add(wiring, asked, by, within))

    @router.post("/staff/{staff}", summary="Change a staff account")
    async def change(
        staff: Id, asked: StaffChange, by: StaffActor = by_door, within: Reach = REACH
    ) -> StaffTold:
        """Name, offices, people; what is null stays."""
        return await _told(wiring, await staff_desk.change(wiring, staff, asked, by, within))

    @router.post("/staff/{staff}/password", summary="Give somebody another password")
    async def set_password(
        staff: Id, asked: NewPassword, by: StaffActor = by_door, within: Reach = REACH
    ) -> StaffTold:
        """They are signed out everywhere."""
        password = asked.password
        member = await staff_desk.set_password(wiring, staff, password, by, within)
        return await _told(wiring, member)


def _ending(router: Part, wiring: Wiring, by_door: StaffActor) -> None:
    @router.post("/staff/{staff}/second-factor/reset", summary="Forget a lost authenticator")
    async def reset(staff: Id, by: StaffActor = by_door, within: Reach = REACH) -> StaffTold:
        """The next sign-in sets up another; they are signed out everywhere."""
        member = await staff_desk.reset_second_factor(wiring, staff, by, within)
        return await _told(wiring, member)

    @router.post("/staff/{staff}/revoke", summary="End a staff account everywhere")
    async def revoke(staff: Id, by: StaffActor = by_door, within: Reach = REACH) -> StaffTold:
        """Sessions, seats, hearing sockets and media end within two seconds."""
        return await _told(wiring, await staff_desk.revoke(wiring, staff, by, within))


async def court_names(wiring: Wiring) -> Mapping[str, Court]:
    """All courts by id."""
    async with wiring.reading() as connection:
        return {court.id: court for court in await directory.courts(connection, retired=True)}


async def _told(wiring: Wiring, member: Member) -> StaffTold:
    return StaffTold.of(member, await court_names(wiring))
