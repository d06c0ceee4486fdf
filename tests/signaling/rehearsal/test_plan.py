"""Who takes part in a rehearsal, and in which order."""

import pytest

from signaling.rehearsal.plan import plan


def test_the_presiding_judge_comes_first_and_witnesses_last() -> None:
    """Later ones are numbered."""
    keys = [party.key for party in plan(8, 15).parties]
    assert keys == [
        "presiding_judge",
        "clerk",
        "prosecutor",
        "accused",
        "defence_counsel",
        "witness",
        "witness_2",
        "witness_3",
    ]


@pytest.mark.parametrize("parties", [2, 6, 25])
def test_everybody_has_a_name_and_a_sign_of_their_own(parties: int) -> None:
    """From two people to twenty-five."""
    cast = plan(parties, 15).parties
    assert len(cast) == parties
    assert len({party.name for party in cast}) == parties
    assert len({party.sign for party in cast}) == parties


@pytest.mark.parametrize("parties", [-1, 0, 1, 26])
def test_too_few_and_too_many_are_refused_in_both_languages(parties: int) -> None:
    """And the sentence says how many are possible."""
    with pytest.raises(ValueError, match=r"từ 2 đến 25 .* takes 2 to 25"):
        plan(parties, 15)


def test_a_rehearsal_too_short_to_be_judged_is_refused() -> None:
    """Its halves would be shorter than what is not judged of them."""
    with pytest.raises(ValueError, match="lasts 4 to 86400 seconds"):
        plan(6, 3.9)
