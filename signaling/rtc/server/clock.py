"""The two clocks and the randomness a room uses, given to it so that tests can hold them."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Clock:
    """monotonic: seconds for deadlines; wall: seconds since 1970 for what others read."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    randomness: Callable[[int], bytes] = os.urandom

    def sid(self, prefix: str) -> str:
        """A name for a room, participant or track: `prefix` and 16 characters (93 bits)."""
        number = int.from_bytes(self.randomness(16))
        letters = []
        for _ in range(16):
            number, digit = divmod(number, len(_ALPHABET))
            letters.append(_ALPHABET[digit])
        return prefix + "".join(letters)
