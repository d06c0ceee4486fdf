"""Rulings on what became of packets, by the receiver's feedback."""

import pytest

from media import feedback, rtcp
from media.congestion.sent import Arrival, Sent
from media.transport_feedback import TransportFeedback
from media.twcc import Feedback


def came(base: int, *ticks: int | None) -> TransportFeedback:
    return TransportFeedback(base, ticks)


def test_a_burst_arrives_when_its_last_packet_does() -> None:
    sent = Sent()
    sent.left(3, 1000, 400, 5.0)
    result = sent.reported(came(1, 4000, 4002, 4008))
    assert result.arrivals == (Arrival(5.0, 1.002, 2400),)
    assert (result.sent, result.lost) == (3, 0)


def test_what_later_packets_outlived_is_lost() -> None:
    sent = Sent()
    sent.left(2, 1000, 1000, 5.0)
    assert sent.reported(came(1, 4000, None)).lost == 0
    sent.left(1, 1000, 1000, 5.5)
    assert sent.reported(came(3, 6000)).lost == 1


def test_what_was_only_overtaken_is_not_lost() -> None:
    sent = Sent()
    sent.left(2, 1000, 1000, 5.0)
    sent.reported(came(1, None, 4000))
    sent.left(1, 1000, 1000, 5.1)
    sent.reported(came(1, 4100, 4000, 4200))
    sent.left(1, 1000, 1000, 6.0)
    assert sent.reported(came(4, 8000)).lost == 0


def test_numbers_wrap() -> None:
    sent = Sent()
    sent.next = 0x1FFFF
    sent.left(3, 1000, 1000, 5.0)
    result = sent.reported(came(0xFFFF, 1, 2, 3))
    assert (result.sent, result.arrivals[0].octets) == (3, 3000)


def test_a_burst_may_be_reported_in_two_parts() -> None:
    sent = Sent()
    sent.left(4, 1000, 400, 5.0)
    first, second = sent.reported(came(1, 1, 2)), sent.reported(came(3, 3, 4))
    assert [r.arrivals[0].octets for r in (first, second)] == [2000, 1400]


def test_feedback_about_nothing_sent_says_nothing() -> None:
    result = Sent().reported(came(30000, 1, 2, 3))
    assert (result.arrivals, result.sent, result.lost) == ((), 0, 0)


def test_written_feedback_is_read_back_with_its_gaps() -> None:
    written = Feedback()
    for seq, at in ((65534, 10.0), (65535, 10.004), (2, 10.3)):
        written.arrived(seq, at)
    body = written.take()
    assert body is not None
    (read,) = rtcp.parse(feedback.transport_feedback(1, 2, body))
    assert isinstance(read, TransportFeedback)
    assert (read.base, read.lost, len(read.arrivals)) == (65534, 2, 5)
    times = [tick * 0.00025 for tick in read.arrivals if tick is not None]
    assert times == pytest.approx([10.0, 10.004, 10.3], abs=0.0002)


def test_what_is_lost_between_two_feedbacks_is_told() -> None:
    written = Feedback()
    written.arrived(1, 1.0)
    written.take()
    written.arrived(4, 1.1)
    body = written.take()
    assert body is not None
    (read,) = rtcp.parse(feedback.transport_feedback(1, 2, body))
    assert isinstance(read, TransportFeedback)
    assert (read.base, read.arrivals[:2]) == (2, (None, None))


def test_a_feedback_cut_short_or_of_absurd_length_is_none() -> None:
    head = bytes.fromhex("00000001 00000002")
    for body in (
        bytes.fromhex("0001 0003 000001 00 2003"),  # three deltas are missing
        bytes.fromhex("0001 ffff 000001 00 7fff"),
        bytes.fromhex("0001 0000 000001 00"),
    ):
        padded = head + body + bytes(-len(body) % 4 if body[-1] else 0)
        packet = bytes([0x8F, 205]) + (len(padded) // 4).to_bytes(2) + padded
        assert not [r for r in rtcp.parse(packet) if isinstance(r, TransportFeedback)]
