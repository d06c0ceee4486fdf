"""Counting what comes to many sockets, cheaply enough to share a core with the sender.

recvmmsg(2) takes 64 datagrams a call; of all but one sink's only the first bytes are copied.
Everything else than RTP (checks, DTLS) is given to its caller, so that relays see living peers.
The honest sink's packets are kept whole, with the kernel's own time of their arrival.
"""

import ctypes
import socket
import struct
import time
from collections.abc import Sequence

import numpy as np

from benchmarks.forwarding.caller import Caller
from benchmarks.forwarding.reporting import Reporter

_BATCH = 64
_HEAD = 256  # bytes: a whole STUN message
_WHOLE = 2048
_CONTROL = 64
_TIMESTAMPNS = 35  # SO_TIMESTAMPNS, Linux socket(7)
_DONTWAIT = 0x40
_TRUNC = 0x20  # sizes as they were on the way
_RTCP = (192, 223)  # RFC 5761 §4
_LEAST = 1000  # bytes: relays probe with smaller packets of their own
_STAMP = struct.Struct("=QiiQQ")  # struct cmsghdr, struct timespec


class _Iov(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("size", ctypes.c_size_t))


class _Message(ctypes.Structure):
    """struct mmsghdr, its msghdr padded to 8 bytes. Source: recvmmsg(2), 64-bit Linux."""

    _fields_ = (
        ("name", ctypes.c_void_p), ("name_size", ctypes.c_uint32),
        ("iov", ctypes.c_void_p), ("iov_count", ctypes.c_size_t),
        ("control", ctypes.c_void_p), ("control_size", ctypes.c_size_t),
        ("flags", ctypes.c_int), ("padding", ctypes.c_int), ("size", ctypes.c_uint32),
    )  # fmt: skip


_WORDS = ctypes.sizeof(_Message) // 4


class _Batch:
    """Room for one call of recvmmsg with `room` bytes a datagram."""

    def __init__(self, room: int) -> None:
        self.data = np.zeros((_BATCH, room), np.uint8)
        self.control = np.zeros((_BATCH, _CONTROL), np.uint8)
        self._iovs = (_Iov * _BATCH)()
        self.messages = (_Message * _BATCH)()
        for n in range(_BATCH):
            self._iovs[n] = _Iov(self.data.ctypes.data + n * room, room)
            self.messages[n].iov = ctypes.addressof(self._iovs[n])
            self.messages[n].iov_count = 1
            self.messages[n].control = self.control.ctypes.data + n * _CONTROL

        words = (ctypes.c_uint32 * (_BATCH * _WORDS)).from_buffer(self.messages)
        self.sizes = np.ctypeslib.as_array(words)[_Message.size.offset // 4 :: _WORDS]

    def take(self, sock: socket.socket) -> int:
        """How many datagrams are in `data` now."""
        for message in self.messages:
            message.control_size = _CONTROL
        got = _libc.recvmmsg(sock.fileno(), self.messages, _BATCH, _DONTWAIT | _TRUNC, None)
        return max(0, int(got))

    def whole(self, n: int) -> bytes:
        """Datagram `n`, as far as there was room for it."""
        return self.data[n, : self.messages[n].size].tobytes()

    def stamped(self, n: int) -> int:
        """When the kernel had datagram `n`: nanoseconds of the wall clock."""
        _, _, _, seconds, nanoseconds = _STAMP.unpack_from(self.control[n])
        return int(seconds) * 1_000_000_000 + int(nanoseconds)


_libc = ctypes.CDLL(None, use_errno=True)
_heads, _wholes = _Batch(_HEAD), _Batch(_WHOLE)


class Sinks:
    """`packets`: RTP packets of media that came to all callers. `kept`: (nanoseconds, datagram)
    of the last caller: in a fan-out it is served last. reporting: as receivers do that let a
    relay estimate their way, all callers tell it what came."""

    def __init__(self, callers: Sequence[Caller], *, reporting: bool = False) -> None:
        self._callers = callers
        self._reporters = [Reporter(caller) for caller in callers] if reporting else []
        self.packets = 0
        self.kept: list[tuple[int, bytes]] = []
        self._next = 0
        callers[-1].socket.setsockopt(socket.SOL_SOCKET, _TIMESTAMPNS, 1)
        for caller in callers:
            caller.rest()

    def step(self) -> None:
        """Empties one socket."""
        self._next = (self._next + 1) % len(self._callers)
        caller = self._callers[self._next]
        honest = self._next == len(self._callers) - 1
        batch = _wholes if honest else _heads
        while True:
            got = batch.take(caller.socket)
            self._count(caller, batch, got, keep=honest)
            if got < _BATCH:
                break
        if self._reporters:
            self._reporters[self._next].report(time.monotonic())

    @property
    def reports(self) -> int:
        """How many feedbacks the callers have sent."""
        return sum(each.sent for each in self._reporters)

    def all(self) -> None:
        """Empties every socket."""
        for _ in self._callers:
            self.step()

    def _count(self, caller: Caller, batch: _Batch, got: int, *, keep: bool) -> None:
        if not got:
            return
        first, second = batch.data[:got, 0], batch.data[:got, 1]
        media = (first & 0xC0 == 0x80) & ((second < _RTCP[0]) | (second > _RTCP[1]))
        self.packets += int((media & (batch.sizes[:got] >= _LEAST)).sum())
        if self._reporters and media.any():
            last = int(np.flatnonzero(media)[-1])
            self._reporters[self._next].saw(batch.data[last, :_HEAD].tobytes())
        for n in np.flatnonzero(~media):
            caller.datagram_received(batch.whole(int(n)), ("", 0))
        if keep:
            self.kept += [
                (batch.stamped(int(n)), batch.whole(int(n))) for n in np.flatnonzero(media)
            ]
