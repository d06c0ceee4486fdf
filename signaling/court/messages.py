"""What the court says to a socket, from the court's own values. Pure but for token signing."""

from collections.abc import Iterable

from hearing.ids import SeatId
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import HearingState, Room, room_of, seated
from signaling.court.desired import grant_in, name_of
from signaling.court.history import Entry, History
from signaling.court.media_access import MediaAccess
from signaling.court.protocol import (
    MAX_MISSED,
    Accepted,
    Alarm,
    Alarms,
    Closing,
    EventMessage,
    Media,
    Refused,
    Welcome,
)
from signaling.court.seen import attributes
from signaling.court.sessions import SeatSession
from signaling.refusals import render

NOWHERE = Media(room=None, url=None, token=None, identity=None)


def event_message(entry: Entry) -> EventMessage:
    """`entry` as everybody in the hearing is told it."""
    return EventMessage(seq=entry.seq, at=entry.at, by=entry.by, event=entry.event)


def welcome(session: SeatSession, shown: History, missed: Iterable[Entry]) -> Welcome:
    """The first message to `session`'s seat."""
    events = [event_message(entry) for entry in missed if entry.seq <= shown.seq]
    return Welcome(
        seat=session.seat,
        hearing=session.hearing,
        seq=shown.seq,
        state=shown.state,
        missed=tuple(events[-MAX_MISSED:]),
    )


def media_room(state: HearingState, seat: SeatId) -> Room | None:
    """The media room in which the socket of `seat` has its device's place now.

    At a point's device with a page of its own, that page has the media; those seated there
    have the desk.
    """
    known = state.seats.get(seat)
    if known is None or known.revoked:
        return None
    screens = {one.id for one in seated(state, known.device) if one.role is Role.ROOM_DEVICE}
    if screens and seat not in screens:
        return None
    return room_of(state, known.device)


def media(access: MediaAccess, state: HearingState, seat: SeatId) -> Media:
    """Where the device of `seat` belongs, with a fresh token."""
    room = media_room(state, seat)
    if room is None:
        return NOWHERE
    device = state.seats[seat].device
    return Media(
        room=name_of(state.id, room),
        url=access.public_url,
        token=access.token(
            state.id, device, grant_in(state, device, room), room, attributes(state, device)
        ),
        identity=device,
    )


def accepted(command: str, seq: int) -> Accepted:
    """A command is in the ledger."""
    return Accepted(command=command, seq=seq)


def refused(refusal: Refusal, *, command: str | None, n: int | None) -> Refused:
    """A frame or a command was refused."""
    said = render(refusal)
    return Refused(command=command, n=n, code=said.code, vi=said.vi, en=said.en)


def alarms(found: Iterable[Refusal]) -> Alarms:
    """What stands in the hearing's way now."""
    said = [render(one) for one in found]
    return Alarms(alarms=tuple(Alarm(code=one.code, vi=one.vi, en=one.en) for one in said))


def closing(code: str) -> Closing:
    """Why the socket is about to close."""
    said = render(Refusal(code))
    return Closing(code=said.code, vi=said.vi, en=said.en)
