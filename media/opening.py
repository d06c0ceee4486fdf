"""The newest key frame of a stream, for who could not yet be sent anything when it came. Pure.

A newcomer's key frame is asked for while its transport is still being set up. What came since
is then sent at once: nothing from before the newcomer subscribed, and only what is so young
that a player is not put behind the time by it.
"""

FRESH = 0.5  # seconds: of an older key frame another is asked for instead
MOST = 128  # packets sent in one go, about what half a second of a camera's best layer takes


class Opening:
    """Where the key frame begins: extended sequence number, RTP time, when it came."""

    def __init__(self) -> None:
        self._number, self._timestamp, self._at = -1, -1, float("-inf")

    def found(self, number: int, timestamp: int, now: float) -> bool:
        """A packet that a decoder can begin at came; whether it opens another key frame."""
        if number <= self._number or timestamp == self._timestamp:
            return False
        self._number, self._timestamp, self._at = number, timestamp, now
        return True

    def forget(self) -> None:
        """What came until now is nobody's to see later: the floor was closed or opens."""
        self._at = float("-inf")

    def since(self, begun: float, newest: int, now: float) -> range:
        """The numbers up to `newest` to send to who subscribed at `begun`; none if another
        key frame is to be asked for."""
        young = self._at >= begun and now - self._at <= FRESH
        numbers = range(self._number, newest + 1)
        return numbers if young and len(numbers) <= MOST else range(0)
