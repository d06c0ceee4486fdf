"""One hearing as this instance holds it: its history, its sockets, and what they were shown."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from hearing.commands import Report
from hearing.ids import DeviceId, HearingId, SeatId
from hearing.lobby_events import SeatTransferred
from hearing.refusal import Refusal
from hearing.state import LIVE
from signaling.court.attendance import Attendance
from signaling.court.connection import Connection
from signaling.court.history import Entry, History
from signaling.court.media_access import MediaAccess
from signaling.court.messages import NOWHERE, event_message, media, media_room
from signaling.court.messages import alarms as alarm_message

_log = structlog.get_logger()
MAX_SOCKETS = 4  # of one seat; a fifth closes the oldest


@dataclass(frozen=True, slots=True)
class Effects:
    """What follows from an entry besides telling.

    changed: at once, for the relay. evict: the device is another browser's since then; put out
    the one before. obey: before anybody is told, for the recorder.
    """

    changed: Callable[[HearingId], None]
    evict: Callable[[HearingId, DeviceId, datetime], None]
    obey: Callable[[Entry, History], Awaitable[None]]


class Sitting:
    """history: all that is known. shown: what has been put into effect and told.

    turn: commands of this instance decide one after the other; other instances' are kept out
    by the ledger's key.
    """

    def __init__(self, history: History, access: MediaAccess, effects: Effects) -> None:
        self.hearing = history.state.id
        self.history = history
        self.shown = history
        self.turn = asyncio.Lock()
        self.connections: dict[Connection, None] = {}  # in the order they came
        self._alarms: tuple[Refusal, ...] = ()
        self._attendance = Attendance()
        self._access = access
        self._effects = effects
        self._pending: deque[tuple[Entry, bool]] = deque()
        self._news = asyncio.Event()

    @property
    def live(self) -> bool:
        """Whether people may be in the courtroom."""
        return self.history.state.status in LIVE

    @property
    def idle(self) -> bool:
        """Whether forgetting it would lose nothing."""
        busy = self.live or self.connections or self._pending or self.turn.locked()
        return not busy

    def adopt(self, entries: Iterable[Entry], own_from: int | None = None) -> bool:
        """Take in committed entries; whether any was new. Those from `own_from` on are of
        this instance, which also has the recorder follow them. Raises ChainBroken."""
        fresh = [entry for entry in entries if entry.seq > self.history.seq]
        if not fresh:
            return False
        self.history = self.history.after(fresh)
        for entry in fresh:
            self._pending.append((entry, own_from is not None and entry.seq >= own_from))
            if isinstance(entry.event, SeatTransferred):
                self._close_transferred(entry.event.seat, entry.at)
        self._close_revoked()  # at once: not behind a recorder that is slow to answer
        self._news.set()
        self._effects.changed(self.hearing)
        return True

    def seat(self, connection: Connection) -> None:
        """From now on `connection` is told everything after its `seq`."""
        same = [other for other in self.connections if other.seat == connection.seat]
        for other in same[: max(0, len(same) + 1 - MAX_SOCKETS)]:
            other.close("socket.too_many")
            self.connections.pop(other)
        self.connections[connection] = None
        self.place(connection)
        if self._alarms:
            connection.say(alarm_message(self._alarms))

    def warn(self, alarms: tuple[Refusal, ...]) -> None:
        """Tell everybody what stands in the way, if that is new."""
        codes = tuple(one.code for one in alarms)
        if codes == tuple(one.code for one in self._alarms):
            return
        self._alarms = alarms
        _log.warning("court.alarms", hearing=self.hearing, codes=codes)
        for connection in self.connections:
            connection.say(alarm_message(alarms))

    def leave(self, connection: Connection) -> None:
        """`connection` has ended."""
        self.connections.pop(connection, None)

    def place(self, connection: Connection, *, again: bool = False) -> bool:
        """Tell `connection` where its device belongs, if that changed or `again`. Whether it
        belongs anywhere."""
        room = media_room(self.shown.state, connection.seat)
        if room is not None and (again or room != connection.placed):
            connection.say(media(self._access, self.shown.state, connection.seat))
        if room is None and connection.placed is not None:
            connection.say(NOWHERE)
        connection.placed = room
        return room is not None

    def attendance(self, now: float) -> list[Report]:
        """Who came into the lobby and who left it. now: seconds, monotonic."""
        connected = {connection.seat for connection in self.connections}
        return self._attendance.reports(self.history.state, connected, now)

    def close_seat(self, seat: SeatId, code: str) -> None:
        """Close the sockets of one seat."""
        for connection in tuple(self.connections):
            if connection.seat == seat:
                connection.close(code)

    def close_all(self, code: str) -> None:
        """Close every socket."""
        for connection in tuple(self.connections):
            connection.close(code)

    async def deliver(self) -> None:
        """Put into effect and tell what happened, in order, for as long as it runs."""
        while True:
            if not self._pending:
                self._news.clear()
                await self._news.wait()
            entry, own = self._pending.popleft()
            try:
                if own:
                    await self._effects.obey(entry, self.history)
            finally:  # whatever became of the effect, it happened: people are told
                self._tell(entry)

    def _tell(self, entry: Entry) -> None:
        self.shown = self.shown.after([entry])
        text = event_message(entry).model_dump_json()
        for connection in self.connections:
            if connection.seq < entry.seq:
                connection.seq = entry.seq
                connection.pass_on(text)
                self.place(connection)
        _log.info("court.event", hearing=self.hearing, seq=entry.seq, what=entry.event.type)

    def _close_revoked(self) -> None:
        seats = self.history.state.seats
        revoked: set[SeatId] = {seat.id for seat in seats.values() if seat.revoked}
        for connection in self.connections:
            if connection.seat in revoked:
                connection.close("seat.revoked")

    def _close_transferred(self, seat: SeatId, at: datetime) -> None:
        """Whoever had the seat before `at` is out: sockets and media."""
        if media_room(self.history.state, seat) is not None:
            device = self.history.state.seats[seat].device
            self._effects.evict(self.hearing, device, at)
        for connection in self.connections:
            if connection.seat == seat:
                connection.close("seat.transferred")
