"""Rulings on a week's list over REST: made, kept in part, explained, booked as drafts."""

import asyncio
import time
from typing import Any

import pytest

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, Json

PATIENCE_S = 120.0


async def over(api: Api, listing: str) -> Json:
    """The list, once it is over."""
    end = time.monotonic() + PATIENCE_S
    while True:
        told: Json = (await api.staff("GET", f"/lists/{listing}")).json()
        if told["state"] not in ("queued", "running"):
            return told
        assert time.monotonic() < end, told
        await asyncio.sleep(0.05)


async def cases(api: Api, count: int) -> list[str]:
    """So many cases that wait."""
    court = api.directory["court"]
    bodies = [
        {"court": court, "number": f"{number}/2026/DS", "type": "civil", "title": "Vụ án"}
        for number in range(10, 10 + count)
    ]
    return [(await api.made("/cases", body))["id"] for body in bodies]


def wish(api: Api, waiting: list[str], **changes: Any) -> Json:
    """A list of one day: two hours each, before the only judge."""
    asked = [
        {"case": one, "minutes": 120, "judges": [api.directory["judge"]]} for one in waiting
    ]
    return {"first_day": "2026-03-02", "days": 1, "seconds": 20, "cases": asked, **changes}


async def made(api: Api, waiting: list[str], **changes: Any) -> Json:
    """A list, once it is over."""
    path = f"/courts/{api.directory['court']}/lists"
    begun = await api.made(path, wish(api, waiting, **changes))
    return await over(api, begun["id"])


async def test_a_list_is_made_kept_in_part_and_booked(either_api: Api) -> None:
    """What is kept stays where it was; what is booked is a draft and counts from then on."""
    api = either_api
    waiting = await cases(api, 5)
    first = await made(api, waiting)
    assert (first["state"], first["proven"], len(first["placed"])) == ("done", True, 4)
    (left,) = first["unplaced"]
    assert left["code"] == "listing.crowded"
    assert left["about"] == [api.directory["judge"], api.directory["room"]]
    assert api.directory["judge"] in left["vi"]
    kept = first["placed"][2]
    again = await api.made(f"/lists/{first['id']}/again", {"keep": [kept["case"]]})
    second = await over(api, again["id"])
    assert kept in second["placed"]
    booked = await api.staff("POST", f"/lists/{second['id']}/book", json={})
    assert booked.status_code == 200, booked.text
    hearings = [one["hearing"] for one in booked.json()]
    assert all(hearings)
    drafts = (await api.staff("GET", "/hearings")).json()
    assert {one["id"] for one in drafts} == set(hearings)
    assert {one["state"] for one in drafts} == {"draft"}
    twice = (await api.staff("POST", f"/lists/{second['id']}/book", json={})).json()
    assert {one["problem"]["code"] for one in twice} == {"booking.conflict"}
    after = await made(api, waiting)
    assert after["placed"] == []
    assert {one["code"] for one in after["unplaced"]} == {"listing.never_together"}


async def test_an_accused_is_brought_in_a_window_and_sits_at_the_point(api: Api) -> None:
    """The hearing lies in it, and its plan has the point with a device."""
    (waiting,) = await cases(api, 1)
    window = {
        "starts_at": "2026-03-02T13:40:00+07:00",
        "ends_at": "2026-03-02T16:10:00+07:00",
    }
    accused, jail = api.directory["counsel"], api.directory["jail"]
    asked = wish(api, [waiting])
    asked["cases"][0] |= {
        "windows": [window],
        "points": [jail],
        "people": [{"person": accused, "role": "accused", "point": jail}],
    }
    told = await made(api, [waiting], cases=asked["cases"])
    (placed,) = told["placed"]
    assert placed["starts_at"] == "2026-03-02T13:45:00+07:00"
    (done,) = (await api.staff("POST", f"/lists/{told['id']}/book", json={})).json()
    hearing = (await api.staff("GET", f"/hearings/{done['hearing']}")).json()
    device = next(one for one in hearing["devices"] if one["point"] == jail)
    roles = {one["role"]: one["device"] for one in hearing["seats"]}
    assert roles["accused"] == device["id"]


async def test_a_list_that_is_cancelled_keeps_the_best_so_far(api: Api) -> None:
    """And can be booked; before it is over it cannot."""
    waiting = await cases(api, 40)
    asked = wish(api, waiting, days=3, seconds=300)
    for number, one in enumerate(asked["cases"]):
        one |= {"minutes": 75 + 15 * (number * 7 % 11), "priority": 1 + number % 9}
    begun = await api.made(f"/courts/{api.directory['court']}/lists", asked)
    end = time.monotonic() + PATIENCE_S
    while not (await api.staff("GET", f"/lists/{begun['id']}")).json()["placed"]:
        assert time.monotonic() < end
        await asyncio.sleep(0.05)
    told = (await api.staff("DELETE", f"/lists/{begun['id']}")).json()
    assert told["state"] in ("cancelled", "done")
    assert told["placed"]
    assert len(told["placed"]) + len(told["unplaced"]) == len(waiting)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cases": []}, "request.invalid"),
        ({"days": 15}, "request.invalid"),
        ({"first_day": "2026-02-30"}, "request.invalid"),
        ({"case": "cas_0000000000000000"}, "case.unknown"),
        ({"judges": ["per_0000000000000000"]}, "person.unknown"),
        ({"rooms": ["jail"]}, "listing.courtroom"),
        ({"people": ["elsewhere"]}, "listing.point"),
        ({"people": ["presides too"]}, "listing.judge"),
        ({"held": {"starts_at": "2026-03-02T08:10:00+07:00"}}, "listing.quarter"),
        ({"held": {"judge": "per_0000000000000000"}}, "listing.judge"),
        ({"held": {"room": "pt_0000000000000000"}}, "listing.courtroom"),
    ],
)
async def test_what_is_no_list_is_refused(api: Api, change: Json, code: str) -> None:
    """Before anything is solved."""
    (waiting,) = await cases(api, 1)
    asked = wish(api, [waiting])
    jail = api.directory["jail"]
    if "rooms" in change:
        change = {"rooms": [jail]}
    if change.get("people") == ["presides too"]:
        change = {"people": [{"person": api.directory["judge"], "role": "clerk"}]}
    elif "people" in change:
        accused = {"person": api.directory["counsel"], "role": "accused", "point": jail}
        change = {"people": [accused]}
    if change.keys() & {"case", "judges", "rooms", "people", "held"}:
        asked["cases"][0] |= change
    else:
        asked |= change
    refused = await api.staff("POST", f"/courts/{api.directory['court']}/lists", json=asked)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_another_courts_staff_see_no_list_of_ours(api: Api) -> None:
    """Nor stop nor book it."""
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    told = await made(api, await cases(api, 1))
    async with signed_in(api, "away", ("registrar", other)) as away:
        for method, below in (
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/book"),
            ("POST", "/again"),
        ):
            body: Json | None = {} if method == "POST" else None
            refused = await away.ask(method, f"/lists/{told['id']}{below}", json=body)
            assert refused.json()["code"] == "staff.right"
