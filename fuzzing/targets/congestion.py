"""What a subscriber says of its way: whatever it claims, the estimate stays one, and small."""

from collections.abc import Iterator

from fuzzing.targets.filling import Reader
from fuzzing.targets.pieces import pieces
from media import transport_feedback
from media.congestion.allocate import Importance, Stream
from media.congestion.control import Control
from media.congestion.rate import LEAST, MOST
from media.congestion.sent import Sent

_HEAD = bytes(8)  # the ssrcs: who speaks, of what
_VIDEO = Stream("TR_V", Importance.KEY, 2, ((0, 100e3), (1, 400e3), (2, 1.5e6)))
_MOST_KEPT = 4_096
"""Bursts remembered, and arrivals: of each a few thousand."""


def run(data: bytes) -> None:
    """Bursts that left, feedback on them or on anything, and decisions in between."""
    sent, now = Sent(), 100.0
    control = Control(sent)
    for piece in pieces(data):
        reader = Reader(piece[:8])
        now += reader.byte() / 100
        for _ in range(reader.byte()):
            sent.left(reader.byte() % 8 + 1, 1_200, 1 + reader.byte(), now)
        for feedback in _feedback(piece[4:], sent.next):
            control.feedback(feedback, now)
        plan = control.decide([_VIDEO], now)
        assert LEAST <= control.estimate.bits <= MOST
        assert plan.ranks.keys() == {"TR_V"}
        assert 0 <= control.padding(now) < 1 << 20
    kept = len(control.estimate.acknowledged._arrivals)
    assert max(kept, len(sent._bursts), len(sent._missing) // 8) <= _MOST_KEPT


def _feedback(body: bytes, following: int) -> Iterator[transport_feedback.TransportFeedback]:
    """As it is, and as if it spoke of what was sent last."""
    for base in (body[:2], (following - 8 & 0xFFFF).to_bytes(2)):
        found = transport_feedback.read(_HEAD + base + body[2:])
        if found is not None:
            yield found
