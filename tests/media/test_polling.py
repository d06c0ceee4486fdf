"""Rulings on when datagrams are looked for."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

import pytest

from media.polling import Polling

BATCH = 4


@dataclass
class Handle:
    due: float
    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Loop:
    """An event loop's clock, timers and one reader, moved by hand."""

    now: float = 100.0
    reader: Callable[[], None] | None = None
    handles: list[Handle] = field(default_factory=list)

    def time(self) -> float:
        return self.now

    def add_reader(self, _file: int, call: Callable[[], None]) -> None:
        self.reader = call

    def remove_reader(self, _file: int) -> None:
        self.reader = None

    def call_later(self, delay: float, call: Callable[[], None]) -> Handle:
        self.handles.append(Handle(self.now + delay, call))
        return self.handles[-1]

    def call_soon(self, call: Callable[[], None]) -> Handle:
        return self.call_later(0.0, call)

    def waiting(self) -> list[Handle]:
        return [one for one in self.handles if not one.cancelled]

    def wake(self) -> None:
        assert self.reader is not None
        self.reader()

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        due = [one for one in self.waiting() if one.due <= self.now]
        self.handles = [one for one in self.waiting() if one.due > self.now]
        for one in due:
            one.call()


class Source:
    """What `read` finds, one number after the other; then nothing."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self.looks = 0
        self.breaks = False

    def read(self) -> int:
        self.looks += 1
        if self.breaks:
            raise RuntimeError
        return self.found.pop(0) if self.found else 0


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def polling(loop: Loop, source: Source) -> Iterator[Polling]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        yield Polling(cast(asyncio.AbstractEventLoop, loop), sock, source.read, BATCH)


def thick(loop: Loop, source: Source) -> None:
    """Two wakes in one pause."""
    source.found = [1, 1]
    loop.wake()
    loop.now += 0.0005
    loop.wake()


@pytest.mark.usefixtures("polling")
def test_sparse_datagrams_are_taken_when_they_come(loop: Loop, source: Source) -> None:
    for _ in range(3):
        source.found = [1]
        loop.wake()
        loop.now += 0.01
    assert source.looks == 3
    assert loop.reader is not None
    assert not loop.waiting()


@pytest.mark.usefixtures("polling")
def test_thick_ones_are_looked_for_by_the_clock(loop: Loop, source: Source) -> None:
    thick(loop, source)
    assert loop.reader is None
    source.found = [3]
    loop.pass_time(0.001)
    assert source.looks == 2
    loop.pass_time(0.001)
    assert source.looks == 3
    assert loop.reader is None


@pytest.mark.usefixtures("polling")
def test_when_nothing_came_the_next_one_wakes_again(loop: Loop, source: Source) -> None:
    thick(loop, source)
    loop.pass_time(0.002)
    assert loop.reader is not None
    assert not loop.waiting()


@pytest.mark.usefixtures("polling")
def test_after_a_full_batch_the_rest_does_not_wait(loop: Loop, source: Source) -> None:
    thick(loop, source)
    source.found = [BATCH, 2]
    loop.pass_time(0.002)
    loop.pass_time(0.0)
    assert source.looks == 4


@pytest.mark.usefixtures("polling")
def test_what_breaks_one_look_does_not_end_looking(loop: Loop, source: Source) -> None:
    thick(loop, source)
    source.breaks = True
    with pytest.raises(RuntimeError):
        loop.pass_time(0.002)
    source.breaks, source.found = False, [1]
    loop.pass_time(0.002)
    assert source.looks == 4


@pytest.mark.parametrize("busy", [False, True])
def test_closed_it_looks_no_more(
    loop: Loop, source: Source, polling: Polling, busy: bool
) -> None:
    if busy:
        thick(loop, source)
    looks = source.looks
    polling.close()
    loop.pass_time(1.0)
    assert loop.reader is None
    assert source.looks == looks
