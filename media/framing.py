"""Packets on a byte stream: two bytes of length before each. Pure.

Source: RFC 4571 §2, as RFC 6544 uses it.
"""

LONGEST = 2048
"""Bytes of one packet: what the UDP side takes. More is announced by nobody who means well."""


class TooLong(ValueError):
    """A length was announced that no packet has."""


def framed(data: bytes | memoryview, size: int) -> bytes:
    """Packets of `size` bytes each, the last perhaps shorter, with their lengths."""
    parts: list[bytes | memoryview] = []
    for at in range(0, len(data), size):
        packet = data[at : at + size]
        parts += (len(packet).to_bytes(2), packet)
    return b"".join(parts)


class Deframer:
    """Holds at most one packet that is not whole yet; an announced length allocates nothing."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The packets that are whole by now, without empty ones. Raises TooLong."""
        data = self._rest + data if self._rest else data
        found: list[bytes] = []
        at, end = 0, len(data)
        while end - at >= 2:
            size = data[at] << 8 | data[at + 1]
            if size > LONGEST:
                raise TooLong
            if end - at - 2 < size:
                break
            if size:
                found.append(data[at + 2 : at + 2 + size])
            at += 2 + size
        self._rest = data[at:]
        return found
