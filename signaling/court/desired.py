"""What the relay should have, from what the hearing is; and what to do about the rest. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from hearing.commands import Report, ReportArrival, ReportDeparture
from hearing.ids import DeviceId, HearingId, SeatId
from hearing.state import ENDED, LIVE, HearingState, Room, room_of, speaks

RECORDER: Final = (
    "recorder"  # the recorder's identity; it is in the room and not of the hearing
)
ROOMS: Final[tuple[Room, ...]] = ("courtroom", "reception")
VOICE: Final = "microphone"
SHARE: Final = frozenset({"screen_share", "screen_share_audio"})
SOURCES: Final = frozenset({"camera", VOICE}) | SHARE
EVER: Final = datetime.min.replace(tzinfo=UTC)


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
    joined_at: datetime = EVER  # by the relay's clock


@dataclass(frozen=True, slots=True)
class CreateRoom:
    """The room must exist."""


@dataclass(frozen=True, slots=True)
class DeleteRoom:
    """The room must be gone."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Somebody must not be in the room."""

    identity: str


@dataclass(frozen=True, slots=True)
class SetGrant:
    """Somebody may do something else than the relay lets them."""

    identity: str
    grant: Grant


Action = CreateRoom | DeleteRoom | Remove | SetGrant

GALLERY_GRANT: Final = Grant(publish=False, sources=frozenset(), hidden=True)


def name_of(hearing: HearingId, room: Room) -> str:
    """The name of a hearing's media room at the relay."""
    return f"{hearing}.{room}"


def courtroom(hearing: HearingId) -> str:
    """The name of the hearing's courtroom at the relay."""
    return name_of(hearing, "courtroom")


def hearing_of(room: str) -> HearingId | None:
    """The hearing to which the media room named `room` belongs."""
    hearing, _, suffix = room.rpartition(".")
    return HearingId(hearing) if hearing and suffix in ROOMS else None


def grants(state: HearingState, room: Room = "courtroom") -> Mapping[DeviceId, Grant]:
    """Who belongs in `room` now, and what each may do there.

    In the reception nobody holds the floor and nobody only watches: two people talk.
    """
    return {
        device.id: grant_in(state, device.id, room)
        for device in state.devices.values()
        if room_of(state, device.id) == room
    }


def grant_in(state: HearingState, device: DeviceId, room: Room) -> Grant:
    """What `device` may do in `room`, once it belongs there."""
    known = state.devices[device]
    if room == "reception":
        return _grant(speaking=True, heard=not known.silent)
    return _grant(
        speaking=speaks(state, device),
        heard=device in state.floor,
        shares=not known.share_held,
    )


def own_device(state: HearingState, seat: SeatId) -> DeviceId | None:
    """The device of `seat`, unless others sit at it too."""
    own = state.seats.get(seat)
    if own is None:
        return None
    there = [one for one in state.seats.values() if one.device == own.device]
    return own.device if all(one.revoked or one.id == seat for one in there) else None


def _grant(*, speaking: bool, heard: bool, shares: bool = True) -> Grant:
    if not speaking:
        return GALLERY_GRANT
    withheld = (frozenset() if heard else {VOICE}) | (frozenset() if shares else SHARE)
    return Grant(publish=True, sources=SOURCES - withheld, hidden=False)


def actions(
    state: HearingState,
    room_exists: bool,
    seen: Iterable[Participant],
    room: Room = "courtroom",
) -> list[Action]:
    """What to ask of the relay so that `room` is what the ledger says.

    The recorder is left alone in the courtroom and put out of every other room.
    """
    wanted = grants(state, room)
    if state.status not in LIVE or (room == "reception" and not wanted):
        over = state.status in ENDED or state.status in LIVE
        return [DeleteRoom()] if over and room_exists else []
    todo: list[Action] = [] if room_exists else [CreateRoom()]
    for participant in seen:
        if participant.identity == RECORDER and room == "courtroom":
            continue
        grant = wanted.get(DeviceId(participant.identity))
        if grant is None:
            todo.append(Remove(participant.identity))
        elif grant != participant.grant:
            todo.append(SetGrant(participant.identity, grant))
    return todo


def reports(state: HearingState, seen: Mapping[Room, Iterable[Participant]]) -> list[Report]:
    """Who came and who left since the ledger last knew, in the order of the devices."""
    if state.status not in LIVE:
        return []
    here = {room: {one.identity for one in people} for room, people in seen.items()}
    found: list[Report] = []
    for device in state.devices.values():
        room = room_of(state, device.id)
        inside = room is not None and device.id in here.get(room, ())
        if room is not None and inside and not device.present:
            found.append(ReportArrival(device=device.id, place=room))
        if device.present and not inside:
            found.append(ReportDeparture(device=device.id, place=device.place))
    return found
