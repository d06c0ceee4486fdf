"""Which right each staff route asks for, and at which court. A route without a row is shut."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hearing.refusal import Refusal
from signaling.accounts.rights import EVERYWHERE, Courts, Right


class Where(StrEnum):
    """How the court is found at which the right must be held."""

    INSTALLATION = "installation"  # at no court in particular: at all of them
    SOMEWHERE = "somewhere"  # at any one; the answer holds those courts' things only
    ASKED = "asked"  # at the court that the body names; the route compares (Reach.must_hold)
    HEARING = "hearing"  # at the court of the hearing in the path
    LINK = "link"  # at the court of the link in the path


@dataclass(frozen=True, slots=True)
class Door:
    """What a route asks for."""

    right: Right
    where: Where


_HEARING = "/hearings/{hearing}"

DOORS: Mapping[tuple[str, str], Door] = {
    ("POST", "/courts"): Door(Right.FOUND, Where.INSTALLATION),
    ("GET", "/courts"): Door(Right.LOOK_UP, Where.SOMEWHERE),
    ("GET", "/courts/{court}/calendar"): Door(Right.READ, Where.ASKED),
    ("GET", "/courts/{court}/free"): Door(Right.READ, Where.ASKED),
    ("POST", "/absences"): Door(Right.ENTER_DATA, Where.ASKED),
    ("GET", "/courts/{court}/absences"): Door(Right.READ, Where.ASKED),
    # An absence's court is known once it is read: its route compares.
    ("DELETE", "/absences/{absence}"): Door(Right.ENTER_DATA, Where.ASKED),
    ("GET", "/courts/{court}/deadlines"): Door(Right.READ, Where.ASKED),
    ("GET", f"{_HEARING}/deadlines"): Door(Right.READ, Where.HEARING),
    ("POST", f"{_HEARING}/deadlines/{{key}}"): Door(Right.ENTER_DATA, Where.HEARING),
    ("POST", f"{_HEARING}/attestation"): Door(Right.ATTEST, Where.HEARING),
    ("GET", "/deadlines"): Door(Right.READ, Where.SOMEWHERE),
    ("GET", "/courts/{court}/export/{kind}"): Door(Right.LOOK_UP, Where.ASKED),
    ("GET", "/courts/{court}"): Door(Right.LOOK_UP, Where.ASKED),
    ("PATCH", "/courts/{court}"): Door(Right.FOUND, Where.INSTALLATION),
    ("DELETE", "/courts/{court}"): Door(Right.FOUND, Where.INSTALLATION),
    ("POST", "/courts/{court}/restore"): Door(Right.FOUND, Where.INSTALLATION),
    # An entry's court is known once it is read: its routes compare.
    **{
        (method, f"/{path}{more}"): Door(right, Where.ASKED)
        for path in ("points/{point}", "people/{person}", "cases/{case}")
        for method, more, right in (
            ("GET", "", Right.LOOK_UP),
            ("PATCH", "", Right.ENTER_DATA),
            ("DELETE", "", Right.ENTER_DATA),
            ("POST", "/restore", Right.ENTER_DATA),
        )
    },
    ("GET", "/points/{point}/checks"): Door(Right.LOOK_UP, Where.ASKED),
    ("POST", "/points/{point}/checks"): Door(Right.CHECK, Where.ASKED),
    ("POST", "/checks/{check}/result"): Door(Right.CHECK, Where.ASKED),
    ("DELETE", "/checks/{check}"): Door(Right.CHECK, Where.ASKED),
    ("GET", f"{_HEARING}/checks"): Door(Right.READ, Where.HEARING),
    ("POST", "/courts/{court}/import/{kind}"): Door(Right.ENTER_DATA, Where.ASKED),
    ("POST", "/points"): Door(Right.ENTER_DATA, Where.ASKED),
    ("GET", "/points"): Door(Right.LOOK_UP, Where.SOMEWHERE),
    ("POST", "/people"): Door(Right.ENTER_DATA, Where.ASKED),
    ("GET", "/people"): Door(Right.LOOK_UP, Where.SOMEWHERE),
    ("POST", "/cases"): Door(Right.ENTER_DATA, Where.ASKED),
    ("GET", "/cases"): Door(Right.LOOK_UP, Where.SOMEWHERE),
    ("GET", "/courts/{court}/service"): Door(Right.READ, Where.ASKED),
    ("GET", f"{_HEARING}/service"): Door(Right.READ, Where.HEARING),
    # The file has whole addresses; whoever sends or serves has them anyway.
    ("GET", f"{_HEARING}/service/{{form}}"): Door(Right.INVITE, Where.HEARING),
    ("POST", f"{_HEARING}/notices/{{notice}}/again"): Door(Right.INVITE, Where.HEARING),
    ("POST", f"{_HEARING}/notices/{{notice}}/by-hand"): Door(Right.INVITE, Where.HEARING),
    ("POST", "/hearings"): Door(Right.BOOK, Where.ASKED),
    ("GET", "/hearings"): Door(Right.READ, Where.SOMEWHERE),
    ("GET", _HEARING): Door(Right.READ, Where.HEARING),
    ("PUT", _HEARING): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/schedule"): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/cancel"): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/move"): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/move/try"): Door(Right.BOOK, Where.HEARING),
    ("GET", f"{_HEARING}/busy"): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/split"): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/adjourn"): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/successor"): Door(Right.BOOK, Where.HEARING),
    ("POST", f"{_HEARING}/commands"): Door(Right.COMMAND, Where.HEARING),
    ("POST", f"{_HEARING}/enter"): Door(Right.ENTER, Where.HEARING),
    ("POST", f"{_HEARING}/links"): Door(Right.INVITE, Where.HEARING),
    ("POST", f"{_HEARING}/device-links"): Door(Right.INVITE, Where.HEARING),
    ("POST", f"{_HEARING}/remote-orders"): Door(Right.INVITE, Where.HEARING),
    ("GET", f"{_HEARING}/remote-orders"): Door(Right.READ, Where.HEARING),
    ("GET", f"{_HEARING}/links"): Door(Right.INVITE, Where.HEARING),
    # A paper names a party and what the case is about: who invites may read it.
    ("GET", f"{_HEARING}/papers"): Door(Right.INVITE, Where.HEARING),
    ("GET", f"{_HEARING}/papers/{{seat}}/{{form}}"): Door(Right.INVITE, Where.HEARING),
    ("POST", "/links/{link}/revoke"): Door(Right.INVITE, Where.LINK),
    ("GET", f"{_HEARING}/ledger"): Door(Right.RECORD, Where.HEARING),
    ("GET", f"{_HEARING}/recording"): Door(Right.RECORD, Where.HEARING),
    ("GET", f"{_HEARING}/bundle"): Door(Right.RECORD, Where.HEARING),
    ("POST", f"{_HEARING}/renders"): Door(Right.RECORD, Where.HEARING),
    ("GET", f"{_HEARING}/renders"): Door(Right.RECORD, Where.HEARING),
    ("POST", f"{_HEARING}/verify"): Door(Right.RECORD, Where.HEARING),
    # A rendering's hearing is known to the renderer: its routes compare the court.
    ("GET", "/renders/{render}"): Door(Right.RECORD, Where.ASKED),
    ("DELETE", "/renders/{render}"): Door(Right.RECORD, Where.ASKED),
    ("GET", "/renders/{render}/file"): Door(Right.RECORD, Where.ASKED),
    ("GET", "/renders/{render}/note"): Door(Right.RECORD, Where.ASKED),
    ("GET", "/trust"): Door(Right.RECORD, Where.SOMEWHERE),
    # Whose account may be managed by whom: signaling/api/staff_desk.py.
    ("POST", "/staff"): Door(Right.ACCOUNTS, Where.ASKED),
    ("GET", "/staff"): Door(Right.ACCOUNTS, Where.SOMEWHERE),
    ("GET", "/staff/{staff}"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/staff/{staff}"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/staff/{staff}/password"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/staff/{staff}/second-factor/reset"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/staff/{staff}/revoke"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/courts/{court}/lists"): Door(Right.BOOK, Where.ASKED),
    ("GET", "/courts/{court}/lists"): Door(Right.BOOK, Where.ASKED),
    # A list's court is known to who makes it: its routes compare.
    ("GET", "/lists/{listing}"): Door(Right.BOOK, Where.ASKED),
    ("DELETE", "/lists/{listing}"): Door(Right.BOOK, Where.ASKED),
    ("POST", "/lists/{listing}/again"): Door(Right.BOOK, Where.ASKED),
    ("POST", "/lists/{listing}/book"): Door(Right.BOOK, Where.ASKED),
    # A webhook's court is known once it is read: its routes compare.
    ("POST", "/webhooks"): Door(Right.ACCOUNTS, Where.ASKED),
    ("GET", "/webhooks"): Door(Right.ACCOUNTS, Where.SOMEWHERE),
    ("GET", "/webhooks/{webhook}"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/webhooks/{webhook}"): Door(Right.ACCOUNTS, Where.ASKED),
    ("DELETE", "/webhooks/{webhook}"): Door(Right.ACCOUNTS, Where.ASKED),
    ("GET", "/webhooks/{webhook}/deliveries"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/webhooks/{webhook}/ping"): Door(Right.ACCOUNTS, Where.ASKED),
    ("POST", "/webhooks/{webhook}/deliveries/{delivery}/again"): Door(
        Right.ACCOUNTS, Where.ASKED
    ),
    ("GET", "/audit"): Door(Right.AUDIT, Where.INSTALLATION),
}
"""By method and path below /api/v1."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the asker's right goes: at which courts."""

    right: Right
    courts: Courts

    def holds(self, court: str | None) -> bool:
        """Whether it goes to `court`; None: to the whole installation."""
        return self.courts is EVERYWHERE or court in self.courts

    def must_hold(self, court: str | None) -> None:
        """Raise Refusal `staff.right` unless it does."""
        if not self.holds(court):
            raise Refusal("staff.right", right=self.right.value)
