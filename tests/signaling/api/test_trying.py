"""Rulings on trying the way to the court before joining."""

import pytest

from hearing.ids import HearingId
from signaling.api.trying import Way
from tests.signaling.api.world import Api, Json, installation, token


async def _link(api: Api) -> Json:
    return (await api.links((await api.scheduled())["id"]))[0]


async def test_there_and_back_with_as_much_as_asked_for(api: Api) -> None:
    """And nothing is redeemed by it."""
    link = await _link(api)
    secret = token(link["url"])
    for want in (0, 1, 65_536):
        body = {"token": secret, "padding": "x" * want, "want": want}
        answer = await api.stranger("POST", "/links/probe", json=body)
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["padding"]) == want
        assert 0 <= answer.json()["spent_ms"] < 10_000
    looked = await api.stranger("POST", "/links/look", json={"token": secret})
    assert looked.json()["state"] == "valid"


async def test_more_than_a_probe_is_refused(api: Api) -> None:
    """It is to measure, not to carry."""
    secret = token((await _link(api))["url"])
    for body in ({"want": 200_001}, {"want": -1}, {"padding": "x" * 200_001}):
        answer = await api.stranger("POST", "/links/probe", json={"token": secret, **body})
        assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


@pytest.mark.parametrize("path", ["/links/probe", "/links/try-out"])
async def test_only_who_may_sit_may_try(api: Api, path: str) -> None:
    """Guesses count; a revoked link tries nothing."""
    guess = await api.stranger("POST", path, json={"token": "guess"})
    assert (guess.status_code, guess.json()["code"]) == (404, "link.unknown")
    link = await _link(api)
    await api.made(f"/links/{link['id']}/revoke", {})
    answer = await api.stranger("POST", path, json={"token": token(link["url"])})
    assert (answer.status_code, answer.json()["code"]) == (410, "link.revoked")


async def test_a_device_tries_the_relay_in_a_room_of_its_own(database_url: str) -> None:
    """Named after its link: no room and no device of the hearing."""
    asked: list[tuple[str, str]] = []

    def way(hearing: HearingId, name: str) -> Way:
        asked.append((hearing, name))
        return Way("wss://relay.example", "signed")

    async with installation(database_url, ways=way) as api:
        await api.fill()
        hearing = (await api.scheduled())["id"]
        link = (await api.links(hearing))[0]
        answer = await api.stranger(
            "POST", "/links/try-out", json={"token": token(link["url"])}
        )
        assert answer.json() == {"url": "wss://relay.example", "token": "signed"}
        assert asked == [(hearing, link["id"])]


async def test_without_a_relay_there_is_none_to_try(api: Api) -> None:
    """Said with a code, so that the page measures what it can."""
    body = {"token": token((await _link(api))["url"])}
    answer = await api.stranger("POST", "/links/try-out", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "relay.unavailable")
