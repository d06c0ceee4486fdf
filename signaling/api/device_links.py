"""Links of points' own screens: the device is seated as itself and joins like anybody."""

from dataclasses import dataclass

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import StaffActor
from hearing.commands import SeatPerson
from hearing.ids import DeviceId, HearingId, PersonId, SeatId
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import ENDED, HearingState, Status, seated
from scheduler import hearings as bookings
from scheduler import links, screens
from scheduler.hearings import Booked, BookedDevice
from scheduler.link import Issued
from scheduler.plan import DeviceKind
from scheduler.source import Source
from signaling.api.links import span_of
from signaling.api.models.fields import Id
from signaling.api.models.links import IssuedDeviceLink, IssuedDeviceLinks, NewDeviceLinks
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import StaffDoor
from signaling.api.wiring import Wiring


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """What court staff do with points' screens."""
    router = Part(tags=["links"], route_class=OnceRoute)
    staff = Depends(door)

    @router.post(
        "/hearings/{hearing}/device-links", status_code=201, summary="Make links of screens"
    )
    async def issue(
        hearing: Id, asked: NewDeviceLinks, by: StaffActor = staff
    ) -> IssuedDeviceLinks:
        """One link a room device, redeemed like a personal one. The device gets a seat of the
        role `room_device`, which commands nothing; the people at it keep theirs."""
        return await _issue(wiring, hearing, asked, by)

    return router


async def _issue(
    wiring: Wiring, hearing: str, asked: NewDeviceLinks, by: StaffActor
) -> IssuedDeviceLinks:
    async with wiring.reading() as connection:
        booked = await bookings.find(connection, hearing)
    state = await wiring.court.state(HearingId(hearing))
    if state.status in ENDED or state.status is Status.DRAFT:
        raise Refusal("hearing.state", state=state.status, command="links")
    devices = _devices(booked, asked)
    source = wiring.source()
    span = span_of(asked.valid_from, asked.valid_to, booked.line, source)
    async with wiring.begin() as connection:
        screen = _Screens(wiring, connection, source, booked, by)
        seats = [_seat(state, device) or await screen.seated(device) for device in devices]
        issued = await links.issue(connection, source, hearing, seats, span)
    await wiring.court.published(HearingId(hearing))
    return IssuedDeviceLinks(
        links=[_told(wiring, device, one) for device, one in zip(devices, issued, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class _Screens:
    """Seats screens in booking and ledger, in one transaction."""

    wiring: Wiring
    connection: AsyncConnection
    source: Source
    booked: Booked
    by: StaffActor

    async def seated(self, device: BookedDevice) -> str:
        """A seat of its own for `device`."""
        seat = self.source.identifier("seat")
        names = {point.id: point.name for point in self.booked.points}
        name = names[device.point or ""]
        person = await screens.seat(
            self.connection, self.source, self.booked.line, seat=seat, device=device, name=name
        )
        await self.wiring.court.execute(
            HearingId(self.booked.line.id),
            SeatPerson(
                seat=SeatId(seat),
                person=PersonId(person),
                role=Role.ROOM_DEVICE,
                device=DeviceId(device.id),
                display=name,
            ),
            by=self.by,
            command_id=self.source.identifier("cmd"),
            connection=self.connection,
        )
        return seat


def _devices(booked: Booked, asked: NewDeviceLinks) -> list[BookedDevice]:
    """The devices links are made for. Raises Refusal `hearing.unknown_device`, `…not_room`."""
    known = {device.id: device for device in booked.devices}
    if asked.devices is None:
        return [device for device in booked.devices if device.kind is DeviceKind.ROOM]
    for named in asked.devices:
        if named not in known:
            raise Refusal("hearing.unknown_device", device=named)
        if known[named].kind is not DeviceKind.ROOM:
            raise Refusal("hearing.not_room", device=named)
    return [known[named] for named in dict.fromkeys(asked.devices)]


def _seat(state: HearingState, device: BookedDevice) -> str | None:
    """The seat the device already has."""
    sitting = seated(state, DeviceId(device.id))
    return next((seat.id for seat in sitting if seat.role is Role.ROOM_DEVICE), None)


def _told(wiring: Wiring, device: BookedDevice, issued: Issued) -> IssuedDeviceLink:
    link = issued.link
    return IssuedDeviceLink(
        id=link.id,
        device=device.id,
        key=device.key,
        point=device.point or "",
        seat=link.seat,
        url=f"{wiring.public_url}/join#{issued.token}",
        valid_from=link.span.start,
        valid_to=link.span.end,
    )
