"""Our transport against the relay's peer: packets arrive plain, strangers' packets do not."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import pytest

from media.published import Published
from media.rtp import parse
from signaling.rtc.client import answer
from signaling.rtc.client.transport import Transport
from tests.media.hall import Hall, Seat
from tests.waiting import until


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    """A relay's media port."""
    made = await Hall.open()
    yield made
    await made.close()


class Ears:
    """A transport and what came through it."""

    def __init__(self) -> None:
        self.rtp: list[bytes] = []
        self.rtcp: list[bytes] = []
        self.transport = Transport(self.rtp.append, self.rtcp.append)

    async def join(self, seat: Seat, *tracks: Published) -> None:
        """Take the place of the seat's client."""
        for track in tracks:
            seat.peer.subscribe(track)
        await self.transport.open()
        said = seat.peer.offer(self.transport.offer(1, 1))
        await self.transport.answered(answer.parse(said.sdp).transport)
        async with asyncio.timeout(30):
            await self.transport.up.wait()

    async def hear(self, judge: Seat, count: int) -> None:
        """The judge speaks until `count` packets were heard."""

        def heard() -> bool:
            judge.speak()
            return len(self.rtp) >= count

        await until(heard)


async def test_packets_come_out_as_the_publisher_sent_them(hall: Hall) -> None:
    judge, recorder, ears = await hall.seat(), await hall.seat(), Ears()
    sound, camera = await judge.publish()
    await ears.join(recorder, sound, camera)
    await ears.hear(judge, 5)
    assert {parse(packet).payload for packet in ears.rtp} == {b"sound"}
    assert recorder.heard.connected_times == 1
    await ears.transport.close()


async def test_both_data_channels_open(hall: Hall) -> None:
    seat, ears = await hall.seat(), Ears()
    await ears.join(seat)
    await until(lambda: seat.peer.send_data("_lossy", b"x"))
    await until(lambda: seat.peer.send_data("_reliable", b"x"))
    await ears.transport.close()


async def test_a_strangers_packets_change_nothing(hall: Hall) -> None:
    """ASVS 17.2.6: a spoofed DTLS record must not end the record."""
    judge, recorder, ears = await hall.seat(), await hall.seat(), Ears()
    sound, camera = await judge.publish()
    await ears.join(recorder, sound, camera)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for host, port in ears.transport.addresses():
            for junk in (
                b"\x16\xfe\xfd" + bytes(60),
                b"\x15\xfe\xfd" + bytes(20),
                b"\x80" * 40,
            ):
                stranger.sendto(junk, (host, port))
    await ears.hear(judge, len(ears.rtp) + 1)
    assert not ears.transport.failed
    await ears.transport.close()


async def test_a_vanished_relay_is_noticed_in_seconds(hall: Hall) -> None:
    seat, ears = await hall.seat(), Ears()
    await ears.join(seat)
    hall.port.close()
    await until(lambda: ears.transport.lost(time.monotonic()))
    await ears.transport.close()


async def test_a_relay_that_nobody_sends_through_is_still_heard(hall: Hall) -> None:
    """Its answers to our checks: a quiet courtroom is no lost relay."""
    seat, ears = await hall.seat(), Ears()
    await ears.join(seat)
    before = time.monotonic()
    await until(lambda: ears.transport.heard_at > before)
    await ears.transport.close()
