"""The processes of a rehearsal's parties: started, told what to do, listened to, ended."""

import asyncio
import re
import sys
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.messages import (
    REPORT,
    Answered,
    Entered,
    Failed,
    Joined,
    Leave,
    Observed,
    Order,
    Ready,
    Sends,
    Troubled,
)

_LEAVE_S = 5.0
_LINE = 1 << 20
_LAST = 40
_SECRET = re.compile(r"[\w.-]{32,}")  # tokens, as links and relays have them


@dataclass(slots=True)
class Member:
    """One party's process and everything it said. `words`: the last of its stderr, without
    tokens; `troubles`: what broke and did not end it."""

    key: str
    process: asyncio.subprocess.Process
    ready: bool = False
    entered: bool = False
    sends: bool = False
    joined_ms: float | None = None
    answers: dict[str, str | None] = field(default_factory=dict)
    observed: list[Observed] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    failed: str | None = None
    troubles: list[str] = field(default_factory=list)
    words: deque[str] = field(default_factory=lambda: deque(maxlen=_LAST))


class Company:
    """All members; conditions on what they said can be awaited."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self._changed = asyncio.Condition()
        self.leaving = False
        """Set once nobody is expected to stay: an end is then no failure."""

    async def tell(self, key: str, order: Order) -> None:
        """Send an order to the party `key`."""
        stdin = self.members[key].process.stdin
        assert stdin is not None
        stdin.write(order.model_dump_json().encode() + b"\n")
        with suppress(ConnectionError):  # its end is told by whoever listens to it
            await stdin.drain()

    async def until(self, holds: Callable[[], bool], within_s: float, vi: str, en: str) -> None:
        """Wait until `holds`. Raises RehearsalFailed: (vi, en) did not happen, or a death."""
        try:
            async with asyncio.timeout(within_s), self._changed:
                while not holds():
                    self._must_live()
                    await self._changed.wait()
        except TimeoutError as error:
            raise RehearsalFailed(
                f"Không xảy ra trong {within_s:g} giây: {vi}.",
                f"Did not happen within {within_s:g} s: {en}.",
            ) from error

    async def linger(self, seconds: float) -> None:
        """Let time pass. Raises RehearsalFailed as soon as a party fails."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._changed:
                while True:
                    self._must_live()
                    await self._changed.wait()

    def _must_live(self) -> None:
        if self.leaving:
            return
        for member in self.members.values():
            if member.failed is not None:
                raise RehearsalFailed(
                    f"{member.key} gặp lỗi: {member.failed}",
                    f"{member.key} failed: {member.failed}",
                )

    async def start(self, keys: Sequence[str]) -> list["asyncio.Task[None]"]:
        """Start a process for each key; the tasks listen to them."""
        for key in keys:
            self.members[key] = Member(key, await _start())
        members = self.members.values()
        ears = [listen(each) for each in members for listen in (self._listen, _overhear)]
        return [asyncio.create_task(ear) for ear in ears]

    async def end(self) -> None:
        """Tell all to leave and end those that do not."""
        self.leaving = True
        for key, member in self.members.items():
            if member.process.returncode is None:
                await self.tell(key, Leave())
        async with asyncio.TaskGroup() as tasks:
            for member in self.members.values():
                tasks.create_task(_ended(member.process))

    async def _listen(self, member: Member) -> None:
        assert member.process.stdout is not None
        async for line in member.process.stdout:
            _take(member, line)
            async with self._changed:
                self._changed.notify_all()
        code = await member.process.wait()
        if not self.leaving and member.failed is None:
            member.failed = f"its process ended with {code}"
        async with self._changed:
            self._changed.notify_all()


@asynccontextmanager
async def company(keys: Sequence[str]) -> AsyncIterator[Company]:
    """Processes for `keys`, all ended at the end."""
    together = Company()
    listening = await together.start(keys)
    try:
        yield together
    finally:
        await together.end()
        await asyncio.gather(*listening)


async def _start() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "signaling.rehearsal.party"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=tempfile.gettempdir(),
        limit=_LINE,
        start_new_session=True,  # Ctrl+C reaches us alone; we end them in order
    )


async def _overhear(member: Member) -> None:
    """Its stderr: what its libraries say, and errors that nobody caught."""
    stderr = member.process.stderr
    assert stderr is not None
    async for line in stderr:
        member.words.append(_SECRET.sub("…", line.decode(errors="replace").rstrip())[:500])


def _take(member: Member, line: bytes) -> None:
    match REPORT.validate_json(line):
        case Ready():
            member.ready = True
        case Entered():
            member.entered = True
        case Sends():
            member.sends = True
        case Joined(ms=ms):
            member.joined_ms = ms
        case Answered(id=command, refused=code):
            member.answers[command] = code
        case Observed() as observed:
            _note(member, observed)
        case Failed() | Troubled() as broken:
            _take_trouble(member, broken)


def _take_trouble(member: Member, broken: Failed | Troubled) -> None:
    if isinstance(broken, Failed):
        member.failed = member.failed or broken.why
    else:
        member.troubles.append(broken.why)


def _note(member: Member, observed: Observed) -> None:
    member.observed.append(observed)
    if observed.colours:
        member.seen.add(observed.device)
    if any(observed.tones):
        member.heard.add(observed.device)


async def _ended(process: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(_LEAVE_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
