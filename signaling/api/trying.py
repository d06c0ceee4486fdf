"""Trying the way to the court before joining: to this server, and to a relay room alone."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import Request

from hearing.ids import HearingId
from hearing.refusal import Refusal
from scheduler import redeeming
from scheduler.link import REFUSED, Link, LinkState
from signaling.api.links import counting
from signaling.api.models.links import Probe, Probed, Token, TryOut
from signaling.api.part import Part
from signaling.api.wiring import Wiring

OF_LINKS = frozenset({LinkState.VALID, LinkState.REDEEMED})
"""Whoever may try is whoever may sit: others cost the court no bandwidth."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a relay is, and what opens a room of it in which nobody else is."""

    url: str
    token: str = field(repr=False)


Ways = Callable[[HearingId, str], Way]
"""A hearing and a name of one's own there → the way to the relay."""


def routes(wiring: Wiring, ways: Ways | None) -> Part:
    """What the holder of a link tries. Neither route redeems anything."""
    router = Part(tags=["joining"])

    @router.post("/links/probe", summary="There and back, with as much as asked for")
    async def probe(asked: Probe, request: Request) -> Probed:
        """Time and amount tell how good the way to this server is. Nothing is kept."""
        began = time.perf_counter()
        await _link(wiring, request, asked.token)
        padding = wiring.randomness((asked.want + 1) // 2).hex()[: asked.want]
        return Probed(padding=padding, spent_ms=1000 * (time.perf_counter() - began))

    @router.post("/links/try-out", summary="A room of the relay to try one's way there")
    async def try_out(asked: Token, request: Request) -> TryOut:
        """A room of this link alone: what is sent there nobody receives and nothing records."""
        link = await _link(wiring, request, asked.token)
        if ways is None:
            raise Refusal("relay.unavailable")
        way = ways(HearingId(link.hearing), link.id)
        return TryOut(url=way.url, token=way.token)

    return router


async def _link(wiring: Wiring, request: Request, token: str) -> Link:
    """The link of whoever asks. Raises Refusal (link.*)."""
    source = wiring.source()
    async with counting(wiring, request, source), wiring.reading() as connection:
        link, _ = await redeeming.look(connection, token)
    state = link.state(source.now)
    if state not in OF_LINKS:
        raise Refusal(REFUSED[state])
    return link
