"""What a room needs of the media plane and of whoever is told about it; fakes fit here."""

from collections.abc import Callable, Mapping
from typing import Protocol

from livekit.protocol.webhook import WebhookEvent

from media.health import Stream
from media.pair import PairEvents
from media.peer import Answer, PeerEvents
from media.published import Published


class MediaPeer(Protocol):
    """The part of media.peer.Peer that signalling calls."""

    def announce(self, cid: str, track: Published) -> None:
        """See media.peer.Peer."""

    def offer(self, sdp: str) -> Answer:
        """See media.peer.Peer."""

    def answered(self, sdp: str, number: int) -> None:
        """See media.offering.Offering."""

    def restart(self) -> None:
        """See media.offering.Offering."""

    def unpublish(self, sid: str) -> None:
        """See media.peer.Peer."""

    def subscribe(self, track: Published) -> None:
        """See media.peer.Peer."""

    def unsubscribe(self, sid: str) -> None:
        """See media.peer.Peer."""

    def setting(
        self, sid: str, *, disabled: bool, quality: int, width: int = 0, fps: int = 0,
        priority: int = 0,
    ) -> None:  # fmt: skip
        """See media.peer.Peer."""

    def sharing(self, *, limited: bool, pausable: bool) -> None:
        """See media.peer.Peer."""

    def narrow(self, bits: float) -> None:
        """See media.peer.Peer."""

    def only(self, kind: str) -> bool:
        """See media.peer.Peer."""

    def paused(self) -> frozenset[str]:
        """See media.peer.Peer."""

    def send_data(self, label: str, payload: bytes) -> bool:
        """See media.peer.Peer."""

    @property
    def last_heard(self) -> float:
        """See media.peer.Peer."""

    def health(self) -> list[Stream]:
        """See media.peer.Peer."""

    def totals(self) -> Mapping[str, int]:
        """See media.peer.Peer."""

    async def close(self) -> None:
        """See media.peer.Peer."""


PairFactory = Callable[[PairEvents], MediaPeer]
PeerFactory = Callable[[PeerEvents], MediaPeer]
Announce = Callable[[WebhookEvent], None]
