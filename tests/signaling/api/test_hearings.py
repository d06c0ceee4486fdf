"""Rulings on hearings over REST."""

from hearing.state import Status
from tests.signaling.api.world import Api


async def test_a_hearing_is_booked_scheduled_and_read(either_api: Api) -> None:
    """From nothing to the list, on both databases."""
    api = either_api
    answer = await api.staff("POST", "/hearings", json=api.wish())
    assert answer.status_code == 201
    booked = answer.json()
    assert booked["state"] == "draft"
    assert booked["title"] == "Vụ án"
    assert booked["starts_at"] == "2026-03-02T09:00:00Z"
    keys = {device["key"]: device["id"] for device in booked["devices"]}
    assert [
        (s["role"], s["device"]) for s in sorted(booked["seats"], key=lambda s: s["role"])
    ] == [
        ("defence_counsel", keys["laptop"]),
        ("presiding_judge", keys["room"]),
    ]

    scheduled = await api.made(f"/hearings/{booked['id']}/schedule", {})
    assert scheduled["state"] == "scheduled"
    assert scheduled["live"]["seats"].keys() == {seat["id"] for seat in booked["seats"]}
    assert api.court.joined == ["schedule"]
    assert api.court.told == [booked["id"]]

    read = (await api.staff("GET", f"/hearings/{booked['id']}")).json()
    assert read == scheduled
    listed = (await api.staff("GET", "/hearings")).json()
    assert [(line["id"], line["state"]) for line in listed] == [(booked["id"], "scheduled")]


async def test_a_collision_is_named(api: Api) -> None:
    """What, whose hearing, from when to when."""
    first = await api.made("/hearings", api.wish())
    answer = await api.staff("POST", "/hearings", json=api.wish())
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert said["code"] == "booking.conflict"
    assert said["facts"] == {
        "kind": "point",
        "id": api.directory["room"],
        "hearing": first["id"],
        "from": "2026-03-02T09:00:00+00:00",
        "to": "2026-03-02T10:00:00+00:00",
    }
    assert first["id"] in said["vi"]
    assert first["id"] in said["en"]


async def test_a_collision_offers_the_nearest_times(either_api: Api) -> None:
    """Three, in the courtroom and with everybody; each can be booked as it is offered."""
    api = either_api
    first = await api.made("/hearings", api.wish())
    said = (await api.staff("POST", "/hearings", json=api.wish())).json()
    assert {(one["role"], one["hearing"]) for one in said["collisions"]} == {
        (role, first["id"]) for role in ("courtroom", "presiding_judge", "defence_counsel")
    }
    times = [one["sittings"][0]["starts_at"] for one in said["alternatives"]]
    # 16:00 to 17:00 in Hà Nội is taken: before it, or the next morning.
    assert times == [f"2026-03-02T{at}:00+00:00" for at in ("08:00", "07:45", "07:30")]
    for one in said["alternatives"][:1]:
        sitting = one["sittings"][0]
        wish = api.wish(starts_at=sitting["starts_at"], ends_at=sitting["ends_at"])
        await api.made("/hearings", wish)


async def test_a_hearing_of_several_days_says_when_it_sits(api: Api) -> None:
    """Three Mondays at four in the afternoon, and a Tuesday."""
    tuesday = {
        "starts_at": "2026-03-03T08:00:00+07:00",
        "ends_at": "2026-03-03T11:00:00+07:00",
    }
    repeat = {"every": "week", "times": 3}
    booked = await api.made("/hearings", api.wish(repeat=repeat, more_sittings=[tuesday]))
    assert [(one["number"], one["starts_at"]) for one in booked["sittings"]] == [
        (1, "2026-03-02T09:00:00Z"),
        (2, "2026-03-03T01:00:00Z"),
        (3, "2026-03-09T09:00:00Z"),
        (4, "2026-03-16T09:00:00Z"),
    ]
    assert (booked["starts_at"], booked["ends_at"]) == (
        "2026-03-02T09:00:00Z",
        "2026-03-16T10:00:00Z",
    )
    read = (await api.staff("GET", f"/hearings/{booked['id']}")).json()
    assert read["sittings"] == booked["sittings"]
    clash = api.wish(starts_at="2026-03-09T16:30:00+07:00", ends_at="2026-03-09T18:00:00+07:00")
    answer = await api.staff("POST", "/hearings", json=clash)
    assert answer.json()["code"] == "booking.conflict"


async def test_a_draft_is_scheduled_once(api: Api) -> None:
    """Twice is refused and changes nothing."""
    hearing = (await api.scheduled())["id"]
    again = await api.staff("POST", f"/hearings/{hearing}/schedule")
    assert (again.status_code, again.json()["code"]) == (409, "hearing.state")
    assert len(api.court.ledger[hearing]) == 2


async def test_a_cancelled_hearing_frees_its_room_and_its_links(api: Api) -> None:
    """Its place can be booked at once; nobody can join any more."""
    hearing = (await api.scheduled())["id"]
    link = (await api.links(hearing))[0]
    cancelled = await api.made(f"/hearings/{hearing}/cancel", {"reason": "Bị cáo ốm"})
    assert (cancelled["state"], cancelled["live"]["reason"]) == ("cancelled", "Bị cáo ốm")
    assert (await api.redeem(link["url"])).json()["code"] == "link.revoked"
    await api.made("/hearings", api.wish())
    more = await api.staff("POST", f"/hearings/{hearing}/links", json={})
    assert (more.status_code, more.json()["code"]) == (409, "hearing.state")


async def test_a_draft_can_be_cancelled(api: Api) -> None:
    """It never was on the list; the ledger says so."""
    hearing = (await api.made("/hearings", api.wish()))["id"]
    cancelled = await api.made(f"/hearings/{hearing}/cancel", {"reason": "Nhập nhầm"})
    assert cancelled["state"] == "cancelled"
    again = await api.staff("POST", f"/hearings/{hearing}/schedule")
    assert again.json()["code"] == "hearing.state"


async def test_a_hearing_adjourned_in_the_courtroom_frees_its_room(api: Api) -> None:
    """The judge's command went by the socket: whoever collides with it finds out."""
    hearing = (await api.scheduled())["id"]
    state = api.court.states[hearing]
    api.court.states[hearing] = type(state)(id=state.id, status=Status.ADJOURNED)
    await api.made("/hearings", api.wish())


async def test_staff_open_a_hearing_and_leave_the_session_to_the_judge(api: Api) -> None:
    """A command has its own id: twice is once."""
    hearing = (await api.scheduled())["id"]
    opened = {"id": "command-1", "command": {"type": "open_hearing"}}
    first = await api.made(f"/hearings/{hearing}/commands", opened)
    assert first == await api.made(f"/hearings/{hearing}/commands", opened)
    session = {"id": "command-2", "command": {"type": "start_session"}}
    refused = await api.staff("POST", f"/hearings/{hearing}/commands", json=session)
    assert (refused.status_code, refused.json()["code"]) == (403, "hearing.role")
    schedule = {"id": "command-3", "command": {"type": "schedule"}}
    invalid = await api.staff("POST", f"/hearings/{hearing}/commands", json=schedule)
    assert invalid.json()["code"] == "request.invalid"


async def test_the_ledger_and_the_recording_are_read_by_staff(api: Api) -> None:
    """Row by row; nothing recorded yet."""
    hearing = (await api.scheduled())["id"]
    ledger = (await api.staff("GET", f"/hearings/{hearing}/ledger")).json()
    assert [row["seq"] for row in ledger["entries"]] == [1, 2]
    later = (await api.staff("GET", f"/hearings/{hearing}/ledger?after=1")).json()
    assert later["entries"] == ledger["entries"][1:]
    recording = (await api.staff("GET", f"/hearings/{hearing}/recording")).json()
    assert (recording["state"], recording["parts"]) == ("off", [])


async def test_a_hearing_is_told_with_its_court_and_its_clocks(api: Api) -> None:
    """A page that shows one needs no other answer for its heading."""
    hearing = await api.scheduled()
    told = (await api.staff("GET", f"/hearings/{hearing['id']}")).json()
    named = (told["court_name"], told["zone"], told["case_number"])
    assert named == ("Tòa án", "Asia/Ho_Chi_Minh", "1/2026")
