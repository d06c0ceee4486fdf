"""One notice to one person: all that its paper, its calendar and its mail say. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from hearing.roles import Role
from scheduler.entries import CaseType, Instance
from scheduler.slot import Slot

Language = Literal["vi", "en"]


class Occasion(StrEnum):
    """Why somebody is written to."""

    LISTED = "listed"  # the hearing stands on the list, or this person was added to it
    MOVED = "moved"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"
    IN_PERSON = "in_person"  # it takes place in the courtroom, without the network
    WITHDRAWN = "withdrawn"  # this person need not come any more
    REMINDER = "reminder"


CALLED_OFF = frozenset(
    {Occasion.ADJOURNED, Occasion.CANCELLED, Occasion.IN_PERSON, Occasion.WITHDRAWN}
)
"""After these the online hearing is taken out of a person's calendar."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The court that writes, by its name. address: what replies go to as well. id: by which
    its own templates are found."""

    court: str
    zone: str
    address: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """The person written to. name and address are personal: never in a log.

    point: the name of the place where the person takes part; None: from where they are, with a
    device of their own.
    """

    name: str = field(repr=False)
    address: str = field(repr=False)
    role: Role
    language: Language = "vi"
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The hearing as it now stands. courtroom: the name of the central point.

    judge: the name of the presiding judge, if one is seated.
    """

    hearing: str
    case_number: str
    case_title: str = field(repr=False)
    case_type: CaseType
    instance: Instance
    sittings: tuple[Slot, ...]
    courtroom: str
    judge: str | None = field(default=None, repr=False)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice; the same notice always makes the same bytes.

    id: its own, stable over every attempt to send it (the Message-ID stems from it).
    sequence: how often the hearing's times or places changed (RFC 5545 §3.8.7.4): it grows with
    each move and with the calling off. issued_at: when it was decided to write.
    link: the personal way into the hearing. receipt: the page where receipt is confirmed.
    earlier: the sittings that were, before a move. successor: the sittings of the hearing that
    follows an adjourned one.
    """

    id: str
    occasion: Occasion
    sender: Sender
    recipient: Recipient
    facts: Facts
    sequence: int
    issued_at: datetime
    link: str | None = field(default=None, repr=False)
    receipt: str | None = field(default=None, repr=False)
    reason: str = field(default="", repr=False)
    earlier: tuple[Slot, ...] = ()
    successor: tuple[Slot, ...] = ()
