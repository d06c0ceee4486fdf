"""The court: takes commands, keeps the hearings of this instance, tells who must know.

Order for every command: decide, append (commit), put into effect, tell.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from hearing.actors import Actor, System
from hearing.chain import ChainBroken
from hearing.commands import Command, Report
from hearing.ids import HearingId, SeatId, identifier
from hearing.refusal import Refusal
from hearing.state import HearingState, room_of
from scheduler.database import reading, write_nothing
from signaling.court.alarms import Alarms
from signaling.court.announcing import Beside, nothing
from signaling.court.bus import Bus, bus_for
from signaling.court.connection import Connection
from signaling.court.desired import name_of, own_device
from signaling.court.docket import Docket, end
from signaling.court.history import Entry
from signaling.court.ledger import Receipt, begun, ended_since
from signaling.court.media_access import MediaAccess
from signaling.court.messages import welcome
from signaling.court.ports import Recordings, RelayUnreachable, Rooms
from signaling.court.reconciler import Reconciler
from signaling.court.recorder_follows import RecorderFollows
from signaling.court.records import Order, record
from signaling.court.rooms import LiveKitRooms
from signaling.court.sessions import SeatSession
from signaling.court.sitting import Effects, Sitting
from signaling.origins import origin_of

_log = structlog.get_logger()
TICK_S = 1.0
Clock = Callable[[], datetime]
_T = TypeVar("_T")


class Court:
    """All hearings of one instance.

    clock: aware times. public_origin: the address of the pages. bus, rooms: others than the
    engine's and LiveKit's, for tests. beside: what is written with the ledger's rows.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        clock: Clock,
        media: MediaAccess,
        recordings: Recordings,
        public_origin: str,
        *,
        bus: Bus | None = None,
        rooms: Rooms | None = None,
        randomness: Callable[[int], bytes] = os.urandom,
        beside: Beside = nothing,
    ) -> None:
        self.media = media
        self.public_origin = origin_of(public_origin)
        self._engine = engine
        self._clock = clock
        self._randomness = randomness
        self._beside = beside
        self._bus = bus or bus_for(engine)
        self._rooms = rooms or LiveKitRooms(media)
        self._reconciler = Reconciler(self._rooms, self)
        self._recorder = RecorderFollows(recordings, self)
        self.alarms = Alarms(recordings)
        effects = Effects(
            changed=self._reconciler.wake,
            evict=self._reconciler.evict,
            obey=self._recorder.obey,
        )
        self._docket = Docket(engine, media, effects)
        self._running: list[asyncio.Task[None]] = []
        self._at_work: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Take up every open hearing where its ledger left it."""
        await self._bus.start(self._heard)
        async with reading(self._engine) as connection:
            hearings = await begun(connection)
            ended = await ended_since(connection, self._recorder.since(self._clock()))
        for hearing in {*hearings, *ended}:
            await self._take_up(hearing)
        self._running = [
            asyncio.create_task(self._reconciler.run()),
            asyncio.create_task(self._tick()),
        ]

    async def stop(self) -> None:
        """Close every socket and end every task; the ledger has all there is."""
        await end(self._running)
        await self._bus.stop()
        await self._docket.close()
        await end(list(self._at_work))
        await self._rooms.close()

    async def execute(
        self,
        hearing: HearingId,
        command: Command,
        *,
        by: Actor,
        command_id: str,
        connection: AsyncConnection | None = None,
    ) -> Receipt:
        """Carry out `command` once, however often it is sent with `command_id`.

        With `connection` it joins the caller's transaction; the caller awaits `published`
        after the commit. Raises Refusal; then nothing is changed.
        """
        order = Order(hearing, command, by, command_id, self._clock())
        with _refusing_troubles(hearing):
            if connection is not None:
                known = (await self._docket.sitting(hearing)).history
                return (await record(connection, known, order, self._beside))[0]
            # A task of its own: a caller that goes away does not leave a command half told.
            return await asyncio.shield(self._work(self._carry_out(order)))

    async def published(self, hearing: HearingId) -> None:
        """Put into effect and tell what a caller's transaction has committed."""
        with _refusing_troubles(hearing):
            sitting = await self._docket.current(hearing, ours=True)
        await self._bus.tell(hearing, sitting.history.seq)

    async def state(self, hearing: HearingId) -> HearingState:
        """The hearing as committed; a draft if its ledger is empty."""
        with _refusing_troubles(hearing):
            return (await self._docket.current(hearing)).history.state

    async def entries(self, hearing: HearingId, after: int = 0) -> list[Entry]:
        """The ledger's entries after `after`."""
        with _refusing_troubles(hearing):
            return await self._docket.entries(hearing, after)

    def wake(self, hearing: HearingId) -> None:
        """Look at the hearing's room at the relay now."""
        self._reconciler.wake(hearing)

    @asynccontextmanager
    async def connected(self, session: SeatSession, after: int) -> AsyncIterator[Connection]:
        """A connection of the session's seat: welcomed, then told all that happens."""
        with _refusing_troubles(session.hearing):
            sitting = await self._docket.current(session.hearing)
            seat = sitting.history.state.seats.get(session.seat)
            if seat is not None and seat.revoked:
                raise Refusal("seat.revoked")
            missed = await self._docket.missed(sitting, after)
        connection = Connection(session.seat, sitting.shown.seq)
        connection.say(welcome(session, sitting.shown, missed))
        sitting.seat(connection)
        self._work(self._attend(sitting))
        try:
            yield connection
        finally:
            sitting.leave(connection)

    async def disconnect_seat(self, hearing: HearingId, seat: SeatId) -> None:
        """The seat's session ended: its sockets on this instance close, and what it has of
        its own in a media room is put out. The seat stays, for who comes back to it.

        A token for media given before stays good for its 10 minutes; whoever must not come
        back at all is revoked.
        """
        with _refusing_troubles(hearing):
            sitting = await self._docket.sitting(hearing)
        sitting.close_seat(seat, "seat.session_ended")
        state = sitting.history.state
        device = own_device(state, seat)
        room = None if device is None else room_of(state, device)
        if device is not None and room is not None:
            try:
                await self._rooms.remove(name_of(hearing, room), device)
            except RelayUnreachable as error:
                _log.warning("court.not_put_out", hearing=hearing, seat=seat, why=str(error))

    async def media_again(self, connection: Connection, hearing: HearingId) -> None:
        """Send `media` with a fresh token. Raises Refusal media.not_now."""
        sitting = await self._docket.sitting(hearing)
        if not sitting.place(connection, again=True):
            raise Refusal("media.not_now")

    # What the reconciler and the recorder's follower need.

    async def known(self, hearing: HearingId) -> HearingState:
        """The state as last known here, without asking the database again."""
        return (await self._docket.sitting(hearing)).history.state

    def live(self) -> tuple[HearingId, ...]:
        """The hearings whose courtroom is open."""
        return tuple(sitting.hearing for sitting in self._docket.held() if sitting.live)

    async def report(self, hearing: HearingId, report: Report) -> None:
        """Put into the ledger what the product itself saw."""
        command_id = identifier("cmd", self._randomness(10))
        await self.execute(hearing, report, by=System(reason="observed"), command_id=command_id)

    async def _take_up(self, hearing: HearingId) -> None:
        """Hold a hearing again after a restart; one with a broken ledger stays shut."""
        try:
            sitting = await self._docket.sitting(hearing)
        except ChainBroken as error:
            _log.error("court.ledger_broken", hearing=hearing, row=error.line)
        else:
            self._work(self._recorder.resume(sitting.history))

    async def _carry_out(self, order: Order) -> Receipt:
        sitting = await self._docket.sitting(order.hearing)
        async with sitting.turn:
            with self._noting_whether_writable():
                async with self._engine.begin() as connection:
                    receipt, entries = await record(
                        connection, sitting.history, order, self._beside
                    )
            sitting.adopt(entries, own_from=receipt.first_seq)
        if receipt.last_seq >= receipt.first_seq:
            await self._bus.tell(order.hearing, receipt.last_seq)
        return receipt

    @contextmanager
    def _noting_whether_writable(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError):
            self.alarms.writable = False
            raise
        else:
            self.alarms.writable = True

    async def _warn(self) -> None:
        """Tell everybody what the ledger cannot; ask a ledger that failed whether it takes
        rows again, for nobody may have anything to say to it."""
        if not self.alarms.writable:
            with suppress(SQLAlchemyError, OSError), self._noting_whether_writable():
                await write_nothing(self._engine)
        for sitting in self._docket.held():
            sitting.warn(self.alarms.look(sitting.history.state))

    async def _attend(self, sitting: Sitting) -> None:
        """Write down who came into the lobby and who left it."""
        for report in sitting.attendance(asyncio.get_running_loop().time()):
            await self.report(sitting.hearing, report)

    def _heard(self, hearing: HearingId, _seq: int) -> None:
        self._work(self._docket.current(hearing))

    async def _tick(self) -> None:
        """Every second: what no notice told, and what the relay lost."""
        while True:
            try:
                await self._docket.look(asyncio.get_running_loop().time())
            except Exception:  # the database is away; asked again in a second
                _log.exception("court.tick_failed")
            await self._warn()
            self._reconciler.wake_all()
            for sitting in self._docket.held():
                self._work(self._attend(sitting))
            await asyncio.sleep(TICK_S)

    def _work(self, coroutine: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        """Run `coroutine` as a task that is kept until it ends."""
        task = asyncio.create_task(coroutine)
        self._at_work.add(task)
        task.add_done_callback(self._worked)
        return task

    def _worked(self, task: asyncio.Task[Any]) -> None:
        self._at_work.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, Refusal):
            _log.warning("court.task_failed", error=type(error).__name__)


@contextmanager
def _refusing_troubles(hearing: HearingId) -> Iterator[None]:
    """A broken ledger or an unreachable database, as the asker may hear it."""
    try:
        yield
    except ChainBroken as error:
        _log.error("court.ledger_broken", hearing=hearing, row=error.line)
        raise Refusal("court.ledger_broken") from error
    except (SQLAlchemyError, OSError) as error:
        _log.warning("court.database", hearing=hearing, error=type(error).__name__)
        raise Refusal("court.unavailable") from error
