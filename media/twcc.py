"""Transport-wide feedback to a publisher: when each of its packets arrived. Pure.

Source: draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.
"""

from struct import pack

from media.rtp import extend

_TICK = 0.00025  # seconds of one receive delta
_REFERENCE = 0.064  # seconds of one unit of the reference time
_MOST = 1500  # packets in one feedback: what lies further apart is not one burst


class Feedback:
    """Collects arrivals of one transport and writes them as feedback bodies."""

    def __init__(self) -> None:
        self._arrivals: dict[int, float] = {}  # extended sequence number → seconds
        self._highest: int | None = None
        self._told: int | None = None  # the last number of the feedback before
        self._count = 0

    def arrived(self, seq: int, now: float) -> None:
        """A packet with transport-wide sequence number `seq` (16 bits) came at `now`."""
        number = seq if self._highest is None else extend(seq, self._highest)
        self._highest = number if self._highest is None else max(number, self._highest)
        if len(self._arrivals) < _MOST:
            self._arrivals.setdefault(number, now)

    def take(self) -> bytes | None:
        """The feedback body for what arrived since the last call, None for nothing."""
        arrivals, self._arrivals = self._arrivals, {}
        if not arrivals:
            return None
        base, last = min(arrivals), max(arrivals)
        if self._told is not None:  # what is missing between two feedbacks was lost as well
            base = min(base, self._told + 1)
        base = max(base, last - _MOST + 1)
        self._told = last if self._told is None else max(last, self._told)
        symbols, deltas, reference = _deltas(arrivals, base, last)
        head = pack("!HH", base & 0xFFFF, len(symbols))
        head += (reference & 0xFFFFFF).to_bytes(3) + bytes([self._count & 0xFF])
        self._count += 1
        return head + _chunks(symbols) + deltas


def _deltas(arrivals: dict[int, float], base: int, last: int) -> tuple[list[int], bytes, int]:
    """Symbols (0 lost, 1 small, 2 large delta), the packed deltas, the reference time."""
    first = next(arrivals[n] for n in range(base, last + 1) if n in arrivals)
    reference = int(first / _REFERENCE)
    at = round(reference * _REFERENCE / _TICK)
    symbols: list[int] = []
    deltas = bytearray()
    for number in range(base, last + 1):
        arrival = arrivals.get(number)
        delta = 0 if arrival is None else round(arrival / _TICK) - at
        if arrival is None or not -0x8000 <= delta <= 0x7FFF:
            symbols.append(0)
            continue
        small = 0 <= delta <= 0xFF
        symbols.append(1 if small else 2)
        deltas += bytes([delta]) if small else pack("!h", delta)
        at += delta
    return symbols, bytes(deltas), reference


def _chunks(symbols: list[int]) -> bytes:
    """Runs where seven or more are alike, else seven two-bit symbols a chunk."""
    out = bytearray()
    at = 0
    while at < len(symbols):
        run = _run(symbols, at)
        if run >= 7:
            out += pack("!H", symbols[at] << 13 | run)
            at += run
        else:
            out += pack("!H", _vector(symbols[at : at + 7]))
            at += 7
    return bytes(out)


def _run(symbols: list[int], at: int) -> int:
    end = at
    while end < len(symbols) and symbols[end] == symbols[at] and end - at < 0x1FFF:
        end += 1
    return end - at


def _vector(symbols: list[int]) -> int:
    value = 0xC000
    for place, symbol in enumerate(symbols):
        value |= symbol << (12 - 2 * place)
    return value
