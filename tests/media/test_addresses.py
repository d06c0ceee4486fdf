"""Rulings on which addresses to advertise."""

from media.addresses import advertised


def test_bound_to_one_address_that_one_is_advertised() -> None:
    assert advertised("127.0.0.1") == ("127.0.0.1",)
    assert advertised("192.0.2.7") == ("192.0.2.7",)


def test_bound_to_all_the_machines_own_comes_first() -> None:
    found = advertised("0.0.0.0")
    assert found[-1] == "127.0.0.1"
    assert len(found) <= 2
