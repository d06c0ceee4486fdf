"""Where a service takes time and randomness from: arguments, so that tests own both."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hearing.ids import identifier

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Source:
    """The moment of one request and fresh randomness (`os.urandom` outside tests)."""

    now: datetime
    randomness: Callable[[int], bytes]

    def identifier(self, prefix: str) -> str:
        """A fresh id of 80 random bits."""
        return identifier(prefix, self.randomness(10))

    def secret(self) -> str:
        """A fresh secret of 256 random bits, in letters that a URL leaves alone."""
        return base64.urlsafe_b64encode(self.randomness(SECRET_BYTES)).decode().rstrip("=")


def digest(secret: str) -> bytes:
    """What is stored of a secret. It is random and long, so that one plain hash is enough."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).digest()
