"""Rulings on `phientoa demo`: what it promises to whoever starts it, once and again."""

import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from signaling.app.ports import unused
from tests.demo import Demo, demo

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_the_engine")]

PHIENTOA = (sys.executable, "-m", "signaling.cli")
ROLES = [
    "presiding_judge",
    "clerk",
    "prosecutor",
    "accused",
    "custody_officer",
    "defence_counsel",
    "observer",
]


def _post(shown: Demo, path: str, body: dict[str, str]) -> httpx.Response:
    answer = httpx.post(f"{shown.url}/api/v1{path}", json=body, timeout=60)
    return answer.raise_for_status()


def _guesses(shown: Demo) -> list[int]:
    look = f"{shown.url}/api/v1/links/look"
    with httpx.Client(timeout=60) as guesser:
        return [
            guesser.post(
                look,
                json={"token": "x" * 43},
                headers={"X-Forwarded-For": f"198.51.100.{number}"},
            ).status_code
            for number in range(21)
        ]


def _token(link: str) -> dict[str, str]:
    return {"token": link.partition("#")[2]}


def _my_hearings(shown: Demo, user: str) -> dict[str, Any]:
    here = {"Origin": shown.url}
    with httpx.Client(base_url=f"{shown.url}/api/v1", headers=here, timeout=60) as browser:
        proof = {"user": user, "password": shown.staff[user]}
        entered = browser.post("/sign-in", json=proof).raise_for_status().json()
        assert entered["state"] == "signed_in"
        (sitting,) = browser.get("/my-day").raise_for_status().json()["hearings"]
        if sitting["enter"]:
            taken = browser.post(f"/hearings/{sitting['id']}/enter", json={})
            assert taken.raise_for_status().json()["role"] == sitting["seat"]["role"]
    return dict(sitting)


def test_the_demo_keeps_its_promise_and_its_hearing(tmp_path: Path) -> None:
    port = unused(together=5)
    with demo(PHIENTOA, tmp_path, port) as first:
        assert list(first.links) == ROLES
        assert len(first.devices) == 2
        assert first.relay_url.startswith("ws")
        for link in (*first.links.values(), *first.devices.values()):
            assert _post(first, "/links/look", _token(link)).json()["state"] == "valid"
        for user, enters in {
            "administrator": False,
            "registrar": False,
            "presiding_judge": True,
            "clerk": True,
        }.items():
            sitting = _my_hearings(first, user)
            assert (sitting["id"], sitting["enter"]) == (first.hearing, enters)
        seated = _post(first, "/links/redeem", _token(first.links["accused"]))
        session = f"{first.url}/api/v1/seats/{seated.json()['seat']}/session"
        assert _guesses(first)[-1] == 429  # nobody is believed about where they come from
    with demo(PHIENTOA, tmp_path, port) as again:
        assert again.hearing == first.hearing
        assert again.staff == first.staff
        assert httpx.get(
            session, cookies=seated.cookies, timeout=60
        ).is_success  # the seat goes on
        fresh = {*again.links.values(), *again.devices.values()}
        assert fresh.isdisjoint({*first.links.values(), *first.devices.values()})
        for link in fresh:
            assert _post(again, "/links/look", _token(link)).json()["state"] == "valid"
