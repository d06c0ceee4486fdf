"""What the court says to a socket, from the court's own values. Pure but for token signing."""

from collections.abc import Iterable

from hearing.ids import SeatId
from hearing.refusal import Refusal
from hearing.state import HearingState, attends
from signaling.court.desired import courtroom, grants
from signaling.court.history import Entry, History
from signaling.court.media_access import MediaAccess
from signaling.court.protocol import (
    MAX_MISSED,
    Accepted,
    Closing,
    EventMessage,
    Media,
    Refused,
    Welcome,
)
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


def in_courtroom(state: HearingState, seat: SeatId) -> bool:
    """Whether the device of `seat` belongs in the courtroom now."""
    known = state.seats.get(seat)
    return known is not None and not known.revoked and attends(state, known.device)


def media(access: MediaAccess, state: HearingState, seat: SeatId) -> Media:
    """Where the device of `seat` belongs, with a fresh token."""
    if not in_courtroom(state, seat):
        return NOWHERE
    device = state.seats[seat].device
    return Media(
        room=courtroom(state.id),
        url=access.public_url,
        token=access.token(state.id, device, grants(state)[device]),
        identity=device,
    )


def accepted(command: str, seq: int) -> Accepted:
    """A command is in the ledger."""
    return Accepted(command=command, seq=seq)


def refused(refusal: Refusal, *, command: str | None, n: int | None) -> Refused:
    """A frame or a command was refused."""
    said = render(refusal)
    return Refused(command=command, n=n, code=said.code, vi=said.vi, en=said.en)


def closing(code: str) -> Closing:
    """Why the socket is about to close."""
    said = render(Refusal(code))
    return Closing(code=said.code, vi=said.vi, en=said.en)
