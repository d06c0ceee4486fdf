"""Rulings on the second engine: a LiveKit cluster loses its Redis and a node in a hearing."""

from pathlib import Path

import pytest

from tests import engines
from tests.end_to_end import outages
from tests.end_to_end.redis_outage import redis_killed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.livekit,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("livekit_binary"),
]


async def test_redis_then_a_node_is_killed_and_the_hearing_goes_on(tmp_path: Path) -> None:
    """What the judge orders without Redis is done once it is back. Clients and recorder find
    the other node by themselves; the record says what it lacks."""
    with engines.using(engines.LIVEKIT):
        async with outages.scratch(tmp_path) as machine, outages.in_session(machine) as sitting:
            await redis_killed(sitting, away=1)
            assert machine.engine.cluster is not None
            await outages.relay_killed(sitting)
            assert [one.redeemed for one in sitting.people.values()] == [1, 1, 1]
            report = await sitting.close()
    assert report.exit == 0, report.findings
    assert set(outages.reasons(report)) == {"room_lost"}
