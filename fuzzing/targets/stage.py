"""The media plane of one publisher and one subscriber without sockets, keys or time."""

from collections.abc import Callable, Sequence
from itertools import count

from media import rtp, sdp
from media.aiortc_private import OUT
from media.burst import Burst
from media.description import Section
from media.limits import Limits
from media.published import Published
from media.publishing import Publishing
from media.rtp import Packet
from media.subscribing import Subscribing
from tests.media.client import receiving, sending

AUDIO, VIDEO, LAYERED = 1111, 2222, 3333
HEAD = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-ufrag:abcd\r\n"
    "a=ice-pwd:a password of 24 letters\r\na=fingerprint:sha-256 AA:BB\r\na=setup:actpass\r\n"
)
PUBLISHES = (
    sending("0", "audio", "mic", f"a=ssrc:{AUDIO} cname:x"),
    sending("1", "video", "cam", f"a=ssrc:{VIDEO} cname:x"),
    sending("2", "video", "big", "a=rid:q send", "a=rid:h send", "a=simulcast:send q;h"),
)
RECEIVES = (receiving("0", "audio"), receiving("1", "video"), receiving("2", "video"))


def sections(*texts: str) -> list[Section]:
    """The sections of an offer made of these."""
    return sdp.parse(HEAD + "".join(texts), Limits()).sections


_SENDS, _TAKES = sections(*PUBLISHES), sections(*RECEIVES)


def _numbers() -> Callable[[int], bytes]:
    """Randomness that is the same in each case."""
    counter = count(1000)
    return lambda size: (next(counter) * 7919 % (1 << 8 * size)).to_bytes(size)


class Outlet:
    """A subscriber's transport that keeps what would be sent, unprotected."""

    ready = True

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.burst = Burst(
            lambda at, size: size, lambda stride, sizes: True, self._send, lambda: 0.0
        )

    def _send(self, data: memoryview, size: int) -> None:
        assert data.obj is OUT.obj
        self.sent += [bytes(data[at : at + size]) for at in range(0, len(data), size)]


class Stage:
    """One publisher with three tracks, one subscriber of all."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.outlet = Outlet()
        self.to_publisher: list[bytes] = []
        self.publishing = Publishing(
            Limits(), 1, self.clock, send=self.to_publisher.append,
            published=lambda track: None, unpublished=lambda track: None,
        )  # fmt: skip
        self.subscribing = Subscribing(
            self.outlet, send=lambda packet: None, randomness=_numbers(), clock=self.clock
        )
        self.tracks = (
            Published("TR_a", "audio", cid="mic", stream="PA_x", source="microphone"),
            Published("TR_v", "video", cid="cam", stream="PA_x", source="camera"),
            Published("TR_w", "video", cid="big", stream="PA_x", source="screen_share"),
        )
        for track in self.tracks:
            self.publishing.announce(track.cid, track)
        for section in _SENDS:
            self.publishing.section(section)
        for track in self.tracks:
            self.subscribing.subscribe(track)
        self.subscribing.offered(_TAKES)
        for section in _TAKES:
            self.subscribing.section(section)

    def clock(self) -> float:
        """Seconds."""
        return self.now

    def receive(self, packets: Sequence[Packet]) -> None:
        """Packets that came together, then all that time brings."""
        self.publishing.received(packets, self.now)
        self.now += 0.03
        self.publishing.repair(self.now)
        self.subscribing.aim(self.now)

    def second(self) -> None:
        """Reports of both directions."""
        self.now += 1.0
        self.publishing.feed_back()
        self.publishing.report(self.now)
        self.subscribing.report(self.now)

    def rule(self) -> None:
        """What a subscriber gets is RTP, and no state has grown without bound."""
        for packet in self.outlet.sent:
            rtp.parse(packet)
        assert all(len(track.layers) <= Limits().layers for track in self.tracks)
