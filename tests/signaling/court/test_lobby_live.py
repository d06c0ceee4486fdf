"""The way into the courtroom with unmodified LiveKit clients on the embedded relay."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.state import HearingState
from signaling.app.ports import unused
from signaling.court.desired import name_of
from signaling.court.media_access import MediaAccess
from tests.hearing.cast import ACCUSED, CLERK, DOCK, HEARING
from tests.hearing.test_lobby import DESK, lobby_plan
from tests.signaling.court.party import Party, party, serving
from tests.signaling.court.world import World, court_on
from tests.signaling.rtc.server.running import LiveDevice, relay, until

COURTROOM, RECEPTION = name_of(HEARING, "courtroom"), name_of(HEARING, "reception")


class Page:
    """A seat's socket and whatever client is in the room it was last sent to."""

    def __init__(self, socket: Party, tone: int) -> None:
        self.socket = socket
        self.tone = tone
        self.client: LiveDevice | None = None

    async def order(self, kind: str, **facts: str) -> None:
        """Send a command; what it brings is still to be heard."""
        name = f"order-{self.socket.n + 1:04}"
        await self.socket.say(type="command", id=name, command={"type": kind, **facts})

    async def follow(self) -> str | None:
        """Go where the next `media` says, speaking; the room's name."""
        media = await self.socket.hear_a("media")
        await self.leave()
        room: str | None = media["room"]
        if room is not None:
            self.client = LiveDevice(media["identity"], self.tone, (0, 0, 0))
            await self.client.join(media["url"], media["token"])
            await self.client.speak()
        return room

    async def leave(self) -> None:
        """Out of every room."""
        if self.client is not None:
            await self.client.leave()
        self.client = None


@asynccontextmanager
async def in_the_lobby(engine: AsyncEngine) -> AsyncIterator[tuple[World, Page, Page]]:
    """A listed hearing on a real relay; clerk and accused have opened their pages."""
    async with AsyncExitStack() as stack:
        port = unused()
        hooks = (f"http://127.0.0.1:{port}/internal/webhooks/livekit",)
        server = await stack.enter_async_context(relay(webhook_urls=hooks))
        access = MediaAccess(server.url, server.url, server.api_key, server.api_secret)
        world = await stack.enter_async_context(court_on(engine, media=access))
        await world.do(lobby_plan())
        address = await stack.enter_async_context(serving(world.court, port=port))
        pages = [
            Page(await stack.enter_async_context(party(address, actor)), tone)
            for actor, tone in ((CLERK, 440), (ACCUSED, 880))
        ]
        for page in pages:
            stack.push_async_callback(page.leave)
        yield world, pages[0], pages[1]


async def hear_each_other(one: Page, other: Page, what: str) -> None:
    """By decoded pitch."""
    first, second = one.client, other.client
    assert first is not None
    assert second is not None
    await until(lambda: first.hears(second) and second.hears(first), what)


def seen_in(state: HearingState, place: str) -> set[str]:
    """The devices that the ledger knows to be in the room of that place."""
    return {one.id for one in state.devices.values() if one.place == place and one.present}


async def test_called_identified_admitted_and_sent_back(engine: AsyncEngine) -> None:
    async with in_the_lobby(engine) as (world, clerk, accused):
        await world.until_known(lambda state: state.devices[DOCK].place == "lobby")
        await clerk.order("open_hearing")
        assert await clerk.follow() == COURTROOM

        await clerk.order("call_to_reception", device=DOCK)
        assert [await page.follow() for page in (clerk, accused)] == [RECEPTION] * 2
        await hear_each_other(clerk, accused, "each other in the reception")
        await world.until_known(lambda state: seen_in(state, "reception") == {DOCK, DESK})
        assert not seen_in(await world.court.state(HEARING), "courtroom")

        await clerk.order("end_reception", device=DOCK, outcome="identified")
        assert await accused.follow() is None
        assert await clerk.follow() == COURTROOM
        assert (await world.court.state(HEARING)).seats[ACCUSED.seat].identified

        await clerk.order("admit", device=DOCK)
        assert await accused.follow() == COURTROOM
        await hear_each_other(clerk, accused, "each other in the courtroom")

        inside = accused.client
        assert inside is not None
        await clerk.order("return_to_lobby", device=DOCK, reason="mất trật tự")
        await until(lambda: bool(inside.ended), "the accused put out by the relay")
        assert await accused.follow() is None
        await world.until_known(lambda state: seen_in(state, "courtroom") == {DESK})
