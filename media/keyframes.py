"""When a publisher is asked for a key frame: often enough, never a flood. Pure."""

_APART = 0.4  # seconds between two requests for one stream


class KeyFrames:
    """Throttles on the trailing edge: a request made too early is sent later, never lost."""

    def __init__(self) -> None:
        self._sent_at = float("-inf")
        self._owed = False

    def ask(self, now: float) -> bool:
        """Whether to send a request now; otherwise it is owed."""
        self._owed = True
        return self.due(now)

    def came(self) -> None:
        """A key frame came: it serves whoever asked before it."""
        self._owed = False

    def due(self, now: float) -> bool:
        """Whether an owed request goes out now."""
        if not self._owed or now - self._sent_at < _APART:
            return False
        self._sent_at, self._owed = now, False
        return True
