"""Which cells of a table are one: in its grid a merged cell stands several times. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Cells from (left, top) to (right, bottom), both included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def command(self) -> tuple[str, tuple[int, int], tuple[int, int]]:
        """As ReportLab wants it."""
        return ("SPAN", (self.left, self.top), (self.right, self.bottom))

    @property
    def covered(self) -> Iterator[tuple[int, int]]:
        """Its places but for the first, as (column, row)."""
        for y in range(self.top, self.bottom + 1):
            for x in range(self.left, self.right + 1):
                if (x, y) != (self.left, self.top):
                    yield (x, y)


def merged(grid: Sequence[Sequence[object]]) -> list[Span]:
    """The spans of `grid`; the same object in several places is one cell."""
    places: dict[int, list[tuple[int, int]]] = {}
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            places.setdefault(id(cell), []).append((x, y))
    return [_around(taken) for taken in places.values() if len(taken) > 1]


def _around(taken: Sequence[tuple[int, int]]) -> Span:
    columns, rows = zip(*taken, strict=True)
    return Span(min(columns), min(rows), max(columns), max(rows))
