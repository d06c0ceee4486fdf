"""Rulings on points shut and people away."""

from typing import Any

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, Json

DAY = {"starts_at": "2026-03-02T00:00:00+07:00", "ends_at": "2026-03-03T00:00:00+07:00"}


def _absence(api: Api, kind: str, who: str, **more: Any) -> Json:
    return {
        "court": api.directory["court"],
        "kind": kind,
        "resource": api.directory[who],
        **DAY,
        "reason": "Nghỉ phép",
        **more,
    }


async def test_nothing_is_booked_with_who_is_away(either_api: Api) -> None:
    """The refusal says so, and offers times at which they are back; so does the free list."""
    api = either_api
    away = await api.made("/absences", _absence(api, "person", "judge"))
    refused = (await api.staff("POST", "/hearings", json=api.wish())).json()
    assert (refused["code"], refused["facts"]["id"]) == (
        "booking.absent",
        api.directory["judge"],
    )
    assert [one["absence"] for one in refused["collisions"]] == [away["id"]]
    assert refused["alternatives"][0]["sittings"][0]["starts_at"] >= "2026-03-03"
    path = f"/courts/{api.directory['court']}"
    query = {**DAY, "people": api.directory["judge"]}
    assert (await api.staff("GET", f"{path}/free", params=query)).json() == []
    listed = (await api.staff("GET", f"{path}/absences", params=DAY)).json()
    assert listed == [away]
    back = await api.staff("DELETE", f"/absences/{away['id']}")
    assert back.json() == away
    await api.made("/hearings", api.wish())
    again = await api.staff("DELETE", f"/absences/{away['id']}")
    assert (again.status_code, again.json()["code"]) == (404, "absence.unknown")


async def test_a_point_shut_for_months_is_shut_every_day(either_api: Api) -> None:
    """All its places; longer than one reservation may be."""
    api = either_api
    long = _absence(api, "point", "jail", ends_at="2026-06-01T00:00:00+07:00")
    await api.made("/absences", long)
    for day in ("2026-03-02", "2026-05-29"):
        wish = api.wish(starts_at=f"{day}T08:00:00+07:00", ends_at=f"{day}T09:00:00+07:00")
        refused = (await api.staff("POST", "/hearings", json=wish)).json()
        assert (refused["code"], refused["facts"]["id"]) == (
            "booking.absent",
            api.directory["jail"],
        )
    june = api.wish(starts_at="2026-06-01T08:00:00+07:00", ends_at="2026-06-01T09:00:00+07:00")
    await api.made("/hearings", june)


async def test_who_has_a_hearing_is_not_away_then(either_api: Api) -> None:
    """It is named; move it first."""
    api = either_api
    hearing = (await api.made("/hearings", api.wish()))["id"]
    for kind, who in (("person", "judge"), ("point", "jail")):
        refused = (await api.staff("POST", "/absences", json=_absence(api, kind, who))).json()
        assert (refused["code"], refused["facts"]["hearing"]) == ("booking.conflict", hearing)


async def test_a_bad_absence_is_refused(api: Api) -> None:
    """Each with its reason; another court's staff cannot touch it."""
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    for change, code in (
        ({"resource": "per_0000000000000000"}, "person.unknown"),
        ({"kind": "point", "resource": "pt_0000000000000000"}, "point.unknown"),
        ({"court": other}, "hearing.other_court"),
        (
            {"court": other, "kind": "point", "resource": api.directory["room"]},
            "hearing.other_court",
        ),
        ({"ends_at": DAY["starts_at"]}, "time.order"),
        ({"ends_at": "2029-03-02T00:00:00Z"}, "time.too_long"),
        ({"reason": " "}, "text.empty"),
        ({"kind": "escort"}, "request.invalid"),
    ):
        body = {**_absence(api, "person", "judge"), **change}
        refused = await api.staff("POST", "/absences", json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    away = await api.made("/absences", _absence(api, "person", "judge"))
    async with signed_in(api, "away", ("registrar", other)) as elsewhere:
        refused = await elsewhere.ask("DELETE", f"/absences/{away['id']}")
        assert refused.json()["code"] == "staff.right"
