"""Rulings on the transport: strangers, garbage, silence, new paths, data channels."""

import asyncio
import contextlib
import os
import random
import socket
import time
from collections.abc import AsyncIterator

import pytest
from aiortc import RTCCertificate
from aiortc.rtcdtlstransport import SRTP_PROFILES
from OpenSSL import SSL

from hearing.refusal import Refusal
from media.limits import Limits
from tests.media.client import DATA, receiving, until
from tests.media.hall import Hall, Seat, speaking, still_heard


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    opened = await Hall.open(Limits(silent_seconds=1.2, connect_seconds=60))
    yield opened
    await opened.close()


async def heard_by(hall: Hall) -> tuple[Seat, Seat]:
    """A publisher, and a subscriber to its sound."""
    return await speaking(await hall.seat(), await hall.seat())


def client_hello() -> bytes:
    """The first DTLS flight of somebody with a certificate of their own."""
    context = RTCCertificate.generateCertificate()._create_ssl_context(SRTP_PROFILES)
    connection = SSL.Connection(context)
    connection.set_connect_state()
    with pytest.raises(SSL.WantReadError):
        connection.do_handshake()
    return connection.bio_read(1500)


async def test_a_spoofed_client_hello_disturbs_no_handshake(hall: Hall) -> None:
    speaker = await hall.seat()
    speaker.offer(receiving("0", "audio"), DATA)
    hello = client_hello()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for _ in range(20):
            stranger.sendto(hello, ("127.0.0.1", hall.port.port))
        await speaker.client.prove()
        stranger.sendto(hello, ("127.0.0.1", hall.port.port))
        await speaker.client.connect()
    await until(lambda: speaker.heard.connected_times)
    assert hall.port.counts["unproven"] >= 21


async def test_ten_thousand_random_packets_disturb_nobody(hall: Hall) -> None:
    speaker, listener = await heard_by(hall)
    chance = random.Random(7)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for n in range(10_000):
            stranger.sendto(chance.randbytes(1 + n % 1400), ("127.0.0.1", hall.port.port))
            if n % 20 == 0:
                await asyncio.sleep(0)
    await still_heard(speaker, listener)
    assert not speaker.heard.reasons


async def test_packets_that_break_something_end_their_sender_alone(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker, listener = await heard_by(hall)
    bad = await hall.seat()
    await bad.publish()
    await until(lambda: bad.heard.connected_times)

    def broken(packets: object, now: float) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(bad.peer._publishing, "received", broken)
    bad.speak(3)
    await until(lambda: bad.heard.reasons == ["broken"])
    await still_heard(speaker, listener)
    assert not speaker.heard.reasons


async def test_nobody_is_lost_because_the_relay_itself_was_held_up(hall: Hall) -> None:
    _, listener = await heard_by(hall)
    probes = listener.client.probes
    time.sleep(1.5)  # noqa: ASYNC251 - all of the loop stands still, longer than silence may last
    await until(lambda: listener.client.probes > probes + 1)
    assert not listener.heard.reasons


async def test_a_check_without_our_password_proves_nothing(hall: Hall) -> None:
    seat = await hall.seat()
    seat.offer(receiving("0", "audio"))
    ufrag, _, print_ = seat.client._remote
    seat.client._remote = (ufrag, "not the password", print_)
    refused = hall.port.counts["refused"]
    seat.client.check()
    await until(lambda: hall.port.counts["refused"] > refused)
    assert seat.peer.path == ""


async def test_garbage_from_a_proven_address_is_counted_and_forgotten(hall: Hall) -> None:
    speaker, listener = await heard_by(hall)
    chance = random.Random(8)
    for n in range(300):
        speaker.client.raw(bytes([128 + n % 64]) + chance.randbytes(n))
        speaker.client.raw(bytes([20 + n % 40]) + chance.randbytes(n))
    await still_heard(speaker, listener)


async def test_authentic_garbage_never_raises(hall: Hall) -> None:
    speaker, listener = await heard_by(hall)
    chance = random.Random(9)
    trouble: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: trouble.append(context))
    for n in range(300):
        size = 12 + n % 90
        header = bytes([0x80 | n % 48, 96 + n % 32]) + n.to_bytes(2) + bytes(4)
        # whatever SRTP will protect: header lengths must fit, the rest may be anything
        body = chance.randbytes(4 + size)
        speaker.client.rtp(bytes([header[0] & 0xA0]) + header[1:] + body)
        words = chance.randbytes(4 * (1 + n % 20))
        kind = chance.choice([200, 201, 203, 205, 206])
        head = bytes([0x80 | n % 32, kind]) + (chance.randrange(40)).to_bytes(2)
        speaker.client.rtcp(head + bytes(4) + words)
        listener.client.rtcp(head + bytes(4) + words)
    await still_heard(speaker, listener)
    assert trouble == []


async def test_a_vanished_peer_is_known(hall: Hall) -> None:
    speaker, _ = await heard_by(hall)
    speaker.client.gone = True
    await until(lambda: speaker.heard.reasons == ["silent"])


async def test_the_default_knows_within_three_seconds() -> None:
    assert Limits().silent_seconds + 0.2 <= 3.0


async def test_a_silent_but_living_peer_is_asked_and_kept(hall: Hall) -> None:
    _, listener = await heard_by(hall)
    await until(lambda: listener.client.probes >= 3)
    assert not listener.heard.reasons


async def test_a_peer_heard_again_is_back(hall: Hall) -> None:
    speaker, listener = await heard_by(hall)
    speaker.client.gone = True
    await until(lambda: speaker.heard.reasons)
    speaker.client.gone = False
    speaker.speak()
    await until(lambda: speaker.heard.connected_times == 2)
    await still_heard(speaker, listener)


async def test_who_was_given_up_learns_so_when_it_knocks_again(hall: Hall) -> None:
    """From a dead network it comes back to a relay that has removed it: it need not wait for
    its own timers. Strangers learn nothing."""
    speaker, _ = await heard_by(hall)
    client = speaker.client
    client.gone = True
    await until(lambda: speaker.heard.reasons)
    await speaker.peer.close()
    client.gone = False
    await client.move()
    ufrag, password, print_ = client._remote
    client._remote = (ufrag, "not the password", print_)
    client.check()
    client._remote = (ufrag, password, print_)
    client.check()
    await until(lambda: client.turned_away == [400])


async def test_who_never_connects_is_given_up(hall: Hall) -> None:
    hall.limits = Limits(connect_seconds=1.0)
    seat = await hall.seat()
    seat.offer(receiving("0", "audio"))
    await until(lambda: seat.heard.reasons == ["never"])


async def test_who_has_another_certificate_than_offered_is_refused(hall: Hall) -> None:
    seat = await hall.seat()
    offered = seat.client.offer(receiving("0", "audio"))
    start = offered.index("sha-256 ") + 8
    another = "00" if offered[start : start + 2] != "00" else "01"
    forged = offered[:start] + another + offered[start + 2 :]
    seat.client.accept(seat.peer.offer(forged).sdp)
    await seat.client.connect()
    await until(lambda: seat.heard.reasons == ["handshake"])


async def test_who_says_goodbye_is_gone_at_once(hall: Hall) -> None:
    speaker, _ = await heard_by(hall)
    await speaker.client.dtls.stop()
    await until(lambda: speaker.heard.reasons == ["closed"])


async def test_who_is_dismissed_gets_no_more_media_and_hangs_up_itself(hall: Hall) -> None:
    speaker, listener = await heard_by(hall)
    another = await hall.seat()
    await another.receive(speaker.heard.tracks[0])
    await until(lambda: another.heard.connected_times)
    closing = asyncio.create_task(listener.peer.close())
    await still_heard(speaker, another)
    assert not listener.seen("audio")
    assert not closing.done()
    await listener.client.dtls.stop()
    await closing


async def test_a_new_network_goes_on_with_the_same_keys(hall: Hall) -> None:
    speaker, listener = await heard_by(hall)
    path = speaker.peer.path
    await speaker.client.move()
    await speaker.client.prove()
    await until(lambda: speaker.peer.path != path)
    await still_heard(speaker, listener)


async def test_nothing_is_sent_to_an_address_that_does_not_answer(hall: Hall) -> None:
    """A participant names another's address as its own: that one gets probes, no media."""
    speaker, listener = await heard_by(hall)
    path = listener.peer.path
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as victim:
        victim.bind(("127.0.0.1", 0))
        victim.settimeout(0)
        for _ in range(5):
            victim.sendto(listener.client.checking(), ("127.0.0.1", hall.port.port))
            speaker.speak(20)
            await asyncio.sleep(0.1)
        got = []
        with contextlib.suppress(BlockingIOError):
            while True:
                got.append(victim.recv(2048))
    assert listener.peer.path == path
    assert got
    assert not [data for data in got if data[0] > 3]
    await still_heard(speaker, listener)


async def test_an_ice_restart_has_new_credentials_and_the_same_keys(hall: Hall) -> None:
    speaker, _listener = await heard_by(hall)
    before = speaker.client._remote
    speaker.client.ufrag, speaker.client.password = "othr", "another-password-22-ch"
    listener_answer = speaker.offer(receiving("0", "audio"))
    assert f"a=ice-ufrag:{before[0]}" not in listener_answer.sdp
    await speaker.client.prove()
    assert not speaker.heard.reasons


async def test_another_certificate_cannot_take_over(hall: Hall) -> None:
    speaker, _ = await heard_by(hall)
    speaker.client.certificate = RTCCertificate.generateCertificate()
    with pytest.raises(Refusal) as caught:
        speaker.offer(receiving("0", "audio"))
    assert caught.value.code == "rtc.sdp.unsupported"


async def test_a_closed_peer_takes_no_offer(hall: Hall) -> None:
    seat = await hall.seat()
    await seat.peer.close()
    with pytest.raises(Refusal) as caught:
        seat.offer(receiving("0", "audio"))
    assert caught.value.code == "rtc.peer.closed"


async def test_data_goes_both_ways(hall: Hall) -> None:
    seat = await hall.seat()
    seat.offer(receiving("0", "audio"), DATA)
    await seat.client.connect()
    await seat.client.open_channels("_reliable", "_lossy", "_data_track")
    seat.client.channels["_lossy"].send(b"up")
    await until(lambda: seat.heard.messages == [("_lossy", b"up")])
    assert seat.peer.send_data("_reliable", b"down")
    await until(lambda: seat.client.messages == [("_reliable", b"down")])
    assert not seat.peer.send_data("_unknown", b"x")
    assert not seat.peer.send_data("_reliable", bytes(hall.limits.data_message + 1))


async def test_more_data_than_allowed_is_not_taken() -> None:
    hall = await Hall.open(Limits(data_bytes=20_000))
    try:
        seat = await hall.seat()
        seat.offer(receiving("0", "audio"), DATA)
        await seat.client.connect()
        await seat.client.open_channels("_reliable")
        for _ in range(40):
            seat.client.channels["_reliable"].send(os.urandom(4000))
        await until(lambda: seat.peer._transport.counts["data_over_rate"])
        assert not seat.heard.reasons
    finally:
        await hall.close()


async def test_more_media_than_allowed_is_dropped() -> None:
    hall = await Hall.open(Limits(media_bits=8_000))
    try:
        speaker, listener = await hall.seat(), await hall.seat()
        sound, _ = await speaker.publish()
        await until(lambda: speaker.heard.tracks)
        await listener.receive(sound)
        await until(lambda: listener.heard.connected_times)
        speaker.speak(200)
        await until(lambda: speaker.peer._transport.counts["media_over_rate"])
        assert len(listener.seen("audio")) < 100
    finally:
        await hall.close()
