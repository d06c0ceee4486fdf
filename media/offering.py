"""What a client of LiveKit's older protocol receives: a connection of its own, offered by us.

The sections are kept as such a client would offer them itself; what is answered there turns
into what is offered here, so that subscriptions need not know which side began.
"""

from collections.abc import Callable, Mapping

from media import answer, description, sdp
from media.description import Codec, Offer, Section
from media.peer import Peer

_PATIENCE = 10.0  # seconds without an answer until it is offered anew
_EXTENSIONS = {description.MID: 1, description.AUDIO_LEVEL: 2, description.TRANSPORT_CC: 3}
_PROFILES = ("42e01f", "42001f", "4d001f", "64001f")  # H.264: constrained baseline to high
_H264 = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id="
_CODECS = {
    "audio": [Codec(111, "opus", 48_000, "2", answer.OPUS_FORMAT)],
    "video": [
        Codec(96, "vp8", 90_000),
        Codec(97, "rtx", 90_000, "", "apt=96"),
        *(Codec(102 + 2 * n, "h264", 90_000, "", _H264 + p) for n, p in enumerate(_PROFILES)),
        *(Codec(103 + 2 * n, "rtx", 90_000, "", f"apt={102 + 2 * n}") for n in range(4)),
    ],
}
Offered = Callable[[str, int, Mapping[str, str]], None]
"""Sends the client an offer: SDP, its number, section → sid of the track sent on it."""


def section(kind: str, mid: str) -> Section:
    """A section to receive on, as a client would offer it."""
    codecs = {codec.payload_type: codec for codec in _CODECS[kind]}
    return Section(
        kind,
        9,
        "UDP/TLS/RTP/SAVPF",
        [str(number) for number in codecs],
        mid=mid,
        direction="recvonly",
        codecs=codecs,
        extensions=dict(_EXTENSIONS),
    )


class Offering(Peer):
    """Offers whenever something to receive came or went, one offer at a time."""

    offered: Offered
    _sections: list[Section]
    _number = 0
    _offered_at: float | None = None  # while its answer is awaited

    def begin(self, offered: Offered) -> None:
        """Once, before anything is subscribed to."""
        self.offered, self._sections = offered, []
        self._subscribing.waits = True

    def answered(self, text: str, number: int) -> None:
        """The client's answer to offer `number` (0: it does not say). Raises Refusal."""
        if self._closed or self._offered_at is None or number not in (0, self._number):
            return  # to an offer that another has replaced
        reply = sdp.parse(text, self._limits)
        self._offered_at = None
        self._transport.accept(reply)
        self._forgo(reply)
        self._subscribing.confirmed()
        self._later(self._ask)

    def restart(self) -> None:
        """An ICE restart; whatever offer was under way is replaced."""
        if self._sections:
            self._transport.agent.renew()
            self._offer()

    def _forgo(self, reply: Offer) -> None:
        """What the client cannot receive is not sent."""
        carried = self._subscribing.carried()
        for own, theirs in zip(self._sections, reply.sections, strict=False):
            if theirs.rejected:
                own.port = 0
                self.unsubscribe(carried.get(own.mid, ""))

    def _ask(self) -> None:
        """Offers, if there is anything new; later, while an answer is awaited."""
        waiting = self._offered_at is not None
        if waiting and self._clock() - (self._offered_at or 0.0) < _PATIENCE:
            return
        if waiting or self._released or self._subscribing.could_begin():
            self._offer()

    def _offer(self) -> None:
        subscribing = self._subscribing
        for kind in ("audio", "video"):
            for _ in range(subscribing.short_of(kind)):
                self._sections.append(section(kind, str(len(self._sections))))
        if not self._sections or self._closed:
            return
        self._released = False
        self._offered_at = self._clock()
        subscribing.offered(list(self._sections))
        replies = [self._reply(one) for one in self._sections]
        self._number += 1
        self._version += 1
        text = answer.write(
            self._session, self._version, replies, self._transport.description(), "actpass"
        )
        self.offered(text, self._number, subscribing.carried())
