"""What the recorder must do after an entry of the ledger. Pure; one table."""

from collections.abc import Mapping
from typing import Literal

from hearing.actors import Actor, SeatActor, StaffActor, System
from hearing.events import Event, PersonSeated, SeatRevoked, StatusChanged
from hearing.ids import DeviceId
from hearing.state import ENDED, HearingState, Status, seated, speaks
from signaling.court.history import Entry
from signaling.court.ports import RecordedDevice, RecordingWanted

Wanted = Literal["ready", "recording", "paused", "closed", "released"]

WANTED: Mapping[Status, Wanted] = {
    Status.IN_SESSION: "recording",
    Status.RECESS: "paused",
    Status.SUSPENDED: "paused",
    **dict.fromkeys(ENDED, "closed"),
}
"""By the status entered, once a session was held."""
BEFORE: Mapping[Status, Wanted] = {
    Status.OPEN: "ready",
    Status.SUSPENDED: "ready",
    **dict.fromkeys(ENDED, "released"),
}
"""By the status entered before any session: the recorder is there for its first word."""


def wanted(entry: Entry, state: HearingState) -> RecordingWanted | None:
    """What `entry` asks of the recorder; None if nothing. `state`: the hearing then or now."""
    event = entry.event
    if not isinstance(event, StatusChanged):
        return None
    want = (BEFORE if state.session_at is None else WANTED).get(event.to)
    if want is None:
        return None
    return RecordingWanted(
        hearing=state.id,
        state=want,
        seq=entry.seq,
        hash=entry.hash,
        at=entry.at,
        reason=event.reason or event.to.value,
        by=_who(entry.by),
        devices=_devices(state),
    )


def changes_roles(event: Event) -> bool:
    """Whether the recorder must be told anew who is seated where; its order stays the same."""
    return isinstance(event, PersonSeated | SeatRevoked)


def _devices(state: HearingState) -> Mapping[DeviceId, RecordedDevice]:
    return {
        device: RecordedDevice(people[0].role, people[0].display)
        for device in state.devices
        if speaks(state, device) and (people := seated(state, device))
    }


def _who(by: Actor) -> str:
    match by:
        case SeatActor():
            return f"seat:{by.seat}"
        case StaffActor():
            return "staff"
        case System():
            return f"system:{by.reason}"
