"""Rulings on ways around the guards that a calendar's own changes might open."""

import asyncio
from typing import Any

from hearing.ids import HearingId
from signaling.court.service import Court
from tests.signaling.api.world import Api, Json

TUESDAY = {
    "starts_at": "2026-03-03T08:00:00+07:00",
    "ends_at": "2026-03-03T09:30:00+07:00",
}
WHY = {"reason": "Bị cáo ốm"}


async def _person(api: Api, name: str = "Lê Thị Mai", **fields: Any) -> str:
    asked = {"court": api.directory["court"], "name": name, **fields}
    made: str = (await api.made("/people", asked))["id"]
    return made


async def _only(api: Api, person: str, **changes: Any) -> Json:
    """A wish for a courtroom of its own with nobody but `person`."""
    asked = {"court": api.directory["court"], "name": "Phòng khác", "kind": "central"}
    room = (await api.made("/points", asked))["id"]
    return api.wish(
        points=[room],
        devices=[{"key": "room", "kind": "room", "point": room}],
        seats=[{"person": person, "role": "witness", "device": "room"}],
        **changes,
    )


async def test_who_was_seated_since_moves_along(held: tuple[Api, Court]) -> None:
    """The clerk seated a witness after the booking: they are as busy at the new time, and
    free at the old one."""
    api, _ = held
    hearing = await api.scheduled()
    witness = await _person(api)
    room = next(one["id"] for one in hearing["devices"] if one["key"] == "room")
    seated = {"type": "seat_person", "seat": "seat_0000000000000001", "person": witness}
    order = {**seated, "role": "witness", "device": room, "display": "Lê Thị Mai"}
    await api.made(f"/hearings/{hearing['id']}/commands", {"id": "command-1", "command": order})
    await api.made(f"/hearings/{hearing['id']}/move", {**TUESDAY, **WHY})
    taken = await api.staff("POST", "/hearings", json=await _only(api, witness, **TUESDAY))
    assert (taken.status_code, taken.json()["code"]) == (409, "booking.conflict")
    await api.made("/hearings", await _only(api, witness))


async def test_who_loses_a_seat_is_free(held: tuple[Api, Court]) -> None:
    """And is not brought back by a move."""
    api, _ = held
    hearing = await api.scheduled()
    counsel = api.directory["counsel"]
    seat = next(one["id"] for one in hearing["seats"] if one["person"] == counsel)
    order = {"type": "revoke_seat", "seat": seat, "reason": "đổi người bào chữa"}
    await api.made(f"/hearings/{hearing['id']}/commands", {"id": "command-1", "command": order})
    await api.made("/hearings", await _only(api, counsel))
    await api.made(f"/hearings/{hearing['id']}/move", {**TUESDAY, **WHY})
    await api.made("/hearings", await _only(api, counsel, **TUESDAY))


async def test_what_is_listed_is_what_is_booked(held: tuple[Api, Court]) -> None:
    """Whoever lists a draft while another writes it anew or moves it: ledger and booking say
    the same time, and the same people."""
    api, court = held
    draft = (await api.made("/hearings", api.wish()))["id"]
    anew = {key: what for key, what in api.wish().items() if key not in ("court", "case")}
    answers = await asyncio.gather(
        api.staff("PUT", f"/hearings/{draft}", json={**anew, **TUESDAY, **WHY}),
        api.staff("POST", f"/hearings/{draft}/schedule"),
        api.staff("POST", f"/hearings/{draft}/move", json={**TUESDAY, **WHY}),
    )
    assert {one.status_code for one in answers} <= {200, 409}
    told = (await api.staff("GET", f"/hearings/{draft}")).json()
    state = await court.state(HearingId(draft))
    assert state.starts_at is not None
    assert state.starts_at.isoformat().replace("+00:00", "Z") == told["starts_at"]
    assert {one.person for one in state.seats.values()} == {
        one["person"] for one in told["seats"]
    }


async def test_a_change_that_another_overtook_is_refused(held: tuple[Api, Court]) -> None:
    """Listing and cancelling heed If-Match as moving does; every answer has a fresh ETag."""
    api, _ = held
    made = await api.staff("POST", "/hearings", json=api.wish())
    hearing, seen = made.json()["id"], made.headers["ETag"]
    moved = await api.staff("POST", f"/hearings/{hearing}/move", json={**TUESDAY, **WHY})
    for path, body in (("schedule", None), ("cancel", WHY)):
        stale = await _matching(api, seen, f"/hearings/{hearing}/{path}", body)
        assert (stale[0], stale[1]["code"]) == (412, "request.changed")
    status, _ = await _matching(api, moved.headers["ETag"], f"/hearings/{hearing}/schedule")
    assert status == 200


async def _matching(api: Api, mark: str, path: str, body: Any = None) -> tuple[int, Json]:
    headers = {"Authorization": "Bearer admin-token", "If-Match": mark}
    answer = await api.client.post(f"/api/v1{path}", json=body, headers=headers)
    return answer.status_code, answer.json()


async def test_a_hearing_needs_no_buffer_against_itself(either_api: Api) -> None:
    """A sitting that is split and goes on at once; others keep their distance."""
    api = either_api
    await api.staff(
        "PATCH", f"/points/{api.directory['room']}", json={"before": 30, "after": 30}
    )
    hearing = (await api.made("/hearings", api.wish()))["id"]
    cut = {"at": "2026-03-02T16:30:00+07:00", "resumes_at": "2026-03-02T16:40:00+07:00"}
    done = await api.made(f"/hearings/{hearing}/split", {**cut, **WHY})
    assert len(done["sittings"]) == 2
    close = await _only(api, await _person(api))
    close |= {"starts_at": "2026-03-02T18:09:00+07:00", "ends_at": "2026-03-02T18:30:00+07:00"}
    close["points"], close["devices"][0]["point"] = (
        [api.directory["room"]],
        api.directory["room"],
    )
    assert (await api.staff("POST", "/hearings", json=close)).status_code == 409
    await api.made("/hearings", {**close, "starts_at": "2026-03-02T18:10:00+07:00"})


async def test_without_an_escort_no_accused_is_brought(either_api: Api) -> None:
    """A point that counts its escort teams and has none."""
    api = either_api
    jail, accused = api.directory["jail"], await _person(api)
    await api.staff("PATCH", f"/points/{jail}", json={"escorts": 0})
    wish = api.wish()
    wish["devices"].append({"key": "dock", "kind": "room", "point": jail})
    wish["seats"].append({"person": accused, "role": "accused", "device": "dock"})
    refused = await api.staff("POST", "/hearings", json=wish)
    assert (refused.status_code, refused.json()["code"]) == (409, "booking.no_escort")
    assert refused.json()["alternatives"] == []


async def test_an_alternative_brings_the_accused_too(either_api: Api) -> None:
    """An offered courtroom has an escort team of its own to bring them; taken, it works."""
    api = either_api
    room, accused = api.directory["room"], await _person(api)
    await api.staff("PATCH", f"/points/{room}", json={"escorts": 1})
    asked = {"court": api.directory["court"], "name": "Phòng 2", "kind": "central"}
    bare = (await api.made("/points", {**asked, "escorts": 0}))["id"]
    wish = api.wish()
    wish["seats"].append({"person": accused, "role": "accused", "device": "room"})
    await api.made("/hearings", wish)
    refused = (await api.staff("POST", "/hearings", json=wish)).json()
    assert {one["courtroom"] for one in refused["alternatives"]} == {room}
    assert bare not in str(refused["alternatives"])
    for offered in refused["alternatives"]:
        first = offered["sittings"][0]
        times = {"starts_at": first["starts_at"], "ends_at": first["ends_at"]}
        made = await api.made("/hearings", {**wish, **times})
        await api.made(f"/hearings/{made['id']}/cancel", WHY)


async def test_a_shut_point_that_grows_stays_shut(either_api: Api) -> None:
    """Its new places are shut as well; one that shrinks gives the lost ones up."""
    api = either_api
    jail, court = api.directory["jail"], api.directory["court"]
    shut = {"court": court, "kind": "point", "resource": jail, "reason": "sửa chữa"}
    times = {"starts_at": "2026-03-02T00:00:00+07:00", "ends_at": "2026-03-03T00:00:00+07:00"}
    await api.made("/absences", {**shut, **times})
    for capacity in (3, 1, 2):
        changed = await api.staff("PATCH", f"/points/{jail}", json={"capacity": capacity})
        assert changed.status_code == 200, changed.text
        refused = await api.staff("POST", "/hearings", json=api.wish())
        assert (refused.status_code, refused.json()["code"]) == (409, "booking.absent")


async def test_who_is_away_stays_away_under_a_new_card(either_api: Api) -> None:
    """An absence is the person's, whatever number their entry has by now."""
    api = either_api
    counsel = api.directory["counsel"]
    away = {"court": api.directory["court"], "kind": "person", "resource": counsel}
    times = {"starts_at": "2026-03-02T00:00:00+07:00", "ends_at": "2026-03-03T00:00:00+07:00"}
    await api.made("/absences", {**away, **times, "reason": "nghỉ phép"})
    for card in ("LS-1", "ls-2", None):
        changed = await api.staff("PATCH", f"/people/{counsel}", json={"card": card})
        assert changed.status_code == 200, changed.text
        refused = await api.staff("POST", "/hearings", json=api.wish())
        assert (refused.status_code, refused.json()["code"]) == (409, "booking.absent")
