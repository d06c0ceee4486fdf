"""Rulings on a court whose clocks change: kept in UTC, shown by its clocks, on either database.

Berlin in 2026: forward on 29 March at 2:00 (to 3:00), back on 25 October at 3:00 (to 2:00).
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, Json

BERLIN = ZoneInfo("Europe/Berlin")


async def _in_berlin(api: Api) -> Json:
    """A court there with a courtroom, a judge and a case, instead of the one at home."""
    court = (await api.made("/courts", {"name": "Landgericht", "zone": "Europe/Berlin"}))["id"]
    within = {"court": court}
    people = [
        (await api.made("/people", {**within, "name": name}))["id"] for name in ("R", "A")
    ]
    room = {**within, "name": "Saal 1", "kind": "central"}
    case = {**within, "number": "1 Ks 1/26", "type": "civil", "title": "Sache"}
    api.directory = {
        "court": court,
        "room": (await api.made("/points", room))["id"],
        "case": (await api.made("/cases", case))["id"],
        "judge": people[0],
        "counsel": people[1],
    }
    return api.directory


def _wish(api: Api, start: str, end: str, **more: Any) -> Json:
    known = api.directory
    seat = {"person": known["judge"], "role": "presiding_judge", "device": "room"}
    return {
        "court": known["court"],
        "case": known["case"],
        "starts_at": start,
        "ends_at": end,
        "points": [known["room"]],
        "devices": [{"key": "room", "kind": "room", "point": known["room"]}],
        "seats": [seat],
        **more,
    }


def _walls(sittings: list[Json]) -> list[str]:
    """What the court's clocks show at each start."""
    starts = [datetime.fromisoformat(one["starts_at"]) for one in sittings]
    return [one.astimezone(BERLIN).strftime("%d.%m. %H:%M") for one in starts]


def _utc(sittings: list[Json]) -> list[str]:
    starts = [datetime.fromisoformat(one["starts_at"]) for one in sittings]
    return [one.astimezone(UTC).strftime("%H:%M") for one in starts]


@pytest.mark.parametrize(
    ("first", "walls", "utc"),
    [
        ("2026-03-26T09:00:00+01:00", ["26.03. 09:00", "02.04. 09:00"], ["08:00", "07:00"]),
        ("2026-10-22T09:00:00+02:00", ["22.10. 09:00", "29.10. 09:00"], ["07:00", "08:00"]),
    ],
)
async def test_a_weekly_sitting_keeps_its_hour_on_the_wall(
    either_api: Api, first: str, walls: list[str], utc: list[str]
) -> None:
    """Over the change in spring and in autumn."""
    api = either_api
    await _in_berlin(api)
    end = first.replace("T09", "T10")
    repeat = {"every": "week", "times": 2}
    booked = await api.made("/hearings", _wish(api, first, end, repeat=repeat))
    assert _walls(booked["sittings"]) == walls
    assert _utc(booked["sittings"]) == utc


async def test_an_hour_that_the_clocks_leave_out_is_no_time_to_sit(api: Api) -> None:
    """29 March has no half past two; on the next day there is one again."""
    await _in_berlin(api)
    wish = _wish(
        api,
        "2026-03-28T02:30:00+01:00",
        "2026-03-28T02:45:00+01:00",
        repeat={"every": "day", "times": 3},
    )
    refused = await api.staff("POST", "/hearings", json=wish)
    assert (refused.status_code, refused.json()["code"]) == (422, "time.gap")


async def test_the_hour_that_comes_twice_is_two_hours(either_api: Api) -> None:
    """Half past two in summer time and an hour later: one room holds both, never the same."""
    api = either_api
    await _in_berlin(api)
    summer = ("2026-10-25T02:30:00+02:00", "2026-10-25T02:50:00+02:00")
    winter = ("2026-10-25T02:30:00+01:00", "2026-10-25T02:50:00+01:00")
    one = await api.made("/hearings", _wish(api, *summer))
    other = await api.made("/hearings", _wish(api, *winter))
    assert _walls(one["sittings"]) == _walls(other["sittings"]) == ["25.10. 02:30"]
    assert (_utc(one["sittings"]), _utc(other["sittings"])) == (["00:30"], ["01:30"])
    refused = await api.staff("POST", "/hearings", json=_wish(api, *winter))
    assert refused.json()["code"] == "booking.conflict"


@pytest.mark.parametrize(
    ("day", "inside", "outside"),
    [
        # 23 hours: from 23:00 UTC the evening before to 22:00 UTC
        ("2026-03-29", "2026-03-29T21:30:00Z", "2026-03-29T22:00:00Z"),
        # 25 hours: from 22:00 UTC the evening before to 23:00 UTC
        ("2026-10-25", "2026-10-25T22:30:00Z", "2026-10-25T23:00:00Z"),
    ],
)
async def test_a_day_is_as_long_as_its_clocks_make_it(
    api: Api, day: str, inside: str, outside: str
) -> None:
    """The day's list holds its last hour and not the next day's first."""
    known = await _in_berlin(api)
    ids = [
        (await api.made("/hearings", _wish(api, start, start.replace(":00Z", ":20Z"))))["id"]
        for start in (inside, outside)
    ]
    async with signed_in(api, "k", ("clerk", known["court"])) as clerk:
        told = (await clerk.ask("GET", f"/my-day?on={day}")).json()
    assert [one["id"] for one in told["hearings"]] == ids[:1]
    assert told["hearings"][0]["zone"] == "Europe/Berlin"


async def test_free_times_keep_to_the_working_day_of_the_wall(api: Api) -> None:
    """Half past seven is 6:30 UTC on the Friday before the change and 5:30 on the Monday."""
    known = await _in_berlin(api)
    path = f"/courts/{known['court']}/free"
    asked = {"points": known["room"], "minutes": 60, "limit": 1}
    for start, expected in (
        ("2026-03-27T00:00:00+01:00", "2026-03-27T06:30:00+00:00"),
        ("2026-03-28T00:00:00+01:00", "2026-03-30T05:30:00+00:00"),
        ("2026-10-24T00:00:00+02:00", "2026-10-26T06:30:00+00:00"),
    ):
        window = {"starts_at": start, "ends_at": "2026-11-10T00:00:00Z"}
        (free,) = (await api.staff("GET", path, params={**asked, **window})).json()
        found = datetime.fromisoformat(free["sittings"][0]["starts_at"])
        assert found.astimezone(UTC).isoformat() == expected


async def test_what_is_kept_is_utc(api: Api, quick_path: Path) -> None:
    """Whatever offset it was asked in; SQLite keeps what is written, PostgreSQL an instant."""
    await _in_berlin(api)
    asked = ("2026-03-30T09:00:00+02:00", "2026-03-30T10:00:00+02:00")
    hearing = (await api.made("/hearings", _wish(api, *asked)))["id"]
    with closing(sqlite3.connect(quick_path / "api.db")) as database:
        query = "SELECT starts_at, ends_at FROM sittings WHERE hearing = ?"
        kept = database.execute(query, (hearing,)).fetchone()
    assert [one[:19] for one in kept] == ["2026-03-30 07:00:00", "2026-03-30 08:00:00"]
