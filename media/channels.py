"""The data channels of one peer: which are open, how much goes through."""

from collections.abc import Callable

from aiortc import RTCDataChannel

LABELS = frozenset({"_reliable", "_lossy", "_data_track"})


class Bucket:
    """At most `rate` units a second, and as much at once. Pure."""

    def __init__(self, rate: float, now: float) -> None:
        self._rate = self._level = float(rate)
        self._at = now

    def take(self, amount: int, now: float) -> bool:
        """Whether `amount` still fits."""
        self._level = min(self._rate, self._level + (now - self._at) * self._rate)
        self._at = now
        if self._level < amount:
            return False
        self._level -= amount
        return True


class Channels:
    """Channels are opened by the client; `received` gets (label, payload)."""

    def __init__(
        self, received: Callable[[str, bytes], None], *, largest: int, backlog: int
    ) -> None:
        self._received = received
        self._largest, self._backlog = largest, backlog
        self._open: dict[str, RTCDataChannel] = {}
        self.refused = 0

    def opened(self, channel: RTCDataChannel) -> None:
        """The peer opened a channel; of an unknown label it is closed."""
        label = channel.label
        if label not in LABELS:
            self.refused += 1
            channel.close()
            return
        self._open[label] = channel

        def message(payload: bytes | str) -> None:
            if isinstance(payload, bytes) and len(payload) <= self._largest:
                self._received(label, payload)
            else:
                self.refused += 1

        channel.on("message", message)

    def send(self, label: str, payload: bytes) -> bool:
        """False when the channel is not open, its backlog full, or the message too large."""
        channel = self._open.get(label)
        if channel is None or channel.readyState != "open" or len(payload) > self._largest:
            return False
        if channel.bufferedAmount + len(payload) > self._backlog:
            return False
        channel.send(payload)
        return True

    def states(self) -> dict[str, str]:
        """Label → state."""
        return {label: channel.readyState for label, channel in self._open.items()}
