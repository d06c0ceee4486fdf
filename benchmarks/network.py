"""What a hearing is worth on bad networks: unmodified LiveKit clients in network namespaces.

Two devices and the relay each have a namespace; between them a router that loses, delays,
reorders, narrows, cuts and forbids: by tc netem where the kernel has it, else by our own
emulator of the same model (`by`). Figures are those of the receivers' own decoders. Needs root.
Prints one JSON object; ends with 1 if a limit is not kept.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.network import cases
from tests.network.country import left_over
from tests.network.front import TURN_SECRET, TURN_URL, front
from tests.network.sitting import Sitting, sitting
from tests.network.tab import join, tab

Measured = dict[str, object]


def _together(held: Sitting, seconds: float, chosen: list[str]) -> dict[str, Measured]:
    """The cases in one sitting."""
    for name in "ab":
        held.join(name)
    held.all_live()
    measures: dict[str, Callable[[], Measured]] = {
        case.name: partial(cases.judged, held, case, seconds) for case in cases.CASES
    }
    measures["blackout"] = partial(cases.blackout, held)
    for turn in range(3):
        measures[f"address_{turn}"] = partial(cases.address_change, held, 100 + turn)
    measures["address_gap"] = partial(cases.address_change, held, 110, 4.0)
    measures["no_udp"] = partial(cases.without_udp, held, seconds)
    found: dict[str, Measured] = {}
    for name, measure in measures.items():
        if chosen and name not in chosen:
            continue
        found[name] = measure()
        print(name, json.dumps(found[name]), file=sys.stderr)
        held.all_live()
    return found


def _by_443(seconds: float) -> Measured:
    """In a sitting of its own, with the front door of deploy/ and real Chromium."""
    turn = {"urls": [TURN_URL], "secret": TURN_SECRET}
    with (
        TemporaryDirectory(prefix="phientoa-network-") as name,
        sitting(("a", "c"), turn=turn) as held,
        front(held.country, Path(name)),
    ):
        held.country.only("c", "ipproto tcp dport 443")
        held.join("a")
        with tab(held.country, "c", Path(name)) as page:
            return cases.by_443_alone(held, page, seconds)


def _pages() -> dict[str, Measured]:
    """A page that changes its network."""
    found: dict[str, Measured] = {}
    with (
        TemporaryDirectory(prefix="phientoa-network-") as name,
        sitting(("a", "c")) as held,
    ):
        inside = held.join("a")
        with tab(held.country, "c", Path(name)) as page:
            start = time.monotonic()
            join(page, "dev_c", held.url.replace("ws", "http", 1))
            held.until(partial(inside.lives, start), "a sees and hears c")
            for turn in range(3):
                page.wait_for_timeout(3000)
                found[f"page_moves_{turn}"] = cases.page_moves(held, page, 100 + turn)
    return found


def main() -> None:
    """Measures all cases, or those named."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=15, help="of each impaired case")
    options.add_argument("--red", action="store_true", help="sound with redundancy")
    options.add_argument("--case", action="append", default=[], help="only these; repeatable")
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    with sitting(("a", "b", "c")) as held:
        by, held.red = held.country.by, asked.red
        found = _together(held, asked.seconds, asked.case)
    if not asked.case or "page_moves" in asked.case:
        found |= _pages()
    if not asked.case or "only_443" in asked.case:
        found["only_443"] = _by_443(asked.seconds)
    told = {
        "benchmark": "network",
        "by": by,
        "red": asked.red,
        "load_average": os.getloadavg()[0],
        "holds": all(each["holds"] for each in found.values()),
        "cases": found,
        "namespaces_left": left_over(),
    }
    print(json.dumps(told))
    sys.exit(0 if told["holds"] else 1)


if __name__ == "__main__":
    main()
