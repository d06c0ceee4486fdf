"""What other systems are told of: a table from the ledger's events, and a message. Pure.

No names, no parties, no links: who needs more reads the hearing with their own rights.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from hearing.events import Event, Rescheduled, Scheduled, StatusChanged, SuccessorNamed
from hearing.ids import identifier


class Told(StrEnum):
    """The events there are."""

    SCHEDULED = "hearing.scheduled"
    RESCHEDULED = "hearing.rescheduled"
    STATUS = "hearing.status"
    SUCCESSOR = "hearing.successor"
    PING = "webhook.ping"


Wanted = Literal[Told.SCHEDULED, Told.RESCHEDULED, Told.STATUS, Told.SUCCESSOR]
ALL: tuple[Wanted, ...] = (Told.SCHEDULED, Told.RESCHEDULED, Told.STATUS, Told.SUCCESSOR)
"""What a webhook may ask for; the ping is sent only when somebody wants to try it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A row of the ledger that is told. `seq` counts within the hearing."""

    hearing: str
    seq: int
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class About:
    """The hearing, as far as it is told."""

    court: str
    case: str
    case_number: str


def kind_of(event: Event) -> Told | None:
    """What `event` is told as; None: not at all."""
    match event:
        case Scheduled():
            return Told.SCHEDULED
        case Rescheduled():
            return Told.RESCHEDULED
        case StatusChanged():
            return Told.STATUS
        case SuccessorNamed():
            return Told.SUCCESSOR
        case _:
            return None


def delivery_id(webhook: str, hearing: str, seq: int) -> str:
    """Always the same for one event and one webhook: receivers know a repetition by it."""
    whole = hashlib.sha256(f"{webhook} {hearing} {seq}".encode()).digest()
    return identifier("dlv", whole[:10])


def message(happened: Happened, about: About) -> str:
    """The JSON that is sent."""
    kind = kind_of(happened.event)
    assert kind is not None
    data = {
        "hearing": happened.hearing,
        "seq": happened.seq,
        "court": about.court,
        "case": about.case,
        "case_number": about.case_number,
        **_particulars(happened.event),
    }
    return _json(kind, happened.at, data)


def ping(webhook: str, at: datetime) -> str:
    """The JSON of a try."""
    return _json(Told.PING, at, {"webhook": webhook})


def _json(kind: Told, at: datetime, data: dict[str, object]) -> str:
    whole = {"type": kind.value, "timestamp": at.isoformat(), "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _particulars(event: Event) -> dict[str, object]:
    match event:
        case Scheduled() | Rescheduled():
            sittings = [
                {"starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()}
                for one in event.sittings or (event,)
            ]
            return {
                "starts_at": event.starts_at.isoformat(),
                "ends_at": event.ends_at.isoformat(),
                "sittings": sittings,
            }
        case StatusChanged():
            return {"was": event.was.value, "status": event.to.value}
        case SuccessorNamed():
            return {"successor": event.successor}
        case _:
            return {}
