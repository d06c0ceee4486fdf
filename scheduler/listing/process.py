"""The process that makes one list: niced, so that hearings do not suffer.

Standard input: a JSON line `{"problem": …, "seconds": 60}`, then nothing; its end means that
nobody waits any more. Standard output: JSON lines `{"better": LISTING}`, and one last of
`{"done": LISTING, "unplaced": […]}` or `{"refused": CODE}`.
"""

import json
import os
import sys
import threading
import time
from importlib.util import find_spec
from typing import Any

from scheduler.listing.greedy import first
from scheduler.listing.problem import Listing
from scheduler.listing.reasons import explained
from scheduler.listing.wire import listing_told, problem_read, unplaced_told

NICE = 10
LAST_S = 60.0
"""How long it may take to stop once nobody waits; a server that was killed leaves nothing."""
MISSING = "listing.no_solver"


def main() -> None:
    """Does the job on standard input."""
    os.nice(NICE)
    over = threading.Event()
    job = json.loads(sys.stdin.readline())
    threading.Thread(target=_until_stdin_ends, args=(over,), daemon=True).start()
    if find_spec("ortools") is None:
        _say({"refused": MISSING})
        return
    said: list[Listing] = []

    def told(listing: Listing) -> bool:
        if said[-1:] != [listing]:
            said.append(listing)
            _say({"better": listing_told(listing)})
        return not over.is_set()

    problem = problem_read(job["problem"])
    told(first(problem))
    # An optional extra, and seconds to load on a busy machine: not before the first list.
    from scheduler.listing.solving import solve  # noqa: PLC0415

    found = solve(problem, job["seconds"], told)
    why = explained(problem, found)
    _say({"done": listing_told(found), "unplaced": unplaced_told(why)})


def _until_stdin_ends(over: threading.Event) -> None:
    """Past Python's own buffer: a thread that waits in it would break the exit."""
    while os.read(sys.stdin.fileno(), 1024):
        continue
    over.set()
    time.sleep(LAST_S)
    os._exit(1)


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
