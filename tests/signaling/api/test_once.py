"""Rulings on requests sent twice, and on changes to what was seen."""

import asyncio
from typing import Any

import httpx
import pytest

from signaling.api.once import KEPT
from tests.signaling.api.world import ADMIN, Api, Json

KEY = "2f6c1b1e-8a51-4c1e"


async def _post(api: Api, path: str, body: Json, key: str = KEY, **more: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {ADMIN}", "Idempotency-Key": key, **more}
    return await api.client.post(f"/api/v1{path}", json=body, headers=headers)


def _person(api: Api, name: str = "Hòa") -> Json:
    return {"court": api.directory["court"], "name": name}


async def test_a_request_sent_twice_is_done_once(either_api: Api) -> None:
    """And answered alike; the second answer says that it is one."""
    api = either_api
    before = len((await api.staff("GET", "/people")).json())
    first, again = [await _post(api, "/people", _person(api)) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert len((await api.staff("GET", "/people")).json()) == before + 1
    booked = [await _post(api, "/hearings", api.wish(), key=f"{KEY}-h") for _ in range(2)]
    assert booked[0].json() == booked[1].json()


async def test_of_many_at_once_one_is_done(either_api: Api) -> None:
    """The others get its answer, or are told that it is being done."""
    api = either_api
    answers = await asyncio.gather(
        *(_post(api, "/people", _person(api, "Một")) for _ in range(6))
    )
    codes = {one.status_code for one in answers}
    assert codes <= {201, 409}
    assert len({one.json()["id"] for one in answers if one.status_code == 201}) == 1
    people = (await api.staff("GET", "/people")).json()
    assert [one["name"] for one in people].count("Một") == 1


async def test_a_key_is_for_one_request(api: Api) -> None:
    """Of one asker; another body or path with it is refused; a key has a form."""
    await _post(api, "/people", _person(api))
    for path, body in (("/people", _person(api, "Khác")), ("/points", _person(api))):
        refused = await _post(api, path, body)
        assert (refused.status_code, refused.json()["code"]) == (422, "once.reused")
    for key in ("short", "a" * 129, "with space"):
        refused = await _post(api, "/people", _person(api), key=key)
        assert (refused.status_code, refused.json()["code"]) == (422, "once.key")
    stranger = await api.client.post(
        "/api/v1/people", json=_person(api), headers={"Idempotency-Key": KEY}
    )
    assert stranger.json()["code"] == "staff.token"


@pytest.mark.parametrize("bad", [{"name": ""}, {"name": 1}, {"surprise": 1}])
async def test_a_refusal_frees_the_key(api: Api, bad: Json) -> None:
    """Nothing was done, so the mended request may use it."""
    refused = await _post(api, "/people", {**_person(api), **bad})
    assert refused.status_code == 422
    assert (await _post(api, "/people", _person(api))).status_code == 201


async def test_a_key_is_forgotten_after_a_day(api: Api) -> None:
    """Then it is as good as new."""
    first = await _post(api, "/people", _person(api))
    api.now += KEPT * 1.01
    again = await _post(api, "/people", _person(api))
    assert first.json()["id"] != again.json()["id"]


async def test_who_changes_a_hearing_says_which_they_saw(either_api: Api) -> None:
    """Two registrars drag the same draft: the second is told to load it again."""
    api = either_api
    hearing = (await api.made("/hearings", api.wish()))["id"]
    seen = (await api.staff("GET", f"/hearings/{hearing}")).headers["etag"]

    async def move(day: str, **headers: str) -> Any:
        body = {
            "starts_at": f"{day}T08:00:00+07:00",
            "ends_at": f"{day}T09:00:00+07:00",
            "reason": "x",
        }
        return await api.client.post(
            f"/api/v1/hearings/{hearing}/move",
            json=body,
            headers={"Authorization": f"Bearer {ADMIN}", **headers},
        )

    assert (await move("2026-03-03", **{"If-Match": seen})).status_code == 200
    late = await move("2026-03-04", **{"If-Match": seen})
    assert (late.status_code, late.json()["code"]) == (412, "request.changed")
    now = (await api.staff("GET", f"/hearings/{hearing}")).headers["etag"]
    assert now != seen
    for match in (f'"x", {now}', "*"):
        assert (await move("2026-03-05", **{"If-Match": match})).status_code == 200


async def test_who_saw_another_state_neither_lists_nor_calls_off(api: Api) -> None:
    path = f"/hearings/{(await api.made('/hearings', api.wish()))['id']}"
    old = (await api.staff("GET", path)).headers["etag"]

    async def asked(what: str, seen: str) -> Any:
        headers = {"Authorization": f"Bearer {ADMIN}", "If-Match": seen}
        body = {"reason": "x"} if what == "cancel" else None
        return await api.client.post(f"/api/v1{path}/{what}", json=body, headers=headers)

    assert (await asked("schedule", '"other"')).json()["code"] == "request.changed"
    assert (await asked("schedule", old)).status_code == 200
    assert (await asked("cancel", old)).json()["code"] == "request.changed"
    now = (await api.staff("GET", path)).headers["etag"]
    assert (await asked("cancel", now)).json()["state"] == "cancelled"
