"""One subscriber's way shared among the videos it receives."""

from collections.abc import Collection, Iterable

from media.congestion.blind import Blind, Counts
from media.congestion.control import Control
from media.subscription import Outlet, Subscription

_MUCH = 0.6  # of what was sent: where so much less must do, sound is in need already

_NARROW, _WIDE = 150_000.0, 225_000.0  # bits a second beside which sound is in the way; is not
_LOSSY = 0.05  # lost however little is sent: there sound needs its redundancy


class Sharing:
    """`limited` false: everything as wished, whatever the way carries (a recorder's).

    `pausable` false: the client asked not to be paused; the lowest layers stay.
    """

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self.control = Control(outlet.burst.sent)
        self.limited = self.pausable = True
        self.spared = False  # its way is narrow: everything beside pictures takes less
        self._blind = Blind()
        self.orders: dict[str, int] = {}  # the subscriber's own, by track sid; 1 first

    def share(self, held: Collection[Subscription], now: float) -> None:
        """Allots each video its layer. Nothing is limited for a client without feedback."""
        if not self._outlet.ready:
            return
        numbered = [one for one in held if one.numbered]
        videos = numbered or [one for one in held if one.track.kind == "video"]
        if not self.limited or not videos:
            return
        bits = None if numbered else self._blind.look(_counts(videos), now)
        streams = [
            stream
            for n, one in enumerate(videos)
            if (stream := one.stream(now, self._order(one, n), pausable=self.pausable))
        ]
        self._spare(held, now)
        before = self.control.plan.bits
        plan = self.control.decide(streams, now, bits)
        at_once = plan.bits < _MUCH * before
        for one in videos:
            if one.track.sid in plan.ranks:
                one.allow(plan.ranks[one.track.sid], at_once=at_once)

    def _spare(self, held: Collection[Subscription], now: float) -> None:
        """On a narrow way sound is in its own way, unless much of it is lost anyhow."""
        bits, own = self.control.bits(now), self.control.estimate.loss.own
        if bits < _NARROW and own < _LOSSY:
            self.spared = True
        elif bits > _WIDE or own > 2 * _LOSSY:
            self.spared = False
        for one in held:
            one.queue = self.control.queue(now)
            one.spare(self.spared)

    def _order(self, one: Subscription, n: int) -> int:
        return self.orders.get(one.track.sid) or 256 + n

    def probe(self, held: Iterable[Subscription], now: float) -> None:
        """Padding, if a probe wants some."""
        if not self.control.probe.running or not self._outlet.ready:
            return
        octets = self.control.padding(now)
        carrier = next(
            (one for one in held if one.numbered and one.repair and not one.waiting), None
        )
        if octets and carrier is not None and carrier.repair is not None:
            carrier.repair.pad(octets, self._outlet.burst)

    @staticmethod
    def paused(held: Iterable[Subscription]) -> frozenset[str]:
        """The sids of videos for which there is no room now."""
        return frozenset(one.track.sid for one in held if one.allowed < 0)


def _counts(videos: Iterable[Subscription]) -> Counts:
    """Of all together, as far as receiver reports tell."""
    videos = tuple(videos)
    return Counts(
        sum(one.remote.packets for one in videos),
        sum(one.remote.lost for one in videos),
        sum(one.octets for one in videos),
        max(one.remote.rtt for one in videos),
    )
