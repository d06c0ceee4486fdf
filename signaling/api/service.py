"""Routes of service: who was told what and whether they have it; receipts confirmed."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Literal

from fastapi import Depends, Request, Response

from hearing.actors import StaffActor
from hearing.ids import HearingId
from hearing.service_events import NoticeConfirmed, ServiceEvent
from scheduler import directory
from scheduler import hearings as bookings
from scheduler.notices.file import DOCX, PDF
from scheduler.outbox import proof, receipts, served
from scheduler.outbox.proof import Cited, Proof
from signaling.api import serving
from signaling.api.doors import Reach
from signaling.api.links import counting
from signaling.api.models.fields import Id
from signaling.api.models.links import Token
from signaling.api.models.service import (
    ByHand,
    NoticeTold,
    ReceiptTold,
    ServiceTold,
    Unserved,
)
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import REACH, StaffDoor
from signaling.api.wiring import Entry, Wiring

ProofForm = Literal["json", "docx", "pdf"]
MEDIA_TYPES = {"json": "application/json", "docx": DOCX, "pdf": PDF}


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """What staff see and do."""
    router = Part(tags=["service"], route_class=OnceRoute)
    _reading(router, wiring)
    _doing(router, wiring, Depends(door))
    return router


def _reading(router: Part, wiring: Wiring) -> None:
    @router.get("/hearings/{hearing}/service", summary="Who was told what, and has it")
    async def record(hearing: Id) -> ServiceTold:
        """The record of service: every notice of the hearing but those overtaken unsent."""
        known = await _proof(wiring, hearing)
        return ServiceTold(
            hearing=hearing,
            title=known.title,
            case_number=known.case_number,
            court_name=known.court,
            zone=known.zone,
            at=known.at,
            notices=[NoticeTold.of(one, known) for one in known.notices],
        )

    @router.get("/courts/{court}/service", summary="Notices that somebody must see to")
    async def open_notices(court: Id, within: Reach = REACH) -> list[Unserved]:
        """Refused for good, or without an address, of hearings ahead; the oldest first."""
        within.must_hold(court)
        async with wiring.reading() as connection:
            await directory.zone_of(connection, court)
            found = await served.to_be_seen_to(connection, court, wiring.source().now)
        return [Unserved(hearing=one, notice=NoticeTold.of(told)) for one, told in found]

    @router.get(
        "/hearings/{hearing}/service/{form}",
        summary="The record of service as a file",
        response_class=Response,
        responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}},
    )
    async def file(hearing: Id, form: ProofForm) -> Response:
        """With whole addresses and the hashes of messages and papers: proof of service."""
        known = await _proof(wiring, hearing)
        content = await asyncio.to_thread(proof.written, known, form)
        named = f'attachment; filename="service-{hearing}.{form}"'
        return Response(
            content,
            media_type=MEDIA_TYPES[form],
            headers={"Content-Disposition": named},
        )


def _doing(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.post(
        "/hearings/{hearing}/notices/{notice}/again",
        status_code=204,
        summary="Send a notice that was given up once more",
    )
    async def again(hearing: Id, notice: Id) -> None:
        """To where the person is reached now, if no message was made yet."""
        async with wiring.begin() as connection:
            await served.again(connection, wiring.source(), hearing, notice)

    @router.post(
        "/hearings/{hearing}/notices/{notice}/by-hand",
        status_code=204,
        summary="Note that the court served a notice itself",
    )
    async def by_hand(hearing: Id, notice: Id, asked: ByHand, by: StaffActor = staff) -> None:
        """Instead of sending it. The hearing's ledger says so."""
        await serving.by_hand(wiring, hearing, notice, asked.how, by)


def public_routes(wiring: Wiring) -> Part:
    """What the person does who was told; the message's secret is their only proof."""
    router = Part(tags=["service"])

    @router.post("/receipts/look", summary="What a receipt is of; changes nothing")
    async def look(asked: Token, request: Request) -> ReceiptTold:
        source = wiring.source()
        async with counting(wiring, request, source), wiring.reading() as connection:
            return ReceiptTold.of(await receipts.look(connection, asked.token))

    @router.post("/receipts/confirm", summary="I have received this notice")
    async def confirm(asked: Token, request: Request) -> ReceiptTold:
        """The first time counts. Opening the page does not call this: mail programs and their
        guards open links by themselves."""
        source = wiring.source()
        async with counting(wiring, request, source):
            return ReceiptTold.of(await serving.confirm(wiring, asked.token))

    return router


async def _proof(wiring: Wiring, hearing: str) -> Proof:
    async with wiring.reading() as connection:
        line = await bookings.line(connection, hearing)
        court = (await directory.courts(connection, {line.court}))[0]
        numbers = await directory.case_numbers(connection, {line.case})
        notices = await served.record(connection, hearing)
    return Proof(
        hearing,
        line.title,
        numbers[line.case],
        court.name,
        court.zone,
        wiring.source().now,
        tuple(notices),
        tuple(_cited(await wiring.court.entries(HearingId(hearing)))),
    )


def _cited(entries: Sequence[Entry]) -> Iterator[Cited]:
    for row in entries:
        if isinstance(row.event, ServiceEvent):
            record = None if isinstance(row.event, NoticeConfirmed) else row.event.record
            event, digest = row.event, row.hash.hex()
            yield Cited(event.notice, event.type, row.seq, row.at, digest, record)
