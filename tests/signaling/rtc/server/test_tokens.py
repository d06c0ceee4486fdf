"""Rulings on access tokens."""

import base64
import datetime
import hashlib
import hmac
import json

import pytest
from livekit import api

from hearing.refusal import Refusal
from signaling.rtc.server import tokens
from signaling.rtc.server.grants import SOURCES
from signaling.rtc.server.tokens import Keys
from tests.signaling.rtc.server.fakes import KEYS

NOW = 1_800_000_000.0


HASHES = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}


def segment(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def made(
    claims: dict[str, object], key: str = KEYS.api_secret, algorithm: str = "HS256"
) -> str:
    """A token as anybody could make it, with what no library would sign."""
    standard = {"iss": KEYS.api_key, "exp": NOW + 60, "nbf": NOW - 60, "sub": "dev_1"}
    head = f"{segment({'alg': algorithm, 'typ': 'JWT'})}.{segment({**standard, **claims})}"
    if algorithm not in HASHES:
        return head + "."
    mac = hmac.digest(key.encode(), head.encode(), HASHES[algorithm])
    return f"{head}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def test_a_token_of_livekit_api_is_understood() -> None:
    grants = api.VideoGrants(
        room_join=True,
        room="r",
        can_publish_sources=["camera", "microphone"],
        can_publish_data=False,
        hidden=True,
    )
    token = (
        api.AccessToken(KEYS.api_key, KEYS.api_secret)
        .with_identity("dev_1")
        .with_name("judge")
        .with_attributes({"a": "b"})
        .with_grants(grants)
        .to_jwt()
    )
    now = datetime.datetime.now(datetime.UTC).timestamp()
    claims = tokens.verify(token, KEYS, now)
    assert (claims.identity, claims.name, claims.attributes) == ("dev_1", "judge", {"a": "b"})
    assert claims.grants.sources == {SOURCES["camera"], SOURCES["microphone"]}
    assert claims.grants.hidden
    assert not claims.grants.can_publish_data
    assert claims.grants.can_subscribe


def test_a_refreshed_token_says_the_same() -> None:
    video = {
        "room": "r",
        "roomJoin": True,
        "canPublishSources": ["microphone"],
        "canSubscribe": False,
    }
    claims = tokens.verify(
        made({"video": video, "name": "n", "attributes": {"k": "v"}}), KEYS, NOW
    )
    again = tokens.verify(tokens.refreshed(claims, KEYS, NOW + 30), KEYS, NOW + 500)
    assert again == claims


@pytest.mark.parametrize(
    "token",
    [
        "",
        "not.a.token",
        "x" * 10_000,
        made({}, key="another secret of thirty-two bytes or more"),
        made({"exp": NOW - 61}),
        made({"nbf": NOW + 61}),
        made({"iss": "another"}),
        made({"iss": 5}),
        made({"exp": None}),
        made({"exp": "soon"}),
        made({"video": "everything"}),
        made({"video": {"roomJoin": "yes"}}),
        made({"video": {"canPublishSources": ["telepathy"]}}),
        made({"attributes": {"a": 1}}),
        made({}, algorithm="HS512"),
        made({}, algorithm="none"),
    ],
)
def test_a_bad_token_is_not_allowed_and_says_nothing_more(token: str) -> None:
    with pytest.raises(Refusal) as refused:
        tokens.verify(token, KEYS, NOW)
    assert refused.value.code == "rtc.token"
    assert not refused.value.facts


def test_a_token_without_a_video_grant_grants_nothing() -> None:
    grants = tokens.verify(made({}), KEYS, NOW).grants
    assert not any((grants.room_join, grants.can_publish, grants.can_subscribe))


def test_a_short_secret_is_no_secret() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keys("devkey", "secret")


def test_keys_do_not_show_in_a_log() -> None:
    assert KEYS.api_secret not in repr(KEYS)
