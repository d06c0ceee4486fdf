"""Rulings on the way round a firewall."""

from signaling.rtc.server.turn import TTL_S, Turn, credentials


def test_a_name_says_its_end_and_the_password_proves_it() -> None:
    """The example was made with `openssl dgst -sha1 -hmac`, as coturn's documents have it."""
    name, password = credentials("north", "PA_abc", 1_800_000_000.9)
    assert name == f"{1_800_000_000 + TTL_S}:PA_abc"
    assert password == "HZ9Ob8yiodB9EiwEUq807icpVBc="


def test_nobody_uses_it_longer_than_ten_minutes() -> None:
    assert TTL_S <= 600


def test_the_secret_is_not_told() -> None:
    assert "north" not in repr(Turn(("turn:turn.example",), "north"))
