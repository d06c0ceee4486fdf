"""The second factor: one-time codes of an authenticator app (RFC 6238). Pure."""

import base64
import hmac
from datetime import datetime

from pyotp import TOTP

STEP_S = 30
SECRET_BYTES = 20  # RFC 4226 §4: 160 bits
_DRIFT = 1  # RFC 6238 §5.2: one step for clocks that differ
ISSUER = "Phien Toa"  # apps differ in how they show other letters


def secret(randomness: bytes) -> str:
    """A secret in base 32, of SECRET_BYTES of `randomness`."""
    assert len(randomness) == SECRET_BYTES
    return base64.b32encode(randomness).decode()


def address(kept: str, user: str) -> str:
    """The `otpauth://` address an app reads from a square code."""
    uri: str = TOTP(kept).provisioning_uri(name=user, issuer_name=ISSUER)
    return uri


def step_of(kept: str, code: str, now: datetime) -> int | None:
    """The time step that `code` belongs to, if it is near `now`; else None.

    The caller lets each step count once (RFC 6238 §5.2). All steps are compared, in constant
    time.
    """
    given = "".join(code.split()).encode(errors="replace")
    current = int(now.timestamp()) // STEP_S
    found = None
    for step in range(current - _DRIFT, current + _DRIFT + 1):
        if hmac.compare_digest(TOTP(kept).generate_otp(step).encode(), given):
            found = step
    return found
