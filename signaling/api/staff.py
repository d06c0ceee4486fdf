"""Court staff at the door: one token for the installation, until accounts exist."""

import hmac

from fastapi import Request

from hearing.actors import StaffActor
from hearing.refusal import Refusal

LISTING_DESK = StaffActor(name="listing-desk")
"""Who the ledger says acted, as long as all staff share one token."""


class StaffDoor:
    """A dependency: lets a request through that carries the admin token."""

    def __init__(self, admin_token: str) -> None:
        self._token = admin_token.encode()

    async def __call__(self, request: Request) -> StaffActor:
        """The staff member asking. Raises Refusal `staff.token`."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip().encode(errors="surrogateescape")
        right = hmac.compare_digest(given, self._token)
        if scheme.lower() != "bearer" or not right or not self._token:
            raise Refusal("staff.token")
        return LISTING_DESK
