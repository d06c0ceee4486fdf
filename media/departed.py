"""Who was here a moment ago. Pure.

A client that comes back from a dead network learns at once that it must join anew, instead of
knocking for as long as its timers last.
"""

from collections import OrderedDict

LASTS = 30.0  # seconds
_MOST = 1024


class Departed:
    """Names and passwords of agents that are closed, for a while."""

    def __init__(self) -> None:
        self._passwords: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def remember(self, ufrag: str, password: str, now: float) -> None:
        """It is closed from now on. `now` in seconds."""
        self._passwords[ufrag] = password, now
        while len(self._passwords) > _MOST:
            self._passwords.popitem(last=False)

    def password(self, ufrag: str, now: float) -> str | None:
        """Of an agent that was closed lately."""
        password, closed = self._passwords.get(ufrag, ("", float("-inf")))
        return password if now - closed <= LASTS else None
