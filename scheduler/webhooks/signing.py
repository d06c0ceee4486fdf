"""How a delivery is signed: the Standard Webhooks scheme (standardwebhooks.com), v1. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime

PREFIX = "whsec_"
KEY_BYTES = 32


def fresh_secret(randomness: Callable[[int], bytes]) -> str:
    """A secret of 256 random bits, as both sides keep it."""
    return PREFIX + base64.b64encode(randomness(KEY_BYTES)).decode()


def signed(secret: str, delivery: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """The headers of a delivery. `at`: of this try; the id stays, so that a receiver knows a
    repetition, and an old request sent again by somebody else is too old."""
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    told = b".".join((delivery.encode(), stamp.encode(), body))
    signature = base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": delivery,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature}",
    }
