"""Names of things, opaque to everybody but the place that made them."""

from typing import NewType

CourtId = NewType("CourtId", str)
PointId = NewType("PointId", str)
PersonId = NewType("PersonId", str)
CaseId = NewType("CaseId", str)
HearingId = NewType("HearingId", str)
DeviceId = NewType("DeviceId", str)
SeatId = NewType("SeatId", str)

_ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32: no i, l, o, u to misread aloud
)


def identifier(prefix: str, randomness: bytes) -> str:
    """`prefix_` and five bits of `randomness` a character (10 bytes: 80 bits)."""
    number = int.from_bytes(randomness)
    digits = -(-len(randomness) * 8 // 5)
    body = "".join(_ALPHABET[number >> 5 * (digits - 1 - i) & 31] for i in range(digits))
    return f"{prefix}_{body}"
