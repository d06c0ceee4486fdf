"""One party's media connection: what it publishes, what it receives, its data channels."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from aiortc import RTCCertificate

from media.limits import Limits
from media.port import MediaPort
from media.published import Published


class PeerEvents(Protocol):
    """What a peer tells its owner. All are synchronous, called in the event loop, and never
    from inside a call of the owner's into the peer (they are deferred to the next turn)."""

    def connected(self) -> None:
        """DTLS is up; again after a `lost` peer was heard again."""

    def lost(self, reason: str) -> None:
        """ "silent" (nothing heard), "closed" (DTLS closed by the peer), "handshake" (DTLS
        failed), "never" (did not connect in time). The peer stays until `close`."""

    def published(self, track: Published) -> None:
        """An announced track got its section: mid, codec and rids are known."""

    def unpublished(self, track: Published) -> None:
        """The publisher's offer withdrew the track; its subscriptions are gone already."""

    def data(self, label: str, payload: bytes) -> None:
        """A message on `_reliable`, `_lossy` or `_data_track`."""

    def renegotiate(self, audio: int, video: int) -> None:
        """Send MediaSectionsRequirement(num_audios, num_videos); 0, 0 means just offer again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an offer. `mid_to_track_id`: section → sid of the track sent on it."""

    sdp: str
    mid_to_track_id: Mapping[str, str]


class Peer:
    """See PeerEvents for what comes back. `certificate` is shared by all peers of a process."""

    def __init__(
        self,
        port: MediaPort,
        events: PeerEvents,
        limits: Limits,
        *,
        certificate: RTCCertificate,
        randomness: Callable[[int], bytes] = os.urandom,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        raise NotImplementedError

    def announce(self, cid: str, track: Published) -> None:
        """The client will publish (or has just offered) `track` under `cid`. Raises Refusal."""
        raise NotImplementedError

    def offer(self, sdp: str) -> Answer:
        """Takes a first or later offer, ICE restarts included. Raises Refusal `rtc.sdp.*`."""
        raise NotImplementedError

    def unpublish(self, sid: str) -> None:
        """Withdraws a track of this peer from everybody, whatever its client says."""
        raise NotImplementedError

    def subscribe(self, track: Published) -> None:
        """Wants `track`; comes with a later answer (see PeerEvents.renegotiate). Idempotent."""
        raise NotImplementedError

    def unsubscribe(self, sid: str) -> None:
        """Lets go of a track; idempotent."""
        raise NotImplementedError

    def setting(
        self, sid: str, *, disabled: bool, quality: int, width: int = 0, fps: int = 0
    ) -> None:
        """What the client shows: quality 0 low, 1 medium, 2 high; width in pixels if known."""
        raise NotImplementedError

    def send_data(self, label: str, payload: bytes) -> bool:
        """Sends on the channel of that label; False when it is not open or too slow."""
        raise NotImplementedError

    @property
    def path(self) -> str:
        """`udp 192.0.2.7:40000`, or empty while there is none."""
        raise NotImplementedError

    @property
    def last_heard(self) -> float:
        """Clock time of the last authentic packet."""
        raise NotImplementedError

    def stats(self) -> dict[str, object]:
        """Counters for the operator; ids only."""
        raise NotImplementedError

    async def close(self) -> None:
        """Ends DTLS, frees everything; subscribers of its tracks let go of them."""
        raise NotImplementedError
