"""Rulings on a hearing whose processes are killed: it heals by itself, and the record says so.

How soon is no test's affair on a busy machine: `benchmarks/recovery.py` measures.
"""

from pathlib import Path

import pytest

from tests import engines
from tests.end_to_end import outages, steadfast
from tests.end_to_end.outages import Sitting

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

OWN = {
    engines.EMBEDDED: ["relay", "hearing", "recorder"],
    engines.LIVEKIT: ["hearing", "recorder"],  # a node is nobody's to start again
}
"""The parts that an installation starts again, in the order in which they are killed."""


def never_asked_again(sitting: Sitting) -> bool:
    """Same seats, no new login: each link was used once."""
    return all(one.redeemed == 1 for one in sitting.people.values())


async def test_each_process_is_killed_in_turn_and_then_the_power_is_cut(tmp_path: Path) -> None:
    async with outages.scratch(tmp_path) as machine, outages.in_session(machine) as sitting:
        await outages.relay_killed(sitting)
        untouched = await outages.hearing_server_killed(sitting)
        assert untouched.rejoined == 0
        missing = await outages.recorder_killed(sitting)
        await machine.restarted(dict.fromkeys(OWN[engines.chosen()], 1))
        await outages.power_cut(sitting)
        assert never_asked_again(sitting)
        assert sitting.parts() == 3
        report = await sitting.close()
    assert report.exit == 0, report.findings
    assert outages.reasons(report) == ["restart", "restart", "room_lost"]
    assert [line["name"] for line in machine.told("part_died")] == OWN[engines.chosen()]
    restart = next(gap for gap in report.gaps if gap.reason == "restart")
    assert (restart.end - restart.start) / 1e6 <= missing.outage + 10  # to what was on disk


def test_a_party_waits_as_the_page_does() -> None:
    page = (Path(__file__).parents[2] / "courtroom_client/src/base/backoff.ts").read_text()
    assert f"FIRST_MS = {1000 * steadfast.FIRST_S:.0f};" in page
    assert f"LONGEST_MS = {1000 * steadfast.LONGEST_S:_.0f};" in page
