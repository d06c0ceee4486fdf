"""Which state may follow which, and which command makes the move. Pure; tables only."""

from collections.abc import Mapping
from dataclasses import dataclass

from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    MoveInPerson,
    OpenHearing,
    Recess,
    Resume,
    Schedule,
    StartSession,
    Suspend,
)
from hearing.state import Status

MoveCommand = (
    Schedule
    | OpenHearing
    | StartSession
    | Recess
    | Resume
    | Suspend
    | Adjourn
    | Cancel
    | MoveInPerson
    | CloseHearing
)

_LISTED = "P: a draft binds nobody; listing it does"
_ARRIVAL = "P: people arrive and are checked before the session (BLTTHS 300-301, M)"
_ART_14 = "TTLT 05/2021 art. 14 (V): suspend on failure; no resumption that day, then adjourn"
_PANEL = "BLTTHS 251, 256, 297 (M): the panel recesses, suspends, adjourns, closes"
_PLACE = "NQ 33/2021 art. 1 (V): the court decides the form of the hearing"

MAY_FOLLOW: Mapping[tuple[Status, Status], str] = {
    (Status.DRAFT, Status.SCHEDULED): _LISTED,
    (Status.DRAFT, Status.CANCELLED): _LISTED,
    (Status.SCHEDULED, Status.OPEN): _ARRIVAL,
    (Status.SCHEDULED, Status.ADJOURNED): _PANEL,
    (Status.SCHEDULED, Status.CANCELLED): _LISTED,
    (Status.SCHEDULED, Status.MOVED_IN_PERSON): _PLACE,
    (Status.OPEN, Status.IN_SESSION): _ARRIVAL,
    (Status.OPEN, Status.SUSPENDED): _ART_14,
    (Status.OPEN, Status.ADJOURNED): _PANEL,
    (Status.OPEN, Status.CANCELLED): _LISTED,
    (Status.OPEN, Status.MOVED_IN_PERSON): _PLACE,
    (Status.IN_SESSION, Status.RECESS): _PANEL,
    (Status.IN_SESSION, Status.SUSPENDED): _ART_14,
    (Status.IN_SESSION, Status.ADJOURNED): _PANEL,
    (Status.IN_SESSION, Status.CLOSED): _PANEL,
    (Status.IN_SESSION, Status.MOVED_IN_PERSON): _PLACE,
    (Status.RECESS, Status.IN_SESSION): _PANEL,
    (Status.RECESS, Status.ADJOURNED): _PANEL,
    (Status.RECESS, Status.MOVED_IN_PERSON): _PLACE,
    (Status.SUSPENDED, Status.IN_SESSION): _ART_14,
    (Status.SUSPENDED, Status.ADJOURNED): _ART_14,
    (Status.SUSPENDED, Status.MOVED_IN_PERSON): _PLACE,
}
"""(from, to) and the source. Every other move is refused."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a command leads. `only_from`: narrower than MAY_FOLLOW, where two commands share
    a target (a session is started once and resumed afterwards)."""

    to: Status
    only_from: frozenset[Status] = frozenset(Status)


MOVES: Mapping[type[MoveCommand], Move] = {
    Schedule: Move(Status.SCHEDULED),
    OpenHearing: Move(Status.OPEN),
    StartSession: Move(Status.IN_SESSION, frozenset({Status.OPEN})),
    Recess: Move(Status.RECESS),
    Resume: Move(Status.IN_SESSION, frozenset({Status.RECESS, Status.SUSPENDED})),
    Suspend: Move(Status.SUSPENDED),
    Adjourn: Move(Status.ADJOURNED),
    Cancel: Move(Status.CANCELLED),
    MoveInPerson: Move(Status.MOVED_IN_PERSON),
    CloseHearing: Move(Status.CLOSED),
}


def may_move(command: type[MoveCommand], now: Status) -> bool:
    """Whether `command` is possible while the hearing is in `now`."""
    move = MOVES[command]
    return now in move.only_from and (now, move.to) in MAY_FOLLOW
