"""Finished messages, closed in the database until delivered: they hold a secret link."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class Envelope:
    """AES-256-GCM under a key derived from the installation's `secret`.

    Whoever has the database alone reads no message and opens no seat with it.
    """

    def __init__(self, secret: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"phientoa/notices/v1")
        self._cipher = AESGCM(derived.derive(secret.encode()))

    def close(self, message: bytes, notice: str, nonce: bytes) -> bytes:
        """`message` closed for the notice of that id; `nonce`: NONCE_BYTES, fresh."""
        return nonce + self._cipher.encrypt(nonce, message, notice.encode())

    def open(self, closed: bytes, notice: str) -> bytes | None:
        """The message, or None if this installation did not close it for `notice`."""
        nonce, rest = closed[:NONCE_BYTES], closed[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, rest, notice.encode())
        except (InvalidTag, ValueError):
            return None
