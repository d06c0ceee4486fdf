"""Rulings on entries of the directory: hours that count, changes, and what is retired."""

from typing import Any

import httpx
import pytest

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, Json

HOURS = "Mo-Fr 07:30-11:30,13:30-17:00"


async def _change(api: Api, path: str, body: Json, **more: Any) -> Json:
    answer = await api.staff("PATCH", path, json=body, **more)
    assert answer.status_code == 200, answer.text
    said: Json = answer.json()
    return said


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("what", ["room", "jail", "judge"])
async def test_nothing_is_booked_outside_hours(either_api: Api, what: str) -> None:
    """Of a courtroom, of any point, of a person; the refusal offers times within."""
    api = either_api
    entry = api.directory[what]
    path = f"/people/{entry}" if what == "judge" else f"/points/{entry}"
    assert (await _change(api, path, {"hours": "T2-T6 7:30-11:30,13:30-16:30"}))[
        "hours"
    ] == "Mo-Fr 07:30-11:30,13:30-16:30"
    refused = (await api.staff("POST", "/hearings", json=api.wish())).json()  # 16:00 to 17:00
    assert (refused["code"], refused["facts"]["id"]) == ("booking.closed", entry)
    assert [(one["id"], one["closed"]) for one in refused["collisions"]] == [(entry, True)]
    times = [one["sittings"][0]["starts_at"] for one in refused["alternatives"]]
    assert len(times) == 3
    assert times[0] == "2026-03-02T08:30:00+00:00"  # 15:30, the nearest within the hours
    booked = await api.made(
        "/hearings",
        api.wish(starts_at=times[0], ends_at="2026-03-02T16:30:00+07:00"),
    )
    moved = await api.staff(
        "POST",
        f"/hearings/{booked['id']}/move",
        json={
            "starts_at": "2026-03-02T18:00:00+07:00",
            "ends_at": "2026-03-02T19:00:00+07:00",
            "reason": "tối",
        },
    )
    assert _code(moved) == (409, "booking.closed")
    narrower = await api.staff("PATCH", path, json={"hours": "Mo-Fr 07:30-11:30"})
    assert narrower.json()["facts"]["hearing"] == booked["id"]
    assert narrower.json()["code"].endswith(".in_use")


async def test_an_alternative_lies_in_the_hours_of_the_courtroom(api: Api) -> None:
    """On a Saturday too, where it is open then; and free times do."""
    room, court = api.directory["room"], api.directory["court"]
    await _change(api, f"/points/{room}", {"hours": "Sa 08:00-11:00"})
    refused = (await api.staff("POST", "/hearings", json=api.wish())).json()
    starts = [one["sittings"][0]["starts_at"] for one in refused["alternatives"]]
    assert set(start[:10] for start in starts) <= {"2026-03-07"}
    found = await api.staff(
        "GET",
        f"/courts/{court}/free",
        params={
            "starts_at": "2026-03-02T00:00:00+07:00",
            "ends_at": "2026-03-09T00:00:00+07:00",
            "points": room,
        },
    )
    times = [one["sittings"][0]["starts_at"][:10] for one in found.json()]
    assert times
    assert set(times) == {"2026-03-07"}


async def test_an_entry_changes_only_as_it_was_seen(either_api: Api) -> None:
    """Its ETag says how; only what is given changes."""
    api = either_api
    for path, change in (
        (f"/courts/{api.directory['court']}", {"address": "1 Lê Duẩn"}),
        (f"/points/{api.directory['room']}", {"equipment": ["displays"], "note": "tầng 2"}),
        (f"/people/{api.directory['judge']}", {"roles": ["judge"], "card": "TP 01"}),
        (f"/cases/{api.directory['case']}", {"title": "Vụ án khác", "flags": ["minor"]}),
    ):
        seen = await api.staff("GET", path)
        mark = seen.headers["etag"]
        changed = await _change(api, path, change)
        assert changed == {**seen.json(), **change}
        late = await api.client.patch(
            f"/api/v1{path}",
            json=change,
            headers={"Authorization": "Bearer admin-token", "If-Match": mark},
        )
        assert _code(late) == (412, "request.changed")
        now = await api.staff("GET", path)
        assert now.json() == changed
        assert now.headers["etag"] != mark
        assert await _change(api, path, dict.fromkeys(change)) == changed | (
            {"card": None} if "card" in change else {}
        )


async def test_what_is_retired_is_listed_and_booked_no_more(either_api: Api) -> None:
    """Until it is restored; what hearings ahead need cannot be retired."""
    api = either_api
    known = api.directory
    paths = {
        "room": f"/points/{known['room']}",
        "judge": f"/people/{known['judge']}",
        "case": f"/cases/{known['case']}",
        "court": f"/courts/{known['court']}",
    }
    booked = await api.made("/hearings", api.wish())
    for path in paths.values():
        refused = await api.staff("DELETE", path)
        assert refused.status_code == 409
        assert refused.json()["code"].endswith(".in_use")
        assert refused.json()["facts"] == {"hearing": booked["id"]}
    await api.made(f"/hearings/{booked['id']}/schedule", {})
    await api.made(f"/hearings/{booked['id']}/cancel", {"reason": "xong"})
    for what, path in paths.items():
        gone = await api.staff("DELETE", path)
        assert gone.json()["retired_at"].startswith("2026-03-01T09:00"), gone.text
        assert (await api.staff("DELETE", path)).json() == gone.json()
        listed = path.rpartition("/")[0]
        ids = {one["id"] for one in (await api.staff("GET", listed)).json()}
        assert known[what] not in ids
        whole = (await api.staff("GET", f"{listed}?retired=true")).json()
        assert known[what] in {one["id"] for one in whole}
        refused = await api.staff("POST", "/hearings", json=api.wish())
        assert refused.status_code == 409
        assert refused.json()["code"].endswith(".retired")
        await api.made(f"{path}/restore", {})
    await api.made("/hearings", api.wish())


async def test_a_place_in_use_is_not_made_smaller(either_api: Api) -> None:
    """The database says so; a card number in use stays."""
    api = either_api
    jail, judge = f"/points/{api.directory['jail']}", f"/people/{api.directory['judge']}"
    await api.made("/hearings", api.wish())
    assert (await _change(api, jail, {"capacity": 1}))["capacity"] == 1
    refused = await api.staff("PATCH", judge, json={"card": "TP 01"})
    assert _code(refused) == (409, "person.in_use")
    secret = await api.staff(
        "PATCH", f"/cases/{api.directory['case']}", json={"flags": ["state_secret"]}
    )
    assert _code(secret) == (409, "case.in_use")
    zone = await api.staff("PATCH", f"/courts/{api.directory['court']}", json={"zone": "UTC"})
    assert _code(zone) == (409, "court.in_use")


async def test_somebody_sits_as_who_they_are(api: Api) -> None:
    """A clerk does not preside; a judge may; who has no roles may be anybody."""
    judge = f"/people/{api.directory['judge']}"
    await _change(api, judge, {"roles": ["clerk", "interpreter"]})
    refused = await api.staff("POST", "/hearings", json=api.wish())
    assert _code(refused) == (422, "person.role")
    await _change(api, judge, {"roles": ["judge"]})
    await api.made("/hearings", api.wish())


async def test_a_case_has_its_parties(either_api: Api) -> None:
    """By role and name, and who that is in the directory."""
    api = either_api
    case = {
        "court": api.directory["court"],
        "number": "2/2026",
        "type": "civil",
        "title": "Vụ án",
        "parties": [
            {"role": "plaintiff", "name": "Lê  Văn Cường", "person": None},
            {"role": "civil_defendant", "name": "B", "person": api.directory["counsel"]},
        ],
    }
    made = await api.made("/cases", case)
    assert [one["name"] for one in made["parties"]] == ["Lê Văn Cường", "B"]
    path = f"/cases/{made['id']}"
    assert (await api.staff("GET", path)).json() == made
    parties = case["parties"][:1]
    assert (await _change(api, path, {"parties": parties}))["parties"] == made["parties"][:1]
    for party, code in (
        ({"role": "judge", "name": "A"}, "case.party"),
        ({"role": "victim", "name": ""}, "text.empty"),
        ({"role": "victim", "name": "ễ" * 10_000}, "text.too_long"),
        ({"role": "victim", "name": "A", "person": "per_0000000000000000"}, "person.unknown"),
        ({"role": "thief", "name": "A"}, "request.invalid"),
    ):
        bad = await api.staff("PATCH", path, json={"parties": [party]})
        assert _code(bad) == (422, code)


async def test_an_entry_is_found_by_a_part_of_its_name(api: Api) -> None:
    """Whatever its case; marks that search uses are taken as they are."""
    court = api.directory["court"]
    await api.made("/people", {"court": court, "name": "100% Bình", "card": "LS-77"})
    for like, names in (
        ("bình", ["Trần Văn Bình", "100% Bình"]),
        ("ls-7", ["100% Bình"]),
        ("0% B", ["100% Bình"]),
        ("_", []),
    ):
        found = (await api.staff("GET", "/people", params={"like": like})).json()
        assert {one["name"] for one in found} == set(names), like  # all made at one moment


async def test_nobody_reads_or_changes_another_courts_entries(api: Api) -> None:
    """And what is not there is not found."""
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    async with signed_in(api, "away", ("registrar", other)) as away:
        for path in (
            f"/points/{api.directory['room']}",
            f"/people/{api.directory['judge']}",
            f"/cases/{api.directory['case']}",
        ):
            for method in ("GET", "DELETE", "PATCH"):
                body = {"name": "X"} if method == "PATCH" else None
                body = {"title": "X"} if body and "cases" in path else body
                refused = await away.ask(method, path, json=body)
                assert _code(refused) == (403, "staff.right")
        lost = await away.ask("GET", "/points/pt_0000000000000000")
        assert _code(lost) == (404, "entry.unknown")
    bad = await api.staff("PATCH", f"/points/{api.directory['room']}", json={"hours": "Mo"})
    assert _code(bad) == (422, "hours.unreadable")
    kind = await api.staff("PATCH", f"/points/{api.directory['room']}", json={"kind": "x"})
    assert _code(kind) == (422, "request.invalid")
