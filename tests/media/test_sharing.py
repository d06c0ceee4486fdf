"""Rulings on video to a client that tells what became of each packet (RTX and TWCC)."""

from collections.abc import AsyncIterator

import pytest

from media import feedback, rtcp, rtp
from media.published import Published
from media.rtp import Packet
from media.twcc import Feedback
from tests.media.client import TWCC, VIDEO_EXTENSIONS, receiving, until
from tests.media.hall import Hall, Seat
from tests.media.offers import section

RTX = 97


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    opened = await Hall.open()
    yield opened
    await opened.close()


async def shown(hall: Hall) -> tuple[Seat, Seat, Published]:
    """A publisher, and a subscriber of its camera that takes RTX, as browsers do."""
    speaker, listener = await hall.seat(), await hall.seat()
    sound, camera = await speaker.publish()
    await until(lambda: len(speaker.heard.tracks) == 2)
    listener.peer.subscribe(camera)
    listener.peer.subscribe(sound)
    repair = (f"a=rtpmap:{RTX} rtx/90000", f"a=fmtp:{RTX} apt=96")
    video = section("1", "video", "a=recvonly", *VIDEO_EXTENSIONS, *repair)
    listener.offer(receiving("0", "audio"), video.replace("SAVPF 96", f"SAVPF 96 {RTX}"))
    await listener.client.connect()
    await until(lambda: listener.heard.connected_times and speaker.heard.connected_times)
    return speaker, listener, camera


def number(packet: Packet) -> int:
    return int.from_bytes(rtp.extensions(packet)[TWCC])


def repeated(seat: Seat) -> list[Packet]:
    return [p for p in seat.client.packets if p.payload_type == RTX]


def report(seat: Seat, *packets: Packet) -> None:
    """The client's feedback about packets."""
    written = Feedback()
    for n, packet in enumerate(packets):
        written.arrived(number(packet), n / 100)
    body = written.take()
    assert body is not None
    seat.client.rtcp(feedback.transport_feedback(1, packets[0].ssrc, body))


async def test_the_answer_takes_rtx_with_a_stream_of_its_own(hall: Hall) -> None:
    _, listener, _ = await shown(hall)
    assert listener.answer is not None
    lines = listener.answer.sdp.splitlines()
    assert f"m=video 9 UDP/TLS/RTP/SAVPF 96 {RTX}" in lines
    assert f"a=fmtp:{RTX} apt=96" in lines
    assert sum(line.startswith("a=ssrc-group:FID ") for line in lines) == 1


async def test_packets_are_numbered_one_after_the_other(hall: Hall) -> None:
    speaker, listener, _ = await shown(hall)
    speaker.show(20, key=True)
    await until(lambda: len(listener.seen("video")) == 20)
    numbers = [number(p) for p in listener.seen("video")]
    assert numbers == list(range(numbers[0], numbers[0] + 20))


async def test_what_was_lost_comes_again_by_rtx_under_a_number_of_its_own(hall: Hall) -> None:
    speaker, listener, _ = await shown(hall)
    listener.client.lose = {96: 4}
    speaker.show(10, key=True)
    await until(lambda: len(listener.seen("video")) == 9)
    ssrc, missing = listener.seen("video")[0].ssrc, listener.client.lost[0]
    listener.client.rtcp(feedback.nack(1, ssrc, [missing]))
    await until(lambda: repeated(listener))
    (again,) = repeated(listener)
    assert again.payload[:2] == missing.to_bytes(2)
    assert again.payload[2:] == b"\x10\x01frame"
    assert again.ssrc != ssrc
    assert number(again) not in {number(p) for p in listener.seen("video")}


async def test_what_the_way_has_no_room_for_is_paused_and_begins_again(hall: Hall) -> None:
    speaker, listener, camera = await shown(hall)
    speaker.show(1, key=True)
    await until(lambda: listener.seen("video"))
    control = listener.peer._subscribing.sharing.control
    carried, control.bits = control.bits, lambda now: 1.0  # type: ignore[method-assign]

    def paused() -> bool:
        speaker.show(1)
        return listener.peer.paused() == {camera.sid}

    await until(paused)
    control.bits = carried  # type: ignore[method-assign]

    def goes_on() -> bool:
        speaker.show(1, key=True)
        before.append(len(listener.seen("video")))
        return before[-1] > before[0] and not listener.peer.paused()

    before: list[int] = [len(listener.seen("video"))]
    await until(goes_on, 20.0)


async def test_pictures_from_before_a_pause_are_not_sent_again(hall: Hall) -> None:
    """They would fill the narrow way on which a new picture begins."""
    speaker, listener, _ = await shown(hall)
    listener.client.lose = {96: 3}
    speaker.show(5, key=True)
    await until(lambda: len(listener.seen("video")) == 4)
    subscription = listener.peer._subscribing._by_ssrc[listener.seen("video")[0].ssrc]
    subscription.pause()
    speaker.show(1, key=True)
    await until(lambda: len(listener.seen("video")) == 5)
    old, new = listener.client.lost[0], listener.seen("video")[-1].seq
    listener.client.rtcp(feedback.nack(1, subscription.ssrc, [old, new]))
    await until(lambda: repeated(listener))
    assert [int.from_bytes(one.payload[:2]) for one in repeated(listener)] == [new]


async def test_a_recorder_is_limited_by_nothing(hall: Hall) -> None:
    speaker, listener, _ = await shown(hall)
    listener.peer.sharing(limited=False, pausable=False)
    control = listener.peer._subscribing.sharing.control
    control.bits = lambda now: 1.0  # type: ignore[method-assign]
    speaker.show(1, key=True)

    def all_seen() -> bool:
        speaker.show(1)
        return len(listener.seen("video")) > 30

    await until(all_seen)
    assert not listener.peer.paused()


async def test_a_probe_is_padding_that_belongs_to_no_picture(hall: Hall) -> None:
    speaker, listener, _ = await shown(hall)
    control = listener.peer._subscribing.sharing.control
    speaker.show(5, key=True)
    await until(lambda: len(listener.seen("video")) == 5)
    report(listener, *listener.seen("video"))
    await until(lambda: control.estimate.heard)
    pictures = {p.ssrc for p in listener.seen("video")}
    control.probe.consider(3e6, 1.5e6, control.sent.octets, listener.peer._clock())
    await until(lambda: not control.probe.running)
    await until(lambda: repeated(listener))
    assert all(p.empty and p.ssrc not in pictures for p in repeated(listener))
    assert all(number(p) for p in repeated(listener))
    speaker.show(5)
    await until(lambda: len(listener.seen("video")) == 10)
    seqs = [p.seq for p in listener.seen("video")]
    assert [(seq - seqs[0]) & 0xFFFF for seq in seqs] == list(range(10))


async def test_a_clients_own_estimate_gates_nothing(hall: Hall) -> None:
    """REMB of 1 kbit/s: browsers cap it near what they get, so low quality would stick."""
    speaker, listener, _ = await shown(hall)
    body = b"REMB" + bytes([1, 0, 3, 232]) + bytes(4)
    remb = bytes([0x8F, 206]) + (2 + len(body) // 4).to_bytes(2) + bytes(8) + body
    assert any(isinstance(one, rtcp.Remb) for one in rtcp.parse(remb))
    listener.client.rtcp(remb)
    speaker.show(1, key=True)

    def all_seen() -> bool:
        speaker.show(1)
        return len(listener.seen("video")) > 20

    await until(all_seen)
    assert not listener.peer.paused()


async def test_on_a_narrow_way_sound_takes_fewer_packets(hall: Hall) -> None:
    """Three as one; and what left by itself before is not sent again in another shape."""
    speaker, listener, _ = await shown(hall)
    listener.peer.sharing(limited=True, pausable=False)
    sharing = listener.peer._subscribing.sharing
    speaker.speak(1, body=b"\x78a")
    await until(lambda: listener.seen("audio"))
    sharing.control.bits = lambda now: 100_000.0  # type: ignore[method-assign]
    await until(lambda: sharing.spared)
    before = listener.seen("audio")[0]
    listener.client.rtcp(feedback.nack(1, before.ssrc, [before.seq]))
    speaker.speak(3, body=b"\x78b")
    await until(lambda: len(listener.seen("audio")) == 2)
    joined = listener.seen("audio")[1]
    assert (joined.seq, joined.payload) == (before.seq + 1, b"\x7b\x03bbb")
    listener.client.rtcp(feedback.nack(1, before.ssrc, [joined.seq]))
    await until(lambda: listener.peer.totals()["repeated"] == 1)
    sharing.control.bits = lambda now: 400_000.0  # type: ignore[method-assign]
    await until(lambda: not sharing.spared)


async def test_who_gives_no_feedback_of_packets_is_judged_by_its_reports(hall: Hall) -> None:
    """No RTX, so no transport-wide numbers either: receiver reports alone."""
    speaker, listener = await hall.seat(), await hall.seat()
    _, camera = await speaker.publish()
    await until(lambda: len(speaker.heard.tracks) == 2)
    await listener.receive(camera)
    await until(lambda: listener.heard.connected_times and speaker.heard.connected_times)

    def seen() -> bool:
        speaker.show(1, key=True)
        return len(listener.seen("video")) > 20

    await until(seen)
    assert not listener.peer.paused()
    listener.peer._subscribing.sharing._blind.bits = 1.0

    def paused() -> bool:
        speaker.show(1)
        return listener.peer.paused() == {camera.sid}

    await until(paused)
