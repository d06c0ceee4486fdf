"""Marks of a booking's state (ETag): who changes a hearing can say which state they saw."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Header
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler import hearings as bookings
from scheduler.hearings import Booked

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The ETag of what you saw; 412 if it has changed since.",
    ),
]


def mark(booked: Booked) -> str:
    """The ETag of a hearing as booked; what happens in court does not change it."""
    line = booked.line
    whole = [
        line.id,
        line.booked,
        line.title,
        line.admission,
        line.predecessor,
        [[one.start.isoformat(), one.end.isoformat()] for one in booked.sittings],
        [one.id for one in booked.points],
        [[one.id, one.point] for one in booked.devices],
        [
            [one.id, one.person, one.role.value, one.device]
            for one in booked.seats
            if not one.revoked
        ],
    ]
    digest = hashlib.sha256(json.dumps(whole).encode()).hexdigest()
    return f'"{digest[:32]}"'


def mark_of(entry: str, values: Mapping[str, Any]) -> str:
    """The ETag of an entry of the directory with what its table keeps of it."""
    whole = json.dumps([entry, values], sort_keys=True, default=str)
    return f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'


def must_match(now: str, expected: str | None) -> None:
    """Raise Refusal `request.changed` unless `expected`, an If-Match, names the mark `now`."""
    if expected is None or expected.strip() == "*":
        return
    if now not in (one.strip() for one in expected.split(",")):
        raise Refusal("request.changed")


async def must_be(connection: AsyncConnection, hearing: str, expected: str | None) -> None:
    """Raise Refusal `request.changed` unless the hearing still is as `expected` says."""
    if expected is not None:
        must_match(mark(await bookings.find(connection, hearing)), expected)
