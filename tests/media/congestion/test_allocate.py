"""Rulings on who gets which layer for the bits there are."""

from hypothesis import given
from hypothesis import strategies as st

from media.congestion.allocate import Importance, Stream, allocate
from tests.media.congestion.link import camera

KEY, SCREEN, OTHER = Importance.KEY, Importance.SCREEN, Importance.OTHER
HEARING = [
    camera("other", OTHER),
    Stream("screen", SCREEN, 2, ((0, 200_000.0), (2, 900_000.0))),
    camera("judge", KEY),
]


def ranks(bits: float, held: dict[str, int | None] | None = None) -> dict[str, int | None]:
    return dict(allocate(HEARING, bits, held or {}).ranks)


def test_the_judge_keeps_a_picture_longest_then_the_screen_then_the_others() -> None:
    assert ranks(100e3) == {"judge": None, "screen": None, "other": None}
    assert ranks(160e3) == {"judge": 0, "screen": None, "other": None}
    assert ranks(360e3) == {"judge": 0, "screen": 0, "other": None}
    assert ranks(510e3) == {"judge": 0, "screen": 0, "other": 0}


def test_what_is_shown_becomes_legible_before_faces_become_large() -> None:
    assert ranks(1.3e6) == {"judge": 0, "screen": 2, "other": 0}
    assert ranks(1.6e6) == {"judge": 1, "screen": 2, "other": 0}
    assert ranks(10e6) == {"judge": 2, "screen": 2, "other": 2}


def test_a_better_layer_must_fit_with_room_to_spare() -> None:
    judge = [camera("judge", KEY)]
    assert allocate(judge, 460e3, {"judge": 0}).ranks == {"judge": 0}
    assert allocate(judge, 520e3, {"judge": 0}).ranks == {"judge": 1}
    assert allocate(judge, 460e3, {"judge": 1}).ranks == {"judge": 1}


def test_all_move_evenly_before_anybody_gets_large() -> None:
    """The lowest layer has steps of its own: fewer frames, then all of them."""
    steps = ((0, 40e3), (1, 70e3), (3, 150e3), (7, 450e3))
    both = [
        Stream(key, KEY, 7, steps, n, whole=3) for n, key in enumerate(("judge", "accused"))
    ]
    assert allocate(both, 60e3, {}).ranks == {"judge": 0, "accused": None}
    assert allocate(both, 90e3, {}).ranks == {"judge": 0, "accused": 0}
    assert allocate(both, 310e3, {}).ranks == {"judge": 3, "accused": 3}
    assert allocate(both, 610e3, {}).ranks == {"judge": 7, "accused": 3}


def test_nothing_gets_better_while_patience_is_asked_for() -> None:
    judge = [camera("judge", KEY)]
    assert allocate(judge, 9e6, {"judge": 0}, raising=False).ranks == {"judge": 0}
    assert allocate(judge, 9e6, {"judge": None}, raising=False).ranks == {"judge": None}


def test_who_must_not_be_paused_is_not() -> None:
    one = Stream("one", OTHER, 2, ((0, 1e6),), pausable=False)
    assert allocate([one], 50e3, {}).ranks == {"one": 0}


def test_what_is_wanted_small_is_sent_small() -> None:
    small = Stream("small", KEY, 0, ((0, 150e3), (1, 450e3)))
    assert allocate([small], 9e6, {}).ranks == {"small": 0}
    only = Stream("only", KEY, 0, ((2, 150e3),))
    assert allocate([only], 9e6, {}).ranks == {"only": 2}


def test_the_goal_is_what_makes_the_next_thing_better() -> None:
    plan = allocate([camera("judge", KEY)], 200e3, {"judge": 0})
    assert 450e3 * 1.15 < plan.goal < 450e3 * 1.3
    assert allocate([camera("judge", KEY)], 9e6, {}).goal == 0


@given(
    st.floats(5e4, 1e7),
    st.lists(st.tuples(st.sampled_from(sorted(Importance)), st.integers(0, 2)), max_size=8),
)
def test_no_more_is_given_than_there_is(
    bits: float, ways: list[tuple[Importance, int]]
) -> None:
    streams = [
        Stream(str(n), importance, wanted, camera("x").layers)
        for n, (importance, wanted) in enumerate(ways)
    ]
    plan = allocate(streams, bits, {})
    assert plan.bits <= bits
    given_ = sum(dict(s.layers)[r] for s in streams if (r := plan.ranks[s.key]) is not None)
    assert abs(given_ - plan.bits) < 1.0
