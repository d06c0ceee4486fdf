"""Rulings on what a peer's RTCP may cost."""

from media import feedback, rtcp
from media.allowance import Credit, work


def test_who_owes_is_not_read_until_the_debt_is_worn_off() -> None:
    credit = Credit(rate=100.0, now=0.0)
    assert credit.good(0.0)
    credit.spend(250.0)
    assert not credit.good(0.0)
    assert not credit.good(1.4)
    assert credit.good(1.6)


def test_savings_have_an_end() -> None:
    credit = Credit(rate=100.0, now=0.0)
    assert credit.good(1000.0)
    credit.spend(101.0)
    assert not credit.good(1000.0)


def test_asking_for_many_packets_costs_many_units() -> None:
    dear = work(rtcp.parse(feedback.nack(1, 2, range(500))))
    assert dear >= 500
    assert work(rtcp.parse(feedback.pli(1, 2))) < 20


def test_one_datagram_asks_for_so_many_packets_at_most() -> None:
    (nack,) = rtcp.parse(feedback.nack(1, 2, range(5000)))
    assert isinstance(nack, rtcp.Nack)
    assert len(nack.missing) == 1024


def test_of_feedback_that_repeats_itself_little_is_read() -> None:
    assert len(rtcp.parse(feedback.nack(1, 2, [7]) * 80)) == 8
