"""Rulings on who may ask what: every staff route, every office, at home and elsewhere."""

from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from signaling.accounts.rights import RIGHTS, Office, Right
from signaling.api.doors import DOORS, Door, Where
from tests.signaling.api.staff_party import Browser, signed_in
from tests.signaling.api.world import Api, Json

LATER = frozenset({"renders", "verify", "device-links"})
"""Routes of others that this installation may not have yet."""


def _staff_routes(api: Api) -> Iterator[tuple[str, str]]:
    own = ("/sign-in", "/sign-out", "/me", "/my-day", "/links/look", "/links/redeem")
    public = (
        *own,
        "/links/transfer",
        "/links/probe",
        "/links/try-out",
        "/seats/",
        "/health",
        "/public/",
        "/receipts/",
    )
    for path, methods in api.app.openapi()["paths"].items():
        plain = path.removeprefix("/api/v1")
        if not plain.startswith(public):
            yield from ((method.upper(), plain) for method in methods)


async def test_every_staff_route_has_its_row_and_every_row_its_route(api: Api) -> None:
    """A route without a row is shut to everybody but the installation's token."""
    routes = set(_staff_routes(api))
    assert routes <= set(DOORS)
    gone = {path for method, path in set(DOORS) - routes}
    assert all(LATER & set(path.split("/")) for path in gone)


@pytest.fixture
async def two_courts(api: Api) -> tuple[Api, Json]:
    """A scheduled hearing with a link at one court, and another court with nothing."""
    hearing = await api.scheduled()
    link = (await api.links(hearing["id"]))[0]
    other = await api.made("/courts", {"name": "Tòa khác", "zone": "Asia/Ho_Chi_Minh"})
    return api, {"hearing": hearing["id"], "link": link["id"], "other": other["id"]}


def _is_allowed(office: Office, path: str, door: Door, *, at_home: bool) -> bool:
    """Copies know their hearing, and so their court, where there is a renderer: not here."""
    if door.right not in RIGHTS[office] or door.where is Where.INSTALLATION:
        return False
    unread = path.startswith(("/renders/", "/absences/", "/checks/", "/webhooks/", "/lists/"))
    return at_home or door.where is Where.SOMEWHERE or unread


@pytest.mark.parametrize("office", Office)
async def test_each_office_opens_its_doors_at_its_court_only(
    two_courts: tuple[Api, Json], office: Office
) -> None:
    """Refused with `staff.right` or `staff.beyond`, else let through (and refused, if at all,
    for what was asked)."""
    api, made = two_courts
    court = api.directory["court"]
    named = {
        **made,
        "court": court,
        "staff": "stf_0000000000000000",
        "render": "rnd_0",
        "kind": "cases",
        "seat": "seat_0000000000000000",
        "form": "pdf",
        "key": "assess",
        "notice": "ntc_0000000000000000",
        "absence": "abs_0000000000000000",
        "webhook": "whk_0000000000000000",
        "listing": "lst_0000000000000000",
        "delivery": "dlv_0000000000000000",
        "point": api.directory["room"],
        "person": api.directory["judge"],
        "case": api.directory["case"],
        "check": "chk_0000000000000000",
    }
    async with AsyncExitStack() as stack:
        home = await stack.enter_async_context(
            signed_in(api, "home", (office.value, api.directory["court"]))
        )
        away = await stack.enter_async_context(
            signed_in(api, "away", (office.value, made["other"]))
        )
        for method, path in _staff_routes(api):
            door = DOORS[method, path]
            if "{staff}" in path:
                named["staff"] = home.id
            for asker, at_home in ((home, True), (away, False)):
                code = await _code(asker, api, method, path.format(**named))
                refused = code in ("staff.right", "staff.beyond")
                allowed = _is_allowed(office, path, door, at_home=at_home)
                assert refused is not allowed, (method, path, at_home, code)


async def _code(asker: Browser, api: Api, method: str, path: str) -> str:
    """What is answered to a request that is right in form, so far as it matters."""
    bodies: dict[str, Json] = {
        "/courts": {"name": "Tòa", "zone": "UTC"},
        "/points": {
            "court": api.directory["court"],
            "name": "P",
            "kind": "component",
            "capacity": 0,
        },
        "/people": {"court": api.directory["court"], "name": ""},
        "/cases": {
            "court": api.directory["court"],
            "number": "",
            "type": "civil",
            "title": "V",
        },
        "/hearings": api.wish(points=[]),
        f"/points/{api.directory['room']}/checks": {
            "starts_at": "2026-03-02T00:00:00Z",
            "ends_at": "2026-03-02T00:00:00Z",
        },
        "/absences": {
            "court": api.directory["court"],
            "kind": "person",
            "resource": api.directory["judge"],
            "starts_at": "2026-03-02T00:00:00Z",
            "ends_at": "2026-03-03T00:00:00Z",
            "reason": "",
        },
        f"/courts/{api.directory['court']}/import/cases": {
            "name": "cases.csv",
            "content": "bnVtYmVyCg==",
        },
        f"/courts/{api.directory['court']}/lists": {
            "first_day": "2026-03-02",
            "cases": [{"case": "cas_0", "minutes": 60, "judges": ["per_0"]}],
        },
        "/webhooks": {"court": api.directory["court"], "url": "https://court.example:0/"},
        "/staff": {
            "user": "new.one",
            "name": "N",
            "password": "một mật khẩu dài",
            "roles": [{"role": "clerk", "court": api.directory["court"]}],
        },
    }
    if path.startswith("/staff/") and method == "POST":
        last = path.rpartition("/")[2]
        body: Json | None = {"password": "một mật khẩu dài"} if last == "password" else {}
        if last in ("revoke", "reset", "password"):  # reading is asked for the same right
            answer = await asker.ask(
                "GET", path.removesuffix(f"/{last}").removesuffix("/second-factor")
            )
            return str(answer.json().get("code", "")) if answer.is_error else ""
    else:
        body = bodies.get(path, {"reason": " "} if path.endswith("/cancel") else {})
    if path.endswith(("/calendar", "/free", "/absences", "/busy")) and method == "GET":
        path += "?starts_at=2026-03-02T00:00:00Z&ends_at=2026-03-09T00:00:00Z"
    answer = await asker.ask(method, path, json=body if method in ("POST", "PATCH") else None)
    said = answer.json() if "json" in answer.headers.get("content-type", "") else {}
    return str(said.get("code", "")) if isinstance(said, dict) else ""


async def test_lists_hold_what_lies_within(two_courts: tuple[Api, Json]) -> None:
    """The same address answers each court's staff with their own."""
    api, made = two_courts
    court = api.directory["court"]
    async with (
        signed_in(api, "home", ("clerk", court)) as home,
        signed_in(api, "away", ("clerk", made["other"])) as away,
        signed_in(api, "both", ("clerk", court), ("registrar", made["other"])) as both,
    ):
        for path, here, there in (
            ("/courts", 1, 1),
            ("/points", 2, 0),
            ("/people", 2, 0),
            ("/cases", 1, 0),
            ("/hearings", 1, 0),
        ):
            assert len((await home.ask("GET", path)).json()) == here, path
            assert len((await away.ask("GET", path)).json()) == there, path
            assert len((await both.ask("GET", path)).json()) == here + there, path
        for path in ("/points", "/people", "/cases", "/hearings"):
            assert (await away.ask("GET", f"{path}?court={court}")).json() == []
        unknown = await home.ask("GET", "/hearings/hrg_0000000000000000")
        assert unknown.json()["code"] == "hearing.unknown"


async def test_an_administrator_of_all_courts_founds_them_and_reads_the_audit(
    api: Api,
) -> None:
    """And gets neither the record nor a link."""
    hearing = await api.scheduled()
    async with signed_in(api, "root", ("administrator", None)) as root:
        court = {"name": "Tòa mới", "zone": "Asia/Ho_Chi_Minh"}
        assert (await root.ask("POST", "/courts", json=court)).status_code == 201
        rows = (await root.ask("GET", "/audit")).json()
        assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
        assert f'"by":"{root.id}"' in rows[-1]["body"]
        for path in ("ledger", "recording", "bundle", "links"):
            refused = await root.ask("GET", f"/hearings/{hearing['id']}/{path}")
            assert (refused.status_code, refused.json()["code"]) == (403, "staff.right")
        assert Right.RECORD not in (await root.ask("GET", "/me")).json()["rights"]


async def test_what_staff_do_bears_their_account_in_the_hearings_ledger(api: Api) -> None:
    """And the installation's token goes on as it was."""
    booked = await api.made("/hearings", api.wish())
    async with signed_in(api, "list", ("registrar", api.directory["court"])) as listing:
        done = await listing.ask("POST", f"/hearings/{booked['id']}/schedule", json={})
        assert done.status_code == 200, done.text
        assert [one.name for one in api.court.by if one.kind == "staff"] == [listing.id]


async def test_the_token_counts_also_where_a_browser_has_a_session(api: Api) -> None:
    """A wrong one is refused whatever cookie comes with it; no cookie, no page's words."""
    async with signed_in(api, "hoa") as hoa:
        wrong = await hoa.ask("GET", "/courts", headers={"Authorization": "Bearer wrong"})
        assert wrong.json()["code"] == "staff.token"
        assert (await hoa.ask("GET", "/courts")).json()["code"] == "staff.right"
        none = await api.stranger("GET", "/courts")
        assert none.json()["code"] == "staff.token"
        for method, path in (("GET", "/me"), ("GET", "/my-day"), ("POST", "/sign-out")):
            refused = await api.staff(method, path)
            assert (refused.status_code, refused.json()["code"]) == (401, "staff.session")
