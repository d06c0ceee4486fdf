"""Short notices by any channel that Apprise knows: a gateway for text messages, and others."""

import asyncio
import logging
from typing import TYPE_CHECKING

from signaling.post.delivery import Accepted, Deferred, Outcome, Unreachable

if TYPE_CHECKING:
    from apprise import Apprise


class Channel:
    """url: an Apprise URL in which `{phone}` stands for the number."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def deliver(self, address: str, message: bytes) -> Outcome:
        """Hand one text over. Apprise says no more than whether it was taken."""
        way = await asyncio.to_thread(_way)
        if not way.add(self._url.replace("{phone}", address)):
            return Unreachable("PHIENTOA_PHONE_URL")
        taken = await way.async_notify(body=message.decode(), body_format="text")
        return Accepted("taken by the gateway") if taken else Deferred("refused by the gateway")

    async def rest(self) -> None:
        """Nothing is kept open."""


def _way() -> "Apprise":
    """Loaded where it is needed: it takes a second, and few installations have a channel."""
    from apprise import Apprise  # noqa: PLC0415

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it names addresses
    return Apprise()
