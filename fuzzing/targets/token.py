"""Access tokens: as anybody may write them, and as only the secret's holder can sign them."""

import base64
import hmac

from fuzzing.targets.documented import documented
from hearing.refusal import Refusal
from signaling.rtc.server import join, tokens
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.tokens import Keys

KEYS = Keys("PTfuzz", "a secret of at least thirty-two bytes")
NOW = 1_800_000_000.0
_LIMITS = SignalLimits()
TEXT, SIGNED, OURS = range(3)
_HEADER = b'{"alg":"HS256","typ":"JWT"}'


def run(data: bytes) -> None:
    """The first byte tells what is whose: all of it anybody's; signed; with our header too."""
    if not data:
        return
    kind, rest = data[0] % 3, data[1:]
    try:
        claims = tokens.verify(_token(kind, rest), KEYS, NOW)
        assert kind != TEXT, "a token nobody signed was taken"
        join.may_join(claims, _LIMITS)
    except Refusal as refusal:
        documented(refusal, "rtc.token", "rtc.grant", "rtc.too_large")
        return
    assert claims.grants.room_join
    assert claims.identity
    assert tokens.verify(tokens.refreshed(claims, KEYS, NOW), KEYS, NOW).grants == claims.grants


def _token(kind: int, rest: bytes) -> str:
    if kind == TEXT:
        return rest.decode(errors="replace")
    header, _, payload = rest.partition(b"\n") if kind == SIGNED else (_HEADER, b"", rest)
    body = _part(header) + "." + _part(payload)
    digest = hmac.digest(KEYS.api_secret.encode(), body.encode(), "sha256")
    return body + "." + _part(digest)


def _part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
