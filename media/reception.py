"""What was received of one RTP stream: order, loss, jitter, and what to ask for again. Pure."""

from media.rtcp import Block
from media.rtp import extend

_LEAP = 3000  # a jump further than this is a new count, not loss (RFC 3550 appendix A.1)
_WINDOW = 256  # missing packets remembered at once
_FIRST_ASK = 0.005  # seconds: a packet merely overtaken needs no asking
_ASK_AGAIN, _LATER = 0.02, 0.5  # seconds; later such a share of how long it is missing
_GIVE_UP = 1.2  # seconds: no player waits longer; the record neither


class Reception:
    """Counts of one stream, as a receiver report tells them. `rate`: clock ticks a second."""

    def __init__(self, ssrc: int, rate: int) -> None:
        self.ssrc, self._rate = ssrc, rate
        self.highest = -1  # extended sequence number
        self.packets = 0
        self.octets = 0
        self.late = 0  # repeated or overtaken
        self._base = 0
        self._jitter = 0.0
        self._transit: float | None = None
        self._expected_before = self._packets_before = 0

    def note(self, seq: int, timestamp: int, size: int, now: float) -> int:
        """Counts one packet; gives its extended sequence number."""
        if self.highest < 0:
            number = self._base = self.highest = seq + 0x10000  # room below for stragglers
        else:
            number = extend(seq, self.highest)
        if abs(number - self.highest) > _LEAP:
            number = self._restart(seq)
        self.late += number < self.highest
        self.highest = max(self.highest, number)
        self.packets += 1
        self.octets += size
        self._measure(timestamp, now)
        return number

    def _restart(self, seq: int) -> int:
        """Numbers go on upwards so that whoever forwards sees a gap, never a step back."""
        number = extend(seq, self.highest)
        while number <= self.highest:
            number += 0x10000
        self._base = number - (self.highest - self._base) - 1  # the leap counts as no loss
        return number

    def _measure(self, timestamp: int, now: float) -> None:
        transit = now * self._rate - timestamp
        if self._transit is not None:
            step = abs(transit - self._transit)
            if step < 10 * self._rate:  # not a wrapped or restarted timestamp
                self._jitter += (step - self._jitter) / 16  # RFC 3550 §6.4.1
        self._transit = transit

    @property
    def lost(self) -> int:
        """Packets expected and not received; repeated ones may make it negative."""
        return self.highest - self._base + 1 - self.packets if self.highest >= 0 else 0

    def block(self, lsr: int, dlsr: int) -> Block:
        """The report block since the last call."""
        expected = self.highest - self._base + 1
        interval = expected - self._expected_before
        lost = interval - (self.packets - self._packets_before)
        self._expected_before, self._packets_before = expected, self.packets
        fraction = min(255, (lost << 8) // interval) if interval > 0 and lost > 0 else 0
        return Block(
            self.ssrc, fraction, self.lost, self.highest - 0x10000, int(self._jitter), lsr, dlsr
        )


class Missing:
    """The gaps of one stream and when to ask for them."""

    def __init__(self) -> None:
        self._highest = -1
        self._gaps: dict[int, tuple[float, float]] = {}  # number → (seen at, ask at)

    def note(self, number: int, now: float) -> None:
        """A packet with extended sequence number `number` came."""
        if number <= self._highest:
            self._gaps.pop(number, None)
            return
        if self._highest >= 0 and number - self._highest <= _WINDOW:
            for gap in range(self._highest + 1, number):
                self._gaps[gap] = (now, now + _FIRST_ASK)
        self._highest = number
        while len(self._gaps) > _WINDOW:
            del self._gaps[next(iter(self._gaps))]

    def due(self, now: float) -> list[int]:
        """What to ask for now, in order; what is too old is forgotten."""
        asked: list[int] = []
        for number, (since, ask_at) in list(self._gaps.items()):
            if now - since > _GIVE_UP:
                del self._gaps[number]
            elif now >= ask_at:
                self._gaps[number] = (since, now + max(_ASK_AGAIN, _LATER * (now - since)))
                asked.append(number)
        return sorted(asked)

    def __len__(self) -> int:
        return len(self._gaps)
