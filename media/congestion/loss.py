"""The loss-based bound on the estimate. Pure.

Source: draft-ietf-rmcat-gcc-02 §6, and one thing more. A radio link loses packets at any rate:
sending less does not help there, and going on as the draft has it would end all video. So a
loss that stays while much less is sent is taken for the link's own, and only what exceeds it
counts from then on; it is forgotten as soon as less is lost.
"""

from media.congestion.rate import AHEAD, ALWAYS

_PERIOD = 0.5  # seconds looked at together
_PACKETS = 50  # at least, for their loss to mean something
_LONGEST = 4.0  # seconds waited for so many
_HIGH, _LOW = 0.10, 0.02
_GROWTH = 1.08  # a second
_LESS = 0.7  # sending so much less must show in the loss…
_SAME = 0.6  # …by more than this, or the loss is the link's own
_OWN_MOST = 0.5
_FLOOR = 250_000.0  # bits a second: no queue grows and not half is lost, so it is not narrow
_NEW = 0.5  # what the latest period counts in the share
_RESPONSE = 0.7  # seconds until less sent shows in what is lost
_TIMES = 3  # that it must be seen
_FORGET = 0.1  # of the difference, in each period
_NOISE = 1.5  # deviations by which small samples of the link's own loss vary


class Loss:
    """`bits` is the bound, in bits a second; infinite until something was lost."""

    def __init__(self) -> None:
        self.bits = float("inf")
        self.share = 0.0  # lost of late
        self.own = 0.0  # the link's own loss
        self._sent = self._lost = 0
        self._since: float | None = None
        self._began: tuple[float, float] | None = None  # rate and loss, when it began
        self._seen = 0
        self._deaf_until = float("-inf")

    def note(
        self, sent: int, lost: int, rate: float, now: float, *, queued: bool = False
    ) -> None:
        """What one feedback said of packets; `rate`: bits a second that arrive now."""
        if now < self._deaf_until:
            return
        if self._since is None:
            self._since = now
        self._sent, self._lost = self._sent + sent, self._lost + lost
        waited = now - self._since
        if waited < _PERIOD or (self._sent < _PACKETS and waited < _LONGEST):
            return
        if self._sent:
            self.share += _NEW * (min(1.0, self._lost / self._sent) - self.share)
            noise = _NOISE * (self.own * (1.0 - self.own) / self._sent) ** 0.5
            self._settle(noise)
            self._judge(rate / max(1.0 - self.share, 0.01), waited, queued, now, noise)
        self._sent = self._lost = 0
        self._since = now

    def less(self, now: float) -> None:
        """Less is sent from now on: what was lost before says nothing of it."""
        self._sent = self._lost = 0
        self._since, self._deaf_until = None, now + _RESPONSE

    def _settle(self, noise: float) -> None:
        if self.share < self.own + noise:  # small samples vary
            self.own += _FORGET * (self.share - self.own)

    def _judge(
        self, sending: float, seconds: float, queued: bool, now: float, noise: float
    ) -> None:
        excess = max(0.0, self.share - self.own - noise) / (1.0 - self.own)
        if excess > _HIGH:
            self._decrease(sending, excess, queued)
            self.less(now)
        elif excess < _LOW:
            self._began = None
            grown = min(self.bits * _GROWTH**seconds, AHEAD * sending + ALWAYS)
            self.bits = max(self.bits, grown)
        else:
            self._began = None

    def _decrease(self, sending: float, excess: float, queued: bool) -> None:
        if self._began is None:
            self._began, self._seen = (sending, self.share), 0
        rate, share = self._began
        same = sending < _LESS * rate and self.share > _SAME * share and not queued
        self._seen = self._seen + 1 if same else 0
        if self._seen >= _TIMES:
            self.own = min(self.share, _OWN_MOST)
            self.bits, self._began = max(self.bits, 2 * sending), None
            return
        bits = min(self.bits, sending) * (1 - 0.5 * excess)
        lossy = not queued and self.share < _OWN_MOST
        self.bits = max(bits, _FLOOR) if lossy else bits

    def proven(self, bits: float) -> None:
        """A probe of this rate lost no more than usual."""
        self.bits = max(self.bits, bits)
