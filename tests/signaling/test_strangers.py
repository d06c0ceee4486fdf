"""Rulings on who is a stranger's house, and who goes of too many."""

from dataclasses import dataclass
from ipaddress import ip_network

import pytest

from signaling.strangers import Crowd, of_files, too_many

BEHIND = Crowd(from_one=2, in_all=4, trusted=(ip_network("10.0.0.0/8"), ip_network("::1")))


@dataclass
class One:
    house: str | None
    since: float
    waiting: bool = True

    def waits(self) -> bool:
        return self.waiting

    def hang_up(self) -> None:
        pass


@pytest.mark.parametrize(
    ("address", "house"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("10.1.2.3", None),
        ("::ffff:10.1.2.3", None),
        ("::1", None),
        ("", None),
        (None, None),
        ("no address", None),
    ],
)
def test_whose_a_connection_is(address: str | None, house: str | None) -> None:
    assert BEHIND.house(address) == house


def test_of_too_many_of_one_house_the_longest_silent_goes() -> None:
    here = [One("a", 1.0, waiting=False), One("a", 3.0), One("a", 2.0), One("b", 0.0)]
    assert too_many(BEHIND, here[1], here) is here[2]
    assert too_many(BEHIND, here[3], here) is None


def test_a_proxys_connections_are_not_of_one_house() -> None:
    here = [One(None, n) for n in range(4)]
    assert too_many(BEHIND, here[3], here) is None


def test_of_too_many_in_all_a_proxys_goes_last() -> None:
    here = [One(None, 0.0), One("a", 3.0), One("b", 1.0), One("c", 2.0), One("d", 4.0)]
    assert too_many(BEHIND, here[4], here) is here[2]


def test_where_all_are_answered_the_newcomer_goes() -> None:
    here = [One("a", 0.0, waiting=False) for _ in range(3)]
    assert too_many(BEHIND, here[2], here) is here[2]


@pytest.mark.parametrize(
    ("files", "crowd"), [(0, (64, 128)), (1024, (256, 512)), (1 << 40, (2048, 4096))]
)
def test_others_keep_half_of_the_files(files: int, crowd: tuple[int, int]) -> None:
    assert of_files(files) == crowd
