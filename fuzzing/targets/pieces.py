"""One case as a sequence: several packets or messages in a row find what one alone does not."""

from collections.abc import Iterator

_MOST = 32


def pieces(data: bytes, longest: int = 1_500) -> Iterator[bytes]:
    """Pieces of `data`, each with two bytes of length before it; at most 32."""
    at = 0
    for _ in range(_MOST):
        if at + 2 > len(data):
            return
        size = int.from_bytes(data[at : at + 2]) % longest
        yield data[at + 2 : at + 2 + size]
        at += 2 + size


def joined(*parts: bytes) -> bytes:
    """What `pieces` takes apart again."""
    return b"".join(len(part).to_bytes(2) + part for part in parts)
