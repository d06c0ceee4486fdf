"""Rulings on technical checks: a rehearsal keeps the point, and its result is shown."""

import json
from datetime import timedelta
from typing import Any

import httpx

from tests.scheduler.world import NOW
from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, Json

SLOT = {"starts_at": "2026-03-02T15:00:00+07:00", "ends_at": "2026-03-02T15:30:00+07:00"}


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def _path(api: Api, point: str) -> str:
    return f"/points/{api.directory[point]}/checks"


async def _states(api: Api, hearing: str) -> dict[str, str]:
    told = (await api.staff("GET", f"/hearings/{hearing}")).json()
    return {one["id"]: one["check"]["state"] for one in told["points"]}


async def _result(api: Api, check: Json, **outcome: Any) -> httpx.Response:
    return await api.staff("POST", f"/checks/{check['id']}/result", json=outcome)


async def test_a_check_is_attached_to_its_point_and_hearing(either_api: Api) -> None:
    """Unchecked until one is booked, planned until it is done, then as it came out; by whom
    and when is told."""
    api = either_api
    room, jail = api.directory["room"], api.directory["jail"]
    hearing = (await api.made("/hearings", api.wish()))["id"]
    assert await _states(api, hearing) == {room: "unchecked", jail: "unchecked"}
    check = await api.made(_path(api, "jail"), {**SLOT, "hearing": hearing})
    assert (check["hearing"], check["result"]) == (hearing, None)
    assert (await _states(api, hearing))[jail] == "planned"
    async with signed_in(api, "kt", ("technical_officer", api.directory["court"])) as officer:
        done = await officer.ask(
            "POST",
            f"/checks/{check['id']}/result",
            json={"result": "failed", "checked": ["camera"], "faults": ["network"]},
        )
        assert done.status_code == 200, done.text
        told = done.json()
        assert (told["result"], told["faults"]) == ("failed", ["network"])
        assert told["checked"] == ["camera", "network"]
        assert (told["done_by"], told["done_at"][:16]) == (officer.id, "2026-03-01T09:00")
        assert told["done_by_name"]
        again = await officer.ask(
            "POST", f"/checks/{check['id']}/result", json={"result": "passed"}
        )
        assert _code(again) == (409, "check.over")
    assert (await _states(api, hearing))[jail] == "failed"
    api.now = NOW + timedelta(hours=1)
    second = await api.made(
        _path(api, "jail"),
        {"starts_at": SLOT["ends_at"], "ends_at": "2026-03-02T16:00:00+07:00"},
    )
    assert (await _result(api, second, result="passed", note="đã sửa")).status_code == 200
    assert await _states(api, hearing) == {room: "unchecked", jail: "passed"}
    listed = (await api.staff("GET", _path(api, "jail"))).json()
    assert [one["id"] for one in listed] == [second["id"], check["id"]]
    for_it = (await api.staff("GET", f"/hearings/{hearing}/checks")).json()
    assert for_it == [told]
    points = {one["id"]: one["check"] for one in (await api.staff("GET", "/points")).json()}
    assert points[jail]["check"] == second["id"]
    assert points[room] == {"state": "unchecked", "check": None, "at": None}
    assert (await api.staff("GET", f"/points/{jail}")).json()["check"]["state"] == "passed"


async def test_a_rehearsal_keeps_its_point(either_api: Api) -> None:
    """One place of it; the refusal offers when the point is free. Called off, it is free."""
    api = either_api
    room = _path(api, "room")
    wish = api.wish(**SLOT)
    check = await api.made(room, SLOT)
    refused = (await api.staff("POST", "/hearings", json=wish)).json()
    assert (refused["code"], refused["collisions"][0]["absence"]) == (
        "booking.absent",
        check["id"],
    )
    twice = await api.staff("POST", room, json=SLOT)
    assert _code(twice) == (409, "booking.absent")
    other = twice.json()["alternatives"][0]
    assert other["courtroom"] == api.directory["room"]
    assert other["sittings"][0]["starts_at"] == "2026-03-02T08:30:00+00:00"
    open_again = await api.staff("DELETE", f"/absences/{check['id']}")
    assert _code(open_again) == (404, "absence.unknown")
    off = await api.staff("DELETE", f"/checks/{check['id']}")
    assert off.json()["cancelled_at"]
    assert _code(await api.staff("DELETE", f"/checks/{check['id']}")) == (409, "check.over")
    booked = await api.made("/hearings", wish)
    assert (await _states(api, booked["id"]))[api.directory["room"]] == "unchecked"
    taken = await api.staff("POST", room, json=SLOT)
    assert _code(taken) == (409, "booking.conflict")
    await api.made(_path(api, "jail"), SLOT)  # a place for two hearings has one left
    third = await api.staff("POST", _path(api, "jail"), json=SLOT)
    assert third.status_code == 409


async def test_the_calendar_shows_what_is_unchecked(either_api: Api) -> None:
    """Until a check of each point has passed; the audit knows what came of it."""
    api = either_api
    key, room = (await api.made("/hearings", api.wish()))["id"], api.directory["room"]
    week = {"starts_at": "2026-03-01T00:00:00+07:00", "ends_at": "2026-03-08T00:00:00+07:00"}
    path = f"/courts/{api.directory['court']}/calendar"
    line = (await api.staff("GET", path, params=week)).json()[0]
    assert set(line["unchecked"]) == set(line["points"])
    span = {"starts_at": "2026-03-02T08:00:00+07:00", "ends_at": "2026-03-02T09:00:00+07:00"}
    check = (await api.made(f"/points/{room}/checks", {**span, "hearing": key}))["id"]
    await api.made(f"/checks/{check}/result", {"result": "passed", "checked": ["network"]})
    line = (await api.staff("GET", path, params=week)).json()[0]
    assert set(line["unchecked"]) == set(line["points"]) - {room}
    audit = (await api.staff("GET", "/audit")).json()
    rows = [json.loads(row["body"]) for row in audit]
    facts = next(row["facts"] for row in rows if row["what"] == "check_done")
    assert (facts["check"], facts["point"], facts["hearing"]) == (check, room, key)
    assert facts["result"] == "passed"


async def test_the_day_shows_what_is_unchecked(either_api: Api) -> None:
    """Until each point passed; of what is over nothing is said any more."""
    api = either_api
    court, room, jail = (api.directory[name] for name in ("court", "room", "jail"))
    hearing = (await api.scheduled())["id"]
    check = await api.made(_path(api, "jail"), {**SLOT, "hearing": hearing})
    async with signed_in(api, "thu", ("clerk", court)) as clerk:

        async def unchecked() -> list[str]:
            day = (await clerk.ask("GET", "/my-day?on=2026-03-02")).json()
            found: list[str] = day["hearings"][0]["unchecked"]
            return sorted(found)

        assert await unchecked() == sorted([room, jail])
        assert (await _result(api, check, result="passed")).status_code == 200
        assert await unchecked() == [room]
        await api.made(f"/hearings/{hearing}/cancel", {"reason": "xong"})
        assert await unchecked() == []


async def test_an_old_check_counts_no_more(api: Api) -> None:
    """Unless it was made for the hearing: then it was for that day."""
    hearing = (await api.made("/hearings", api.wish()))["id"]
    for point, body in (("room", SLOT), ("jail", {**SLOT, "hearing": hearing})):
        check = await api.made(_path(api, point), body)
        assert (await _result(api, check, result="passed")).status_code == 200
    room, jail = api.directory["room"], api.directory["jail"]
    assert await _states(api, hearing) == {room: "passed", jail: "passed"}
    moved = {
        "starts_at": "2026-06-02T16:00:00+07:00",
        "ends_at": "2026-06-02T17:00:00+07:00",
        "reason": "xa",
    }
    await api.made(f"/hearings/{hearing}/move", moved)
    assert await _states(api, hearing) == {room: "unchecked", jail: "passed"}


async def test_a_result_says_what_it_means(api: Api) -> None:
    """Nothing that contradicts itself; nobody of another court."""
    hearing = (await api.made("/hearings", api.wish(points=[api.directory["room"]])))["id"]
    astray = await api.staff("POST", _path(api, "jail"), json={**SLOT, "hearing": hearing})
    assert _code(astray) == (422, "check.point")
    order = await api.staff(
        "POST", _path(api, "jail"), json={**SLOT, "ends_at": SLOT["starts_at"]}
    )
    assert _code(order) == (422, "time.order")
    check = await api.made(_path(api, "jail"), SLOT)
    for outcome, code in (
        ({"result": "passed", "faults": ["camera"]}, "check.faults"),
        ({"result": "failed"}, "check.why"),
        ({"result": "failed", "note": "ễ" * 10_000}, "text.too_long"),
        ({"result": "maybe"}, "request.invalid"),
    ):
        assert _code(await _result(api, check, **outcome)) == (422, code)
    lost = await _result(api, {"id": "chk_0000000000000000"}, result="passed")
    assert _code(lost) == (404, "check.unknown")
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    async with signed_in(api, "away", ("registrar", other)) as away:
        for method, path, body in (
            ("POST", _path(api, "jail"), SLOT),
            ("GET", _path(api, "jail"), None),
            ("POST", f"/checks/{check['id']}/result", {"result": "passed"}),
            ("DELETE", f"/checks/{check['id']}", None),
        ):
            assert _code(await away.ask(method, path, json=body)) == (403, "staff.right")
