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
from collections.abc import Callable
from functools import partial

from tests.network import cases
from tests.network.country import left_over
from tests.network.sitting import Sitting, sitting

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
    for turn in range(2):
        measures[f"address_{turn}"] = partial(cases.address_change, held, 100 + turn)
    found: dict[str, Measured] = {}
    for name, measure in measures.items():
        if chosen and name not in chosen:
            continue
        found[name] = measure()
        print(name, json.dumps(found[name]), file=sys.stderr)
        held.all_live()
    return found


def main() -> None:
    """Measures all cases, or those named."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=15, help="of each impaired case")
    options.add_argument("--case", action="append", default=[], help="only these; repeatable")
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    with sitting() as held:
        by = held.country.by
        found = _together(held, asked.seconds, asked.case)
    told = {
        "benchmark": "network",
        "by": by,
        "load_average": os.getloadavg()[0],
        "holds": all(each["holds"] for each in found.values()),
        "cases": found,
        "namespaces_left": left_over(),
    }
    print(json.dumps(told))
    sys.exit(0 if told["holds"] else 1)


if __name__ == "__main__":
    main()
