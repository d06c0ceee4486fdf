"""The words of a join: the request in the URL, and what the relay's refusals mean. Pure."""

import base64
import gzip
from collections.abc import Mapping
from urllib.parse import urlencode

from livekit.protocol import models, rtc

PROTOCOL = 16
"""LiveKit's client protocol version spoken here."""


def url(base: str, sdp: str, offer_id: int) -> str:
    """The address of `/rtc/v1` for one who only receives; base: `ws://…` or `http://…`."""
    request = rtc.JoinRequest(
        client_info=models.ClientInfo(
            sdk=models.ClientInfo.SDK.PYTHON, version="0.1.0", protocol=PROTOCOL, os="linux"
        ),
        connection_settings=rtc.ConnectionSettings(
            auto_subscribe=True, adaptive_stream=False, subscriber_allow_pause=False
        ),
        publisher_offer=rtc.SessionDescription(type="offer", sdp=sdp, id=offer_id),
    )
    return address(base, request)


def address(base: str, request: rtc.JoinRequest) -> str:
    """The address of `/rtc/v1` with a join request; base: `ws://…` or `http://…`."""
    base = base.rstrip("/")
    for http, ws in (("http://", "ws://"), ("https://", "wss://")):
        if base.startswith(http):
            base = ws + base.removeprefix(http)
    wrapped = rtc.WrappedJoinRequest(
        compression=rtc.WrappedJoinRequest.Compression.GZIP,
        join_request=gzip.compress(request.SerializeToString(), mtime=0),
    )
    encoded = base64.urlsafe_b64encode(wrapped.SerializeToString()).decode()
    return f"{base}/rtc/v1?{urlencode({'join_request': encoded})}"


QUALITIES: Mapping[str, models.VideoQuality] = {
    "high": models.VideoQuality.HIGH,
    "medium": models.VideoQuality.MEDIUM,
    "low": models.VideoQuality.LOW,
}
"""The best layer that is wanted of a video track, by name."""


def wanted(sids: list[str], quality: str) -> rtc.SignalRequest:
    """Ask for these video tracks in a layer of `quality` (see QUALITIES), or in the next below
    that is sent. What nobody asks for, publishers need not encode."""
    return rtc.SignalRequest(
        track_setting=rtc.UpdateTrackSettings(
            track_sids=sids, disabled=False, quality=QUALITIES[quality]
        )
    )


def leave() -> rtc.SignalRequest:
    """Say that the recorder goes of its own accord."""
    return rtc.SignalRequest(
        leave=rtc.LeaveRequest(
            reason=models.DisconnectReason.CLIENT_INITIATED,
            action=rtc.LeaveRequest.Action.DISCONNECT,
        )
    )
