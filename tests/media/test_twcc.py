"""Rulings on transport-wide feedback, with a reader of its own after the draft's text."""

from hypothesis import given
from hypothesis import strategies as st

from media import feedback, rtcp
from media.transport_feedback import TransportFeedback
from media.twcc import Feedback


def read(body: bytes) -> dict[int, float]:
    """Arrival seconds by sequence number (draft-holmer-rmcat-transport-wide-cc §3.1)."""
    base, count = int.from_bytes(body[:2]), int.from_bytes(body[2:4])
    at = int.from_bytes(body[4:7]) * 0.064
    symbols: list[int] = []
    place = 8
    while len(symbols) < count:
        chunk = int.from_bytes(body[place : place + 2])
        place += 2
        if not chunk & 0x8000:
            symbols += [chunk >> 13 & 3] * (chunk & 0x1FFF)
        elif chunk & 0x4000:
            symbols += [chunk >> shift & 3 for shift in range(12, -1, -2)]
        else:
            symbols += [chunk >> shift & 1 for shift in range(13, -1, -1)]
    arrivals = {}
    for number, symbol in enumerate(symbols[:count]):
        if symbol:
            at += int.from_bytes(body[place : place + symbol], signed=symbol == 2) * 0.00025
            place += symbol
            arrivals[(base + number) & 0xFFFF] = at
    assert place == len(body)
    return arrivals


def test_nothing_arrived_nothing_is_said() -> None:
    assert Feedback().take() is None


def test_arrivals_and_losses_are_told_across_the_wrap() -> None:
    collected = Feedback()
    times = {65534: 100.0, 65535: 100.001, 1: 100.2, 2: 100.1995}
    for seq, at in times.items():
        collected.arrived(seq, at)
    body = collected.take()
    assert body is not None
    told = read(body)
    assert set(told) == set(times)
    assert all(abs(told[seq] - at) < 0.0003 for seq, at in times.items())


def test_feedbacks_are_counted() -> None:
    collected = Feedback()
    counts = []
    for seq in range(3):
        collected.arrived(seq, 1.0)
        body = collected.take()
        assert body is not None
        counts.append(body[7])
    assert counts == [0, 1, 2]


def test_the_packet_is_whole_words() -> None:
    collected = Feedback()
    for seq in range(3):
        collected.arrived(seq, 1.0)
    body = collected.take()
    assert body is not None
    packet = feedback.transport_feedback(1, 2, body)
    assert len(packet) % 4 == 0
    assert int.from_bytes(packet[2:4]) == len(packet) // 4 - 1
    (report,) = rtcp.parse(packet)
    assert isinstance(report, TransportFeedback)
    assert (report.base, report.arrivals) == (0, (4000, 4000, 4000))


@given(st.lists(st.tuples(st.integers(0, 0xFFFF), st.floats(0, 500)), max_size=60))
def test_any_arrivals_make_a_readable_feedback(arrivals: list[tuple[int, float]]) -> None:
    collected = Feedback()
    for seq, at in arrivals:
        collected.arrived(seq, at)
    body = collected.take()
    if body is not None:
        read(body)
