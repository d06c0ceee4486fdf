"""Routes of orders for taking part by link: entered, and read with their links."""

from datetime import datetime

from fastapi import Depends
from pydantic import ConfigDict, Field

from hearing.actors import StaffActor
from scheduler import hearings as bookings
from scheduler import remote_orders
from signaling.accounts.audit import note
from signaling.api.models.fields import Asked, Id, Moment, Told
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import StaffDoor
from signaling.api.wiring import Wiring


class NewRemoteOrder(Asked):
    """The court's order, and for whom."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"document": "15/2026/QĐ-TA", "seats": None}]}
    )

    document: str = Field(description="The order, as the court numbers it.")
    ordered_at: Moment | None = Field(default=None, description="If absent: now.")
    seats: list[Id] | None = Field(
        default=None,
        max_length=300,
        description="Null: everybody with an own device.",
    )


class RemoteOrderTold(Told):
    """An order, who entered it, its seats, and the links that were made for these."""

    id: Id
    document: str
    ordered_at: datetime
    by: str = Field(description="The staff account that entered it.")
    created_at: datetime
    seats: list[Id]
    links: list[Id]


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """The routes."""
    router = Part(tags=["links"], route_class=OnceRoute)
    staff = Depends(door)

    @router.post(
        "/hearings/{hearing}/remote-orders",
        status_code=201,
        summary="Enter the court's order for taking part by link",
    )
    async def order(
        hearing: Id, asked: NewRemoteOrder, by: StaffActor = staff
    ) -> RemoteOrderTold:
        """Entered once and kept; a new order is entered beside it."""
        async with wiring.begin() as connection:
            source = wiring.source()
            one = await remote_orders.enter(
                connection,
                source,
                hearing,
                document=asked.document,
                ordered_at=asked.ordered_at,
                seats=asked.seats,
                by=by.name,
            )
            facts = {"hearing": hearing, "order": one.id}
            await note(connection, source, by.name, "remote_ordered", **facts)
        return RemoteOrderTold.model_validate(one)

    @router.get("/hearings/{hearing}/remote-orders", summary="Orders for taking part by link")
    async def list_orders(hearing: Id) -> list[RemoteOrderTold]:
        """The oldest first."""
        async with wiring.reading() as connection:
            await bookings.line(connection, hearing)
            found = await remote_orders.of_hearing(connection, hearing)
        return [RemoteOrderTold.model_validate(one) for one in found]

    return router
