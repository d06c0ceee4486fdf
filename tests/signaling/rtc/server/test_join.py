"""Rulings on join requests."""

import base64
import gzip

import pytest
from livekit.protocol.rtc import JoinRequest, WrappedJoinRequest

from hearing.refusal import Refusal
from signaling.rtc.server import join
from signaling.rtc.server.grants import Grants
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.tokens import Claims
from tests.signaling.rtc.server.fakes import granted

LIMITS = SignalLimits()


def wrapped(raw: bytes, compression: WrappedJoinRequest.Compression) -> str:
    message = WrappedJoinRequest(compression=compression, join_request=raw)
    return base64.urlsafe_b64encode(message.SerializeToString()).decode()


@pytest.mark.parametrize("padded", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_a_join_request_is_read_packed_or_not(packed: bool, padded: bool) -> None:
    raw = JoinRequest(metadata="m" * 50).SerializeToString()
    if packed:
        text = wrapped(gzip.compress(raw, mtime=0), WrappedJoinRequest.GZIP)
    else:
        text = wrapped(raw, WrappedJoinRequest.NONE)
    assert join.decode(text if padded else text.rstrip("="), 1000).metadata == "m" * 50


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(JoinRequest(metadata="0" * 50_000_000).SerializeToString())
    with pytest.raises(Refusal, match=r"rtc\.join_request"):
        join.decode(wrapped(bomb, WrappedJoinRequest.GZIP), LIMITS.join_request)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "%%%",
        "a",
        "\N{LATIN SMALL LETTER A WITH ACUTE}",
        base64.urlsafe_b64encode(b"\xff\xff\xff").decode(),
        wrapped(b"\xff\xff\xff", WrappedJoinRequest.NONE),
        wrapped(b"not gzip", WrappedJoinRequest.GZIP),
        wrapped(gzip.compress(b"\xff\xff", mtime=0), WrappedJoinRequest.GZIP),
        wrapped(gzip.compress(b"cut short" * 100, mtime=0)[:-12], WrappedJoinRequest.GZIP),
        "A" * 300_000,
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"rtc\.join_request"):
        join.decode(text, LIMITS.join_request)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        (Claims("dev", Grants(room="r")), "rtc.grant"),
        (Claims("dev", Grants(room_join=True)), "rtc.grant"),
        (Claims("", granted()), "rtc.grant"),
        (Claims("d" * 257, granted()), "rtc.too_large"),
        (Claims("dev", Grants(room="r" * 257, room_join=True)), "rtc.too_large"),
        (Claims("dev", granted(), metadata="m" * 70_000), "rtc.too_large"),
        (Claims("dev", granted(), attributes={"a": "b" * 70_000}), "rtc.too_large"),
    ],
)
def test_who_may_not_join(claims: Claims, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        join.may_join(claims, LIMITS)
    assert refused.value.code == code


def test_a_client_describes_itself_only_with_the_grant() -> None:
    request = JoinRequest(metadata="mine", participant_attributes={"k": "v", "gone": ""})
    with pytest.raises(Refusal, match=r"rtc\.grant"):
        join.admitted(Claims("dev", granted()), request, LIMITS)
    allowed = Claims("dev", granted(can_update_own_metadata=True), attributes={"a": "b"})
    entered = join.admitted(allowed, request, LIMITS)
    assert entered.metadata == "mine"
    assert entered.attributes == {"a": "b", "k": "v"}


@pytest.mark.parametrize(
    ("query", "automatic", "reconnect", "sid"),
    [
        ({}, True, False, ""),
        ({"auto_subscribe": "0"}, False, False, ""),
        ({"auto_subscribe": "true", "reconnect": "1", "sid": "PA_x"}, True, True, "PA_x"),
        ({"reconnect": "yes", "sid": "x" * 1000}, True, False, "x" * 64),
    ],
)
def test_the_older_protocol_says_it_in_the_query(
    query: dict[str, str], automatic: bool, reconnect: bool, sid: str
) -> None:
    request = join.asked(query)
    assert request.connection_settings.auto_subscribe == automatic
    assert (request.reconnect, request.participant_sid) == (reconnect, sid)
