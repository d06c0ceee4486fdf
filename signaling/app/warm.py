"""Launching parts out of a nursery, where the operating system allows it."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog

from signaling.app.launching import Launch, Part, Process, cold
from signaling.app.stopping import SUPERVISED

log = structlog.get_logger()

_LARGEST = 65_536
_NURSERY = "signaling.app.nursery"


@asynccontextmanager
async def launching(
    loads: Mapping[str, Sequence[str]], parts: Sequence[Part]
) -> AsyncIterator[Launch]:
    """How `parts` are launched meanwhile. loads: by a part's name, the modules it is made of.

    A nursery that dies is replaced at once; the parts that it made live on.
    """
    if not hasattr(os, "pidfd_open"):
        yield cold
        return
    nursery = _Nursery(loads, parts)
    try:
        yield nursery.launch
    finally:
        await nursery.close()


class _Nursery:
    """The supervisor's end."""

    def __init__(self, loads: Mapping[str, Sequence[str]], parts: Sequence[Part]) -> None:
        self._loads = loads
        # Room for any part's command line, but not its words: `pgrep` finds the parts alone.
        self._room = "." * max(len(" ".join(part.command)) for part in parts)
        self._closed = False
        self._replacing: asyncio.Task[None] | None = None
        self._socket: socket.socket | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._expecting: deque[asyncio.Future[int]] = deque()
        self._children: dict[int, _Child] = {}
        self._opening = asyncio.Lock()

    async def launch(self, part: Part) -> Process:
        """Raises OSError."""
        nursery = await self._open()
        request = {
            "argv": part.command,
            "environ": {**part.environ, SUPERVISED: "1"},
            "load": self._loads.get(part.name, ()),
        }
        stdin, write = os.pipe()
        born: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._expecting.append(born)
        try:
            socket.send_fds(nursery, [json.dumps(request).encode()], [stdin])
            pid = await born
            return self._children[pid].given(write)
        except BaseException:
            os.close(write)
            raise
        finally:
            os.close(stdin)

    async def _open(self) -> socket.socket:
        async with self._opening:
            if self._socket is None:
                self._socket = await self._start()
            return self._socket

    async def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", _NURSERY, str(theirs.fileno()), self._room),
                pass_fds=(theirs.fileno(),),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sys.stderr,
                start_new_session=True,
            )
        ours.setblocking(False)
        asyncio.get_running_loop().add_reader(ours.fileno(), self._hear)
        log.info("nursery_started", pid=self._process.pid)
        return ours

    def _hear(self) -> None:
        assert self._socket is not None
        try:
            said = self._socket.recv(_LARGEST)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if not said:
            self._lost()
            return
        message: dict[str, Any] = json.loads(said)
        if "born" in message:
            pid = message["born"]
            with suppress(ProcessLookupError):  # it died at once: `died` follows
                self._children[pid] = _Child(pid)
            born = self._expecting.popleft()
            if not born.done():
                born.set_result(pid)
        elif (child := self._children.pop(message["died"], None)) is not None:
            child.ended(message["code"])

    def _lost(self) -> None:
        """The nursery is gone; its children are watched by ourselves from now on."""
        assert self._socket is not None
        asyncio.get_running_loop().remove_reader(self._socket.fileno())
        self._socket.close()
        self._socket = None
        log.error("nursery_died")
        while self._expecting:
            born = self._expecting.popleft()
            if not born.done():
                born.set_exception(ChildProcessError(0, "the nursery died"))
        for child in self._children.values():
            child.watch()
        self._children.clear()
        if not self._closed:
            self._replacing = asyncio.create_task(self._replace())

    async def _replace(self) -> None:
        """Another, which loads everything before it is needed. Raises OSError."""
        nursery = await self._open()
        modules = [module for loads in self._loads.values() for module in loads]
        nursery.send(json.dumps({"load": modules}).encode())

    async def close(self) -> None:
        """No more parts are launched."""
        self._closed = True
        if self._replacing is not None:
            self._replacing.cancel()
            await asyncio.gather(self._replacing, return_exceptions=True)
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._socket.close()
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


class _Child:
    """A part that the nursery made. Raises ProcessLookupError when it is gone already."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._descriptor = os.pidfd_open(pid)  # its number may be another's once it is dead
        self._stdin: int | None = None
        self._over = asyncio.Event()

    def given(self, stdin: int) -> "_Child":
        """Its standard input's other end."""
        os.set_blocking(stdin, False)
        self._stdin = stdin
        return self

    async def wait(self) -> object:
        await self._over.wait()
        return self.returncode

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def tell(self, line: bytes) -> None:
        if self._stdin is not None:
            with suppress(BlockingIOError, BrokenPipeError):
                os.write(self._stdin, line + b"\n")

    def ended(self, code: int) -> None:
        """It is over."""
        if self.returncode is not None:
            return
        self.returncode = code
        os.close(self._descriptor)
        if self._stdin is not None:
            os.close(self._stdin)
            self._stdin = None
        self._over.set()

    def watch(self) -> None:
        """Notice the end oneself; how it ended is then known to nobody."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._descriptor, _noticed(loop, self._descriptor, self.ended))

    def _signal(self, number: signal.Signals) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, number)


def _noticed(
    loop: asyncio.AbstractEventLoop, descriptor: int, ended: Callable[[int], None]
) -> Callable[[], None]:
    def readable() -> None:
        loop.remove_reader(descriptor)
        ended(-signal.SIGKILL)

    return readable
