"""Rulings on moving what is booked: ledger and booking change together, or not at all."""

from datetime import datetime, timedelta
from typing import Any

from hearing.ids import HearingId
from hearing.state import Status
from signaling.court.service import Court
from tests.signaling.api.world import Api, Json

TUESDAY = {
    "starts_at": "2026-03-03T08:00:00+07:00",
    "ends_at": "2026-03-03T09:30:00+07:00",
}
WHY = {"reason": "Bị cáo ốm"}


async def _events(api: Api, hearing: str) -> list[str]:
    ledger = (await api.staff("GET", f"/hearings/{hearing}/ledger")).json()
    return [row["body"].partition('"type":"')[2].partition('"')[0] for row in ledger["entries"]]


async def test_a_draft_moves_without_a_word_in_the_ledger(held: tuple[Api, Court]) -> None:
    """It binds nobody yet; its old time is free, its new one is not."""
    api, _ = held
    draft = (await api.made("/hearings", api.wish()))["id"]
    moved = await api.made(f"/hearings/{draft}/move", {**TUESDAY, **WHY})
    assert (moved["state"], moved["starts_at"]) == ("draft", "2026-03-03T01:00:00Z")
    await api.made("/hearings", api.wish())
    clash = await api.staff("POST", "/hearings", json=api.wish(**TUESDAY))
    assert clash.json()["facts"]["hearing"] == draft


async def test_a_listed_hearing_moves_and_its_ledger_says_so(held: tuple[Api, Court]) -> None:
    """To another courtroom with its device, to two days; the links are good until the end."""
    api, court = held
    hearing = await api.scheduled()
    link = (await api.links(hearing["id"]))[0]
    other = (
        await api.made(
            "/points",
            {"court": api.directory["court"], "name": "Phòng 2", "kind": "central"},
        )
    )["id"]
    wish = {**TUESDAY, "repeat": {"every": "day", "times": 2}, "courtroom": other}
    moved = await api.made(f"/hearings/{hearing['id']}/move", {**wish, **WHY})
    assert [one["starts_at"] for one in moved["sittings"]] == [
        "2026-03-03T01:00:00Z",
        "2026-03-04T01:00:00Z",
    ]
    assert other in {point["id"] for point in moved["points"]}
    room = next(one for one in moved["devices"] if one["key"] == "room")
    assert room["point"] == other
    state = await court.state(HearingId(hearing["id"]))
    assert state.starts_at is not None
    assert state.starts_at.isoformat() == "2026-03-03T01:00:00+00:00"
    assert other in state.points
    assert {one.point for one in state.devices.values() if one.kind == "room"} == {other}
    assert (await _events(api, hearing["id"]))[-1] == "rescheduled"
    listed = (await api.staff("GET", f"/hearings/{hearing['id']}/links")).json()["links"]
    valid = {one["id"]: one["valid_to"] for one in listed}
    assert valid[link["id"]] >= "2026-03-04T02:30:00"


async def test_a_move_that_collides_changes_nothing(held: tuple[Api, Court]) -> None:
    """And offers times; its own reservations do not count against it."""
    api, _ = held
    await api.made("/hearings", api.wish(**TUESDAY))
    hearing = (await api.scheduled())["id"]
    refused = await api.staff("POST", f"/hearings/{hearing}/move", json={**TUESDAY, **WHY})
    assert (refused.status_code, refused.json()["code"]) == (409, "booking.conflict")
    assert len(refused.json()["alternatives"]) == 3
    read = (await api.staff("GET", f"/hearings/{hearing}")).json()
    assert read["starts_at"] == "2026-03-02T09:00:00Z"
    assert "rescheduled" not in await _events(api, hearing)
    # Half an hour later it overlaps itself only.
    later = {
        "starts_at": "2026-03-02T16:30:00+07:00",
        "ends_at": "2026-03-02T17:30:00+07:00",
    }
    await api.made(f"/hearings/{hearing}/move", {**later, **WHY})


async def test_a_move_needs_a_reason(held: tuple[Api, Court]) -> None:
    """Refused by the hearing, so nothing is moved."""
    api, _ = held
    hearing = (await api.scheduled())["id"]
    refused = await api.staff(
        "POST", f"/hearings/{hearing}/move", json={**TUESDAY, "reason": " "}
    )
    assert refused.json()["code"] == "hearing.reason_missing"
    read = (await api.staff("GET", f"/hearings/{hearing}")).json()
    assert read["starts_at"] == "2026-03-02T09:00:00Z"


async def test_a_sitting_is_split(held: tuple[Api, Court]) -> None:
    """Its rest is held the next morning, and the half hour it gave up is free."""
    api, _ = held
    hearing = (await api.scheduled())["id"]
    cut = {"at": "2026-03-02T16:30:00+07:00", "resumes_at": "2026-03-03T08:00:00+07:00"}
    done = await api.made(f"/hearings/{hearing}/split", {"sitting": 1, **cut, **WHY})
    assert [(one["starts_at"], one["ends_at"]) for one in done["sittings"]] == [
        ("2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z"),
        ("2026-03-03T01:00:00Z", "2026-03-03T01:30:00Z"),
    ]
    await api.made("/hearings", api.wish(starts_at=cut["at"]))
    for change, code in (
        ({"sitting": 3}, "sitting.unknown"),
        ({"at": "2026-03-02T16:00:00+07:00"}, "sitting.split"),
        ({"resumes_at": "2026-03-02T16:10:00+07:00"}, "sitting.split"),
    ):
        asked = {"sitting": 1, **cut, **WHY, **change}
        refused = await api.staff("POST", f"/hearings/{hearing}/split", json=asked)
        assert refused.json()["code"] == code


async def test_nothing_changes_half_an_hour_before(held: tuple[Api, Court]) -> None:
    """For the listing desk: the court itself may still cancel. A draft is not frozen."""
    api, _ = held
    hearing = (await api.scheduled())["id"]
    draft = (await api.made("/hearings", api.wish(**TUESDAY)))["id"]
    asked: dict[str, Json] = {
        "move": {**TUESDAY, **WHY},
        "split": {
            "at": "2026-03-02T16:30:00+07:00",
            "resumes_at": "2026-03-02T17:30:00+07:00",
            **WHY,
        },
        "adjourn": WHY,
        "cancel": WHY,
    }
    api.now = datetime.fromisoformat("2026-03-02T15:30:01+07:00")
    for what, body in asked.items():
        refused = await api.staff("POST", f"/hearings/{hearing}/{what}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "booking.frozen"), what
    api.now = datetime.fromisoformat("2026-03-03T07:45:00+07:00")
    await api.made(f"/hearings/{draft}/cancel", WHY)
    command = {"id": "command-1", "command": {"type": "cancel", **WHY}}
    await api.made(f"/hearings/{hearing}/commands", command)


async def test_up_to_half_an_hour_before_it_moves(held: tuple[Api, Court]) -> None:
    """The very moment included."""
    api, _ = held
    hearing = (await api.scheduled())["id"]
    api.now = datetime.fromisoformat("2026-03-02T15:30:00+07:00")
    await api.made(f"/hearings/{hearing}/move", {**TUESDAY, **WHY})


async def test_an_adjourned_hearing_has_a_successor(held: tuple[Api, Court]) -> None:
    """Both ledgers know; who sat there sits there again; one successor is enough."""
    api, court = held
    hearing = await api.scheduled()
    path = f"/hearings/{hearing['id']}"
    follows = await api.made(f"{path}/adjourn", {**WHY, "successor": TUESDAY})
    assert (follows["state"], follows["predecessor"]) == ("draft", hearing["id"])
    assert {(one["person"], one["role"]) for one in follows["seats"]} == {
        (one["person"], one["role"]) for one in hearing["seats"]
    }
    assert (await api.staff("GET", path)).json()["successor"] == follows["id"]
    assert (await court.state(HearingId(hearing["id"]))).status is Status.ADJOURNED
    assert (await _events(api, hearing["id"]))[-2:] == ["status_changed", "successor_named"]
    await api.made(f"/hearings/{follows['id']}/schedule", {})
    ledger = (await api.staff("GET", f"/hearings/{follows['id']}/ledger")).json()
    assert f'"predecessor":"{hearing["id"]}"' in ledger["entries"][0]["body"]
    again = await api.staff("POST", f"{path}/successor", json=_on("2026-03-09"))
    assert (again.json()["code"], again.json()["facts"]["hearing"]) == (
        "hearing.succeeded",
        follows["id"],
    )


async def test_an_adjournment_whose_successor_collides_is_none(
    held: tuple[Api, Court],
) -> None:
    """The hearing stays on the list; without a successor it can be adjourned."""
    api, court = held
    await api.made("/hearings", api.wish(**TUESDAY))
    hearing = (await api.scheduled())["id"]
    asked = {**WHY, "successor": TUESDAY}
    refused = await api.staff("POST", f"/hearings/{hearing}/adjourn", json=asked)
    assert refused.json()["code"] == "booking.conflict"
    assert (await court.state(HearingId(hearing))).status is Status.SCHEDULED
    early = await api.staff("POST", f"/hearings/{hearing}/successor", json=_on("2026-03-09"))
    assert early.json()["code"] == "hearing.state"
    done = await api.made(f"/hearings/{hearing}/adjourn", WHY)
    assert (done["id"], done["state"]) == (hearing, "adjourned")
    follows = await api.made(f"/hearings/{hearing}/successor", _on("2026-03-09"))
    assert follows["predecessor"] == hearing


def _on(day: str) -> dict[str, Any]:
    start = datetime.fromisoformat(f"{day}T08:00:00+07:00")
    return {
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }


async def test_a_move_is_tried_without_moving(held: tuple[Api, Court]) -> None:
    """Refused as the move would be, with times to pick from; else nothing has changed."""
    api, _ = held
    other = api.wish(**TUESDAY)
    await api.made("/hearings", other)
    hearing = await api.scheduled()
    tried = f"/hearings/{hearing['id']}/move/try"
    clash = await api.staff("POST", tried, json=TUESDAY)
    assert (clash.status_code, clash.json()["code"]) == (409, "booking.conflict")
    assert len(clash.json()["alternatives"]) == 3
    instead = clash.json()["alternatives"][0]["sittings"][0]
    wish = {"starts_at": instead["starts_at"], "ends_at": instead["ends_at"]}
    assert await api.made(tried, wish) == {"possible": True}
    after = (await api.staff("GET", f"/hearings/{hearing['id']}")).json()
    assert after["sittings"] == hearing["sittings"]
    assert (await _events(api, hearing["id"]))[-1] != "rescheduled"
    moved = await api.made(f"/hearings/{hearing['id']}/move", {**wish, **WHY})
    assert datetime.fromisoformat(moved["starts_at"]) == datetime.fromisoformat(
        instead["starts_at"]
    )


async def test_what_is_in_a_hearings_way_is_told_for_every_courtroom(either_api: Api) -> None:
    """With its buffer; not the hearing's own booking, nor a half-full jail."""
    api = either_api
    court = {"court": api.directory["court"]}
    room = {**court, "name": "Phòng 2", "kind": "central", "after": 15}
    other = (await api.made("/points", room))["id"]
    judge = (await api.made("/people", {**court, "name": "Thẩm phán khác"}))["id"]
    seat = {"person": judge, "role": "presiding_judge", "device": "room"}
    device = {"key": "room", "kind": "room", "point": other}
    stranger = api.wish(**TUESDAY, points=[other], devices=[device], seats=[seat])
    own = (await api.made("/hearings", api.wish()))["id"]
    theirs = (await api.made("/hearings", stranger))["id"]
    path = f"/hearings/{own}/busy"
    week = {"starts_at": "2026-03-01T17:00:00Z", "ends_at": "2026-03-08T17:00:00Z"}
    told = (await api.staff("GET", path, params=week)).json()
    assert told == [
        {
            "kind": "point",
            "id": other,
            "role": "courtroom",
            "name": "Phòng 2",
            "hearing": theirs,
            "absence": None,
            # The reservation ends a quarter later; a sitting before it must end as early.
            "starts_at": "2026-03-03T00:45:00Z",
            "ends_at": "2026-03-03T02:45:00Z",
        }
    ]
    late = {**week, "ends_at": "2027-03-08T17:00:00Z"}
    assert (await api.staff("GET", path, params=late)).json()["code"] == "time.too_long"


async def test_a_draft_is_written_anew_and_a_listed_hearing_only_for_a_reason(
    either_api: Api,
) -> None:
    """Who stays keeps their seat; who goes is free; what collides changes nothing."""
    api = either_api
    draft = await api.made("/hearings", api.wish())
    court = {"court": api.directory["court"]}
    expert = (await api.made("/people", {**court, "name": "Giám định viên"}))["id"]
    await api.links(draft["id"])
    fields = ("points", "devices", "seats")
    anew = {
        key: what for key, what in api.wish(**TUESDAY).items() if key in (*TUESDAY, *fields)
    }
    anew["title"] = "Tên khác"
    anew["points"] = [api.directory["room"]]
    anew["devices"] = [anew["devices"][0], {"key": "lab", "kind": "personal", "point": None}]
    anew["seats"] = [anew["seats"][0], {"person": expert, "role": "expert", "device": "lab"}]
    path = f"/hearings/{draft['id']}"
    answer = await api.staff("PUT", path, json=anew)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["title"], told["starts_at"]) == ("Tên khác", "2026-03-03T01:00:00Z")
    assert [one["id"] for one in told["points"]] == [api.directory["room"]]
    assert {one["key"] for one in told["devices"]} == {"room", "lab"}
    stays = {one["person"]: one["id"] for one in draft["seats"]}[api.directory["judge"]]
    assert {one["person"]: one["id"] for one in told["seats"]}[api.directory["judge"]] == stays
    assert {one["person"] for one in told["seats"]} == {api.directory["judge"], expert}
    clash = {**anew, "starts_at": "2026-03-02T16:00:00+07:00"}
    clash["ends_at"] = "2026-03-02T17:00:00+07:00"
    await api.made("/hearings", api.wish())
    refused = await api.staff("PUT", path, json=clash)
    assert refused.json()["code"] == "booking.conflict"
    assert (await api.staff("GET", path)).json()["starts_at"] == told["starts_at"]
    await api.made(f"{path}/schedule", {})
    late = await api.staff("PUT", path, json=anew)
    assert (late.status_code, late.json()["code"]) == (422, "hearing.reason_missing")
