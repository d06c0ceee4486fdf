"""A command's way into the ledger: decide on what is committed, append, else decide again."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import Actor, SeatActor, StaffActor, System
from hearing.commands import Command
from hearing.decide import decide
from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.state import HearingState
from signaling.court.announcing import Beside, nothing
from signaling.court.history import Entry, History
from signaling.court.ledger import Overtaken, Receipt, append, following, receipt

ATTEMPTS = 100  # each lost race means somebody else's command went through


@dataclass(frozen=True, slots=True)
class Order:
    """Somebody's command, to be carried out once. `at`: aware."""

    hearing: HearingId
    command: Command
    by: Actor
    command_id: str
    at: datetime


async def record(
    connection: AsyncConnection, known: History, order: Order, beside: Beside = nothing
) -> tuple[Receipt, list[Entry]]:
    """Decide and append in `connection`'s transaction.

    beside: writes with the rows, in their transaction.

    Returns the receipt and every entry after `known`, others' included. The order of reading
    matters under READ COMMITTED: entries first, then the command's own earlier rows; whoever
    commits between the two is either seen or takes our number. Raises Refusal.
    """
    fresh: list[Entry] = []
    for _ in range(ATTEMPTS):
        news = await following(connection, order.hearing, known.seq)
        known, fresh = known.after(news), fresh + news
        done = await receipt(connection, order.hearing, order.command_id)
        if done is not None:
            return _same(done, order.by), fresh
        by = _by(known.state, order.by)
        events = decide(known.state, order.command, by, order.at)
        if not events:
            return Receipt(known.seq + 1, known.seq), fresh
        entries = known.next(events, by=by, command=order.command_id, now=order.at)
        try:
            await append(connection, entries)
        except Overtaken:
            continue
        await beside(connection, entries)
        return Receipt(entries[0].seq, entries[-1].seq), fresh + entries
    raise Refusal("court.busy")


def _by(state: HearingState, by: Actor) -> Actor:
    """Who acts, as the ledger has them: a seat's role is the ledger's, not the session's."""
    if isinstance(by, SeatActor) and by.seat in state.seats:
        return replace(by, role=state.seats[by.seat].role)
    return by


def _same(done: tuple[Receipt, Actor], by: Actor) -> Receipt:
    """The earlier receipt, if the same actor asks again."""
    if _name(done[1]) != _name(by):
        raise Refusal("command.id_taken")
    return done[0]


def _name(by: Actor) -> tuple[str, str]:
    match by:
        case SeatActor(seat=seat):
            return by.kind, seat
        case StaffActor(name=name):
            return by.kind, name
        case System(reason=reason):
            return by.kind, reason
