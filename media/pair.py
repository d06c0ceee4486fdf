"""One party with two connections, as LiveKit's older protocol has it: what it publishes, with
its data channels, and what it receives (see media.offering)."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from media.aiortc_private import Certificate
from media.health import Stream
from media.limits import Limits
from media.offering import Offering
from media.peer import Peer, PeerEvents
from media.port import MediaPort
from media.published import Published


class PairEvents(PeerEvents, Protocol):
    """What a pair tells its owner: all that a peer does, and offers."""

    def offered(self, sdp: str, number: int, tracks: Mapping[str, str]) -> None:
        """Send the client this offer. `tracks`: section → sid of the track sent on it."""


class Pair:
    """The interface of media.peer.Peer; it is up when its publishing connection is."""

    def __init__(
        self, port: MediaPort, events: PairEvents, limits: Limits, *, certificate: Certificate
    ) -> None:
        self._up = Peer(port, events, limits, certificate=certificate)
        self._down = Offering(port, _Down(events), limits, certificate=certificate)
        self._down.begin(events.offered)
        self.announce, self.offer = self._up.announce, self._up.offer
        self.unpublish, self.send_data = self._up.unpublish, self._up.send_data
        self.subscribe, self.unsubscribe = self._down.subscribe, self._down.unsubscribe
        self.setting, self.answered = self._down.setting, self._down.answered
        self.restart = self._down.restart
        self.sharing, self.paused = self._down.sharing, self._down.paused
        self.narrow = self._down.narrow

    def only(self, kind: str) -> bool:
        """See media.peer.Peer."""
        return self._up.only(kind) and self._down.only(kind)

    @property
    def last_heard(self) -> float:
        """Clock time of the last authentic packet on either."""
        return max(self._up.last_heard, self._down.last_heard)

    def health(self) -> list[Stream]:
        """How its streams come through, both ways."""
        return [*self._up.health(), *self._down.health()]

    def totals(self) -> Counter[str]:
        """Packets so far, as media.peer.Peer says."""
        return self._up.totals() + self._down.totals()

    async def close(self) -> None:
        """Ends both."""
        await asyncio.gather(self._up.close(), self._down.close())


class _Down:
    """Of the receiving connection its owner hears only that it was lost."""

    def __init__(self, events: PairEvents) -> None:
        self.lost = events.lost

    def connected(self) -> None:
        """The publishing one counts."""

    def published(self, track: Published) -> None:
        """Nothing is published here."""

    def unpublished(self, track: Published) -> None:
        """Nothing is published here."""

    def data(self, label: str, payload: bytes) -> None:
        """It has no data channels."""

    def renegotiate(self, audio: int, video: int) -> None:
        """It offers itself."""
