"""Rulings on changing who comes to a listed hearing, from where and when."""

from datetime import datetime
from typing import Any

from hearing.ids import HearingId
from signaling.court.service import Court
from tests.signaling.api.world import Api, Json

WHY = "Đổi người bào chữa"


def _anew(api: Api, **changes: Any) -> Json:
    wish = api.wish(reason=WHY, **changes)
    return {key: what for key, what in wish.items() if key not in ("court", "case")}


async def _person(api: Api, name: str) -> str:
    asked = {"court": api.directory["court"], "name": name}
    made: str = (await api.made("/people", {**asked, "email": "moi@example.vn"}))["id"]
    return made


async def _events(api: Api, hearing: str) -> list[str]:
    ledger = (await api.staff("GET", f"/hearings/{hearing}/ledger")).json()
    return [row["body"].partition('"type":"')[2].partition('"')[0] for row in ledger["entries"]]


async def _notices(api: Api, hearing: str) -> set[tuple[str, str]]:
    told = (await api.staff("GET", f"/hearings/{hearing}/service")).json()
    notices = told["notices"]
    return {(one["person"], one["occasion"]) for one in notices}


async def test_counsel_is_replaced(held: tuple[Api, Court]) -> None:
    """The old one is free and told so, their link opens nothing; the new one is busy and
    asked to come; the judge keeps seat and link and hears nothing of it."""
    api, court = held
    hearing = await api.scheduled()
    key, old = hearing["id"], api.directory["counsel"]
    links = {one["seat"]: one for one in await api.links(key)}
    seat_of = {one["person"]: one["id"] for one in hearing["seats"]}
    new = await _person(api, "Phạm Văn Mới")
    wish = _anew(api)
    wish["seats"][1]["person"] = new
    changed = await api.staff("PUT", f"/hearings/{key}", json=wish)
    assert changed.status_code == 200, changed.text
    seats = {one["person"]: one for one in changed.json()["seats"]}
    assert (seats[old]["revoked"], seats[new]["revoked"]) == (True, False)
    assert seats[api.directory["judge"]]["id"] == seat_of[api.directory["judge"]]
    assert (await _events(api, key))[-2:] == ["seat_revoked", "person_seated"]
    state = await court.state(HearingId(key))
    assert {one.person for one in state.seats.values() if not one.revoked} == {
        new,
        api.directory["judge"],
    }
    assert (await api.redeem(links[seat_of[old]]["url"])).status_code == 410
    assert (await api.redeem(links[seat_of[api.directory["judge"]]]["url"])).status_code == 200
    notices = await _notices(api, key)
    assert (new, "listed") in notices
    assert (api.directory["judge"], "moved") not in notices
    other = {"court": api.directory["court"], "name": "Phòng 2", "kind": "central"}
    room = (await api.made("/points", other))["id"]
    alone: Json = {"points": [room], "devices": [{"key": "r", "kind": "room", "point": room}]}
    for person, status in ((new, 409), (old, 201)):
        seat = {"person": person, "role": "defence_counsel", "device": "r"}
        answer = await api.staff("POST", "/hearings", json=api.wish(**alone, seats=[seat]))
        assert answer.status_code == status, answer.text


async def test_a_point_is_exchanged_with_its_screen(held: tuple[Api, Court]) -> None:
    """Courtroom, judge and devices change at once; whoever stays is told of the new place;
    the old screen's link ends."""
    api, court = held
    key = (await api.scheduled())["id"]
    screens = (await api.made(f"/hearings/{key}/device-links", {}))["links"]
    asked = {"court": api.directory["court"], "name": "Phòng 2", "kind": "central"}
    room, judge = (await api.made("/points", asked))["id"], await _person(api, "Lê Thẩm")
    wish = _anew(api, points=[room])
    wish["devices"] = [
        {"key": "bench", "kind": "room", "point": room},
        {"key": "laptop", "kind": "personal", "point": None},
    ]
    wish["seats"][0] |= {"person": judge, "device": "bench"}
    told = (await api.staff("PUT", f"/hearings/{key}", json=wish)).json()
    assert [one["key"] for one in told["devices"]] == ["bench", "laptop"]
    assert [one["id"] for one in told["points"]] == [room]
    state = await court.state(HearingId(key))
    assert list(state.points) == [room]
    assert (await _events(api, key))[-1] == "rescheduled"
    assert (await api.redeem(screens[0]["url"])).status_code == 410
    week = {"starts_at": "2026-03-01T00:00:00+07:00", "ends_at": "2026-03-08T00:00:00+07:00"}
    where = f"/courts/{api.directory['court']}/calendar"
    line = (await api.staff("GET", where, params=week)).json()[0]
    assert (line["presiding_judge"]["id"], line["points"]) == (judge, [room])
    back = await api.staff("PUT", f"/hearings/{key}", json=_anew(api))
    assert back.status_code == 200, back.text
    assert {one["key"] for one in back.json()["devices"]} == {"room", "laptop"}


async def test_nobody_is_double_booked_by_a_new_cast(held: tuple[Api, Court]) -> None:
    """Refused with times to take instead; nothing changed; one of them taken works."""
    api, _ = held
    busy = await _person(api, "Đỗ Bận")
    asked = {"court": api.directory["court"], "name": "Phòng 2", "kind": "central"}
    room = (await api.made("/points", asked))["id"]
    alone: Json = {"points": [room], "devices": [{"key": "r", "kind": "room", "point": room}]}
    seat = {"person": busy, "role": "witness", "device": "r"}
    await api.made("/hearings", api.wish(**alone, seats=[seat]))
    key = (await api.scheduled())["id"]
    before = await _events(api, key)
    wish = _anew(api)
    wish["seats"][1]["person"] = busy
    refused = await api.staff("PUT", f"/hearings/{key}", json=wish)
    assert (refused.status_code, refused.json()["code"]) == (409, "booking.conflict")
    assert await _events(api, key) == before
    first = refused.json()["alternatives"][0]["sittings"][0]
    times = {"starts_at": first["starts_at"], "ends_at": first["ends_at"]}
    taken = await api.staff("PUT", f"/hearings/{key}", json={**wish, **times})
    assert taken.status_code == 200, taken.text
    assert taken.json()["starts_at"] == first["starts_at"].replace("+00:00", "Z")
    assert (api.directory["judge"], "moved") not in await _notices(api, key)  # not sent yet


async def test_a_listed_hearing_changes_for_a_reason_and_in_time(
    held: tuple[Api, Court],
) -> None:
    """Not without why, not another title, not over a change unseen, not once it is frozen."""
    api, _ = held
    key = (await api.scheduled())["id"]
    for change, code in (
        ({"reason": ""}, "hearing.reason_missing"),
        ({"title": "Tên khác"}, "hearing.listed"),
        ({"admission": "by_clerk"}, "hearing.listed"),
        ({"seats": [{"person": "per_0", "role": "clerk", "device": "room"}]}, "person.unknown"),
        ({"devices": []}, "hearing.seat_device"),
    ):
        refused = await api.staff("PUT", f"/hearings/{key}", json={**_anew(api), **change})
        assert refused.json()["code"] == code
    stale = {"Authorization": "Bearer admin-token", "If-Match": '"old"'}
    answer = await api.client.put(f"/api/v1/hearings/{key}", json=_anew(api), headers=stale)
    assert answer.status_code == 412
    api.now = datetime.fromisoformat("2026-03-02T15:30:01+07:00")
    frozen = await api.staff("PUT", f"/hearings/{key}", json=_anew(api))
    assert frozen.json()["code"] == "booking.frozen"
