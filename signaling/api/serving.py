"""What people do about notices: hand them over, confirm them; in record and ledger at once."""

from dataclasses import replace
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import StaffActor, System
from hearing.ids import HearingId, SeatId
from hearing.service_events import NoticeConfirmed, ServiceEvent
from scheduler.outbox import receipts, served
from scheduler.outbox.receipts import Receipt
from scheduler.outbox.served import HOW_LIMIT
from scheduler.text import clean
from signaling.api.wiring import Wiring
from signaling.post.noting import Note, became, note

_PERSON = System(reason="receipt")
"""Whoever has the receipt's secret: the ledger does not claim to know who that is."""


async def by_hand(wiring: Wiring, hearing: str, notice: str, how: str, by: StaffActor) -> None:
    """Note that the court served a notice itself. Raises Refusal `notice.*`, `text.*`."""
    source, said = wiring.source(), clean("how", how, HOW_LIMIT)

    async def report(connection: AsyncConnection) -> ServiceEvent:
        known = await served.find(connection, notice)
        return became(replace(known, state="by_hand", by_hand=said, sent_at=source.now))

    async def change(connection: AsyncConnection) -> bool:
        await served.by_hand(connection, source, hearing, notice, said)
        return True

    news = Note(HearingId(hearing), by, source.identifier("cmd"), report, change)
    await note(wiring.court, wiring.begin, news)


async def confirm(wiring: Wiring, token: str) -> Receipt:
    """The person says that they have it. Raises Refusal `receipt.unknown`."""
    source = wiring.source()
    async with wiring.reading() as connection:
        known = await receipts.unconfirmed(connection, token)
    if known is not None:
        confirmed = NoticeConfirmed(notice=known.id, seat=SeatId(known.seat))

        async def report(_connection: AsyncConnection) -> ServiceEvent:
            return confirmed

        change = partial(receipts.confirm, source=source, token=token)
        news = Note(HearingId(known.hearing), _PERSON, source.identifier("cmd"), report, change)
        await note(wiring.court, wiring.begin, news)
    async with wiring.reading() as connection:
        return await receipts.look(connection, token)
