"""How the whole installation fares: its processes, its disk, what is not recorded."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hearing.refusal import Refusal
from signaling.api.health import PartTold
from signaling.court.alarms import UNRECORDED, UNWRITABLE
from signaling.court.recordings import Recordings
from signaling.court.service import Court

RECENT = timedelta(minutes=10)
"""How long it is said that a part died and was started again."""
LOW_PERCENT = 10
FULL_BYTES = 64 << 20
"""Less than a minute of six people."""


class Watch:
    """What the supervisor says on this process's standard input (see `Supervisor`)."""

    def __init__(self) -> None:
        self.parts: Mapping[str, PartTold] = {}

    def heard(self, line: bytes) -> None:
        """One line."""
        said = json.loads(line)
        self.parts = {name: PartTold.model_validate(one) for name, one in said.items()}


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked for `/health`."""

    watch: Watch
    recordings_dir: Path
    court: Court
    recorder: Recordings

    def parts(self) -> Mapping[str, PartTold]:
        """The processes, as their supervisor sees them; none without one."""
        return self.watch.parts

    def alarms(self) -> list[Refusal]:
        """What somebody must see to, the worst first."""
        found = []
        if self.court.alarms.unrecorded():
            found.append(Refusal(UNRECORDED))
        if not self.court.alarms.writable:
            found.append(Refusal(UNWRITABLE))
        if not self.recorder.connected:
            found.append(Refusal("alarm.recorder_missing"))
        found += disk_alarms(self.recordings_dir)
        return found + restart_alarms(self.watch.parts, datetime.now(UTC))


def disk_alarms(folder: Path) -> list[Refusal]:
    """Whether `folder`, or what it will be made in, takes a record."""
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    percent = 100 * usage.free // max(1, usage.total)
    if usage.free < FULL_BYTES or not os.access(folder, os.W_OK | os.X_OK):
        return [Refusal("alarm.disk_full")]
    return [Refusal("alarm.disk_low", percent=percent)] if percent < LOW_PERCENT else []


def restart_alarms(parts: Mapping[str, PartTold], now: datetime) -> list[Refusal]:
    """Parts that are down, or died lately."""
    found = []
    for name, part in sorted(parts.items()):
        if not part.running:
            found.append(Refusal("alarm.part_down", name=name))
        elif part.died_at is not None and now - part.died_at < RECENT:
            found.append(Refusal("alarm.part_restarted", name=name, times=part.restarts))
    return found
