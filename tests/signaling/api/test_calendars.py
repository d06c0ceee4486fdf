"""Rulings on a court's calendar over REST."""

from typing import Any

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api

WEEK = {"starts_at": "2026-03-01T17:00:00Z", "ends_at": "2026-03-08T17:00:00Z"}


async def _asked(api: Api, what: str, **params: Any) -> Any:
    path = f"/courts/{api.directory['court']}/{what}"
    answer = await api.staff("GET", path, params={**WEEK, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_week_shows_each_sitting_once(either_api: Api) -> None:
    """Where, under whom, in which case; the sitting of the week after is not in it."""
    api = either_api
    booked = await api.made("/hearings", api.wish(repeat={"every": "week", "times": 2}))
    lines = await _asked(api, "calendar")
    assert [(one["hearing"], one["number"], one["booked"]) for one in lines] == [
        (booked["id"], 1, "draft")
    ]
    assert lines[0]["presiding_judge"] == {
        "id": api.directory["judge"],
        "name": "Nguyễn Thị Hòa",
    }
    assert set(lines[0]["points"]) == {api.directory["room"], api.directory["jail"]}
    assert lines[0]["case_number"] == "1/2026"
    far = {"starts_at": "2026-03-08T17:00:00Z", "ends_at": "2026-03-15T17:00:00Z"}
    assert [one["number"] for one in await _asked(api, "calendar", **far)] == [2]
    path = f"/courts/{api.directory['court']}/calendar"
    year = {**WEEK, "ends_at": "2027-03-08T17:00:00Z"}
    too_much = await api.staff("GET", path, params=year)
    assert too_much.json()["code"] == "time.too_long"


async def test_free_times_are_those_of_all_together(either_api: Api) -> None:
    """The hour that the judge is in court is not among them; what is told can be booked."""
    api = either_api
    await api.made("/hearings", api.wish())
    morning = {"starts_at": "2026-03-02T08:00:00Z", "ends_at": "2026-03-02T10:00:00Z"}
    judge = {"people": api.directory["judge"], "points": api.directory["room"], "minutes": 45}
    found = await _asked(api, "free", **morning, **judge)
    assert [one["sittings"][0]["starts_at"] for one in found] == [
        "2026-03-02T08:00:00Z",
        "2026-03-02T08:15:00Z",
    ]
    assert {one["courtroom"] for one in found} == {api.directory["room"]}
    sitting = found[0]["sittings"][0]
    await api.made(
        "/hearings", api.wish(starts_at=sitting["starts_at"], ends_at=sitting["ends_at"])
    )


async def test_what_is_not_there_has_no_free_time(api: Api) -> None:
    """Unknown points, people and courts are named; a length out of bounds is refused."""
    path = f"/courts/{api.directory['court']}/free"
    for params, code in (
        ({"points": "pt_0000000000000000"}, "point.unknown"),
        ({"people": "per_0000000000000000"}, "person.unknown"),
        ({"minutes": 0}, "request.invalid"),
        ({"limit": 101}, "request.invalid"),
        ({"surprise": 1}, "request.invalid"),
    ):
        answer = await api.staff("GET", path, params={**WEEK, **params})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    for what in ("free", "calendar"):
        nowhere = await api.staff("GET", f"/courts/crt_0000000000000000/{what}", params=WEEK)
        assert nowhere.json()["code"] == "court.unknown"


async def test_registrars_see_nothing_of_another_courts_drafts(api: Api) -> None:
    """Nor change them: not by the calendar, the list, the hearing, nor a collision."""
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "Asia/Ho_Chi_Minh"}))["id"]
    draft = (await api.made("/hearings", api.wish()))["id"]
    court = api.directory["court"]
    async with (
        signed_in(api, "home", ("registrar", court)) as home,
        signed_in(api, "away", ("registrar", other)) as away,
    ):
        query = "?starts_at=2026-03-01T17:00:00Z&ends_at=2026-03-08T17:00:00Z"
        assert len((await home.ask("GET", f"/courts/{court}/calendar{query}")).json()) == 1
        assert (await away.ask("GET", "/hearings")).json() == []
        asked: list[tuple[str, str, Any]] = [
            ("GET", f"/courts/{court}/calendar{query}", None),
            ("GET", f"/courts/{court}/free{query}", None),
            ("GET", f"/hearings/{draft}", None),
            ("POST", "/hearings", api.wish()),
            *(
                ("POST", f"/hearings/{draft}/{what}", {"reason": "x"})
                for what in ("cancel", "move", "split", "adjourn", "successor", "schedule")
            ),
        ]
        for method, path, body in asked:
            refused = await away.ask(method, path, json=body)
            assert (refused.status_code, refused.json()["code"]) == (403, "staff.right"), path
