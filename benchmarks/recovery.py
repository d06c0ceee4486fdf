"""How long a hearing in session takes to recover from kill -9, and what the record misses.

Parties are unmodified LiveKit clients from PyPI with the product's hearing socket, healing as
the page does (a room that is lost is joined anew with a fresh `media_token`). Relay, hearing
server and recorder are killed in turn, several times; then every process at once, and started
again. With `--workers` a media worker is killed in the relay's place. At the end the record is
closed, exported and verified. Prints one JSON object; seconds.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from hearing.roles import Role
from recording.verify import Report
from tests.end_to_end import outages
from tests.end_to_end.outages import Missing, Sitting, Untouched

ROLES = (
    Role.PRESIDING_JUDGE,
    Role.DEFENCE_COUNSEL,
    Role.ACCUSED,
    Role.CLERK,
    Role.PROSECUTOR,
)
LIMITS = {"relay": 5.0, "hearing": 3.0, "recorder": 1.0, "power": 30.0}
"""relay: p95 until a picture; hearing: p95 until the socket; recorder: of the gap beyond the
outage; power: until everybody is reseated, at most."""
_STEADY = 10.5
"""A part that dies sooner than this after its start is restarted with a pause."""


def spread(values: Sequence[float]) -> dict[str, float]:
    """How many, their median, 95th percentile and maximum."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    figures = {"p50": median(ordered), "p95": p95, "max": ordered[-1]}
    return {"n": len(ordered), **{name: round(each, 3) for name, each in figures.items()}}


class Course:
    """What was measured."""

    def __init__(self) -> None:
        self.pictures: list[float] = []
        self.untouched: list[Untouched] = []
        self.missing: list[Missing] = []
        self.power: list[float] = []

    async def kills(self, sitting: Sitting) -> None:
        """Each part once; of several media workers the one that has the courtroom."""
        several = sitting.workers() > 1
        kill = outages.worker_killed if several else outages.relay_killed
        self.pictures += await kill(sitting)
        self.untouched.append(await outages.hearing_server_killed(sitting))
        self.missing.append(await outages.recorder_killed(sitting))

    async def cut(self, sitting: Sitting) -> None:
        """Everything at once."""
        self.power.append(await outages.power_cut(sitting))

    def beyond(self, report: Report) -> list[float]:
        """Of each killed recorder, by how much the record's gap is longer than the outage."""
        return [
            gap.end / 1e6 - gap.start / 1e6 - one.outage
            for one in self.missing
            for gap in report.gaps
            if gap.reason == "restart" and gap.start / 1e6 <= one.killed_at <= gap.end / 1e6
        ]

    def told(self, report: Report) -> dict[str, object]:
        """All figures, and whether they are within their limits."""
        relay = spread(self.pictures)
        back = spread([each for one in self.untouched for each in one.back])
        media = {
            "longest_wait_for_a_picture": round(max(one.still for one in self.untouched), 3),
            "packets_lost": sum(one.lost for one in self.untouched),
            "rejoined": sum(one.rejoined for one in self.untouched),
        }
        beyond, power = spread(self.beyond(report)), spread(self.power)
        holds = {
            "relay": relay["p95"] <= LIMITS["relay"],
            "hearing": back["p95"] <= LIMITS["hearing"],
            "media_untouched": not media["packets_lost"] and not media["rejoined"],
            "recorder": beyond["max"] <= LIMITS["recorder"]
            and beyond["n"] == len(self.missing),
            "power": power["max"] <= LIMITS["power"],
            "verified": report.exit == 0,
        }
        return {
            "holds": all(holds.values()),
            "within": holds,
            "limits": LIMITS,
            "relay_until_picture": relay,
            "hearing_until_socket": back,
            "hearing_media": media,
            "recorder_outage": spread([one.outage for one in self.missing]),
            "recorder_gap_beyond_outage": beyond,
            "power_until_reseated": power,
            "verify_exit": report.exit,
            "gaps": [gap.reason for gap in report.gaps],
        }


async def measure(parties: int, rounds: int, cuts: int) -> dict[str, object]:
    """One hearing of `parties`."""
    course = Course()
    with tempfile.TemporaryDirectory(prefix="phientoa-recovery-") as folder:
        machine = outages.scratch(Path(folder))
        patient = os.environ["PHIENTOA_RELAY_WORKERS"] != "1"
        present = outages.in_session(machine, ROLES[:parties], patient=patient)
        async with machine, present as sitting:
            for number in range(rounds):
                await asyncio.sleep(_STEADY if number else 0)
                await course.kills(sitting)
                _say(f"round {number + 1} of {rounds}")
            for number in range(cuts):
                await course.cut(sitting)
                _say(f"power cut {number + 1} of {cuts}")
            report = await sitting.close()
    return {"parties": parties, "rounds": rounds, **course.told(report)}


def _say(progress: str) -> None:
    print(progress, file=sys.stderr)


def main() -> None:
    """Measure an installation of our own, in a scratch directory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parties", type=int, default=4, choices=range(3, len(ROLES) + 1))
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--cuts", type=int, default=2)
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    options.add_argument("--workers", type=int, default=1, help="of the relay, for media")
    asked = options.parse_args()
    os.environ["PHIENTOA_RELAY_WORKERS"] = str(asked.workers)
    told = asyncio.run(measure(asked.parties, asked.rounds, asked.cuts))
    print(json.dumps(told))
    sys.exit(0 if told["holds"] else 1)


if __name__ == "__main__":
    main()
