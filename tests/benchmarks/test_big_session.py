"""Rulings on the page about big sessions: it says what was measured, and sums it rightly."""

import pytest

from benchmarks.big_session import Asked, compare, figures, summed
from benchmarks.capacity import document
from benchmarks.forwarding.reporting import transport_number
from benchmarks.forwarding.stage import Stretch
from media import rtp


@pytest.mark.timeout(180)
async def test_watchers_of_all_speakers_are_measured_and_told() -> None:
    report = await compare(Asked(watchers=800, steps=[2], seconds=0.4))
    embedded = report["embedded"]
    assert isinstance(embedded, dict)
    (step,) = embedded["measured"]
    assert step["delivered"] > 0.9
    assert step["reports_a_second_of_a_watcher"] > 0
    text = document(report)
    assert f"| embedded relay | 2 | 8 | {step['core_share']:.1%} |" in text
    assert f"| embedded relay | {embedded['watchers_one_core_carries']} |" in text


def test_processor_time_counts_by_the_packets_that_were_to_leave() -> None:
    """However long the last of them took to come."""
    took = Stretch(
        offered=18_000, delivered=18_000, decrypted=3, cpu=0.2, seconds=1.4, reports=630,
        latencies=[0.003, 0.001, 0.002],
    )  # fmt: skip
    told = figures(took, pps=18_000, watchers=45)
    assert told["core_share"] == 0.2
    assert told["us_per_packet"] == 11.11
    assert (told["latency_p50_ms"], told["latency_p99_ms"]) == (2.0, 3.0)
    assert told["reports_a_second_of_a_watcher"] == 10.0


def test_the_largest_step_alone_is_extrapolated() -> None:
    steps = [{"core_share_of_a_watcher": 0.009}, {"core_share_of_a_watcher": 0.005}]
    told = summed(steps, 800)
    assert (told["watchers_one_core_carries"], told["cores_for_all"]) == (200, 4.0)


@pytest.mark.parametrize(
    ("elements", "number"), [([(3, b"\x01\x02")], 258), ([(4, b"0"), (3, b"\x00\x08")], 8)]
)
def test_the_transports_number_is_read_where_it_stands(
    elements: list[tuple[int, bytes]], number: int
) -> None:
    block = rtp.extension_block(elements)
    assert transport_number(rtp.build(96, 1, 1, 1, b"x", extension=block)) == number


def test_a_packet_without_a_transports_number_has_none() -> None:
    assert transport_number(rtp.build(96, 1, 1, 1, b"x")) is None
    block = rtp.extension_block([(4, b"0")])
    assert transport_number(rtp.build(96, 1, 1, 1, b"x", extension=block)) is None
