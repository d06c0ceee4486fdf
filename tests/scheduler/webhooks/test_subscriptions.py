"""Rulings on the addresses that may be told."""

import pytest

from hearing.refusal import Refusal
from scheduler.webhooks.reach import Reach, allowed, reach
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
        must_be_address(url, Reach(), own_machine=True)


@pytest.mark.parametrize("url", THIS_MACHINE)
def test_this_machine_is_told_only_for_the_installation(url: str) -> None:
    """A court's administrator does not reach what listens beside us."""
    assert must_be_address(url, Reach(), own_machine=True) == url
    with pytest.raises(Refusal, match=r"webhook\.url"):
        must_be_address(url, Reach(), own_machine=False)


INSIDE = (
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "2130706433",
    "0x7f.1",
    "127.1",
    "localhost.",
    "court.localhost",
    "[::1]",
    "[fe80::1]",
    "[fd00::1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "224.0.0.1",
)


@pytest.mark.parametrize("host", INSIDE)
def test_what_only_we_can_reach_is_refused_unless_it_is_named(host: str) -> None:
    """However it is written; the installation's settings may name networks of its own."""
    url = f"https://{host}/in"
    with pytest.raises(Refusal, match=r"webhook\.out_of_reach"):
        must_be_address(url, Reach(), own_machine=False)
    named = reach(("0.0.0.0/0", "::/0"))
    assert must_be_address(url, named, own_machine=False) == url


def test_a_name_that_leads_inside_is_not_sent_to() -> None:
    """Nor one that leads both ways; what is named may be reached, and the world."""
    world, inside = "203.0.114.7", "10.20.0.5"
    assert allowed([world], Reach(), own_machine=False) == world
    assert allowed([world, inside], Reach(), own_machine=False) is None
    assert allowed([inside], reach(("10.20.0.0/16",)), own_machine=False) == inside
    assert allowed(["127.0.0.1"], Reach(), own_machine=False) is None
    assert allowed(["::1"], Reach(), own_machine=True) == "::1"
    assert allowed([], Reach(), own_machine=True) is None
