"""What a hearing's people must know at once and its ledger may not be able to say."""

from dataclasses import dataclass, field

from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.state import HearingState, Status
from signaling.court.ports import Recordings

UNRECORDED = "alarm.not_recorded"
UNWRITABLE = "alarm.ledger_unwritable"
_PATIENCE = 2
"""Looks (one a second) at which a session is not recorded before it is said."""


@dataclass(slots=True)
class Alarms:
    """Of all hearings of this instance. writable: whether the ledger takes new rows."""

    recordings: Recordings
    writable: bool = True
    _unheard: dict[HearingId, int] = field(default_factory=dict)

    def look(self, state: HearingState) -> tuple[Refusal, ...]:
        """What is wrong now; asked once a second for each hearing."""
        silent = state.status is Status.IN_SESSION and not self.recordings.recording(state.id)
        before = self._unheard.pop(state.id, 0)
        looks = before + 1 if silent else 0
        if silent:
            self._unheard[state.id] = looks
        found = [Refusal(UNRECORDED)] if looks > _PATIENCE else []
        return (*found, *([] if self.writable else [Refusal(UNWRITABLE)]))

    def unrecorded(self) -> int:
        """How many sessions go on without a record."""
        return sum(looks > _PATIENCE for looks in self._unheard.values())
