"""Rulings on media over TCP: whole connections, and those that only look like some."""

import asyncio
import contextlib
import random
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from media.framing import framed
from media.limits import Limits, TcpLimits
from media.peer import Peer
from media.port import MediaPort
from media.tcp import TcpPort
from tests.media.client import DATA, receiving, until
from tests.media.hall import CERTIFICATE, Hall, Heard, Seat, speaking, still_heard
from tests.media.tcp_client import TcpClient

TIGHT = TcpLimits(connections=6, strangers=3, unproven_seconds=60, refusals=4, backlog=4096)
HASTY = replace(TIGHT, unproven_seconds=0.5)  # no time for a peer on a busy machine


class TcpHall(Hall):
    """Some of its seats come by TCP."""

    @property
    def tcp(self) -> TcpPort:
        assert self.port.tcp is not None
        return self.port.tcp

    async def tcp_seat(self) -> Seat:
        """A client that knows the TCP port alone."""
        heard = Heard()
        peer = Peer(self.port, heard, self.limits, certificate=CERTIFICATE)
        seat = Seat(peer, heard, await (await TcpClient.open()).dial(self.tcp.number))
        self.seats.append(seat)
        return seat


@pytest.fixture
async def hall() -> AsyncIterator[TcpHall]:
    port = await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",), 0, TIGHT)
    opened = TcpHall(port, Limits(silent_seconds=2.0))
    yield opened
    await opened.close()


async def heard_by(hall: TcpHall) -> tuple[Seat, Seat]:
    """Both over TCP: a publisher, and a subscriber to its sound."""
    return await speaking(await hall.tcp_seat(), await hall.tcp_seat())


async def test_sound_goes_in_and_out_by_tcp(hall: TcpHall) -> None:
    speaker, listener = await heard_by(hall)
    await still_heard(speaker, listener)
    assert speaker.peer.path.startswith("tcp 127.0.0.1:")


async def test_tcp_and_udp_hear_each_other(hall: TcpHall) -> None:
    speaker, listener = await hall.tcp_seat(), await hall.seat()
    sound, _ = await speaker.publish()
    await until(lambda: speaker.heard.tracks)
    listener.peer.subscribe(sound)
    answer = listener.peer.offer(listener.client.offer(receiving("0", "audio"))).sdp
    listener.client.accept("\r\n".join(x for x in answer.splitlines() if " tcp " not in x))
    await listener.client.connect()
    await until(lambda: listener.heard.connected_times and speaker.heard.connected_times)
    await still_heard(speaker, listener)
    assert listener.peer.path.startswith("udp ")


async def test_data_channels_open_by_tcp(hall: TcpHall) -> None:
    seat = await hall.tcp_seat()
    seat.offer(receiving("0", "audio"), DATA)
    await seat.client.connect()
    await seat.client.open_channels("_reliable")
    seat.client.channels["_reliable"].send(bytes(30_000))
    await until(lambda: seat.heard.messages == [("_reliable", bytes(30_000))])


async def test_the_answer_names_a_passive_candidate_after_all_of_udp(hall: TcpHall) -> None:
    seat = await hall.tcp_seat()
    answer = seat.offer(receiving("0", "audio")).sdp
    udp, tcp = [line for line in answer.splitlines() if line.startswith("a=candidate:")]
    assert f" 127.0.0.1 {hall.tcp.number} typ host tcptype passive" in tcp
    assert int(udp.split()[3]) > int(tcp.split()[3])


async def test_without_a_tcp_port_none_is_named() -> None:
    port = await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",))
    assert [candidate for candidate in port.candidates() if " tcp " in candidate] == []
    port.close()


async def test_a_lost_connection_is_followed_by_another(hall: TcpHall) -> None:
    """And nothing is sent where nobody listens any more."""
    speaker, listener = await heard_by(hall)
    client = listener.client
    assert isinstance(client, TcpClient)
    client.stream.abort()
    await until(lambda: listener.peer.path == "")
    await client.dial(hall.tcp.number)
    client.check()
    await until(lambda: listener.peer.path != "")
    await still_heard(speaker, listener)
    assert not listener.heard.reasons


async def test_whoever_leaves_has_no_connection_left(hall: TcpHall) -> None:
    speaker, _ = await heard_by(hall)
    client = speaker.client
    assert isinstance(client, TcpClient)
    client.gone = True
    await until(lambda: speaker.heard.reasons)
    await speaker.peer.close()
    await until(lambda: client.cut_off)


# -- strangers


async def connected(hall: TcpHall) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", hall.tcp.number)


async def ends(reader: asyncio.StreamReader) -> None:
    """The connection is ended by the relay."""
    async with asyncio.timeout(60):
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b""


def no_check(_: random.Random) -> bytes:
    return b""


def half_a_packet(_: random.Random) -> bytes:
    return b"\x05\x00\x00"


def too_long(_: random.Random) -> bytes:
    return b"\xff\xff"


def http(_: random.Random) -> bytes:
    return b"GET / HTTP/1.1\r\nHost: court\r\n\r\n"


def hello(_: random.Random) -> bytes:
    return framed(b"\x16\xfe\xfd" + bytes(200), 203) * 8


def noise(chance: random.Random) -> bytes:
    return b"".join(framed(chance.randbytes(n), n) for n in range(1, 400))


SAID = [half_a_packet, hello, http, no_check, noise, too_long]


@pytest.mark.parametrize("said", SAID, ids=[one.__name__ for one in SAID])
async def test_whoever_is_no_peer_is_let_go(
    hall: TcpHall, said: Callable[[random.Random], bytes]
) -> None:
    """At once for nonsense, soon for silence; nobody else notices."""
    speaker, listener = await heard_by(hall)
    hall.tcp.limits = HASTY
    reader, writer = await connected(hall)
    writer.write(said(random.Random(11)))
    await ends(reader)
    writer.close()
    await still_heard(speaker, listener)


async def test_a_crowd_of_strangers_is_turned_away_at_the_door(hall: TcpHall) -> None:
    speaker, listener = await heard_by(hall)
    hall.tcp.limits = HASTY
    crowd = [await connected(hall) for _ in range(20)]
    await until(lambda: hall.tcp.counts["turned_away"] >= 17)
    await still_heard(speaker, listener)
    for reader, writer in crowd:
        await ends(reader)
        writer.close()
    hall.tcp.limits = TIGHT
    later = await hall.tcp_seat()
    later.offer(receiving("0", "audio"))
    await later.client.connect()


async def test_who_does_not_read_gets_no_more_and_holds_up_nobody(hall: TcpHall) -> None:
    """What waits for it is bounded; the others hear everything."""
    speaker, listener = await heard_by(hall)
    slow = await hall.tcp_seat()
    await slow.receive(speaker.heard.tracks[0])
    client = slow.client
    assert isinstance(client, TcpClient)
    client.stream.pause_reading()
    await until(lambda: slow.heard.connected_times)
    before = len(listener.seen("audio"))
    path = slow.peer._transport.agent.path
    assert path is not None
    for _ in range(3000):
        path.wire.send(b"\x80" + bytes(1200), path.address)
    await until(lambda: hall.tcp.counts["unsent"] > 0)
    speaker.speak(5)
    await until(lambda: len(listener.seen("audio")) == before + 5)


async def test_a_taken_tcp_port_says_so_and_leaves_no_udp_port_open() -> None:
    with socket.socket() as first:
        first.bind(("127.0.0.1", 0))
        first.listen()
        with pytest.raises(OSError, match="in use"):
            await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",), first.getsockname()[1])
