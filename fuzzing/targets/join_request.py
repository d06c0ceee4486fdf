"""The join request in the query string: text, base64, protobuf, gzip, protobuf again."""

import base64
import gzip

from livekit.protocol.rtc import JoinRequest, WrappedJoinRequest

from fuzzing.targets.documented import documented
from fuzzing.targets.filling import Reader, fill
from hearing.refusal import Refusal
from signaling.rtc.server import join
from signaling.rtc.server.grants import Grants
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.tokens import Claims

_LIMITS = SignalLimits()
_CLAIMS = Claims("dev_bad", Grants(room="court", room_join=True, can_update_own_metadata=True))
_DOCUMENTED = ("rtc.join_request", "rtc.grant", "rtc.too_large")
TEXT, PACKED, SQUEEZED, MADE = range(4)


def run(data: bytes) -> None:
    """The first byte tells at which depth the others begin."""
    if not data:
        return
    try:
        request = join.decode(_text(data[0] % 4, data[1:]), _LIMITS.join_request)
        claims = join.admitted(_CLAIMS, request, _LIMITS)
    except Refusal as refusal:
        documented(refusal, *_DOCUMENTED)
        return
    assert request.ByteSize() <= _LIMITS.join_request
    assert claims.identity == _CLAIMS.identity
    assert claims.grants == _CLAIMS.grants
    assert len(claims.metadata.encode()) <= _LIMITS.metadata


def _text(depth: int, rest: bytes) -> str:
    if depth == TEXT:
        return rest.decode(errors="replace")
    if depth == PACKED:
        return _encoded(rest)
    if depth == SQUEEZED:
        return _encoded(_wrapped(rest))
    request = JoinRequest()
    fill(request, Reader(rest), ("mic", "cam"))
    return _encoded(_wrapped(gzip.compress(request.SerializeToString(), 1)))


def _wrapped(body: bytes) -> bytes:
    wrapped = WrappedJoinRequest(compression=WrappedJoinRequest.GZIP, join_request=body)
    return wrapped.SerializeToString()


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
