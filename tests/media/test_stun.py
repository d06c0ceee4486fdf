"""Rulings on connectivity checks as they are first looked at."""

from media import stun


def test_a_name_is_read_without_the_rest() -> None:
    request = stun.probe("relay:client", "secret", bytes(12), 7)
    assert stun.named(request) == "relay"
    assert stun.named(request[:20]) is None
    assert stun.named(b"") is None
