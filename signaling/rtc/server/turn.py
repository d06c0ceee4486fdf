"""The way round a firewall: what a client needs to use a TURN server, good for minutes only."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

TTL_S = 600
"""How long a name may open an allocation; an open one goes on while it is refreshed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """urls: `turn:` and `turns:` addresses of the same servers. secret: shared with them
    (coturn's `static-auth-secret`)."""

    urls: tuple[str, ...]
    secret: str = field(repr=False)


def credentials(secret: str, participant: str, now: float) -> tuple[str, str]:
    """Name and password for one participant session, by its sid: a TURN server's log names
    nobody.

    now: seconds since 1970. Source: draft-uberti-behave-turn-rest-00, as coturn reads it: the
    name begins with its end, the password is HMAC-SHA1 of the name.
    """
    name = f"{int(now) + TTL_S}:{participant}"
    digest = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    return name, base64.b64encode(digest).decode()
