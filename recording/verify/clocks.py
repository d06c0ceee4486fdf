"""The two clocks of a recorder, block after block: neither may be stepped."""

from recording.journal.block import Header
from recording.journal.clock import SECOND
from recording.verify.report import Place

STEP = 2 * SECOND  # µs by which the two clocks may part from one another at once …
DRIFT = 2000  # … and slowly, one part in so many (500 ppm is the most that slewing does)


class Clocks:
    """Compares wall and monotonic time within one part."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._origin: Header | None = None
        self._before: Header | None = None
        self._astray = False

    def take(self, header: Header) -> None:
        """The next block's clocks."""
        origin, before = self._origin or header, self._before or header
        self._before, self._origin = header, origin
        step, since = _parted(before, header), _parted(origin, header)
        if abs(step) > STEP or header.mono < before.mono:
            self._tell(header, step)
            self._origin = header  # what follows is measured from here: one step, one finding
        elif abs(since) > STEP + (header.mono - origin.mono) // DRIFT and not self._astray:
            self._astray = True
            self._tell(header, since)

    def _tell(self, header: Header, step: int) -> None:
        seconds = f"{step / SECOND:+.1f}"
        self._place.say("clock.stepped", block=header.number, seconds=seconds)


def _parted(since: Header, header: Header) -> int:
    """µs by which the wall clock ran ahead of the monotonic one since `since`."""
    return (header.wall - since.wall) - (header.mono - since.mono)
