"""How often something may be tried in a sliding window. Pure; time is an argument."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from hearing.refusal import Refusal

MOST_KEYS = 10_000  # remembered; beyond, the one heard of longest ago is forgotten


class Allowance:
    """At most `most` tries per key in `window`; more are refused with `code`.

    A try is counted before its outcome is known, so that many at once cannot all slip through;
    one that turns out well is given back. It lives in memory: every instance counts for itself.
    """

    def __init__(self, most: int, window: timedelta, code: str) -> None:
        self._most = most
        self._window = window
        self._code = code
        self._tries: OrderedDict[str, deque[datetime]] = OrderedDict()

    def take(self, key: str, now: datetime) -> None:
        """Count a try. Raises Refusal with the seconds left until the next is possible."""
        tries = self._of(key)
        while tries and tries[0] <= now - self._window:
            tries.popleft()
        if len(tries) >= self._most:
            left = tries[0] + self._window - now
            raise Refusal(self._code, seconds=max(1, round(left.total_seconds())))
        tries.append(now)

    def give_back(self, key: str) -> None:
        """The latest try was no failure."""
        tries = self._tries.get(key)
        if tries:
            tries.pop()

    def forget(self, key: str) -> None:
        """Start anew: whoever this is has proven it."""
        self._tries.pop(key, None)

    def _of(self, key: str) -> deque[datetime]:
        tries = self._tries.setdefault(key, deque())
        self._tries.move_to_end(key)
        if len(self._tries) > MOST_KEYS:
            self._tries.popitem(last=False)
        return tries
