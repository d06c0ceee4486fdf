"""The hearing in a person's calendar (RFC 5545): entered, changed, taken out (RFC 5546).

Times are in UTC: an hour that a zone has twice is told exactly, and no table of the zone's
rules travels along. The text says them in the court's zone. Nobody
else's name, no title of a case, no personal link goes in: calendars are shared and kept.
"""

from collections.abc import Iterator

from icalendar import Calendar, Event, vCalAddress

from hearing.roles import NAMES
from scheduler.notices import times
from scheduler.notices.notice import CALLED_OFF, Notice, Occasion
from scheduler.notices.words import CALENDAR
from scheduler.slot import Slot

PRODUCT = "-//Phien Toa//Phien Toa 1.0//VI"


def uid(hearing: str) -> str:
    """What a hearing is called in every calendar, for good."""
    return f"{hearing}@phientoa"


def method(occasion: Occasion) -> str:
    """What the calendar is asked to do. RFC 5546 §1.4."""
    return "CANCEL" if occasion in CALLED_OFF else "REQUEST"


def calendar(notice: Notice) -> bytes:
    """The notice as an iCalendar object: one UID; a hearing of several sittings recurs."""
    whole = Calendar()
    whole.add("PRODID", PRODUCT)
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("METHOD", method(notice.occasion))
    for event in _events(notice):
        whole.add_component(event)
    return bytes(whole.to_ical())


def _events(notice: Notice) -> Iterator[Event]:
    first, *others = notice.facts.sittings
    whole = _event(notice, first)
    if method(notice.occasion) == "CANCEL":  # without a RECURRENCE-ID: all of them
        yield whole
        return
    if others:
        whole.add("RDATE", [one.start for one in others])
    yield whole
    for one in others:
        if one.end - one.start != first.end - first.start:
            yield _differing(notice, one)


def _differing(notice: Notice, sitting: Slot) -> Event:
    """A sitting of another length than the first: a recurrence told by itself."""
    event = _event(notice, sitting)
    event.add("RECURRENCE-ID", sitting.start)
    return event


def _event(notice: Notice, sitting: Slot) -> Event:
    event = Event()
    event.add("UID", uid(notice.facts.hearing))
    event.add("SEQUENCE", notice.sequence)
    event.add("DTSTAMP", notice.issued_at)
    event.add("DTSTART", sitting.start)
    event.add("DTEND", sitting.end)
    event.add("STATUS", "CANCELLED" if notice.occasion in CALLED_OFF else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "OPAQUE")
    for name, text in _texts(notice).items():
        event.add(name, text, parameters={"LANGUAGE": notice.recipient.language})
    event.add("ORGANIZER", _person(notice.sender.address, notice.sender.court))
    event.add("ATTENDEE", _attendee(notice))
    return event


def _texts(notice: Notice) -> dict[str, str]:
    language = notice.recipient.language
    words = CALENDAR[language]
    role = NAMES[notice.recipient.role][language == "en"]
    when = "\n".join(
        f"- {times.spoken(one, notice.sender.zone, language)}" for one in notice.facts.sittings
    )
    place = notice.recipient.point or words.own_device
    return {
        "SUMMARY": words.summary.format(number=notice.facts.case_number),
        "LOCATION": f"{place} – {notice.sender.court}",
        "DESCRIPTION": words.description.format(
            court=notice.sender.court,
            number=notice.facts.case_number,
            role=role,
            when=when,
            zone=notice.sender.zone,
        ),
    }


def _person(address: str, name: str) -> vCalAddress:
    who = vCalAddress(f"mailto:{address}")
    who.params["CN"] = name.replace(
        '"', "'"
    )  # RFC 5545 §3.2: a parameter has no way to quote it
    return who


def _attendee(notice: Notice) -> vCalAddress:
    who = _person(notice.recipient.address, notice.recipient.name)
    who.params["ROLE"] = "REQ-PARTICIPANT"
    who.params["PARTSTAT"] = "NEEDS-ACTION"
    who.params["RSVP"] = "FALSE"  # the court is told by the receipt, not by a calendar
    return who
