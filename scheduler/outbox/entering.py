"""The outbox's way in: what a change of a hearing means for whom, in the change's transaction.

Rows are written down here and rendered only when they are sent. A notice whose message is made
(`sealed_at`) may have reached its person and is followed by another; one that is not made yet
is simply made later, from how things then stand.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.notices.notice import Occasion
from scheduler.outbox.planning import reminders
from scheduler.policy import vietnam
from scheduler.slot import Slot, together
from scheduler.source import Source
from scheduler.tables import HearingRow, NoticeRow

Channels = Collection[str]
"""By which notices go out here: `mail` always, `phone` where one is set up."""

DUE = NoticeRow.state == "due"
UNMADE = NoticeRow.sealed_at.is_(None)
_CALLS = (Occasion.LISTED.value, Occasion.MOVED.value)
_NEWS = timedelta(days=2)  # how long it is worth telling that nobody need come
_WHY = 500
_STANDS = ("due", "sent", "dead", "unaddressed", "by_hand")


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody at a seat."""

    person: str
    seat: str
    role: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """One transaction's entries for one hearing."""

    connection: AsyncConnection
    source: Source
    hearing: str
    channels: Channels

    async def invite(self, people: Iterable[Invited], sittings: Sequence[Slot]) -> None:
        """They are to come; they will be reminded. Whoever was told not to come is called by a
        higher sequence, or their calendar would go by what it was told before."""
        sequence = await self._sequence()
        if await self._left():
            sequence += 1
        rows = [
            row
            for one in people
            for row in self._rows(one, Occasion.LISTED, sequence, together(sittings).end)
        ]
        await self._enter(rows)
        await self._remind(
            {(row["person"], row["seat"], row["role"]) for row in rows}, sittings
        )

    async def moved(self, sittings: Sequence[Slot], why: str) -> None:
        """Other times or places: who was told is told again, reminders are planned anew."""
        sequence, end = await self._sequence() + 1, together(sittings).end
        await self._change(
            DUE, UNMADE, NoticeRow.occasion.in_(_CALLS), sequence=sequence, until=end
        )
        await self._change(
            DUE, UNMADE, NoticeRow.occasion == Occasion.MOVED.value, why=why[:_WHY]
        )
        await self._drop_reminders()
        people = await self._called()
        waiting = await self._called(DUE, UNMADE)
        rows = [
            row
            for one in people - waiting
            for row in self._rows(one, Occasion.MOVED, sequence, end, why)
        ]
        await self._enter(rows)
        await self._remind({(one.person, one.seat, one.role) for one in people}, sittings)

    async def called_off(self, occasion: Occasion, why: str) -> None:
        """They need not come; who was never told is not told this either."""
        await self._off(occasion, why)

    async def withdrawn(self, seat: str, why: str, *, told: bool) -> None:
        """One seat is nobody's any more. told: its person is told so."""
        where = NoticeRow.seat == seat
        if told:
            await self._off(Occasion.WITHDRAWN, why, where)
        else:
            await self._drop(where)

    async def over(self) -> None:
        """The hearing ended: nobody is reminded of it any more."""
        await self._drop_reminders()

    async def has_called(self, seat: str) -> bool:
        """Whether the person at `seat` was asked to come, and not told otherwise."""
        return bool(await self._called(NoticeRow.seat == seat))

    async def _off(self, occasion: Occasion, why: str, *where: ColumnElement[bool]) -> None:
        sequence = await self._sequence() + 1
        await self._drop(*where)
        await self._drop_reminders(*where)
        people = await self._called(*where)
        until = await self._end()
        await self._enter(
            [row for one in people for row in self._rows(one, occasion, sequence, until, why)]
        )

    async def _called(self, *where: ColumnElement[bool]) -> set[Invited]:
        """Who was asked to come, and has not been told otherwise."""
        found = await self.connection.execute(
            select(NoticeRow.person, NoticeRow.seat, NoticeRow.role)
            .where(
                NoticeRow.hearing == self.hearing,
                NoticeRow.occasion.in_(_CALLS),
                NoticeRow.state.in_(_STANDS),
                *where,
            )
            .distinct()
        )
        called = {Invited(*row) for row in found}
        left = await self._left()
        return {one for one in called if one.seat not in left}

    async def _left(self) -> set[str]:
        """The seats whose people were told that they need not come."""
        gone = await self.connection.scalars(
            select(NoticeRow.seat).where(
                NoticeRow.hearing == self.hearing,
                NoticeRow.occasion == Occasion.WITHDRAWN.value,
            )
        )
        return set(gone)

    async def _remind(
        self, people: Iterable[tuple[str, str, str]], sittings: Sequence[Slot]
    ) -> None:
        sequence = await self._sequence()
        planned = list(reminders(vietnam(), sittings, self.source.now))
        await self._enter(
            [
                {**row, "about": one.about, "due_at": one.due_at, "next_at": one.due_at}
                for person in sorted(people)
                for one in planned
                for row in self._rows(Invited(*person), Occasion.REMINDER, sequence, one.about)
            ]
        )

    def _rows(
        self, one: Invited, occasion: Occasion, sequence: int, until: datetime, why: str = ""
    ) -> list[dict[str, Any]]:
        now = self.source.now
        return [
            {
                "id": self.source.identifier("ntc"),
                "hearing": self.hearing,
                "person": one.person,
                "seat": one.seat,
                "role": one.role,
                "occasion": occasion.value,
                "channel": channel,
                "why": why[:_WHY],
                "about": None,
                "until": until,
                "sequence": sequence,
                "created_at": now,
                "due_at": now,
                "next_at": now,
                "state": "due",
            }
            for channel in self.channels
        ]

    async def _enter(self, rows: Sequence[dict[str, Any]]) -> None:
        if not rows:
            return
        court = await self.connection.scalar(
            select(HearingRow.court).where(HearingRow.id == self.hearing)
        )
        await self.connection.execute(
            insert(NoticeRow), [{**row, "court": court} for row in rows]
        )

    async def _end(self) -> datetime:
        end = await self.connection.scalar(
            select(HearingRow.ends_at).where(HearingRow.id == self.hearing)
        )
        assert end is not None
        return max(end, self.source.now + _NEWS)

    async def _sequence(self) -> int:
        known = await self.connection.scalar(
            select(func.max(NoticeRow.sequence)).where(NoticeRow.hearing == self.hearing)
        )
        return known or 0

    async def _drop(self, *where: ColumnElement[bool]) -> None:
        await self._change(DUE, UNMADE, *where, state="dropped")

    async def _drop_reminders(self, *where: ColumnElement[bool]) -> None:
        """Of what is no longer so, even if one is made and was refused for now: whoever may
        have it is told the news. What is just being sent is left alone."""
        await self._change(
            DUE,
            NoticeRow.occasion == Occasion.REMINDER.value,
            or_(
                UNMADE,
                NoticeRow.lease_until.is_(None),
                NoticeRow.lease_until <= self.source.now,
            ),
            *where,
            state="dropped",
            sealed=None,
        )

    async def _change(self, *where: ColumnElement[bool], **values: Any) -> None:
        await self.connection.execute(
            update(NoticeRow).where(NoticeRow.hearing == self.hearing, *where).values(**values)
        )
