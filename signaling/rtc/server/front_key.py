"""What a worker shows its front: known to whoever knows the API secret, and to nobody else."""

import hashlib
import hmac

PATH = "/internal/workers"
_WHAT = b"phientoa: a media worker of this relay"


def key(api_secret: str) -> str:
    """The word between front and workers."""
    return hmac.new(api_secret.encode(), _WHAT, hashlib.sha256).hexdigest()


def fits(shown: str, api_secret: str) -> bool:
    """Whether an Authorization header holds it; compared in constant time."""
    return hmac.compare_digest(shown.encode(), f"Bearer {key(api_secret)}".encode())
