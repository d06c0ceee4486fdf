"""Which media worker has which room: a pure table, without workers and without time.

A room stays where it is while anybody is on the way to it or its worker has it open. When its
worker is lost it has no place, and gets one with the next who comes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Place:
    """One room's. visitors: connections and calls under way; open: its worker has the room."""

    room: str
    worker: int
    visitors: int = 0
    open: bool = False


@dataclass(slots=True)
class Places:
    """Rooms by name."""

    _rooms: dict[str, Place] = field(default_factory=dict)

    def find(self, room: str) -> Place | None:
        """Where the room is, if anywhere."""
        return self._rooms.get(room)

    def enter(self, room: str, workers: Iterable[int]) -> Place:
        """One more visitor; a room without a place gets one at the least loaded of `workers`.

        Raises ValueError when there are none.
        """
        place = self._rooms.get(room)
        if place is None:
            place = self._rooms[room] = Place(room, min(workers, key=self._load))
        place.visitors += 1
        return place

    def leave(self, place: Place) -> None:
        """A visitor is gone."""
        place.visitors -= 1
        self._forget_unused(place)

    def opened(self, room: str, worker: int) -> bool:
        """A worker has the room; False when it is another's, and this one must give it up."""
        place = self._rooms.setdefault(room, Place(room, worker))
        if place.worker != worker:
            return False
        place.open = True
        return True

    def closed(self, room: str, worker: int) -> None:
        """A worker has closed the room."""
        place = self._rooms.get(room)
        if place is not None and place.worker == worker:
            place.open = False
            self._forget_unused(place)

    def lost(self, worker: int) -> list[str]:
        """A worker is gone: the rooms it had, which move."""
        moving = self.rooms(worker)
        for room in moving:
            del self._rooms[room]
        return moving

    def rooms(self, worker: int) -> list[str]:
        """The rooms of one worker."""
        return sorted(name for name, one in self._rooms.items() if one.worker == worker)

    def _forget_unused(self, place: Place) -> None:
        unused = not place.open and place.visitors <= 0
        if unused and self._rooms.get(place.room) is place:
            del self._rooms[place.room]

    def _load(self, worker: int) -> tuple[int, int, int]:
        """Fewest connections, then fewest rooms, then the first."""
        own = [place for place in self._rooms.values() if place.worker == worker]
        return sum(place.visitors for place in own), len(own), worker
