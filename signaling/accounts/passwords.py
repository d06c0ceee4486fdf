"""Passwords: which are good enough, how they are kept, and how they are compared."""

import asyncio
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hearing.refusal import Refusal

SHORTEST = 10  # characters, beside a second factor (OWASP ASVS 6.2.1: at least 8)
LONGEST = 200
_AT_ONCE = 2  # hashes computed at the same time: memory and cores are everybody's
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    """What an account that does not exist would have kept."""
    return _HASHER.hash("nobody's password")


class Passwords:
    """Hashes of argon2id (RFC 9106) with the parameters OWASP gives: 19 MiB, two passes."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._nobodys = _nobodys()

    async def hashed(self, password: str) -> str:
        """What is kept of `password`. Raises Refusal `password.short`, `password.long`."""
        async with self._turn:
            return await asyncio.to_thread(_HASHER.hash, checked(password))

    async def right(self, password: str, kept: str | None) -> bool:
        """Whether `password` is the one `kept` was made of.

        With None it takes as long and is never right: how long an answer takes does not tell
        whether there is such an account.
        """
        async with self._turn:
            fits = await asyncio.to_thread(self._fits, password, kept or self._nobodys)
        return fits and kept is not None

    def stale(self, kept: str) -> bool:
        """Whether `kept` was made with weaker parameters than today's."""
        return _HASHER.check_needs_rehash(kept)

    def _fits(self, password: str, kept: str) -> bool:
        try:
            return _HASHER.verify(kept, composed(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False


def composed(password: str) -> str:
    """One spelling of it (NFC), as bytes can be made of: keyboards differ, people do not."""
    plain = password.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", plain)


def checked(password: str) -> str:
    """`password` composed. Raises Refusal `password.short` or `password.long`."""
    if len(password) > LONGEST:
        raise Refusal("password.long", most=LONGEST)
    text = composed(password)
    if len(text) < SHORTEST:
        raise Refusal("password.short", least=SHORTEST)
    return text
