"""The course of the film: which moment of the record stands at which moment of the film. Pure.

A stretch without record is a card. A short one lasts as long as the gap itself; a long one is
shortened, and says so: nobody watches an empty hour.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SHOWN_WHOLE = 60.0  # seconds: a gap up to this long is shown as long as it was
SHORTENED = 10.0  # seconds for which a longer one is shown
_NOTICED = 0.5  # seconds: a shorter gap needs no card


@dataclass(frozen=True, slots=True)
class Silence:
    """A gap. start, end: seconds of the record; the rest: as the verifier tells it."""

    start: float
    end: float
    reason: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the film. start, end: seconds of the record; at: of the film, `lasting` s."""

    start: float
    end: float
    at: float
    lasting: float
    silence: Silence | None = None

    @property
    def shortened(self) -> bool:
        """Whether the film is shorter here than the record."""
        return self.lasting < self.end - self.start - 1e-6

    def moment(self, film: float) -> float:
        """The moment of the record at `film`; runs faster where it is shortened."""
        return self.start + (film - self.at) * (self.end - self.start) / self.lasting


class Course:
    """All stretches, one after the other."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = tuple(stretches)
        self._at = [one.at for one in self.stretches]

    @property
    def seconds(self) -> float:
        """The film's length."""
        last = self.stretches[-1] if self.stretches else None
        return last.at + last.lasting if last else 0.0

    def at(self, film: float) -> Stretch:
        """The stretch at `film` seconds of the film."""
        return self.stretches[max(0, bisect_right(self._at, film + 1e-9) - 1)]

    def film(self, moment: float) -> float | None:
        """The film's second of a recorded `moment`; None if no record is shown then."""
        for one in self.stretches:
            if one.silence is None and one.start <= moment < one.end:
                return one.at + moment - one.start
        return None


def course(silences: Iterable[Silence], until: float) -> Course:
    """The film of a record that lasts from 0 to `until` seconds."""
    at = 0.0
    stretches: list[Stretch] = []
    for start, end, silence in _pieces(silences, until):
        length = end - start
        lasting = SHORTENED if silence and length > SHOWN_WHOLE else length
        stretches.append(Stretch(start, end, at, lasting, silence))
        at += lasting
    return Course(stretches)


def _pieces(
    silences: Iterable[Silence], until: float
) -> Iterator[tuple[float, float, Silence | None]]:
    """Record and silence in turn, nothing twice: where gaps overlap the earlier counts."""
    reached = 0.0
    for one in sorted(silences, key=lambda silence: (silence.start, silence.end)):
        start = one.start if one.start < 0 and reached == 0 else max(one.start, reached)
        end = min(one.end, until) if one.start < until else start
        if end - start < _NOTICED:
            continue
        if start > reached:
            yield reached, start, None
        yield start, end, one
        reached = max(0.0, end)
    if until > reached:
        yield reached, until, None
