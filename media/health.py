"""How well the streams of one peer come through, by its reports and our counts. Pure."""

from dataclasses import dataclass

from media.published import Kind
from media.rtcp import Block

_WRAP = 1 << 32


@dataclass(frozen=True, slots=True)
class Stream:
    """Counts since the stream began. `up`: published by the peer, else received by it.

    `packets`: expected; `lost`: of these, after what was sent again; rtt and jitter in seconds
    (rtt 0 while unknown). `due`: packets must be coming (not muted, not paused).
    """

    sid: str
    kind: Kind
    up: bool
    packets: int
    lost: int
    rtt: float = 0.0
    jitter: float = 0.0
    due: bool = False


class Remote:
    """What a subscriber reports of one stream sent to it (RFC 3550 §6.4.1)."""

    def __init__(self) -> None:
        self.packets = self.lost = 0
        self.rtt = self.jitter = 0.0
        self._before: Block | None = None

    def note(self, block: Block, rate: int, ntp: int | None) -> None:
        """A report block. rate: clock ticks a second; ntp: what a sender report made now would
        say (32.32), if one could be made."""
        before, self._before = self._before, block
        self.jitter = block.jitter / rate if rate else 0.0
        if ntp is not None and block.lsr:
            passed = ((ntp >> 16) - block.lsr - block.dlsr) % _WRAP
            self.rtt = passed / 65536 if passed < _WRAP // 2 else 0.0
        if before is None:
            return
        expected = (block.highest - before.highest) % _WRAP
        if expected < _WRAP // 2:  # else the subscriber began to count anew
            self.packets += expected
            self.lost += block.lost - before.lost
