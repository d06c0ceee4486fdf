"""Fuzzes every target, or some, for so long: `python -m fuzzing --seconds 60 --json`.

Ends with 1 if anything was found: what a parser raised that is not documented, a case slower
than 5 s, a process above 512 MB. The input lies in the folder of findings then;
`python -m fuzzing.engine TARGET FILE` brings it back. Needs atheris (Linux on x86-64).
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from fuzzing import campaign
from fuzzing.campaign import Outcome
from fuzzing.table import TARGETS


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    asked = _parser().parse_args(arguments)
    if not campaign.available():
        print("atheris is not installed: it has wheels for Linux on x86-64.", file=sys.stderr)
        return 2
    seconds = asked.seconds if asked.seconds or asked.cases else 60

    def one(target: str) -> Outcome:
        return campaign.run(
            target, seconds=seconds, cases=asked.cases, seed=asked.seed, findings=asked.findings
        )

    began = time.monotonic()
    with ThreadPoolExecutor(asked.jobs) as beside:
        outcomes = list(beside.map(one, asked.target or TARGETS))
    told = _told(outcomes, time.monotonic() - began)
    if asked.json:
        print(json.dumps(told))
    else:
        _table(outcomes)
    return 0 if told["holds"] else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=0, help="for each target")
    parser.add_argument("--cases", type=int, default=0, help="for each target")
    parser.add_argument("--seed", type=int, default=0, help="0: another each time")
    parser.add_argument("--jobs", type=int, default=1, help="targets beside each other")
    parser.add_argument("--findings", type=Path, default=Path(".cache/fuzzing"))
    parser.add_argument("--json", action="store_true")
    return parser


def _told(outcomes: Sequence[Outcome], seconds: float) -> dict[str, object]:
    return {
        "cases": sum(one.cases for one in outcomes),
        "seconds": round(seconds, 1),
        "found": [name for one in outcomes for name in one.found],
        "peak_mb": max(one.peak_mb for one in outcomes),
        "holds": not any(one.found for one in outcomes),
        "targets": {one.target: asdict(one) for one in outcomes},
    }


def _table(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        print(
            f"{one.target:13} {one.cases:>10,} cases in {one.seconds:6.1f} s, "
            f"at most {one.peak_mb} MB, found {len(one.found)}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
