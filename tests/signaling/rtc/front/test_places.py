"""Rulings on which worker has which room."""

from signaling.rtc.front.places import Places


def test_rooms_are_spread_by_connections_then_by_rooms() -> None:
    places = Places()
    assert places.enter("one", (1, 2)).worker == 1
    places.enter("one", (1, 2))
    assert places.enter("two", (1, 2)).worker == 2
    assert places.enter("three", (1, 2)).worker == 2
    for room in ("four", "five"):
        places.opened(room, 3)
    assert places.enter("six", (3, 4)).worker == 4


def test_everybody_of_a_room_comes_to_the_same_worker() -> None:
    places = Places()
    first = places.enter("one", (1, 2))
    assert all(places.enter("one", (1, 2)) is first for _ in range(5))


def test_a_room_nobody_came_to_is_forgotten_and_an_open_one_is_not() -> None:
    places = Places()
    place = places.enter("one", (1,))
    places.leave(place)
    assert places.find("one") is None
    place = places.enter("one", (1,))
    assert places.opened("one", 1)
    places.leave(place)
    assert places.find("one") is place
    places.closed("one", 1)
    assert places.find("one") is None


def test_a_room_somebody_is_on_the_way_to_outlives_its_end() -> None:
    places = Places()
    place = places.enter("one", (1,))
    places.opened("one", 1)
    places.closed("one", 1)
    assert places.find("one") is place


def test_the_rooms_of_a_lost_worker_move_and_others_stay() -> None:
    places = Places()
    old, stays = places.enter("one", (1, 2)), places.enter("two", (1, 2))
    assert places.lost(1) == ["one"]
    new = places.enter("one", (2,))
    assert (new.worker, stays.worker) == (2, 2)
    places.leave(old)  # who was at the dead one goes: the new place is not theirs
    assert places.find("one") is new
    assert new.visitors == 1


def test_a_room_that_moved_is_not_its_old_workers() -> None:
    places = Places()
    places.opened("one", 1)
    places.lost(1)
    places.enter("one", (2,))
    assert not places.opened("one", 1)
    places.closed("one", 1)
    assert places.rooms(2) == ["one"]
    assert places.rooms(1) == []
