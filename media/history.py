"""The last packets of one stream, kept to be sent again. Pure."""

from media.rtp import Packet


class History:
    """A ring of `size` packets by extended sequence number."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._slots: list[tuple[int, Packet] | None] = [None] * size

    def keep(self, number: int, packet: Packet) -> None:
        """Replaces the packet `size` numbers before it."""
        self._slots[number % self._size] = (number, packet)

    def find(self, number: int) -> Packet | None:
        """The packet, if it is still there."""
        slot = self._slots[number % self._size]
        return slot[1] if slot is not None and slot[0] == number else None
