from itertools import product

import pytest

from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    Command,
    MoveInPerson,
    OpenHearing,
    Recess,
    Resume,
    StartSession,
    Suspend,
)
from hearing.events import StatusChanged
from hearing.moves import MAY_FOLLOW, MOVES, MoveCommand, may_move
from hearing.refusal import Refusal
from hearing.state import ENDED, Status
from tests.hearing.cast import a_hearing, a_plan, done, events_of

S = Status
# The table of the law and of the product, written out once more and by hand.
LAWFUL = {
    S.DRAFT: {S.SCHEDULED, S.CANCELLED},
    S.SCHEDULED: {S.OPEN, S.ADJOURNED, S.CANCELLED, S.MOVED_IN_PERSON},
    S.OPEN: {S.IN_SESSION, S.SUSPENDED, S.ADJOURNED, S.CANCELLED, S.MOVED_IN_PERSON},
    S.IN_SESSION: {S.RECESS, S.SUSPENDED, S.ADJOURNED, S.CLOSED, S.MOVED_IN_PERSON},
    S.RECESS: {S.IN_SESSION, S.ADJOURNED, S.MOVED_IN_PERSON},
    S.SUSPENDED: {S.IN_SESSION, S.ADJOURNED, S.MOVED_IN_PERSON},
    S.CLOSED: set(),
    S.ADJOURNED: set(),
    S.CANCELLED: set(),
    S.MOVED_IN_PERSON: set(),
}
COMMANDS: tuple[Command, ...] = (
    a_plan(),
    OpenHearing(),
    StartSession(),
    Recess(reason="nghỉ trưa"),
    Resume(),
    Suspend(reason="mất điện"),
    Adjourn(reason="vắng bị hại"),
    Cancel(reason="rút đơn"),
    MoveInPerson(reason="không đủ điều kiện"),
    CloseHearing(),
)


@pytest.mark.parametrize(("was", "to"), list(product(Status, Status)))
def test_a_state_follows_another_only_by_the_table(was: Status, to: Status) -> None:
    assert ((was, to) in MAY_FOLLOW) == (to in LAWFUL[was])


@pytest.mark.parametrize("pair", list(MAY_FOLLOW))
def test_every_row_of_the_table_names_its_source(pair: tuple[Status, Status]) -> None:
    assert MAY_FOLLOW[pair].strip()


@pytest.mark.parametrize("pair", list(MAY_FOLLOW))
def test_every_lawful_move_has_exactly_one_command(pair: tuple[Status, Status]) -> None:
    was, to = pair
    leading = [kind for kind in MOVES if MOVES[kind].to is to and may_move(kind, was)]
    assert len(leading) == 1


@pytest.mark.parametrize(("was", "command"), list(product(Status, COMMANDS)))
def test_a_command_moves_the_hearing_where_the_table_says_or_is_refused(
    was: Status, command: MoveCommand
) -> None:
    state = a_hearing(was)
    assert state.status is was
    to = MOVES[type(command)].to
    if not may_move(type(command), was):
        with pytest.raises(Refusal) as refused:
            events_of(state, command)
        unseated = was is Status.DRAFT and refused.value.code == "hearing.unknown_seat"
        assert unseated or (refused.value.code, refused.value.facts) == (
            "hearing.state",
            {"state": was.value, "command": command.type},
        )
        return
    assert to in LAWFUL[was]
    last = events_of(state, command)[-1]
    assert isinstance(last, StatusChanged)
    assert (last.was, last.to) == (was, to)
    assert done(state, command).status is to


@pytest.mark.parametrize("was", sorted(ENDED))
def test_nothing_follows_an_ended_hearing(was: Status) -> None:
    assert not any(may_move(kind, was) for kind in MOVES)


def test_a_session_is_started_once_and_resumed_afterwards() -> None:
    assert may_move(StartSession, Status.OPEN)
    assert not may_move(StartSession, Status.RECESS)
    assert not may_move(Resume, Status.OPEN)
    assert may_move(Resume, Status.RECESS)
    assert may_move(Resume, Status.SUSPENDED)
