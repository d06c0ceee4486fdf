"""Rulings on REST with the court itself: ledger and booking change together or not at all."""

import asyncio

from hearing.ids import HearingId
from hearing.state import Status
from signaling.court.service import Court
from tests.signaling.api.world import Api, Json


def _seat(hearing: Json, role: str) -> str:
    seat: str = next(seat["id"] for seat in hearing["seats"] if seat["role"] == role)
    return seat


async def test_a_hearing_goes_from_draft_to_cancelled(held: tuple[Api, Court]) -> None:
    """Each step in the ledger, and the room free again at the end."""
    api, court = held
    hearing = await api.scheduled()
    assert hearing["live"]["status"] == "scheduled"
    opened = {"id": "command-1", "command": {"type": "open_hearing"}}
    await api.made(f"/hearings/{hearing['id']}/commands", opened)
    assert (await court.state(HearingId(hearing["id"]))).status is Status.OPEN
    refused = await api.staff("POST", "/hearings", json=api.wish())
    assert refused.json()["code"] == "booking.conflict"
    await api.made(f"/hearings/{hearing['id']}/cancel", {"reason": "Mất điện"})
    await api.made("/hearings", api.wish())
    ledger = (await api.staff("GET", f"/hearings/{hearing['id']}/ledger")).json()
    assert [row["seq"] for row in ledger["entries"]] == [1, 2, 3, 4]


async def test_many_hearings_are_put_on_the_list_at_once(held: tuple[Api, Court]) -> None:
    """More than there are connections to the database."""
    api, _ = held
    days = [f"2026-03-{day:02}T{{}}:00:00+07:00" for day in range(1, 26)]
    booked = await asyncio.gather(
        *(
            api.made(
                "/hearings", api.wish(starts_at=day.format("08"), ends_at=day.format("09"))
            )
            for day in days
        )
    )
    scheduled = await asyncio.gather(
        *(api.made(f"/hearings/{hearing['id']}/schedule", {}) for hearing in booked)
    )
    assert {hearing["state"] for hearing in scheduled} == {"scheduled"}


async def test_a_refused_command_leaves_the_booking_alone(held: tuple[Api, Court]) -> None:
    """No reason, no cancelling, no free room."""
    api, _ = held
    hearing = await api.scheduled()
    refused = await api.staff("POST", f"/hearings/{hearing['id']}/cancel", json={"reason": " "})
    assert (refused.status_code, refused.json()["code"]) == (422, "hearing.reason_missing")
    again = await api.staff("POST", "/hearings", json=api.wish())
    assert again.json()["code"] == "booking.conflict"


async def test_a_used_command_id_changes_nothing_more(held: tuple[Api, Court]) -> None:
    """Whatever comes with it: the room of an open hearing is not freed."""
    api, court = held
    hearing = await api.scheduled()
    path = f"/hearings/{hearing['id']}/commands"
    first = await api.made(path, {"id": "command-1", "command": {"type": "open_hearing"}})
    cancel = {"type": "cancel", "reason": "Mất điện"}
    assert await api.made(path, {"id": "command-1", "command": cancel}) == first
    assert (await court.state(HearingId(hearing["id"]))).status is Status.OPEN
    refused = await api.staff("POST", "/hearings", json=api.wish())
    assert refused.json()["code"] == "booking.conflict"


async def test_a_revoked_link_takes_the_seat_and_another_seat_is_given(
    held: tuple[Api, Court],
) -> None:
    """The same person at the same device: a new seat, a new link."""
    api, court = held
    hearing = await api.scheduled()
    counsel = _seat(hearing, "defence_counsel")
    link = (await api.links(hearing["id"], seats=[counsel]))[0]
    taken = (await api.redeem(link["url"])).json()
    await api.made(f"/links/{link['id']}/revoke", {})
    state = await court.state(HearingId(hearing["id"]))
    assert [seat.id for seat in state.seats.values() if seat.revoked] == [counsel]

    seated = {
        "type": "seat_person",
        "seat": "seat_0000000000000001",
        "person": api.directory["counsel"],
        "role": "defence_counsel",
        "device": taken["device"],
        "display": "Trần Văn Bình",
    }
    command = {"id": "command-2", "command": seated}
    await api.made(f"/hearings/{hearing['id']}/commands", command)
    new = (await api.links(hearing["id"], seats=["seat_0000000000000001"]))[0]
    again = (await api.redeem(new["url"])).json()
    assert (again["device"], again["name"]) == (taken["device"], "Trần Văn Bình")


async def test_who_is_seated_later_must_be_free_then(held: tuple[Api, Court]) -> None:
    """Else neither ledger nor booking has them."""
    api, court = held
    hearing = await api.scheduled()
    late = (await api.made("/people", {"court": api.directory["court"], "name": "Muộn"}))["id"]
    room = (
        await api.made(
            "/points",
            {"court": api.directory["court"], "name": "Phòng 2", "kind": "central"},
        )
    )["id"]
    other = api.wish(
        points=[room],
        devices=[{"key": "room", "kind": "room", "point": room}],
        seats=[{"person": late, "role": "presiding_judge", "device": "room"}],
    )
    await api.made("/hearings", other)
    device = next(one["id"] for one in hearing["devices"] if one["key"] == "room")
    for person, code in ((late, "booking.conflict"), ("per_0", "person.unknown")):
        seated = {
            "type": "seat_person",
            "seat": "seat_1",
            "person": person,
            "role": "witness",
            "device": device,
            "display": "Muộn",
        }
        answer = await api.staff(
            "POST",
            f"/hearings/{hearing['id']}/commands",
            json={"id": f"command-{code}".replace(".", "-"), "command": seated},
        )
        assert answer.json()["code"] == code
    state = await court.state(HearingId(hearing["id"]))
    assert len(state.seats) == 2
