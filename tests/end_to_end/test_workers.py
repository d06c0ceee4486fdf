"""Rulings on a hearing in session whose media worker is killed: it goes on at another, and the
record says what it missed. `benchmarks/recovery.py --workers 2` measures.
"""

from pathlib import Path

import pytest

from tests.end_to_end import outages

pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(400)]


async def test_a_hearing_goes_on_when_its_media_worker_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHIENTOA_RELAY_WORKERS", "2")
    async with (
        outages.scratch(tmp_path) as machine,
        outages.in_session(machine, patient=True) as sitting,
    ):
        first = sitting.worker()
        with machine.without_restarts():  # its own place stays empty until all are back
            await outages.worker_killed(sitting)
        second = sitting.worker()
        assert {first, second} == {"relay-1", "relay-2"}
        await machine.restarted({"relay": 0, first: 1, second: 0, "hearing": 0, "recorder": 0})
        report = await sitting.close()
    assert all(one.redeemed == 1 for one in sitting.people.values())
    assert report.exit == 0, report.findings
    assert set(outages.reasons(report)) == {"room_lost"}
