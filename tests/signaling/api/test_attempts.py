"""Rulings on how often an address may guess."""

from datetime import timedelta

import pytest

from hearing.refusal import Refusal
from signaling.accounts.limits import MOST_KEYS
from signaling.api.attempts import Attempts
from tests.scheduler.world import NOW


def _fail(attempts: Attempts, address: str, times: int = 1, after_s: float = 0) -> None:
    for _ in range(times):
        attempts.failed(address, NOW + timedelta(seconds=after_s))


def test_an_address_has_its_own_count_and_a_minute_forgets() -> None:
    """A sliding minute, to the second."""
    attempts = Attempts(most=2)
    _fail(attempts, "203.0.113.7", 2)
    _fail(attempts, "203.0.113.8", 2)
    with pytest.raises(Refusal) as refused:
        _fail(attempts, "203.0.113.7", after_s=20)
    assert (refused.value.code, refused.value.facts["seconds"]) == ("link.too_many", 40)
    _fail(attempts, "203.0.113.7", after_s=60)


def test_one_host_of_ipv6_is_one_address() -> None:
    """It may choose any of a /64."""
    attempts = Attempts(most=1)
    _fail(attempts, "2001:db8::1")
    with pytest.raises(Refusal):
        _fail(attempts, "2001:db8::ffff")
    _fail(attempts, "2001:db8:0:1::1")
    _fail(attempts, "fe80::1%eth0")
    _fail(attempts, "a unix socket")


def test_memory_is_bounded_whatever_comes() -> None:
    """The address heard of longest ago is forgotten."""
    attempts = Attempts(most=1)
    for number in range(MOST_KEYS + 1):
        _fail(attempts, f"host-{number}")
    _fail(attempts, "host-0")
    with pytest.raises(Refusal):
        _fail(attempts, f"host-{MOST_KEYS}")
