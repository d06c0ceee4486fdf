"""Rulings on who may be sent to."""

from media.consent import EVERY, LASTS, Consent


def test_consent_lasts_thirty_seconds_after_the_last_answer() -> None:
    """RFC 7675 §5.1."""
    consent = Consent[str]()
    consent.given(100.0)
    assert not consent.expired(100.0 + LASTS)
    assert consent.expired(100.0 + LASTS + 0.01)
    assert LASTS == 30.0


def test_an_answer_counts_once_and_only_from_where_it_was_asked() -> None:
    consent = Consent[str]()
    for transaction in (b"one", b"two"):
        consent.asked(transaction, "home", 0.0, 0)
    assert not consent.answered(b"one", "elsewhere")
    assert consent.answered(b"two", "home")
    assert not consent.answered(b"two", "home")
    assert not consent.answered(b"never asked", "home")


def test_it_is_asked_for_every_five_seconds_or_so_and_soon_when_nothing_is_heard() -> None:
    consent = Consent[str]()
    assert consent.due(0.0, 0.0)
    for chance, spread in ((0, 0.8), (255, 1.2)):
        consent.asked(b"x", "home", 0.0, chance)
        assert not consent.due(EVERY * spread - 0.01, 0.1)
        assert consent.due(EVERY * spread + 0.01, 0.1)
    assert consent.due(0.3, 1.0)
    assert not consent.due(0.2, 1.0)


def test_a_wish_to_move_fades_unless_it_is_repeated() -> None:
    consent = Consent[str]()
    consent.wish("new", 0.0)
    assert consent.wished(1.0) == "new"
    assert consent.wished(1.1) is None
    consent.wish("new", 1.2)
    assert consent.wished(2.0) == "new"
    consent.given(2.0)
    assert consent.wished(2.0) is None


def test_unanswered_probes_are_forgotten_in_the_end() -> None:
    consent = Consent[int]()
    for n in range(100):
        consent.asked(n.to_bytes(12), n, 0.0, 0)
    assert not consent.answered((67).to_bytes(12), 67)
    assert consent.answered((68).to_bytes(12), 68)
