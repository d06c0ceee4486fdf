"""What staff may do outside a hearing, by office and court. Pure; a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Office(StrEnum):
    """What somebody is at a court (or, an administrator only, at all of them)."""

    ADMINISTRATOR = "administrator"
    REGISTRAR = "registrar"
    CLERK = "clerk"
    PRESIDING_JUDGE = "presiding_judge"
    JUDGE = "judge"
    ASSESSOR = "assessor"
    TECHNICAL_OFFICER = "technical_officer"


NAMES: Mapping[Office, tuple[str, str]] = {
    Office.ADMINISTRATOR: ("Quản trị hệ thống", "System administrator"),
    Office.REGISTRAR: ("Cán bộ lịch xét xử", "Listing officer"),
    Office.CLERK: ("Thư ký", "Clerk"),
    Office.PRESIDING_JUDGE: ("Thẩm phán – Chủ tọa", "Presiding judge"),
    Office.JUDGE: ("Thẩm phán", "Judge"),
    Office.ASSESSOR: ("Hội thẩm nhân dân", "People's assessor"),
    Office.TECHNICAL_OFFICER: ("Công chức hỗ trợ kỹ thuật", "Technical officer"),
}
"""(Vietnamese, English), as shown to people."""


class Right(StrEnum):
    """A kind of thing staff do over REST; which routes need which: signaling/api/doors.py."""

    FOUND = "found"  # add a court to the installation
    LOOK_UP = "look_up"  # courts, points, people, cases
    ENTER_DATA = "enter_data"  # points, people, cases
    ATTEST = "attest"  # that a case may be heard online: in person, or by the judge's document
    CHECK = "check"  # technical checks of points
    READ = "read"  # the list of hearings and each of them
    BOOK = "book"  # book, schedule, call off
    COMMAND = "command"  # what staff may order in a hearing
    INVITE = "invite"  # links: whoever makes one gives a seat
    RECORD = "record"  # ledger, recording, bundle, renderings
    ENTER = "enter"  # take one's own seat without a link
    ACCOUNTS = "accounts"  # staff accounts
    AUDIT = "audit"  # what was done with accounts


_PANEL = frozenset({Right.LOOK_UP, Right.READ, Right.RECORD, Right.ENTER})

RIGHTS: Mapping[Office, frozenset[Right]] = {
    # Settings and accounts, never media: neither the record nor a link into a hearing.
    Office.ADMINISTRATOR: frozenset(
        {
            Right.FOUND,
            Right.LOOK_UP,
            Right.ENTER_DATA,
            Right.CHECK,
            Right.READ,
            Right.ACCOUNTS,
            Right.AUDIT,
        }
    ),
    Office.REGISTRAR: frozenset(
        {
            Right.LOOK_UP,
            Right.ENTER_DATA,
            Right.ATTEST,
            Right.CHECK,
            Right.READ,
            Right.BOOK,
            Right.INVITE,
        }
    ),
    Office.CLERK: _PANEL
    | {Right.ENTER_DATA, Right.ATTEST, Right.CHECK, Right.INVITE, Right.COMMAND},
    Office.PRESIDING_JUDGE: _PANEL | {Right.ATTEST, Right.COMMAND},
    Office.JUDGE: _PANEL | {Right.ATTEST},
    # The record is supplied to court staff only (Law on courts 2024 art. 141(4), V); an
    # assessor is of the panel and not of the staff.
    Office.ASSESSOR: _PANEL - {Right.RECORD},
    Office.TECHNICAL_OFFICER: _PANEL - {Right.RECORD} | {Right.CHECK},
}
"""By office; what is not listed is refused."""

EVERYWHERE = None
"""In place of a set of courts: all of them."""

Courts = frozenset[str] | None
"""Some courts' ids, or EVERYWHERE."""


@dataclass(frozen=True, slots=True)
class Post:
    """An office at a court; `court` None: at every court of the installation."""

    office: Office
    court: str | None


def courts_where(posts: Iterable[Post], right: Right) -> Courts:
    """The courts where somebody with `posts` has `right`."""
    courts: set[str] = set()
    for post in posts:
        if right in RIGHTS[post.office]:
            if post.court is None:
                return EVERYWHERE
            courts.add(post.court)
    return frozenset(courts)


def may(posts: Iterable[Post], right: Right, court: str | None) -> bool:
    """Whether `posts` give `right` at `court`; None asks for the whole installation."""
    where = courts_where(posts, right)
    return where is EVERYWHERE or court in where
