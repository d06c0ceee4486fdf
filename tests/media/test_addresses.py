"""Rulings on which addresses to advertise."""

import ipaddress

from media.addresses import advertised


def test_bound_to_one_address_that_one_is_advertised() -> None:
    assert advertised("127.0.0.1") == ("127.0.0.1",)
    assert advertised("192.0.2.7") == ("192.0.2.7",)
    assert advertised("::1") == ("::1",)


def test_bound_to_all_the_machines_own_comes_first() -> None:
    found = advertised("0.0.0.0")
    assert found[-1] == "127.0.0.1"
    assert len(found) <= 3
    assert found == advertised("::")


def test_no_address_that_means_another_machine_elsewhere_is_advertised() -> None:
    """A link-local address is good on one cable only."""
    own = [ipaddress.ip_address(one) for one in advertised("0.0.0.0")[:-1]]
    assert not [one for one in own if one.is_loopback or one.is_link_local]
