"""The events of one part in order: its start, its pauses and gaps, its end."""

from collections.abc import Callable, Mapping
from typing import Any

from recording.canonical import Malformed
from recording.journal.block import Header
from recording.journal.clock import SECOND
from recording.verify.events import (
    DeclaredGap,
    Order,
    Start,
    read_gap,
    read_moment,
    read_order,
    read_start,
)
from recording.verify.report import Gap, Place

GAP = 2 * SECOND  # µs between two blocks from which on a gap must have been declared


class Timeline:
    """What the signed events of a part say of its course.

    end: "close", "stop" (the recorder was shut down), or "" when it just breaks off.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self.start: Start | None = None
        self.orders: list[Order] = []
        self.gaps: list[Gap] = []
        self.end = ""
        self.pause: Order | None = None
        self._before: Header | None = None
        self._declared: list[DeclaredGap] = []
        self._joined_once = False
        self._deaf: int | None = None  # µs, wall: since when the room was not heard
        self.handlers: Mapping[str, Callable[[Mapping[str, Any], Header], None]] = {
            "start": self._start,
            "gap": self._gap,
            "pause": self._pause,
            "resume": self._resume,
            "stop": self._stop,
            "close": self._close,
            "lost": self._lost,
            "joined": self._joined,
        }

    def before(self, header: Header) -> None:
        """A block, before its events are taken."""
        if self.end:
            self._place.say("block.after_end", block=header.number)
        if header.paused != (self.pause is not None):
            self._place.say("pause.state", block=header.number)

    def after(self, header: Header) -> None:
        """The same block, its events taken."""
        if self._before is None and self.start is None:
            self._place.say("part.start", why="no START")
        if self._before is not None and not header.paused:
            self._gap_declared(self._before, header)
        self._declared.clear()
        self._before = header

    def finish(self) -> bool:
        """The part is over, and with it an open pause. True if it ended paused."""
        open_ = self.pause is not None
        if self._before is not None:
            self._end_pause(self._before.wall)
            self._hears(self._before.wall)
        return open_

    def _gap_declared(self, before: Header, header: Header) -> None:
        start, end = before.mono, header.mono
        declared = any(one.start <= start and end <= one.end for one in self._declared)
        if end - start > GAP and not declared:
            seconds = f"{(end - start) / SECOND:.1f}"
            self._place.say("time.gap", block=header.number, seconds=seconds)

    def _start(self, event: Mapping[str, Any], header: Header) -> None:
        if self._before is not None or self.start is not None:
            raise Malformed("a second START")
        self.start = read_start(event, header)

    def _gap(self, event: Mapping[str, Any], header: Header) -> None:
        gap = read_gap(event, header)
        self._declared.append(gap)
        shift = header.wall - header.mono
        self.gaps.append(Gap(gap.start + shift, gap.end + shift, gap.reason, ""))

    def _pause(self, event: Mapping[str, Any], header: Header) -> None:
        order = read_order(event, header)
        if self.pause is not None:
            raise Malformed("a pause within a pause")
        self.pause = order
        self.orders.append(order)

    def _resume(self, event: Mapping[str, Any], header: Header) -> None:
        order = read_order(event, header)
        if self.pause is None:
            raise Malformed("a resumption without a pause")
        self.orders.append(order)
        self._end_pause(order.wall)

    def _stop(self, _event: Mapping[str, Any], _header: Header) -> None:
        self.end = "stop"

    def _close(self, event: Mapping[str, Any], header: Header) -> None:
        self.orders.append(read_order(event, header))
        self.end = "close"

    def _lost(self, event: Mapping[str, Any], header: Header) -> None:
        self._deaf = self._deaf or read_moment(event, header)

    def _joined(self, event: Mapping[str, Any], header: Header) -> None:
        at = read_moment(event, header)
        if not self._joined_once and self.start is not None and at - self.start.wall > GAP:
            self._deaf = self._deaf or self.start.wall  # to join takes a moment, not longer
        self._joined_once = True
        self._hears(at)

    def _hears(self, wall: int) -> None:
        """The recorder is in the room again: while it was not, its blocks were empty."""
        if self._deaf is not None:
            start, self._deaf = self._deaf, None
            self.gaps.append(Gap(start, wall, "room_lost", ""))

    def _end_pause(self, wall: int) -> None:
        if self.pause is not None:
            pause, self.pause = self.pause, None
            row = pause.ledger.seq
            self.gaps.append(Gap(pause.wall, wall, pause.reason, pause.by, row))
