"""Rulings on an installation beyond this machine: true TLS at every door that others open."""

import json
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.sync.client import connect

from hearing.roles import Role
from tests.end_to_end.booking import Hearing, Registrar
from tests.end_to_end.installation import Installation, serving

# With another engine TLS is its door's; the installation then opens nothing of its own for it.
pytestmark = [pytest.mark.slow, pytest.mark.embedded]

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    data_dir = tmp_path_factory.mktemp("https")
    options = ("--local-authority", "--name", "localhost", "--trusted-proxy", HERE)
    with serving(data_dir, *options) as installation:
        yield installation


@pytest.fixture(scope="module")
def trust(served: Installation) -> ssl.SSLContext:
    """What a device has that trusts the authority, and nothing else."""
    return ssl.create_default_context(cafile=served.log.parent / "authority/authority.crt")


@pytest.fixture
def hearing(served: Installation, trust: ssl.SSLContext) -> Iterator[Hearing]:
    registrar = Registrar(served, trust)
    try:
        booked = registrar.book([Role.PRESIDING_JUDGE, Role.CLERK])
        order = {"type": "open_hearing"}
        registrar.post(f"hearings/{booked.id}/commands", id="open-0001", command=order)
        yield booked
    finally:
        registrar.close()


def test_whoever_does_not_trust_the_authority_gets_nothing(served: Installation) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(served.url, timeout=60)


def test_the_authority_is_offered_for_comparison(
    served: Installation, trust: ssl.SSLContext
) -> None:
    offered = httpx.get(
        f"{served.url}/authority.crt", verify=trust, timeout=60
    ).raise_for_status()
    kept = served.log.parent / "authority/authority.crt"
    assert offered.text == kept.read_text()
    assert "BEGIN CERTIFICATE" in offered.text


def test_the_whole_way_into_the_room_is_encrypted(
    served: Installation, trust: ssl.SSLContext, hearing: Hearing
) -> None:
    """Page, link, cookie, hearing socket and relay."""
    policy = httpx.get(served.url, verify=trust, timeout=60).headers["content-security-policy"]
    token = {"token": hearing.links[Role.CLERK].partition("#")[2]}
    with httpx.Client(base_url=f"{served.url}/api/v1", verify=trust, timeout=60) as browser:
        seated = browser.post("/links/redeem", json=token).raise_for_status()
        assert "Secure" in seated.headers["set-cookie"]
        cookie = f"pt-seat={seated.cookies['pt-seat']}"
    socket = f"{served.url.replace('https', 'wss')}{seated.json()['socket']}"
    with connect(socket, ssl=trust, additional_headers={"Cookie": cookie}) as clerk:
        media = next(told for told in map(json.loads, clerk) if told["type"] == "media")
    relay = urlsplit(media["url"])
    assert relay.scheme == "wss"
    assert f"wss://{relay.netloc}" in policy
    validate = f"https://{relay.netloc}/rtc/v1/validate?access_token={media['token']}"
    assert httpx.get(validate, verify=trust, timeout=60).text == "success"


def test_guesses_are_counted_by_the_address_that_the_trusted_proxy_names(
    served: Installation, trust: ssl.SSLContext
) -> None:
    """Otherwise one guesser behind the proxy shuts out the whole court."""

    def guess(address: str) -> int:
        proxied = {"X-Forwarded-For": f"203.0.113.77, {address}"}
        look = f"{served.url}/api/v1/links/look"
        with httpx.Client(verify=trust, headers=proxied, timeout=60) as client:
            return client.post(look, json={"token": "x" * 43}).status_code

    assert [guess("198.51.100.7") for _ in range(21)][-1] == 429
    assert guess("198.51.100.8") == 404
