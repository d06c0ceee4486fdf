import pytest

from hearing.commands import (
    Command,
    HoldFloor,
    ReportArrival,
    ReportDeparture,
    RevokeSeat,
)
from hearing.desk_commands import EndShare
from hearing.ids import HearingId
from hearing.state import ENDED, LIVE, HearingState, Status
from signaling.court.desired import (
    GALLERY_GRANT,
    RECORDER,
    SOURCES,
    Action,
    CreateRoom,
    DeleteRoom,
    Grant,
    Participant,
    Remove,
    SetGrant,
    actions,
    courtroom,
    grants,
    hearing_of,
    reports,
)
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    COUNSEL,
    DOCK,
    GALLERY_SCREEN,
    HEARING,
    LAPTOP,
    a_hearing,
    done,
)

FULL = Grant(publish=True, sources=SOURCES, hidden=False)
HELD = Grant(publish=True, sources=SOURCES - {"microphone"}, hidden=False)
UNSHARED = Grant(publish=True, sources=frozenset({"camera", "microphone"}), hidden=False)
UNSEEN = Grant(publish=False, sources=frozenset(), hidden=True)


def held() -> HearingState:
    return done(a_hearing(), HoldFloor(device=DOCK))


def unshared() -> HearingState:
    return done(a_hearing(), EndShare(device=DOCK))


def revoked() -> HearingState:
    return done(a_hearing(), RevokeSeat(seat=ACCUSED.seat))


Case = tuple[str, HearingState, bool, list[Participant], list[Action]]


def at_an_end(status: Status, exists: bool) -> Case:
    todo: list[Action] = [DeleteRoom()] if exists else []
    return (f"{status}, room there: {exists}", a_hearing(status), exists, [], todo)


CASES: list[Case] = [
    ("a room is made", a_hearing(Status.OPEN), False, [], [CreateRoom()]),
    ("all is well", a_hearing(), True, [Participant(BENCH, FULL)], []),
    ("the recorder is left alone", a_hearing(), True, [Participant(RECORDER, UNSEEN)], []),
    ("a stranger goes", a_hearing(), True, [Participant("x", FULL)], [Remove("x")]),
    ("a companion goes", a_hearing(), True, [Participant(LAPTOP, FULL)], [Remove(LAPTOP)]),
    ("a revoked one goes", revoked(), True, [Participant(DOCK, FULL)], [Remove(DOCK)]),
    ("a hold", held(), True, [Participant(DOCK, FULL)], [SetGrant(DOCK, HELD)]),
    ("an end", unshared(), True, [Participant(DOCK, FULL)], [SetGrant(DOCK, UNSHARED)]),
    ("an end in force", unshared(), True, [Participant(DOCK, UNSHARED)], []),
    ("a hold in force", held(), True, [Participant(DOCK, HELD)], []),
    ("a hold lifted", a_hearing(), True, [Participant(DOCK, HELD)], [SetGrant(DOCK, FULL)]),
    (
        "the gallery is silent and unseen",
        a_hearing(),
        True,
        [Participant(GALLERY_SCREEN, FULL)],
        [SetGrant(GALLERY_SCREEN, GALLERY_GRANT)],
    ),
    ("before the doors open", a_hearing(Status.SCHEDULED), True, [], []),
    ("a draft", HearingState(id=HEARING), True, [Participant("x", FULL)], []),
    *(at_an_end(status, exists) for status in sorted(ENDED) for exists in (True, False)),
]


@pytest.mark.parametrize(("case", "state", "exists", "seen", "expected"), CASES)
def test_what_the_relay_is_asked(
    case: str,
    state: HearingState,
    exists: bool,
    seen: list[Participant],
    expected: list[Action],
) -> None:
    assert actions(state, exists, seen) == expected, case


def test_everybody_who_sits_belongs_in_the_courtroom_and_the_gallery_only_watches() -> None:
    assert grants(held()) == {
        BENCH: FULL,
        DOCK: HELD,
        COUNSEL: FULL,
        GALLERY_SCREEN: GALLERY_GRANT,
    }


@pytest.mark.parametrize("status", sorted(set(Status) - LIVE))
def test_nobody_belongs_in_a_courtroom_that_is_not_open(status: Status) -> None:
    assert grants(a_hearing(status)) == {}


PRESENT = done(a_hearing(), ReportArrival(device=DOCK))
ARRIVALS: list[tuple[HearingState, list[str], list[Command]]] = [
    (a_hearing(), [DOCK], [ReportArrival(device=DOCK)]),
    (PRESENT, [DOCK], []),
    (PRESENT, [], [ReportDeparture(device=DOCK)]),
    (PRESENT, [BENCH], [ReportArrival(device=BENCH), ReportDeparture(device=DOCK)]),
    (a_hearing(), [RECORDER, "stranger", LAPTOP], []),
    (revoked(), [DOCK], []),
    (a_hearing(Status.SCHEDULED), [DOCK], []),
    (a_hearing(Status.CLOSED), [DOCK], []),
]


@pytest.mark.parametrize(("state", "here", "expected"), ARRIVALS)
def test_who_came_and_who_left(
    state: HearingState, here: list[str], expected: list[Command]
) -> None:
    assert reports(state, {"courtroom": [Participant(name, FULL) for name in here]}) == expected


def test_a_courtroom_is_named_after_its_hearing() -> None:
    assert hearing_of(courtroom(HearingId("hrg_1"))) == "hrg_1"
    assert hearing_of("somebody-elses-room") is None
