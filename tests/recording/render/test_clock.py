"""When a sample was captured, by sender reports."""

import random
from collections.abc import Iterator

import pytest

from recording.render.clock import Difference, Report, StreamClock, by_arrival, unwrap

NTP = 3_990_000_000.0  # seconds since 1900, some day of 2026
DELAY = 0.03


def reports(
    rate: int, *, drift: float = 0.0, delay: float = DELAY, seed: int = 1, first: int = 0
) -> Iterator[Report]:
    """A sender's reports every five seconds for an hour; drift: of its media clock."""
    chance = random.Random(seed)
    for n in range(720):
        at = 5.0 * n + chance.random()
        ticks = first + round(at * rate * (1 + drift))
        yield Report(ticks, NTP + at, at + delay + chance.expovariate(200))


def test_ticks_are_unwrapped_to_the_nearest() -> None:
    assert unwrap(5, 0xFFFFFFF0) == 0x1_0000_0005
    assert unwrap(0xFFFFFFF0, 0x1_0000_0005) == 0xFFFFFFF0
    assert unwrap(7, 7) == 7


@pytest.mark.parametrize("at", [0.0, 2.5, 600.0, 1800.0, 3590.0, 3700.0])
def test_picture_and_sound_agree_though_the_sound_cards_clock_drifts(at: float) -> None:
    """80 ppm is a poor crystal: 0.29 s in an hour."""
    picture = StreamClock(reports(90_000, first=12_345), 90_000)
    sound = StreamClock(reports(48_000, drift=80e-6, seed=2, first=99), 48_000)
    shown = picture.seconds(12_345 + round(at * 90_000))
    heard = sound.seconds(99 + round(at * 48_000 * (1 + 80e-6)))
    assert shown == pytest.approx(heard, abs=0.015)


def test_a_report_that_cannot_be_is_left_out() -> None:
    true = list(reports(48_000))[:10]
    stepped = Report(true[5].ticks + 48, NTP + 9_999.0, 30.0)
    back = Report(true[5].ticks - 48, NTP + 500.0, 30.0)
    clock = StreamClock([*true, stepped, back], 48_000)
    assert clock.seconds(true[7].ticks) == pytest.approx(true[7].ntp)
    assert len(clock.reports) == 10


def test_two_streams_of_a_device_share_one_difference() -> None:
    picture = list(reports(90_000, delay=0.03))
    sound = list(reports(48_000, delay=0.33, seed=3))  # a slower path, not a later sound
    shared = Difference.of([*picture, *sound])
    assert shared.arrival(NTP + 100.0) == pytest.approx(100.0 + DELAY, abs=0.005)


def test_a_senders_wrong_calendar_does_not_matter() -> None:
    shared = Difference.of(r._replace(ntp=r.ntp - 86_400.0) for r in reports(48_000))
    assert shared.arrival(NTP - 86_400.0 + 100.0) == pytest.approx(100.0 + DELAY, abs=0.005)


def test_a_senders_calendar_that_drifts_is_followed() -> None:
    drifting = [r._replace(ntp=NTP + (r.ntp - NTP) * 1.0001) for r in reports(48_000)]
    shared = Difference.of(drifting)
    for at in (300.0, 1800.0, 3300.0):
        assert shared.arrival(NTP + at * 1.0001) == pytest.approx(at + DELAY, abs=0.01)


def test_without_reports_the_packet_that_took_least_time_sets_the_clock() -> None:
    chance = random.Random(4)
    packets = [(n * 960, n * 0.02 + 0.01 + chance.expovariate(50)) for n in range(500)]
    clock = by_arrival(packets, 48_000)
    assert clock.seconds(480_000) == pytest.approx(10.01, abs=0.002)
