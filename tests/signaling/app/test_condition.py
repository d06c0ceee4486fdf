"""Rulings on what an installation says of itself."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from signaling.api.health import PartTold
from signaling.app.condition import Watch, disk_alarms, restart_alarms

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


class Usage(NamedTuple):
    """As shutil tells it."""

    total: int
    used: int
    free: int


def test_a_part_that_died_is_told_while_it_is_down_and_for_a_while_after() -> None:
    died = NOW - timedelta(minutes=9)
    parts = {
        "hearing": PartTold(running=True, restarts=0, died_at=None),
        "recorder": PartTold(running=True, restarts=3, died_at=died),
        "relay": PartTold(running=False, restarts=0, died_at=NOW),
    }
    told = [(one.code, dict(one.facts)) for one in restart_alarms(parts, NOW)]
    assert told == [
        ("alarm.part_restarted", {"name": "recorder", "times": 3}),
        ("alarm.part_down", {"name": "relay"}),
    ]
    later = restart_alarms(parts, NOW + timedelta(minutes=2))
    assert [one.code for one in later] == ["alarm.part_down"]


def test_what_the_supervisor_writes_is_understood() -> None:
    watch = Watch()
    course = {"running": True, "restarts": 1, "died_at": "2026-03-02T05:00:00+00:00"}
    watch.heard(json.dumps({"relay": course}).encode())
    assert watch.parts["relay"] == PartTold(running=True, restarts=1, died_at=NOW)


@pytest.mark.parametrize(
    ("free", "codes"),
    [(50 << 30, []), (9 << 30, ["alarm.disk_low"]), (1 << 20, ["alarm.disk_full"])],
)
def test_a_disk_is_told_before_it_is_full(
    free: int, codes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = 100 << 30
    usage = Usage(total, total - free, free)
    monkeypatch.setattr("signaling.app.condition.shutil.disk_usage", lambda _folder: usage)
    assert [one.code for one in disk_alarms(tmp_path / "recordings")] == codes
