"""The last packets of one stream, kept to be sent again. Pure."""

from media.segment import Incoming


class History:
    """A ring of `size` packets by extended sequence number."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._slots: list[Incoming | None] = [None] * size

    def keep(self, incoming: Incoming) -> None:
        """Replaces the packet `size` numbers before it."""
        self._slots[incoming.number % self._size] = incoming

    def find(self, number: int) -> Incoming | None:
        """The packet, if it is still there."""
        slot = self._slots[number % self._size]
        return slot if slot is not None and slot.number == number else None
