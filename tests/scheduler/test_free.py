"""Rulings on when everything wanted is free."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from scheduler.free import STEP, Diary, Room, Search, following, nearest
from scheduler.occupancy import Taken, free_slot
from scheduler.slot import Slot
from scheduler.wanted import Wanted

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def at(hour: float, day: int = 2) -> datetime:
    """An hour in Hà Nội; the second of March 2026 is a Monday."""
    return datetime(2026, 3, day, tzinfo=HANOI).astimezone(UTC) + timedelta(hours=hour)


def span(start: float, end: float, day: int = 2) -> Slot:
    """From hour to hour."""
    return Slot(at(start, day), at(end, day))


def diary(name: str, *taken: Slot, **wanted: timedelta) -> Diary:
    """Somebody of whom there is one."""
    one = Wanted("person", name, **wanted)  # type: ignore[arg-type]
    return Diary(one, [Taken(name, 0, each, "hrg_x") for each in taken])


def search(*people: Diary, rooms: tuple[Diary, ...], **fields: object) -> Search:
    """For a hearing from nine to ten."""
    known: dict[str, object] = {
        "sittings": (span(9, 10),),
        "all_of": people,
        "courtrooms": tuple(map(Room, rooms)),
        "zone": HANOI,
        "now": LONG_AGO,
        **fields,
    }
    return Search(**known)  # type: ignore[arg-type]


def starts(found: Search, count: int = 3) -> list[tuple[float, str]]:
    """(hours after midnight of the second, courtroom) of the nearest times."""
    return [
        ((one.sittings[0].start - at(0)) / timedelta(hours=1), one.courtroom)
        for one in nearest(found, count)
    ]


def test_another_courtroom_at_the_same_time_comes_first() -> None:
    """Then the nearest times, in the wished courtroom where it is free."""
    first, second = diary("room1", span(9, 9.5)), diary("room2")
    assert starts(search(rooms=(first, second))) == [
        (9, "room2"),
        (9.25, "room2"),
        (8.75, "room2"),
    ]


def test_everybody_must_be_free() -> None:
    """The judge until eleven, the clerk from half past eleven on."""
    found = search(
        diary("judge", span(7, 11)), diary("clerk", span(11.5, 12)), rooms=(diary("room"),)
    )
    assert starts(found) == [(12, "room"), (12.25, "room"), (12.5, "room")]


def test_buffers_count() -> None:
    """A room that is aired for half an hour before."""
    room = diary("room", span(8, 9), before=timedelta(minutes=30))
    assert starts(search(rooms=(room,)), 1) == [(9.5, "room")]


def test_what_is_offered_lies_in_working_hours_and_not_in_the_past() -> None:
    """A judge who is busy until the evening can sit the next morning, not at night."""
    busy = diary("judge", span(0, 16.5))
    assert starts(search(busy, rooms=(diary("room"),)), 1)[0][0] == 24 + 7.5
    soon = search(rooms=(diary("room", span(9, 10)),), now=at(9))
    assert all(start >= 10 for start, _ in starts(soon))


def test_a_hearing_of_several_days_moves_as_a_whole() -> None:
    """Monday and Tuesday at nine: the room is taken on Tuesday until ten."""
    sittings = (span(9, 10), span(9, 10, day=3))
    room = diary("room", span(8, 10, day=3))
    found = nearest(search(rooms=(room,), sittings=sittings), 1)[0]
    assert found.sittings == (span(10, 11), span(10, 11, day=3))


def test_free_times_follow_in_order_until_the_end() -> None:
    """A judge's free hours of a morning."""
    found = following(
        search(diary("judge", span(10, 12)), rooms=(diary("room"),)), at(13.25), 10
    )
    assert [one.sittings[0] for one in found] == [
        span(9, 10),
        span(12, 13),
        span(12.25, 13.25),
    ]


def test_where_nothing_is_free_nothing_is_offered() -> None:
    """For four weeks each way."""
    judge = diary("judge", Slot(at(9) - timedelta(days=40), at(9) + timedelta(days=40)))
    assert nearest(search(judge, rooms=(diary("room"),))) == []
    assert nearest(search(rooms=())) == []


quarters = st.integers(0, 40)
spans = st.lists(st.tuples(quarters, st.integers(1, 8)), max_size=8)


@given(spans, quarters, st.integers(1, 8), st.integers(1, 3))
def test_a_diary_and_the_desk_agree(
    taken: list[tuple[int, int]], start: int, length: int, capacity: int
) -> None:
    """What is offered can be booked: both ask the same of the same reservations."""
    wanted = Wanted("point", "pt", capacity, before=STEP)
    standing: list[Taken] = []
    for begin, lasts in taken:
        whole = Slot(at(9) + begin * STEP, at(9) + (begin + lasts) * STEP)
        slot = free_slot(Wanted("point", "pt", capacity), whole, standing)
        if slot is not None:
            standing.append(Taken("pt", slot, whole, "hrg_x"))
    asked = Slot(at(9) + start * STEP, at(9) + (start + length) * STEP)
    bookable = free_slot(wanted, asked, standing) is not None
    assert Diary(wanted, standing).free(asked) is bookable


def test_a_wish_at_night_is_answered_in_the_day() -> None:
    """From ten to eleven in the evening: the last hour of the day is the nearest."""
    night, room = (span(22, 23),), diary("room", span(21, 23))
    assert starts(search(rooms=(room,), sittings=night)) == [
        (16, "room"),
        (15.75, "room"),
        (15.5, "room"),
    ]
