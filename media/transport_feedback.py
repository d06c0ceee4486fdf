"""Transport-wide feedback from a subscriber, as read. Pure; garbage yields nothing.

Source: draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1. Its writer is media.twcc.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

TICK = 0.00025  # seconds of one receive delta
_REFERENCE = 256  # ticks of one unit of the reference time (64 ms)
_MOST = 4096  # packets one feedback may speak of: no receiver waits for more


@dataclass(frozen=True, slots=True)
class TransportFeedback:
    """What became of the packets numbered `base` and following.

    arrivals: the receiver's own clock in ticks of 250 µs, None for what did not come.
    """

    base: int
    arrivals: tuple[int | None, ...]

    @property
    def lost(self) -> int:
        """How many did not come."""
        return self.arrivals.count(None)


def read(body: bytes) -> TransportFeedback | None:
    """The feedback in an RTPFB packet's body (from the sender's ssrc on), None for garbage."""
    base, count = int.from_bytes(body[8:10]), int.from_bytes(body[10:12])
    if not 0 < count <= _MOST:
        return None
    symbols, at = _statuses(body, count)
    if len(symbols) < count:
        return None
    arrivals = _arrivals(body, at, symbols, int.from_bytes(body[12:15]) * _REFERENCE)
    return None if arrivals is None else TransportFeedback(base, tuple(arrivals))


def _statuses(body: bytes, count: int) -> tuple[list[int], int]:
    """The status of each packet, and where the receive deltas begin."""
    symbols: list[int] = []
    at = 16
    while len(symbols) < count and at + 1 < len(body):
        chunk = body[at] << 8 | body[at + 1]
        at += 2
        if not chunk & 0x8000:
            symbols += [chunk >> 13 & 3] * min(chunk & 0x1FFF, count - len(symbols))
        elif chunk & 0x4000:
            symbols += [chunk >> i & 3 for i in range(12, -1, -2)]
        else:
            symbols += [chunk >> i & 1 for i in range(13, -1, -1)]
    return symbols[:count], at


def _arrivals(
    body: bytes, at: int, symbols: Sequence[int], time: int
) -> Sequence[int | None] | None:
    if symbols.count(1) == len(symbols) <= len(body) - at:  # as on most ways: all came, evenly
        return [*accumulate(body[at : at + len(symbols)], initial=time)][1:]
    found: list[int | None] = []
    for symbol in symbols:
        if symbol == 1:
            delta = body[at : at + 1]
        elif symbol == 2:
            delta = body[at : at + 2]
        else:
            found.append(None)
            continue
        if len(delta) < symbol:
            return None
        time += int.from_bytes(delta, signed=symbol == 2)
        at += symbol
        found.append(time)
    return found
