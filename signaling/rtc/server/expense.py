"""What a signal message costs beyond its own reading: one that is told to everybody costs each.

A client pays with its budget of messages, and waits when it owes; nobody else does.
"""

from collections.abc import Mapping

from livekit.protocol.rtc import SignalRequest

from signaling.rtc.server.session import Session

_HEARERS = 4
"""Participants who hear of something for the price of one message of their own."""
_TOLD = frozenset(
    {
        "add_track",
        "mute",
        "subscription_permission",
        "update_metadata",
        "update_audio_track",
        "update_video_track",
    }
)
_PRICE: Mapping[str, float] = {"add_track": 10.0}
"""A new track has every client offer anew."""


def units(session: Session, message: SignalRequest) -> float:
    """Messages that this one counts for."""
    kind = message.WhichOneof("message") or ""
    hearers = len(session.room.participants) / _HEARERS if kind in _TOLD else 0.0
    return _PRICE.get(kind, 1.0) + hearers
