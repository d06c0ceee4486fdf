"""Secrets that must be read again (those of the second factor), closed in the database."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class Seal:
    """AES-256-GCM under a key derived from the installation's `secret`.

    Whoever has the database alone has no second factor of anybody.
    """

    def __init__(self, secret: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"phientoa/staff/v1")
        self._cipher = AESGCM(derived.derive(secret.encode()))

    def close(self, text: str, owner: str, nonce: bytes) -> bytes:
        """`text` closed for `owner`; `nonce`: NONCE_BYTES, fresh."""
        return nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())

    def open(self, closed: bytes, owner: str) -> str | None:
        """The text, or None if it is not what this installation closed for `owner`."""
        nonce, rest = closed[:NONCE_BYTES], closed[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, rest, owner.encode()).decode()
        except (InvalidTag, ValueError):
            return None
