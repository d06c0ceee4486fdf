"""Rulings on the front door: all goes through it, a revoked seat not, no token is logged."""

import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from livekit.protocol.rtc import SignalResponse
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from hearing.roles import Role
from signaling.app.authority import ensure
from signaling.app.ports import unused
from signaling.rtc.client import join
from tests.deploy.proxy import proxy
from tests.end_to_end.booking import Hearing, Registrar
from tests.end_to_end.installation import Installation, serving

pytestmark = pytest.mark.slow

OFFER = Path(__file__).resolve().parents[1] / "media/offers/chromium_first.sdp"


@dataclass(frozen=True, slots=True)
class Front:
    """An installation behind its proxy. `url`: what people have."""

    url: str
    inside: Installation
    trust: ssl.SSLContext
    logs: Path


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody who joined through the proxy, with a media token."""

    cookie: str
    socket: str
    media: dict[str, Any]

    def relay(self, path: str, **more: str) -> str:
        return f"{path}?{urlencode({'access_token': self.media['token'], **more})}"


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("proxy")
    own = ensure(folder / "authority", ("localhost",), datetime.now(UTC))
    plain, secure = unused(), unused()
    url = f"https://localhost:{secure}"
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("PHIENTOA_PUBLIC_URL", url)
        settings.setenv("LIVEKIT_PUBLIC_URL", url.replace("https", "wss"))
        settings.setenv("PHIENTOA_TRUSTED_PROXIES", "127.0.0.1")
        with serving(folder / "data") as inside:
            port = inside.port
            files = (own.leaf, own.leaf_key)
            relay = port + 1 if inside.cluster is None else inside.cluster.door
            with proxy(folder, (plain, secure), port, relay, files):
                trust = ssl.create_default_context(cafile=own.certificate)
                yield Front(url, inside, trust, folder)


@pytest.fixture
def registrar(front: Front) -> Iterator[Registrar]:
    somebody = Registrar(Installation(front.url, front.inside.token, front.logs), front.trust)
    yield somebody
    somebody.close()


def _opened(registrar: Registrar) -> Hearing:
    booked = registrar.book([Role.PRESIDING_JUDGE, Role.ACCUSED])
    order = {"type": "open_hearing"}
    registrar.post(f"hearings/{booked.id}/commands", id="open-0001", command=order)
    return booked


def _seated(front: Front, link: str) -> Seated:
    with httpx.Client(
        base_url=f"{front.url}/api/v1", verify=front.trust, timeout=60
    ) as browser:
        token = {"token": link.partition("#")[2]}
        taken = browser.post("/links/redeem", json=token).raise_for_status()
    cookie = f"pt-seat={taken.cookies['pt-seat']}"
    socket = f"{front.url.replace('https', 'wss')}{taken.json()['socket']}"
    with connect(socket, ssl=front.trust, additional_headers={"Cookie": cookie}) as opened:
        media = next(told for told in map(json.loads, opened) if told["type"] == "media")
    assert media["url"] == front.url.replace("https", "wss")
    return Seated(cookie, socket, media)


def _joins(front: Front, seated: Seated) -> str | None:
    """What the relay says first to a join that carries the token as browsers do."""
    asked = join.url(seated.media["url"], OFFER.read_text(), 1)
    token = urlencode({"access_token": seated.media["token"]})
    with connect(f"{asked}&{token}", ssl=front.trust) as relay:
        first = relay.recv()
    assert isinstance(first, bytes)
    said: str | None = SignalResponse.FromString(first).WhichOneof("message")
    return said


def test_people_join_through_it_and_a_revoked_seat_is_refused_at_once(
    front: Front, registrar: Registrar
) -> None:
    hearing = _opened(registrar)
    judge = _seated(front, hearing.links[Role.PRESIDING_JUDGE])
    accused = _seated(front, hearing.links[Role.ACCUSED])
    validate = f"{front.url}{accused.relay('/rtc/v1/validate')}"
    assert httpx.get(validate, verify=front.trust, timeout=60).text == "success"
    assert _joins(front, accused) == "join"
    registrar.post(f"links/{hearing.link_ids[Role.ACCUSED]}/revoke")
    assert httpx.get(validate, verify=front.trust, timeout=60).status_code == 403
    with pytest.raises(InvalidStatus, match="403"):
        _joins(front, accused)
    assert _joins(front, judge) == "join"


def test_without_a_token_nobody_reaches_the_relay(front: Front) -> None:
    for path in ("/rtc", "/rtc/v1", "/rtc/v1/validate", "/rtc?access_token=garbage"):
        assert (
            httpx.get(f"{front.url}{path}", verify=front.trust, timeout=60).status_code == 403
        )


def test_what_is_inside_stays_inside(front: Front) -> None:
    for path in ("/internal/media-access", "/internal/recorder/ready", "/phientoa-seat"):
        assert (
            httpx.get(f"{front.url}{path}", verify=front.trust, timeout=60).status_code == 404
        )
    assert httpx.get(f"{front.url}/twirp", verify=front.trust, timeout=60).status_code == 404


def test_plain_http_leads_to_https(front: Front) -> None:
    text = (front.logs / "phientoa.conf").read_text()
    plain = text.partition("listen 127.0.0.1:")[2].partition(";")[0]
    answer = httpx.get(
        f"http://127.0.0.1:{plain}/join", headers={"Host": "localhost"}, timeout=60
    )
    assert (answer.status_code, answer.headers["location"]) == (301, "https://localhost/join")


def test_no_log_holds_a_link_or_a_token(front: Front, registrar: Registrar) -> None:
    hearing = _opened(registrar)
    link = hearing.links[Role.ACCUSED]
    seated = _seated(front, link)
    assert _joins(front, seated) == "join"
    logs = [*front.logs.glob("*.log"), front.inside.log]
    written = "".join(log.read_text() for log in logs)
    assert "/rtc/v1" in written  # it is logged that they came
    for secret in (
        link.partition("#")[2],
        seated.media["token"],
        seated.cookie.partition("=")[2],
        "access_token",
    ):
        assert secret not in written
