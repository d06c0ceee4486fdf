"""Who waits in the lobby: open sockets against the ledger's places. Pure."""

from collections.abc import Collection

from hearing.commands import Report, ReportArrival, ReportDeparture
from hearing.ids import DeviceId, SeatId
from hearing.lobby import waits
from hearing.state import HearingState, Place

LEAVE_S = 5.0  # a page that is reloaded, or a short loss, does not cost a place in the lobby
RETURN_S = 30.0  # after a restart of the server everybody needs a moment to come back
_WAITING: frozenset[Place] = frozenset({"lobby", "reception"})


class Attendance:
    """One hearing's devices as this instance's sockets show them.

    It reports the departure only of devices it has met, so that instances do not send away
    each other's people; and again, until the ledger has it.
    """

    def __init__(self) -> None:
        self._seen: dict[DeviceId, float] | None = None

    def reports(
        self, state: HearingState, connected: Collection[SeatId], now: float
    ) -> list[Report]:
        """Who came into the lobby and who left it. now: seconds, monotonic."""
        seen = self._met(state, now)
        open_ = {state.seats[seat].device for seat in connected if seat in state.seats}
        seen.update(dict.fromkeys(open_, now))
        gone = [
            device.id
            for device in state.devices.values()
            if device.place in _WAITING and now - seen.get(device.id, now) > LEAVE_S
        ]
        came = [device for device in state.devices if device in open_ and waits(state, device)]
        return [
            *(ReportDeparture(device=device, place="lobby") for device in gone),
            *(ReportArrival(device=device, place="lobby") for device in came),
        ]

    def _met(self, state: HearingState, now: float) -> dict[DeviceId, float]:
        """When each device was last connected; those of before a restart have longer."""
        if self._seen is None:
            until = now + RETURN_S - LEAVE_S
            waiting = (one.id for one in state.devices.values() if one.place == "lobby")
            self._seen = dict.fromkeys(waiting, until)
        return self._seen
