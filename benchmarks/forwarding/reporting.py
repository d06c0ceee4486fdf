"""What receivers tell a relay of the packets that come to them: transport-wide feedback.

As often as Chromium does at its busiest, and as if what came since the last had come evenly: of
each batch that was read only the last packet is looked at.
"""

from collections.abc import Sequence

from benchmarks.forwarding.caller import Caller
from media import feedback
from media.rtp import extend
from media.twcc import Feedback
from tests.media.client import TWCC

EVERY = 0.05  # seconds; Chromium: 50 to 250 ms, by the rate that it receives
_MOST = 600  # packets of one feedback: a datagram is no longer than a link carries
_SENDER = 1  # who receives only has this source number in libwebrtc
_HEADER = 12
_ONE_BYTE = b"\xbe\xde"  # RFC 8285 §4.2


class Reporter:
    """One receiver. `sent`: feedbacks so far."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._feedback = Feedback()
        self._last: int | None = None
        self._told: int | None = None
        self._from = 0.0
        self.sent = 0

    def saw(self, head: bytes) -> None:
        """The beginning of the packet that came last."""
        number = transport_number(head)
        if number is not None:
            self._last = number if self._last is None else extend(number, self._last)

    def report(self, now: float) -> None:
        """Send feedback if one is due at `now`, in monotonic seconds."""
        if self._last is None or now - self._from < EVERY:
            return
        fresh = _between(self._told, self._last)
        self._told, self._from, since = self._last, now, self._from
        for n, number in enumerate(fresh):
            each = since + (now - since) * n / len(fresh)
            self._feedback.arrived(number & 0xFFFF, each if since else now)
            if n % _MOST == _MOST - 1:
                self._tell()
        self._tell()

    def _tell(self) -> None:
        body = self._feedback.take()
        if body is not None:
            self._caller.rtcp(feedback.transport_feedback(_SENDER, 0, body))
            self.sent += 1


def transport_number(head: bytes) -> int | None:
    """The transport-wide sequence number in a packet's header, which is not encrypted."""
    if not head[0] & 0x10 or head[_HEADER : _HEADER + 2] != _ONE_BYTE:
        return None
    at = _HEADER + 4
    end = at + 4 * int.from_bytes(head[at - 2 : at])
    while at < end:
        kind, size = head[at] >> 4, (head[at] & 15) + 1
        if kind == TWCC:
            return int.from_bytes(head[at + 1 : at + 3])
        at += 1 + size if kind else 1
    return None


def _between(told: int | None, last: int) -> Sequence[int]:
    return range(last if told is None else told + 1, last + 1)
