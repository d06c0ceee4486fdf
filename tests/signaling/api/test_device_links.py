"""Rulings on links of points' own screens."""

from hearing.ids import HearingId
from hearing.roles import Role
from tests.signaling.api.world import Api


async def test_a_screen_gets_a_seat_of_its_own_and_a_link(either_api: Api) -> None:
    """Made once, however many links; redeemed like anybody's."""
    api = either_api
    hearing = await api.scheduled()
    made = (await api.made(f"/hearings/{hearing['id']}/device-links", {}))["links"]
    room = next(one["id"] for one in hearing["devices"] if one["key"] == "room")
    assert [(one["device"], one["key"], one["point"]) for one in made] == [
        (room, "room", api.directory["room"])
    ]
    again = (await api.made(f"/hearings/{hearing['id']}/device-links", {"devices": [room]}))[
        "links"
    ]
    assert again[0]["seat"] == made[0]["seat"]
    answer = await api.redeem(made[0]["url"])
    said = answer.json()
    assert (said["role"], said["name"], said["device"]) == ("room_device", "Phòng 1", room)
    seats = api.court.states[HearingId(hearing["id"])].seats
    assert [seat.role for seat in seats.values()].count(Role.ROOM_DEVICE) == 1


async def test_links_for_everybody_are_links_for_people(api: Api) -> None:
    """A screen's link is asked for by name."""
    hearing = (await api.scheduled())["id"]
    await api.made(f"/hearings/{hearing}/device-links", {})
    assert {one["role"] for one in await api.links(hearing)} == {
        "presiding_judge",
        "defence_counsel",
    }


async def test_two_hearings_at_a_point_may_both_have_its_screen(api: Api) -> None:
    """The point is nobody who could be busy elsewhere."""
    await api.made(f"/hearings/{(await api.scheduled())['id']}/device-links", {})
    later = api.wish(starts_at="2026-03-03T16:00:00+07:00", ends_at="2026-03-03T17:00:00+07:00")
    booked = (await api.made("/hearings", later))["id"]
    await api.made(f"/hearings/{booked}/schedule", {})
    assert len((await api.made(f"/hearings/{booked}/device-links", {}))["links"]) == 1


async def test_only_a_points_device_of_a_listed_hearing_has_one(api: Api) -> None:
    """The rest is refused."""
    draft = await api.made("/hearings", api.wish())
    path = f"/hearings/{draft['id']}/device-links"
    early = await api.staff("POST", path, json={})
    assert (early.status_code, early.json()["code"]) == (409, "hearing.state")
    await api.made(f"/hearings/{draft['id']}/schedule", {})
    laptop = next(one["id"] for one in draft["devices"] if one["key"] == "laptop")
    for device, code in ((laptop, "hearing.not_room"), ("dev_1", "hearing.unknown_device")):
        answer = await api.staff("POST", path, json={"devices": [device]})
        assert answer.json()["code"] == code


async def test_nobody_is_booked_as_a_screen(api: Api) -> None:
    """Its seat comes with its link."""
    wish = api.wish()
    wish["seats"][1]["role"] = "room_device"
    answer = await api.staff("POST", "/hearings", json=wish)
    assert (answer.status_code, answer.json()["code"]) == (422, "hearing.room_device")


async def test_who_admits_is_booked_and_written_into_the_ledger(api: Api) -> None:
    """Without a word everybody may enter."""
    assert (await api.scheduled())["admission"] == "open"
    wish = api.wish(
        starts_at="2026-03-04T16:00:00+07:00",
        ends_at="2026-03-04T17:00:00+07:00",
        admission="by_clerk",
    )
    booked = (await api.made("/hearings", wish))["id"]
    listed = await api.made(f"/hearings/{booked}/schedule", {})
    assert (listed["admission"], listed["live"]["admission"]) == ("by_clerk", "by_clerk")
