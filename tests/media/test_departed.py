"""Rulings on who was here a moment ago."""

from media.departed import LASTS, Departed


def test_a_password_is_known_for_a_while() -> None:
    departed = Departed()
    departed.remember("one", "secret", 10.0)
    assert departed.password("one", 10.0 + LASTS) == "secret"
    assert departed.password("one", 10.1 + LASTS) is None
    assert departed.password("another", 10.0) is None


def test_not_more_than_so_many_are_known() -> None:
    departed = Departed()
    for n in range(5000):
        departed.remember(str(n), "secret", 0.0)
    assert departed.password("3975", 0.0) is None
    assert departed.password("3976", 0.0) == "secret"
