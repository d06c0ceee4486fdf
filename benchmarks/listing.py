"""How soon a week's list is there, and how good: 200 hearings, 30 judges, 12 rooms, 5 days.

`--pressure` makes every hearing so much longer (in percent), so that not all can be placed.
Prints one JSON object; first_s: until the first list, gap: what the last could lack at most.
"""

import argparse
import json
import random
import sys
import time
from dataclasses import asdict, dataclass

from scheduler.listing.board import Board, by_id, has
from scheduler.listing.problem import STEPS_A_DAY, Listing, Problem, Resource, Waiting
from scheduler.listing.reasons import explained
from scheduler.listing.solving import solve

OPENS, CLOSES = 30, 68  # 7:30 and 17:00
LENGTHS = (4, 6, 8, 8, 10, 12)


@dataclass(frozen=True)
class Size:
    """How much there is."""

    hearings: int = 200
    judges: int = 30
    rooms: int = 12
    days: int = 5
    pressure: int = 0
    seed: int = 1


@dataclass
class Figures:
    """What came of it."""

    hearings: int
    placed: int
    unplaced: int
    unexplained: int
    overlaps: int
    first_s: float
    seconds: float
    weight: int
    bound: int
    gap: float
    proven: bool


def problem(size: Size) -> Problem:
    """A court's week: judges away for a morning, rooms booked already, accused who are brought
    in the morning only, prosecutors and a detention facility shared by many."""
    chance = random.Random(size.seed)
    names = [f"judge{number}" for number in range(size.judges)]
    rooms = [f"room{number}" for number in range(size.rooms)]
    shared = [f"prosecutor{number}" for number in range(size.judges)]
    resources = {
        **{name: Resource(name, busy=_away(size, chance), most_a_day=28) for name in names},
        **{name: Resource(name, busy=_away(size, chance), after=1) for name in rooms},
        **{name: Resource(name) for name in shared},
        "jail": Resource("jail", capacity=4),
    }
    waiting = tuple(
        _waiting(number, size, chance, names, rooms, shared) for number in range(size.hearings)
    )
    days = tuple(
        (day * STEPS_A_DAY + OPENS, day * STEPS_A_DAY + CLOSES) for day in range(size.days)
    )
    return Problem(days, waiting, resources)


def _away(size: Size, chance: random.Random) -> tuple[tuple[int, int], ...]:
    start = chance.randrange(size.days) * STEPS_A_DAY + OPENS
    return ((start, start + 16),) if chance.random() < 0.5 else ()


def _waiting(
    number: int,
    size: Size,
    chance: random.Random,
    names: list[str],
    rooms: list[str],
    shared: list[str],
) -> Waiting:
    detained = chance.random() < 0.2
    mornings = tuple(
        (day * STEPS_A_DAY + OPENS, day * STEPS_A_DAY + 48) for day in range(size.days)
    )
    length = max(2, round(chance.choice(LENGTHS) * (1 + size.pressure / 100)))
    own = names[number % len(names)]
    return Waiting(
        id=f"case{number}",
        length=min(length, CLOSES - OPENS) if not detained else min(length, 48 - OPENS),
        judges=(own,) if chance.random() < 0.7 else (own, chance.choice(names)),
        rooms=tuple(rooms),
        needs=(chance.choice(shared), *(("jail",) if detained else ())),
        windows=mornings if detained else (),
        weight=chance.choice((1, 1, 1, 2, 3)),
    )


def overlaps(asked: Problem, listing: Listing) -> int:
    """How often something is where it cannot be, each hearing put beside all others."""
    waiting, board, wrong = by_id(asked), Board(asked), 0
    for placed in listing.placed:
        one = waiting[placed.id]
        for name in {placed.room, placed.judge, *one.needs}:
            wrong += not has(board.free(name, one.length), placed.start)
        wrong += not has(board.starts(one), placed.start)
        board.put(one, placed)
    return wrong


def measure(size: Size, seconds: float) -> Figures:
    """Solve one."""
    asked = problem(size)
    begun = time.perf_counter()
    first: list[float] = []

    def told(_listing: Listing) -> bool:
        first.append(time.perf_counter() - begun)
        return True

    found = solve(asked, seconds, told)
    spent = time.perf_counter() - begun
    why = explained(asked, found)
    return Figures(
        hearings=size.hearings,
        placed=len(found.placed),
        unplaced=len(why),
        unexplained=size.hearings - len(found.placed) - len(why),
        overlaps=overlaps(asked, found),
        first_s=round(first[0], 3),
        seconds=round(spent, 3),
        weight=found.weight,
        bound=found.bound,
        gap=round(found.gap, 4),
        proven=found.proven,
    )


def main() -> int:
    """0 if nothing overlaps and every case is placed or explained."""
    arguments = argparse.ArgumentParser(description=__doc__)
    for name, default in asdict(Size()).items():
        arguments.add_argument(f"--{name}", type=int, default=default)
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--json", action="store_true")
    given = vars(arguments.parse_args())
    seconds, as_json = given.pop("seconds"), given.pop("json")
    figures = asdict(measure(Size(**given), seconds))
    if as_json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name}: {value}" for name, value in figures.items()))
    return 0 if not figures["overlaps"] and not figures["unexplained"] else 1


if __name__ == "__main__":
    sys.exit(main())
