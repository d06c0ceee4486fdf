"""Rulings on deadlines over REST: seen, answered, never silently passed."""

from datetime import timedelta
from typing import Any

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
        "assess": "open",
        "procuracy": "open",
        "service": "open",
    }
    assert await _states(api, f"{court}?overdue=true") == {}
    api.now += timedelta(days=5)
    assert await _states(api, f"{court}?overdue=true") == {"procuracy": "overdue"}
    agreed = await api.made(f"{own}/procuracy", {"answer": "agrees", "note": "CV 12/VKS"})
    assert (agreed["state"], agreed["note"]) == ("late", "CV 12/VKS")
    assert (await api.made(f"{own}/assess", {"answer": "done"}))["state"] == "met"
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
        ("nothing", {"answer": "done"}, 422, "deadline.answer"),
        ("detention", {"answer": "agrees"}, 404, "deadline.unknown"),
        ("assess", {"answer": "maybe"}, 422, "request.invalid"),
        ("assess", {"answer": "done", "note": "a\u202eb"}, 422, "text.control"),
        ("UP", {"answer": "done"}, 422, "request.invalid"),
    ):
        refused = await api.staff("POST", f"{path}/{key}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (status, code)
