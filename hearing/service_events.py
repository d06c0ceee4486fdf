"""What became of notices to the hearing's people: part of the union of events. Pure.

Everybody in the hearing is told these: so no address, and nothing a mail server said. `record`
binds both: it is the SHA-256 of the notice's line in the record of service
(scheduler/outbox/fingerprint.py), which cannot be changed afterwards without being found out.
"""

from dataclasses import dataclass
from typing import Literal

from hearing.ids import SeatId

NoticeOccasion = Literal[
    "listed", "moved", "adjourned", "cancelled", "in_person", "withdrawn", "reminder"
]
NoticeWay = Literal["mail", "phone", "by_hand"]
NoticeTrouble = Literal["refused", "no_address", "late"]
"""`late`: it did not leave while it was of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeServed:
    """A notice to a seat's person was taken by the next server, or handed over by the court.

    digest: SHA-256 of the whole message, "" if there was none. papers: those of its papers.
    """

    type: Literal["notice_served"] = "notice_served"
    notice: str
    seat: SeatId
    occasion: NoticeOccasion
    way: NoticeWay
    record: str
    digest: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFailed:
    """A notice to a seat's person was given up: somebody must see to it."""

    type: Literal["notice_failed"] = "notice_failed"
    notice: str
    seat: SeatId
    occasion: NoticeOccasion
    why: NoticeTrouble
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeConfirmed:
    """Whoever has the notice said that they have it."""

    type: Literal["notice_confirmed"] = "notice_confirmed"
    notice: str
    seat: SeatId


ServiceEvent = NoticeServed | NoticeFailed | NoticeConfirmed
