"""Rulings on the addresses that may be told."""

import pytest

from hearing.refusal import Refusal
from scheduler.webhooks.subscriptions import must_be_address

THIS_MACHINE = ("http://127.0.0.1:9000/in", "http://localhost/in", "http://[::1]/in")


@pytest.mark.parametrize(
    "url",
    [
        "http://court.example/in",
        "ftp://court.example/in",
        "https://user:secret@court.example/",
        "https://court.example/#in",
        "https:///in",
        "https://court.example:99999/",
        "https://court.example:0/",
        "https://[::1",
        "https://tòa.example/",
        "https://court.example/ in",
        "https://court.example/" + "a" * 2000,
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_address_of_another_system_is_refused(url: str) -> None:
    """Also for who may tell this machine itself."""
    with pytest.raises(Refusal, match=r"webhook\.url"):
        must_be_address(url, own_machine=True)


@pytest.mark.parametrize("url", THIS_MACHINE)
def test_this_machine_is_told_only_for_the_installation(url: str) -> None:
    """A court's administrator does not reach what listens beside us."""
    assert must_be_address(url, own_machine=True) == url
    with pytest.raises(Refusal, match=r"webhook\.url"):
        must_be_address(url, own_machine=False)
