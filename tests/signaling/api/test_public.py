"""Rulings on what the public reads of a court's list."""

from typing import Any

import vobject  # type: ignore[import-untyped]
from icalendar import Calendar

from tests.signaling.api.world import Api, Json

MONDAY = {"on": "2026-03-02"}
SECRETS = ("Nguyễn Thị Hòa", "Trần Văn Bình", "Vụ án", "Trại", "hrg_", "per_", "cas_")


def _path(api: Api) -> str:
    return f"/public/courts/{api.directory['court']}/hearings"


async def _listed(api: Api, **params: Any) -> list[Json]:
    answer = await api.stranger("GET", _path(api), params={**MONDAY, **params})
    assert answer.status_code == 200, answer.text
    said: list[Json] = answer.json()
    return said


async def _feed(api: Api, query: str = "") -> str:
    answer = await api.client.get(f"/public/{api.directory['court']}.ics{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return answer.text


async def test_the_public_reads_when_where_and_which_case_and_nothing_else(
    either_api: Api,
) -> None:
    """No party's, judge's or counsel's name, no title, no id of a hearing or of a person."""
    api = either_api
    await api.scheduled()
    answer = await api.stranger("GET", _path(api), params=MONDAY)
    assert answer.json() == [
        {
            "court": api.directory["court"],
            "court_name": "Tòa án",
            "zone": "Asia/Ho_Chi_Minh",
            "case_number": "1/2026",
            "type": "criminal",
            "instance": "first",
            "closed": False,
            "state": "scheduled",
            "starts_at": "2026-03-02T09:00:00Z",
            "ends_at": "2026-03-02T10:00:00Z",
            "number": 1,
            "of": 1,
            "room": "Phòng 1",
        }
    ]
    feed = await _feed(api)
    for said in (answer.text, feed):
        assert not [secret for secret in SECRETS if secret in said]


async def test_a_draft_is_nobodys_business_yet(api: Api) -> None:
    """Neither in the list, nor by its number, nor in the feed."""
    await api.made("/hearings", api.wish())
    assert await _listed(api) == []
    assert (await api.stranger("GET", "/public/hearings?number=1/2026")).json() == []
    assert "BEGIN:VEVENT" not in await _feed(api)


async def test_what_was_called_off_says_so(either_api: Api) -> None:
    """Cancelled or adjourned: those who come to watch learn it from the same place."""
    api = either_api
    cancelled = await api.scheduled()
    await api.made(f"/hearings/{cancelled['id']}/cancel", {"reason": "Ốm"})
    adjourned = await api.scheduled()
    await api.made(f"/hearings/{adjourned['id']}/adjourn", {"reason": "Vắng mặt"})
    assert [one["state"] for one in await _listed(api)] == ["cancelled", "adjourned"]
    events = Calendar.from_ical(await _feed(api)).walk("VEVENT")
    assert [event["STATUS"] for event in events] == ["CANCELLED", "CANCELLED"]


async def test_a_case_is_found_by_how_its_number_begins(either_api: Api) -> None:
    """In small letters too, «đ» included; wildcards of the database are only characters."""
    api = either_api
    case = {"court": api.directory["court"], "type": "labour", "title": "Tranh chấp"}
    number = (await api.made("/cases", {**case, "number": "07/2026/TLST-LĐ"}))["id"]
    booked = await api.made("/hearings", api.wish(case=number))
    await api.made(f"/hearings/{booked['id']}/schedule", {})
    for asked, found in (
        ("07/2026", 1),
        ("07/2026/tlst-lđ", 1),
        (" 07/2026/TLST-LĐ ", 1),
        ("7/2026", 0),
        ("07/%", 0),
        ("0_/2026", 0),
    ):
        answer = await api.stranger("GET", "/public/hearings", params={"number": asked})
        assert len(answer.json()) == found, asked
    for asked, code in (("07", "request.invalid"), ("   ", "text.empty")):
        answer = await api.stranger("GET", "/public/hearings", params={"number": asked})
        assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_days_are_the_courts_own(api: Api) -> None:
    """A sitting at one in the morning of Monday at the court is still Sunday in UTC."""
    early = {"starts_at": "2026-03-01T18:00:00Z", "ends_at": "2026-03-01T19:00:00Z"}
    booked = await api.made("/hearings", api.wish(**early))
    await api.made(f"/hearings/{booked['id']}/schedule", {})
    assert len(await _listed(api)) == 1
    assert await _listed(api, on="2026-03-01") == []
    assert len(await _listed(api, on="2026-02-27", days=4)) == 1
    for params in ({"days": 32}, {"on": "2026-02-30"}, {"on": "1999-01-01"}):
        refused = await api.stranger("GET", _path(api), params=params)
        assert refused.json()["code"] == "request.invalid"
    nowhere = await api.stranger("GET", "/public/courts/crt_0000000000000000/hearings")
    assert nowhere.json()["code"] == "court.unknown"


async def test_two_independent_readers_understand_the_feed(api: Api) -> None:
    """Each sitting of a hearing is an event of its own, known again at the next reading."""
    booked = await api.made("/hearings", api.wish(repeat={"every": "day", "times": 2}))
    await api.made(f"/hearings/{booked['id']}/schedule", {})
    text = await _feed(api)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        "1/2026 · Hình sự sơ thẩm · buổi 1/2",
        "1/2026 · Hình sự sơ thẩm · buổi 2/2",
    ]
    read = vobject.readOne(text)
    assert [event.location.value for event in read.vevent_list] == ["Phòng 1, Tòa án"] * 2
    assert read.vevent_list[0].dtstart.value.isoformat() == "2026-03-02T09:00:00+00:00"
    again = Calendar.from_ical(await _feed(api, "?lang=en")).walk("VEVENT")
    assert [event["UID"] for event in again] == [event["UID"] for event in events]
    assert str(again[0]["SUMMARY"]) == "1/2026 · Criminal first instance · sitting 1 of 2"


async def test_a_closed_hearing_is_listed_as_closed(api: Api) -> None:
    """The public may know that there is one, and that it is not for them."""
    case = {"court": api.directory["court"], "type": "family", "title": "Ly hôn"}
    made = await api.made("/cases", {**case, "number": "9/2026", "flags": ["closed"]})
    booked = await api.made("/hearings", api.wish(case=made["id"]))
    await api.made(f"/hearings/{booked['id']}/schedule", {})
    assert [one["closed"] for one in await _listed(api)] == [True]
    event = Calendar.from_ical(await _feed(api)).walk("VEVENT")[0]
    assert str(event["DESCRIPTION"]).startswith("Xử kín")


async def test_whoever_asks_without_end_waits(api: Api) -> None:
    """As from any address; the answer says how long."""
    refused = None
    for _ in range(300):
        refused = await api.stranger("GET", "/public/courts")
        if refused.status_code != 200:
            break
    assert refused is not None
    assert (refused.status_code, refused.json()["code"]) == (429, "public.too_many")
    assert int(refused.headers["Retry-After"]) > 0
