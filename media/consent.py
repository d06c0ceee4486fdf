"""Whether a peer agrees to be sent to, and whether it does so where it wants to move. Pure.

Only the answer to a probe of ours counts, from where the probe went: its transaction cannot be
guessed, while checks and media can be sent in another's name. Times in seconds, of one clock.
Source: RFC 7675 §5.1.
"""

from collections import OrderedDict
from typing import Generic, TypeVar

P = TypeVar("P")

LASTS = 30.0  # RFC 7675 §5.1
EVERY = 5.0  # the same; ± 20 %
_SILENT = 0.9  # nothing heard for so long: is it still there?
_OFTEN = 0.25  # between probes of a silent peer, or of a path it wishes for
_WISH = 1.0  # a wish stands for so long after the last check that made it
_OUTSTANDING = 32


class Consent(Generic[P]):
    """Of one peer. P: what its paths are told apart by."""

    def __init__(self) -> None:
        self._given = self._next = self._asked = float("-inf")
        self._wish: tuple[P, float] | None = None
        self._open: OrderedDict[bytes, P] = OrderedDict()

    def given(self, now: float) -> None:
        """The chosen path is agreed to, from now."""
        self._given = now
        self._wish = None

    def expired(self, now: float) -> bool:
        """Nothing may be sent on the chosen path any more."""
        return now - self._given > LASTS

    def due(self, now: float, silent: float) -> bool:
        """Whether to probe the chosen path, on which nothing was heard for `silent` seconds."""
        if silent >= _SILENT and now - self._asked >= _OFTEN:
            return True
        return now >= self._next

    def asked(self, transaction: bytes, path: P, now: float, chance: int) -> None:
        """A probe went out. `chance` (0-255) spreads the next one by ± 20 %."""
        self._open[transaction] = path
        while len(self._open) > _OUTSTANDING:
            self._open.popitem(last=False)
        self._asked = now
        self._next = now + EVERY * (0.8 + 0.4 * chance / 255)

    def answered(self, transaction: bytes, path: P) -> bool:
        """Whether this answers a probe that went there."""
        return self._open.pop(transaction, None) == path

    def wish(self, path: P, now: float) -> None:
        """The peer wants to be reached elsewhere."""
        self._wish = (path, now)

    def wished(self, now: float) -> P | None:
        """Where it lately wanted to be reached."""
        if self._wish is None or now - self._wish[1] > _WISH:
            return None
        return self._wish[0]

    def retry(self, now: float) -> bool:
        """Whether a wish is to be probed again."""
        return now - self._asked >= _OFTEN
