"""Rulings on a hearing over simulated links: sound first, then whom one must see, calmly."""

import pytest

from media.congestion.allocate import Importance, Stream
from tests.media.congestion.link import Hearing, Link, camera

KEY = Importance.KEY


def four() -> list[Stream]:
    """The judge and the accused, and two others."""
    return [
        camera("judge", KEY),
        camera("accused", KEY, order=1),
        camera("witness", order=2),
        camera("counsel", order=3),
    ]


def over(link: Link, seconds: float = 60.0) -> Hearing:
    return Hearing(link, four()).run(seconds)


def test_where_there_is_room_all_get_their_best() -> None:
    hearing = over(Link(lambda now: 10e6), 20.0)
    assert hearing.ranks() == {"judge": 2, "accused": 2, "witness": 2, "counsel": 2}
    assert hearing.lateness(10.0) < 0.05


def test_a_narrow_way_keeps_those_one_must_see_and_pauses_the_others() -> None:
    hearing = over(Link(lambda now: 420e3))
    assert hearing.ranks() == {"judge": 0, "accused": 0, "witness": None, "counsel": None}


@pytest.mark.parametrize("rate", [100e3, 300e3, 500e3, 1e6, 2e6, 3e6])
def test_sound_does_not_suffer_for_long(rate: float) -> None:
    hearing = over(Link(lambda now: rate), 30.0)
    assert hearing.lateness(5.0) < 0.2
    lost = 1 - len(hearing.sound_late) / hearing.sound_sent
    assert lost < 0.05


def test_where_only_sound_fits_all_video_is_paused() -> None:
    """The probes that find out when there is room again are small."""
    hearing = over(Link(lambda now: 100e3), 20.0)
    assert set(hearing.ranks().values()) == {None}
    assert hearing.lateness(5.0) < 0.2


@pytest.mark.parametrize("rate", [500e3, 1e6, 2e6, 3e6])
def test_layers_do_not_flap(rate: float) -> None:
    hearing = over(Link(lambda now: rate))
    assert hearing.changes(since=15.0) <= 4


def test_a_link_that_gets_narrow_and_wide_again_is_followed() -> None:
    hearing = over(Link(lambda now: 500e3 if 20 < now < 40 else 3e6), 20.0)
    assert hearing.ranks()["judge"] == 2
    hearing.run(4.0)
    assert hearing.ranks()["counsel"] is None
    assert hearing.lateness(23.0) < 0.25
    hearing.run(36.0)
    assert hearing.ranks()["judge"] == 2
    assert None not in hearing.ranks().values()


def test_loss_of_the_link_itself_does_not_end_video() -> None:
    hearing = over(Link(lambda now: 5e6, loss=lambda now: 0.3))
    assert all(rank is not None for rank in hearing.ranks().values())
    assert hearing.control.estimate.loss.own > 0.2


def test_what_a_full_queue_loses_is_not_the_links_own_loss() -> None:
    hearing = over(Link(lambda now: 1e6, queue=0.06))
    assert hearing.control.estimate.loss.own == 0.0
    assert hearing.control.bits(hearing.now) < 1.1e6


def test_jitter_is_no_queue() -> None:
    hearing = over(Link(lambda now: 3e6, delay=0.15, jitter=0.1))
    assert hearing.ranks()["judge"] is not None
    assert hearing.control.bits(hearing.now) > 1.2e6


def test_a_blackout_is_over_when_it_is_over() -> None:
    hearing = over(Link(lambda now: 0 if 10 < now < 12 else 5e6), 10.0)
    before = hearing.control.bits(hearing.now)
    hearing.run(6.0)
    assert hearing.control.bits(hearing.now) > before / 2


def test_a_client_without_feedback_is_not_limited() -> None:
    hearing = Hearing(Link(lambda now: 10e6), four())
    hearing._feed_back = lambda: None  # type: ignore[method-assign]
    hearing.run(10.0)
    assert set(hearing.ranks().values()) == {2}


def thinned() -> list[Stream]:
    """One camera whose lowest layer has temporal layers."""
    steps = ((0, 20e3), (1, 40e3), (3, 100e3), (7, 450e3))
    return [Stream("judge", KEY, 7, steps, whole=3)]


def test_fewer_frames_stay_where_the_whole_layer_has_no_room() -> None:
    """Sound takes 40 of the 80 kbit/s."""
    hearing = Hearing(Link(lambda now: 3e6 if now < 10 else 80e3), thinned()).run(60.0)
    late = [ranks["judge"] for at, ranks in hearing.shown if at > 13.0]
    assert None not in late
    assert hearing.ranks()["judge"] in (0, 1)
    assert hearing.lateness(13.0) < 0.3


def test_after_a_narrow_spell_the_best_picture_is_soon_back() -> None:
    """From one at a few frames a second, or from none."""
    for narrow in (70e3, 100e3):
        link = Link(lambda now, rate=narrow: rate if 10 < now < 50 else 3e6)  # type: ignore[misc]
        hearing = Hearing(link, thinned()).run(50.0)
        assert hearing.ranks()["judge"] != 7
        hearing.run(12.0)
        assert hearing.ranks()["judge"] == 7


def test_loss_that_begins_does_not_take_the_only_picture() -> None:
    lossy = Link(lambda now: 5e6, loss=lambda now: 0.3 if now > 10 else 0.0)
    hearing = Hearing(lossy, thinned()).run(50.0)
    assert None not in [ranks["judge"] for _, ranks in hearing.shown]
    assert hearing.ranks()["judge"] == 7


@pytest.mark.parametrize("longer", [0.2, 0.5])
def test_a_way_that_became_longer_is_no_narrower(longer: float) -> None:
    """A call that moves to another network, or a route that changes."""
    hearing = Hearing(Link(lambda now: 5e6), thinned()).run(10.0)
    hearing.link.delay += longer
    hearing.run(20.0)
    assert hearing.ranks()["judge"] == 7
