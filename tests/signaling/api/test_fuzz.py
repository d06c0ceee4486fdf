"""Rulings on whatever may be sent: every answer is ours, none is a failure of the server."""

import copy
import json
import random
from typing import Any

import pytest

from tests.signaling.api.world import Api, Json

NASTY: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    " ",
    "a" * 3000,
    "\x00",
    "\ud800",
    "e\u0301" * 150,
    "'; DROP TABLE courts; --",
    "{id} {0} %s",
    "../../etc",
    "2026-02-30T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2026-03-02T09:00:00+99:99",
    "PT1H",
    [],
    [[]],
    {},
    {"\ud800": 1},
    ["pt_0000000000000000"] * 400,
)


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something may be replaced: every value inside `value`, at any depth."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path] * bool(path) + [
        leaf for key, one in inside for leaf in _leaves(one, (*path, key))
    ]


def _spoilt(body: Json, chance: random.Random) -> Json:
    """`body` with something nasty in a place or two."""
    spoilt = copy.deepcopy(body)
    for _ in range(chance.randint(1, 2)):
        path = chance.choice(_leaves(spoilt))
        place: Any = spoilt
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = copy.deepcopy(chance.choice(NASTY))
    return spoilt


async def _bodies(api: Api) -> dict[str, Json]:
    court = api.directory["court"]
    hearing = (await api.scheduled())["id"]
    link = (await api.links(hearing))[0]
    window = {
        "valid_from": "2026-03-02T16:00:00+07:00",
        "valid_to": "2026-03-03T16:00:00+07:00",
    }
    return {
        "/courts": {"name": "Tòa", "zone": "Asia/Ho_Chi_Minh"},
        "/points": {"court": court, "name": "P", "kind": "component", "capacity": 2},
        "/people": {"court": court, "name": "A"},
        "/cases": {"court": court, "number": "9", "type": "civil", "title": "V"},
        "/hearings": api.wish(title="Phiên tòa"),
        f"/hearings/{hearing}/links": {"seats": [link["seat"]], **window},
        f"/hearings/{hearing}/commands": {
            "id": "command-9",
            "command": {"type": "revoke_seat", "seat": link["seat"], "reason": "x"},
        },
        f"/hearings/{hearing}/commands?": {
            "id": "command-8",
            "command": {
                "type": "seat_person",
                "seat": "seat_1",
                "person": api.directory["judge"],
                "role": "witness",
                "device": "dev_1",
                "display": "A",
            },
        },
        f"/hearings/{hearing}/cancel": {"reason": "x"},
        "/webhooks": {"url": "https://a.example/", "events": ["hearing.status"]},
        "/sign-in": {"user": "a", "password": "b", "code": "123456"},
        "/staff": {
            "user": "a",
            "name": "A",
            "password": "một mật khẩu dài",
            "roles": [{"role": "clerk", "court": court}],
            "people": [api.directory["judge"]],
        },
        "/links/redeem": {"token": "x"},
        "/links/look": {"token": "x"},
        "/links/transfer": {"token": "x", "code": "042917"},
        f"/hearings/{hearing}/device-links": {"devices": None},
    }


@pytest.mark.parametrize("seed", range(3))
async def test_no_body_makes_the_server_fail(either_api: Api, seed: int) -> None:
    """Valid requests with nasty values in any place."""
    chance = random.Random(seed)
    for path, body in (await _bodies(either_api)).items():
        for _ in range(12):
            spoilt = _spoilt(body, chance)
            answer = await either_api.staff_bytes(path, json.dumps(spoilt).encode())
            assert answer.status_code < 500, (path, spoilt, answer.text)
            if answer.status_code >= 400:
                assert answer.json()["code"], (path, spoilt)


@pytest.mark.parametrize(
    "id_", ["%00", "%ff", "..%2f", "hrg_" + "0" * 99, "hrg_%F0%9F%98%80", "'", "{}"]
)
async def test_no_address_makes_the_server_fail(api: Api, id_: str) -> None:
    """Every path with ids that are none of ours."""
    for path, methods in api.app.openapi()["paths"].items():
        plain = path.removeprefix("/api/v1")
        for name in (
            "hearing",
            "link",
            "seat",
            "staff",
            "court",
            "kind",
            "key",
            "webhook",
            "delivery",
            "listing",
        ):
            plain = plain.replace(f"{{{name}}}", id_)
        for method in methods:
            query = "?court=%00&case=x&limit=-1&after=99999999999999999999"
            answer = await api.staff(method.upper(), plain + query)
            assert answer.status_code < 500, (method, plain, answer.text)
