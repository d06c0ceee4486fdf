"""A court's public list as a calendar to subscribe to (iCalendar, RFC 5545, RFC 7986). Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from icalendar import Calendar
from icalendar import Event as Entry

from hearing.state import Status
from scheduler.entries import CaseType, Instance
from scheduler.public_list import Published

Language = Literal["vi", "en"]
REFRESH = timedelta(hours=1)
OFF = frozenset({Status.CANCELLED, Status.ADJOURNED, Status.MOVED_IN_PERSON})
"""Whoever comes then finds no online hearing."""

_TYPES: Mapping[CaseType, Mapping[Language, str]] = {
    CaseType.CRIMINAL: {"vi": "Hình sự", "en": "Criminal"},
    CaseType.CIVIL: {"vi": "Dân sự", "en": "Civil"},
    CaseType.FAMILY: {"vi": "Hôn nhân và gia đình", "en": "Family"},
    CaseType.COMMERCIAL: {"vi": "Kinh doanh, thương mại", "en": "Commercial"},
    CaseType.LABOUR: {"vi": "Lao động", "en": "Labour"},
    CaseType.ADMINISTRATIVE: {"vi": "Hành chính", "en": "Administrative"},
}
_INSTANCES: Mapping[Instance, Mapping[Language, str]] = {
    Instance.FIRST: {"vi": "sơ thẩm", "en": "first instance"},
    Instance.APPEAL: {"vi": "phúc thẩm", "en": "appeal"},
}
_CLOSED: Mapping[Language, str] = {
    "vi": "Xử kín: chỉ người được triệu tập mới được dự.",
    "en": "Closed hearing: for summoned persons only.",
}
_TITLE: Mapping[Language, str] = {"vi": "Lịch xét xử", "en": "Hearings"}
_SITTING: Mapping[Language, str] = {"vi": "buổi {n}/{of}", "en": "sitting {n} of {of}"}


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose list it is. host: what makes identifiers ours, wherever they go."""

    court_name: str
    host: str
    language: Language = "vi"


def uid(hearing: str, number: int, host: str) -> str:
    """A sitting's stable identifier, from which the hearing's own cannot be told."""
    return f"{hashlib.sha256(f'{hearing}/{number}'.encode()).hexdigest()[:24]}@{host}"


def feed(of: Feed, lines: Iterable[tuple[Published, Status]]) -> bytes:
    """The calendar as text/calendar. Times are in UTC: every reader shows its own zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Phien Toa//Public list//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = f"{_TITLE[of.language]} · {of.court_name}"
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for line, status in lines:
        calendar.add_component(_entry(of, line, status))
    content: bytes = calendar.to_ical()
    return content


def _entry(of: Feed, line: Published, status: Status) -> Entry:
    entry = Entry()
    entry.add("uid", uid(line.hearing, line.number, of.host))
    entry.add("dtstamp", _whole(line.listed_at))
    entry.add("dtstart", _whole(line.span.start))
    entry.add("dtend", _whole(line.span.end))
    entry.add("summary", summary(line, of.language))
    entry.add("location", f"{line.room}, {line.court_name}")
    entry.add("status", "CANCELLED" if status in OFF else "CONFIRMED")
    entry.add("class", "PUBLIC")
    if line.closed:
        entry.add("description", _CLOSED[of.language])
    return entry


def summary(line: Published, language: Language) -> str:
    """`12/2026/TLST-HS · Hình sự sơ thẩm`, and which sitting of several."""
    kind = f"{_TYPES[line.type][language]} {_INSTANCES[line.instance][language]}"
    said = f"{line.case_number} · {kind}"
    if line.of == 1:
        return said
    return f"{said} · {_SITTING[language].format(n=line.number, of=line.of)}"


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
