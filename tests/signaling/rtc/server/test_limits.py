"""Rulings on rates."""

from signaling.rtc.server.limits import Bucket


def test_a_bucket_gives_its_burst_then_its_rate() -> None:
    bucket = Bucket(rate=10.0, burst=20.0)
    assert bucket.take(20.0, 0.0)
    assert not bucket.take(1.0, 0.0)
    assert not bucket.take(1.0, 0.09)
    assert bucket.take(1.0, 0.11)
    assert bucket.take(20.0, 100.0)
    assert not bucket.take(0.1, 100.0)


def test_a_debtor_waits_until_the_debt_is_paid() -> None:
    bucket = Bucket(rate=10.0, burst=2.0)
    assert bucket.owe(1.0, 0.0) == 0.0
    assert bucket.owe(1.0, 0.0) == 0.0
    assert bucket.owe(1.0, 0.0) == 0.1
    assert bucket.owe(1.0, 0.1) == 0.1


def test_a_clock_that_steps_back_gives_nothing() -> None:
    bucket = Bucket(rate=10.0, burst=1.0)
    assert bucket.take(1.0, 100.0)
    assert not bucket.take(1.0, 50.0)
