"""Rulings on deadlines over REST: seen, answered, never silently passed."""

from datetime import timedelta
from typing import Any

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api

WHY = {"reason": "x"}


async def _states(api: Api, path: str) -> dict[str, Any]:
    answer = await api.staff("GET", path)
    assert answer.status_code == 200, answer.text
    return {one["key"]: one["state"] for one in answer.json()}


async def test_what_is_owed_is_seen_until_it_is_answered(either_api: Api) -> None:
    """Open, overdue, late; the court sees all of its hearings at once."""
    api = either_api
    wish = api.wish(starts_at="2026-04-02T08:00:00+07:00", ends_at="2026-04-02T09:00:00+07:00")
    hearing = (await api.made("/hearings", wish))["id"]
    own, court = f"/hearings/{hearing}/deadlines", f"/courts/{api.directory['court']}/deadlines"
    assert await _states(api, own) == {
        "assess": "met",
        "procuracy": "open",
        "service": "open",
    }
    assert await _states(api, f"{court}?overdue=true") == {}
    api.now += timedelta(days=5)
    assert await _states(api, f"{court}?overdue=true") == {"procuracy": "overdue"}
    agreed = await api.made(f"{own}/procuracy", {"answer": "agrees", "note": "CV 12/VKS"})
    assert (agreed["state"], agreed["note"]) == ("late", "CV 12/VKS")
    assert await _states(api, court) == {"service": "open"}
    await api.made(f"/hearings/{hearing}/cancel", WHY)
    assert await _states(api, court) == {}


async def test_a_hearing_the_procuracy_disagrees_with_is_not_listed(api: Api) -> None:
    """It is heard in a courtroom; if they come to agree, it can be listed."""
    hearing = (await api.made("/hearings", api.wish()))["id"]
    path = f"/hearings/{hearing}/deadlines/procuracy"
    await api.made(path, {"answer": "disagrees"})
    refused = await api.staff("POST", f"/hearings/{hearing}/schedule")
    assert (refused.status_code, refused.json()["code"]) == (409, "deadline.disagrees")
    await api.made(path, {"answer": "agrees"})
    await api.made(f"/hearings/{hearing}/schedule", {})


async def test_service_is_counted_from_the_day_it_was_moved_to(api: Api) -> None:
    """Ten days before; what was owed from the booking on stays."""
    hearing = (await api.made("/hearings", api.wish()))["id"]
    path = f"/hearings/{hearing}/deadlines"
    before = {one["key"]: one["due_at"] for one in (await api.staff("GET", path)).json()}
    later = {
        "starts_at": "2026-03-23T08:00:00+07:00",
        "ends_at": "2026-03-23T09:00:00+07:00",
    }
    await api.made(f"/hearings/{hearing}/move", {**later, **WHY})
    after = {one["key"]: one["due_at"] for one in (await api.staff("GET", path)).json()}
    assert after["service"].startswith("2026-03-13T16:59:59")
    assert before["service"] < after["service"]
    assert {**before, "service": ""} == {**after, "service": ""}


async def test_what_is_no_answer_is_refused(api: Api) -> None:
    """Each with its reason."""
    hearing = (await api.made("/hearings", api.wish()))["id"]
    path = f"/hearings/{hearing}/deadlines"
    for key, body, status, code in (
        ("assess", {"answer": "agrees"}, 422, "deadline.answer"),
        ("assess", {"answer": "waived", "note": "x"}, 422, "deadline.answer"),
        ("assess", {"answer": "simple"}, 422, "deadline.document"),
        ("procuracy", {"answer": "waived"}, 422, "deadline.reason"),
        ("procuracy", {"answer": "moot"}, 422, "deadline.answer"),
        ("suspension", {"answer": "done"}, 422, "deadline.answer"),
        ("nothing", {"answer": "done"}, 422, "deadline.answer"),
        ("detention", {"answer": "agrees"}, 404, "deadline.unknown"),
        ("assess", {"answer": "maybe"}, 422, "request.invalid"),
        ("service", {"answer": "done", "note": "a\u202eb"}, 422, "text.control"),
        ("UP", {"answer": "done"}, 422, "request.invalid"),
    ):
        refused = await api.staff("POST", f"{path}/{key}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (status, code)


async def test_what_was_never_answered_is_seen_after_the_hearing_too(api: Api) -> None:
    """Until somebody answers, or says why nobody waits any more; seen with the hearing."""
    hearing = (await api.scheduled())["id"]
    api.now += timedelta(days=60)
    told = (await api.staff("GET", f"/hearings/{hearing}")).json()
    assert [one["key"] for one in told["overdue"]] == ["service", "procuracy"]
    seen = (await api.staff("GET", "/deadlines?overdue=true")).json()
    assert {(one["key"], one["case_number"], one["court_name"]) for one in seen} == {
        ("service", "1/2026", "Tòa án"),
        ("procuracy", "1/2026", "Tòa án"),
    }
    path = f"/hearings/{hearing}/deadlines"
    waived = await api.made(f"{path}/procuracy", {"answer": "waived", "note": "Đã xét xử"})
    assert (waived["state"], waived["note"]) == ("waived", "Đã xét xử")
    assert (await api.made(f"{path}/service", {"answer": "done"}))["state"] == "late"
    assert (await api.staff("GET", "/deadlines")).json() == []


async def test_deadlines_are_read_at_ones_own_courts(api: Api) -> None:
    """A registrar elsewhere sees none of ours, asked for by name or not."""
    await api.made("/hearings", api.wish())
    court = api.directory["court"]
    other = (await api.made("/courts", {"name": "Khác", "zone": "UTC"}))["id"]
    async with (
        signed_in(api, "home", ("registrar", court)) as home,
        signed_in(api, "away", ("registrar", other)) as away,
    ):
        assert len((await home.ask("GET", "/deadlines")).json()) == 2
        assert (await away.ask("GET", "/deadlines")).json() == []
        refused = await away.ask("GET", f"/deadlines?court={court}")
        assert refused.json()["code"] == "staff.right"


async def test_a_case_that_changes_is_waited_for_anew(either_api: Api) -> None:
    """A detained accused: the facility answers too; simplified: the procuracy has one day; and
    what nobody needs any more is moot, until it runs again."""
    api = either_api
    hearing = (await api.scheduled())["id"]
    path, case = f"/hearings/{hearing}/deadlines", f"/cases/{api.directory['case']}"

    async def change(**fields: Any) -> dict[str, Any]:
        assert (await api.staff("PATCH", case, json=fields)).status_code == 200
        found = (await api.staff("GET", path)).json()
        return {one["key"]: (one["state"], one["due_at"][:10]) for one in found}

    before = await change(flags=[])
    assert before["procuracy"] == ("open", "2026-03-04")
    detained = await change(flags=["detained", "simplified"])
    assert detained["detention"] == ("open", "2026-03-04")
    assert detained["procuracy"] == ("open", "2026-03-02")
    await api.made(f"{path}/procuracy", {"answer": "agrees"})
    civil = await change(type="civil", flags=[])
    assert (civil["detention"][0], civil["service"][0]) == ("moot", "moot")
    assert (civil["procuracy"][0], civil["assess"][0]) == ("met", "met")
    assert (await change(type="criminal"))["service"][0] == "overdue"
