"""Rulings on the calendar: two readers that know nothing of us agree on what it says."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from hearing.roles import Role
from scheduler.notices import event
from scheduler.notices.notice import CALLED_OFF, Notice, Occasion
from scheduler.slot import Slot
from tests.scheduler.notices.notices import LONGER, MORNING, NEXT_DAY, notice

SPRING = Slot(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC))
AUTUMN = Slot(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, tzinfo=UTC))
"""Around the hours that Berlin's clocks leave out and have twice."""


@dataclass(frozen=True)
class Read:
    """What a reader says of a calendar."""

    method: str
    uid: str
    sequence: int
    spans: tuple[tuple[datetime, datetime], ...]
    repeats: tuple[datetime, ...]
    summary: str
    location: str
    description: str
    organizer: str
    attendee: str
    attendee_name: str


def by_icalendar(content: bytes) -> Read:
    whole = icalendar.Calendar.from_ical(content)
    assert isinstance(whole, icalendar.Calendar)
    events = whole.events
    first = events[0]
    repeats = first.get("RDATE")
    return Read(
        str(whole["METHOD"]),
        str(first["UID"]),
        int(str(first["SEQUENCE"])),
        tuple((one.decoded("DTSTART"), one.decoded("DTEND")) for one in events),
        tuple(one.dt for one in repeats.dts) if repeats else (),
        str(first["SUMMARY"]),
        str(first["LOCATION"]),
        str(first["DESCRIPTION"]),
        str(first["ORGANIZER"]),
        str(first["ATTENDEE"]),
        str(first["ATTENDEE"].params["CN"]),
    )


def by_vobject(content: bytes) -> Read:
    whole = vobject.readOne(content.decode())
    events = whole.vevent_list
    first = events[0]
    return Read(
        whole.method.value,
        first.uid.value,
        int(first.sequence.value),
        tuple((one.dtstart.value, one.dtend.value) for one in events),
        tuple(first.rdate.value) if hasattr(first, "rdate") else (),
        first.summary.value,
        first.location.value,
        first.description.value,
        first.organizer.value,
        first.attendee.value,
        first.attendee.params["CN"][0],
    )


def agreed(written: Notice) -> Read:
    """What both readers say."""
    content = event.calendar(written)
    read = by_icalendar(content)
    assert by_vobject(content) == read
    return read


def test_two_readers_read_the_hearing() -> None:
    read = agreed(notice())
    assert read.method == "REQUEST"
    assert read.spans == ((MORNING.start, MORNING.end),)
    assert read.summary == "Phiên tòa trực tuyến – vụ án số 12/2026/HSST"
    assert "08:00–11:00 (UTC+07:00), Thứ Ba, ngày 01/12/2026" in read.description
    assert read.organizer == "mailto:toaan.kv1@lamdong.example"
    assert read.attendee == "mailto:thuy@mail.example"
    assert read.attendee_name == "Trần Thị Thủy Nguyễn"


def test_a_move_is_the_same_event_with_a_higher_number() -> None:
    before = agreed(notice())
    after = agreed(notice(Occasion.MOVED, sequence=1))
    assert after.uid == before.uid
    assert (before.sequence, after.sequence) == (0, 1)
    assert after.method == "REQUEST"


@pytest.mark.parametrize("occasion", sorted(CALLED_OFF))
def test_what_is_called_off_leaves_the_calendar(occasion: Occasion) -> None:
    read = agreed(notice(occasion, sequence=2))
    assert read.method == "CANCEL"
    assert (read.uid, read.sequence) == (agreed(notice()).uid, 2)
    assert b"STATUS:CANCELLED" in event.calendar(notice(occasion, sequence=2))


def test_a_hearing_of_several_days_is_one_event_that_recurs() -> None:
    read = agreed(replace_sittings(notice(), MORNING, NEXT_DAY, LONGER))
    assert read.repeats == (NEXT_DAY.start, LONGER.start)
    assert read.spans == ((MORNING.start, MORNING.end), (LONGER.start, LONGER.end))


@pytest.mark.parametrize(
    ("sitting", "told"),
    [
        (SPRING, "01:30 (UTC+01:00)–04:00 (UTC+02:00), Chủ nhật, ngày 29/03/2026"),
        (AUTUMN, "02:30 (UTC+02:00)–03:00 (UTC+01:00), Chủ nhật, ngày 25/10/2026"),
    ],
)
def test_an_hour_that_a_zone_skips_or_repeats_is_exact(sitting: Slot, told: str) -> None:
    read = agreed(replace_sittings(notice(zone="Europe/Berlin"), sitting))
    assert read.spans == ((sitting.start, sitting.end),)
    assert told in read.description


def test_no_personal_link_and_no_party_goes_into_a_calendar() -> None:
    content = event.calendar(notice()).decode().replace("\r\n ", "")
    for secret in ("join#", "receipt#", "Đặng Văn Ngữ"):
        assert secret not in content


LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ằẵặỗợựỳĐđ,;:\\\"'^~ \u0323\u0302\u0300"),
        st.characters(exclude_categories=("C", "Zl", "Zp")),
    ),
    min_size=1,
    max_size=200,
).map(lambda text: f"x{text}x")


@settings(deadline=None, max_examples=40)
@given(LETTERS, LETTERS)
def test_lines_are_of_75_octets_and_split_no_letter(name: str, number: str) -> None:
    written = notice(name=name)
    written = replace(written, facts=replace(written.facts, case_number=number))
    content = event.calendar(written)
    assert content.endswith(b"\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    read = icalendar.Calendar.from_ical(content)
    assert isinstance(read, icalendar.Calendar)
    assert str(read.events[0]["SUMMARY"]).endswith(number)


GOLDEN = {
    "request": notice(),
    "moved": notice(Occasion.MOVED, sequence=1),
    "cancelled": notice(Occasion.CANCELLED, sequence=2),
    "english": notice(role=Role.INTERPRETER, language="en", point="Điểm cầu số 2"),
    "several": notice(Occasion.LISTED, Role.WITNESS, "vi", MORNING, NEXT_DAY, LONGER),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_calendars_are_as_they_were(name: str) -> None:
    """To the octet: calendars already in people's hands must go on matching."""
    golden = Path(__file__).parent / "golden" / f"{name}.ics"
    assert event.calendar(GOLDEN[name]) == golden.read_bytes()


def replace_sittings(written: Notice, *sittings: Slot) -> Notice:
    return replace(written, facts=replace(written.facts, sittings=sittings))
