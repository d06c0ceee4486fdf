"""The join request: read from the query string with every size bounded, then checked."""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import replace

from google.protobuf.message import DecodeError
from livekit.protocol.rtc import ConnectionSettings, JoinRequest, WrappedJoinRequest

from hearing.refusal import Refusal
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.tokens import Claims

MOST_SID = 64  # characters of a participant's sid
_GZIP = 16 + zlib.MAX_WBITS


def decode(text: str, limit: int) -> JoinRequest:
    """The join request in `text` (base64url, optionally gzipped): at most `limit` bytes.

    Raises Refusal("rtc.join_request") when it cannot be read or unpacks to more. Source:
    livekit-server, pkg/service/rtcservice.go.
    """
    if not text or len(text) > limit:
        raise Refusal("rtc.join_request")
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        wrapped = WrappedJoinRequest.FromString(packed)
        return JoinRequest.FromString(_unpack(wrapped, limit))
    except (DecodeError, binascii.Error, ValueError, zlib.error) as error:
        raise Refusal("rtc.join_request") from error


def asked(query: Mapping[str, str]) -> JoinRequest:
    """The same of the older protocol, whose query says each thing by a name of its own.

    Source: livekit-server, pkg/service/rtcservice.go, validateInternal.
    """
    automatic = _true(query.get("auto_subscribe") or "1")
    adaptive = _true(query.get("adaptive_stream", ""))
    return JoinRequest(
        connection_settings=ConnectionSettings(
            auto_subscribe=automatic, adaptive_stream=adaptive
        ),
        reconnect=_true(query.get("reconnect", "")),
        participant_sid=query.get("sid", "")[:MOST_SID],
    )


def _true(text: str) -> bool:
    return text in ("1", "true")


def _unpack(wrapped: WrappedJoinRequest, limit: int) -> bytes:
    if wrapped.compression != WrappedJoinRequest.GZIP:
        return wrapped.join_request
    stream = zlib.decompressobj(_GZIP)
    plain = stream.decompress(wrapped.join_request, limit)
    if not stream.eof:  # more than the limit, or cut short
        raise Refusal("rtc.join_request")
    return plain


def admitted(claims: Claims, request: JoinRequest, limits: SignalLimits) -> Claims:
    """The claims a participant enters with. Raises Refusal when it may not join like this.

    A client may add metadata or attributes of its own only with `canUpdateOwnMetadata`.
    """
    may_join(claims, limits)
    own = dict(request.participant_attributes)
    if not (request.metadata or own):
        return claims
    if not claims.grants.can_update_own_metadata:
        raise Refusal("rtc.grant")
    attributes = {
        **(claims.attributes or {}),
        **{key: text for key, text in own.items() if text},
    }
    check_sizes(request.metadata, attributes, limits)
    return replace(claims, metadata=request.metadata or claims.metadata, attributes=attributes)


def may_join(claims: Claims, limits: SignalLimits) -> None:
    """Raises Refusal unless the token lets its bearer into a room under an identity."""
    if not claims.grants.room_join or not claims.grants.room or not claims.identity:
        raise Refusal("rtc.grant")
    for what, text, limit in (
        ("identity", claims.identity, limits.identity),
        ("room", claims.grants.room, limits.room_name),
        ("name", claims.name, limits.display_name),
    ):
        if len(text) > limit:
            raise Refusal("rtc.too_large", what=what, limit=limit)
    check_sizes(claims.metadata, claims.attributes or {}, limits)


def check_sizes(metadata: str, attributes: Mapping[str, str], limits: SignalLimits) -> None:
    """Raises Refusal("rtc.too_large") for metadata or attributes beyond the limits."""
    if len(metadata.encode()) > limits.metadata:
        raise Refusal("rtc.too_large", what="metadata", limit=limits.metadata)
    size = sum(len(key.encode()) + len(text.encode()) for key, text in attributes.items())
    if size > limits.attributes:
        raise Refusal("rtc.too_large", what="attributes", limit=limits.attributes)
