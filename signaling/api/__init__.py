"""REST: directory, booking, links, recordings."""

import os
from datetime import UTC, datetime

from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from scheduler.notices.templates import Templates
from scheduler.webhooks.reach import Reach
from signaling.accounts.passwords import Passwords
from signaling.accounts.seal import Seal
from signaling.accounts.sign_in import SignIn
from signaling.api import (
    absences,
    accounts,
    calendars,
    checks,
    deadlines,
    device_links,
    directory,
    entries,
    hearings,
    imports,
    links,
    listings,
    lists,
    papers,
    public,
    records,
    remote_orders,
    seats,
    service,
    staff_admin,
    transfers,
    trying,
    webhooks,
)
from signaling.api import renders as renderings
from signaling.api.errors import RESPONSES, install_errors
from signaling.api.guard import BodyLimit, LastResort, Private
from signaling.api.health import Condition, add_health
from signaling.api.list_making import ListMaking
from signaling.api.once import Once
from signaling.api.openapi.describe import install_description
from signaling.api.part import Part
from signaling.api.rendering import Renders
from signaling.api.seats import SeatSessions
from signaling.api.staff import SessionDoor, StaffDoor
from signaling.api.transfers import SeatTransfers
from signaling.api.wiring import BundleExport, Clock, Court, Randomness, TrustFile, Wiring

__all__ = ["OPENAPI_URL", "SeatSessions", "SeatTransfers", "install", "router"]

PREFIX = "/api/v1"
OPENAPI_URL = f"{PREFIX}/openapi.json"


def utc_now() -> datetime:
    """The clock outside tests."""
    return datetime.now(UTC)


def router(
    *,
    engine: AsyncEngine,
    court: Court,
    admin_token: str,
    public_url: str,
    clock: Clock = utc_now,
    randomness: Randomness = os.urandom,
    bundle: BundleExport | None = None,
    trust: TrustFile | None = None,
    renders: Renders | None = None,
    condition: Condition | None = None,
    staff_key: str | None = None,
    second_factor: bool = True,
    ways: trying.Ways | None = None,
    templates: Templates | None = None,
    sender: str = "noreply@localhost",
    reach: Reach | None = None,
) -> Part:
    """Every REST route: /api/v1, and the public feeds. `build` gives them to an application,
    which also needs `install`.

    public_url: how browsers reach this installation. bundle, trust, renders: where the record
    comes from; without them those routes refuse with `record.unavailable`. condition: how the
    installation fares, for `/health`. staff_key: closes
    staff's second factors in the database. second_factor: whether every account must have one.
    ways: to the relay, for trying it before joining. templates: of papers, where a court has
    its own. sender: the address that notices come from. reach: where webhooks may
    go beside the world.
    """
    passwords = Passwords()
    seal = Seal(admin_token if staff_key is None else staff_key)
    wiring = Wiring(
        engine=engine,
        court=court,
        admin_token=admin_token,
        public_url=public_url.rstrip("/"),
        clock=clock,
        randomness=randomness,
        sign_in=SignIn(engine, passwords, seal, second_factor=second_factor),
        passwords=passwords,
        seal=seal,
        lists=ListMaking(engine, clock),
        bundle=bundle,
        trust=trust,
        renders=renders,
        templates=templates or Templates(),
        sender=sender,
        reach=reach or Reach(),
    )
    door, session = StaffDoor(wiring), SessionDoor(wiring)
    whole = Part(prefix=PREFIX, responses=RESPONSES)
    once = Depends(Once(wiring))
    for part in (
        directory.routes(wiring),
        entries.routes(wiring),
        imports.routes(wiring, door),
        checks.routes(wiring, door),
        hearings.routes(wiring, door),
        listings.routes(wiring, door),
        lists.routes(wiring),
        deadlines.routes(wiring, door),
        absences.routes(wiring),
        service.routes(wiring, door),
        webhooks.routes(wiring),
        links.staff_routes(wiring, door),
        device_links.routes(wiring, door),
        remote_orders.routes(wiring, door),
        renderings.routes(wiring),
        staff_admin.routes(wiring, door),
    ):
        whole.take(part, [Depends(door), once])
    for part in (
        calendars.routes(wiring),
        papers.routes(wiring),
        records.routes(wiring),
        accounts.entrance(wiring, session),
    ):
        whole.take(part, [Depends(door)])
    whole.take(accounts.routes(wiring, session))
    whole.take(links.public_routes(wiring))
    whole.take(service.public_routes(wiring))
    whole.take(transfers.routes(wiring))
    whole.take(trying.routes(wiring, ways))
    whole.take(seats.routes(wiring))
    whole.take(public.routes(wiring))
    add_health(whole, wiring, condition)
    every = Part()
    every.take(whole)
    every.take(public.feeds(wiring))
    return every


def install(app: FastAPI, *, randomness: Randomness = os.urandom) -> None:
    """Give `app` what the router relies on: errors as problems, a body limit, a last resort."""
    install_errors(app)
    install_description(app)
    app.add_middleware(
        BodyLimit, larger={imports.PATH: imports.SHEET_LIMIT, lists.PATH: lists.LIMIT}
    )
    app.add_middleware(LastResort, randomness=randomness)
    app.add_middleware(Private)
