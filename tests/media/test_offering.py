"""Rulings on offers to clients of the older protocol: one at a time, sections used again."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest

from media import sdp
from media.description import Offer
from media.limits import Limits
from media.offering import Offering
from media.pair import _Down
from media.published import Published
from tests.media.client import Client, until
from tests.media.hall import CERTIFICATE, Hall, Heard
from tests.media.offers import section


class Older:
    """A client that is offered what it receives."""

    def __init__(self, hall: Hall, client: Client) -> None:
        self.heard, self.client, self.now = Heard(), client, 100.0
        self.peer = Offering(
            hall.port,
            _Down(self.heard),  # type: ignore[arg-type]
            hall.limits,
            certificate=CERTIFICATE,
            clock=lambda: self.now,
        )
        self.offers: list[tuple[str, int, Mapping[str, str]]] = []
        self.peer.begin(lambda *offer: self.offers.append(offer))

    @property
    def last(self) -> Offer:
        return sdp.parse(self.offers[-1][0], Limits())

    def answer(self, *, number: int | None = None, without: str = "") -> None:
        """Answers the last offer, taking all but one section."""
        text, own, _ = self.offers[-1]
        self.client.accept(text)
        replies = [
            section(one.mid, one.kind, "a=recvonly").replace(
                "m=video 9", "m=video 0" if one.mid == without else "m=video 9"
            )
            for one in self.last.sections
        ]
        reply = self.client.offer(*replies).replace("actpass", "active")
        self.peer.answered(reply, own if number is None else number)


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    hall = await Hall.open()
    yield hall
    await hall.close()


@pytest.fixture
async def older(hall: Hall) -> AsyncIterator[Older]:
    older = Older(hall, await Client.open())
    yield older
    await asyncio.gather(older.peer.close(), older.client.close())


def track(sid: str, codec: str = "vp8") -> Published:
    made = Published(sid, "video", cid=sid, stream="PA_x", source="camera")
    made.codec, made.rate = codec, 90_000
    if codec == "h264":
        made.format = "packetization-mode=1;profile-level-id=64001f"
    return made


async def test_what_is_published_is_offered_and_flows(hall: Hall, older: Older) -> None:
    seat = await hall.seat()
    sound, camera = await seat.publish()
    older.peer.subscribe(sound)
    older.peer.subscribe(camera)
    await until(lambda: older.offers)
    text, number, tracks = older.offers[0]
    assert (number, tracks) == (1, {"0": "TR_a", "1": "TR_v"})
    assert "a=setup:actpass" in text
    assert "a=ice-lite" in text
    older.answer()
    await older.client.connect()
    await until(lambda: older.peer.stats()["ready"])

    def arrives() -> bool:
        seat.speak()
        seat.show(key=True)
        return {p.payload_type for p in older.client.packets} == {96, 111}

    await until(arrives)
    assert len(older.offers) == 1


async def test_the_next_offer_waits_for_the_answer(older: Older) -> None:
    older.peer.subscribe(track("TR_1"))
    await until(lambda: older.offers)
    older.peer.subscribe(track("TR_2"))
    await asyncio.sleep(0.05)
    assert len(older.offers) == 1
    older.answer()
    await until(lambda: len(older.offers) == 2)
    assert older.offers[1][2] == {"0": "TR_1", "1": "TR_2"}


async def test_a_new_section_is_silent_until_it_is_answered(hall: Hall, older: Older) -> None:
    seat = await hall.seat()
    sound, camera = await seat.publish()
    older.peer.subscribe(sound)
    await until(lambda: older.offers)
    older.answer()
    await older.client.connect()
    await until(lambda: older.peer.stats()["ready"] and seat.heard.connected_times)
    older.peer.subscribe(camera)
    await until(lambda: len(older.offers) == 2)

    def said() -> set[int]:
        seat.speak()
        seat.show(key=True)
        return {p.payload_type for p in older.client.packets}

    await until(lambda: said() == {111})
    assert said() == {111}
    older.answer()
    await until(lambda: said() == {96, 111})


async def test_a_section_is_inactive_once_and_then_carries_another(older: Older) -> None:
    older.peer.subscribe(track("TR_1"))
    await until(lambda: older.offers)
    older.answer()
    older.peer.unsubscribe("TR_1")
    await until(lambda: len(older.offers) == 2)
    assert [s.direction for s in older.last.sections] == ["inactive"]
    older.peer.subscribe(track("TR_2"))
    older.answer()
    await until(lambda: len(older.offers) == 3)
    assert [s.direction for s in older.last.sections] == ["sendonly"]
    assert older.offers[2][2] == {"0": "TR_2"}


async def test_what_the_client_cannot_receive_is_given_up(older: Older) -> None:
    older.peer.subscribe(track("TR_1"))
    older.peer.subscribe(track("TR_2", "h264"))
    await until(lambda: older.offers)
    codecs = [next(iter(s.codecs.values())) for s in older.last.sections]
    assert [codec.name for codec in codecs] == ["vp8", "h264"]
    assert "64001f" in codecs[1].format
    older.answer(without="1")
    older.peer.subscribe(track("TR_3"))
    await until(lambda: len(older.offers) == 2)
    assert [s.port for s in older.last.sections] == [9, 0, 9]
    assert older.offers[1][2] == {"0": "TR_1", "2": "TR_3"}


async def test_a_restart_replaces_the_offer_under_way(older: Older) -> None:
    older.peer.restart()
    assert older.offers == []
    older.peer.subscribe(track("TR_1"))
    await until(lambda: older.offers)
    before = older.last.ufrag
    older.peer.restart()
    assert older.offers[-1][1] == 2
    assert older.last.ufrag != before
    older.answer(number=1)
    older.peer.subscribe(track("TR_2"))
    await asyncio.sleep(0.05)
    assert len(older.offers) == 2  # the answer to the first changed nothing
    older.answer()
    await until(lambda: len(older.offers) == 3)


async def test_an_offer_that_nobody_answered_is_made_again(older: Older) -> None:
    older.peer.subscribe(track("TR_1"))
    await until(lambda: older.offers)
    older.now += 11
    older.peer.subscribe(track("TR_2"))
    await until(lambda: len(older.offers) == 2)
