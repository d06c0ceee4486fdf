"""What the relay should have, from what the hearing is; and what to do about the rest. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from hearing.commands import Report, ReportArrival, ReportDeparture
from hearing.ids import DeviceId, HearingId
from hearing.state import ENDED, LIVE, HearingState, attends, speaks

RECORDER: Final = (
    "recorder"  # the recorder's identity; it is in the room and not of the hearing
)
_SUFFIX: Final = ".courtroom"
VOICE: Final = "microphone"
SOURCES: Final = frozenset({"camera", VOICE, "screen_share", "screen_share_audio"})


@dataclass(frozen=True, slots=True)
class Grant:
    """What a participant may do. `sources` as LiveKit's tokens name them; `hidden`: gallery."""

    publish: bool
    sources: frozenset[str]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Participant:
    """A participant as the relay has it."""

    identity: str
    grant: Grant


@dataclass(frozen=True, slots=True)
class CreateRoom:
    """The courtroom must exist."""


@dataclass(frozen=True, slots=True)
class DeleteRoom:
    """The courtroom must be gone."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Somebody must not be in the courtroom."""

    identity: str


@dataclass(frozen=True, slots=True)
class SetGrant:
    """Somebody may do something else than the relay lets them."""

    identity: str
    grant: Grant


Action = CreateRoom | DeleteRoom | Remove | SetGrant

GALLERY_GRANT: Final = Grant(publish=False, sources=frozenset(), hidden=True)


def courtroom(hearing: HearingId) -> str:
    """The name of the hearing's courtroom at the relay."""
    return f"{hearing}{_SUFFIX}"


def hearing_of(room: str) -> HearingId | None:
    """The hearing whose courtroom `room` is."""
    return HearingId(room.removesuffix(_SUFFIX)) if room.endswith(_SUFFIX) else None


def grants(state: HearingState) -> Mapping[DeviceId, Grant]:
    """Who belongs in the courtroom now, and what each may do there."""
    floor = state.floor
    return {
        device: _grant(speaking=speaks(state, device), heard=device in floor)
        for device in state.devices
        if attends(state, device)
    }


def _grant(*, speaking: bool, heard: bool) -> Grant:
    if not speaking:
        return GALLERY_GRANT
    return Grant(publish=True, sources=SOURCES if heard else SOURCES - {VOICE}, hidden=False)


def actions(
    state: HearingState, room_exists: bool, seen: Iterable[Participant]
) -> list[Action]:
    """What to ask of the relay so that it has what the ledger says."""
    if state.status not in LIVE:
        return [DeleteRoom()] if state.status in ENDED and room_exists else []
    wanted = grants(state)
    todo: list[Action] = [] if room_exists else [CreateRoom()]
    for participant in seen:
        if participant.identity == RECORDER:
            continue
        grant = wanted.get(DeviceId(participant.identity))
        if grant is None:
            todo.append(Remove(participant.identity))
        elif grant != participant.grant:
            todo.append(SetGrant(participant.identity, grant))
    return todo


def reports(state: HearingState, seen: Iterable[Participant]) -> list[Report]:
    """Who came and who left since the ledger last knew, in the order of the devices."""
    if state.status not in LIVE:
        return []
    here = {participant.identity for participant in seen}
    found: list[Report] = []
    for device in state.devices.values():
        if device.id in here and not device.present and attends(state, device.id):
            found.append(ReportArrival(device=device.id))
        if device.id not in here and device.present:
            found.append(ReportDeparture(device=device.id))
    return found
