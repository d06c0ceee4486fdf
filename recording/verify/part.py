"""One part of the record: every block of it, read in order and handed to each check."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recording.canonical import Fields, Malformed
from recording.certificate import Certificate
from recording.journal import block as form
from recording.journal.block import Body, Header, LedgerHead, Shard
from recording.journal.clock import SECOND
from recording.journal.reader import Block, Torn, read_segment
from recording.journal.records import Record
from recording.verify.clocks import Clocks
from recording.verify.events import Order, Start
from recording.verify.figures import Track
from recording.verify.links import Links
from recording.verify.report import Gap, Place, Report
from recording.verify.timeline import Timeline

LATE = SECOND // 20  # µs that an arrival stamp may lie beyond the moment of a pause


@dataclass(frozen=True, slots=True)
class Cite:
    """A ledger head, and the first block that cites it (sealed at `wall`, µs)."""

    head: LedgerHead
    block: int
    wall: int


@dataclass(frozen=True, slots=True)
class PartRecord:
    """What the blocks of a part say, for those who compare it with the rest.

    first, last: µs, wall. end: see Timeline. ended_paused: it breaks off within a pause.
    """

    number: int
    hearing: str
    start: Start | None
    orders: tuple[Order, ...]
    gaps: tuple[Gap, ...]
    cites: tuple[Cite, ...]
    links: tuple[bytes, ...]
    end: str
    first: int
    last: int
    ended_paused: bool


class PartCheck:
    """Takes the segments of one part. hearing "": the first block says whose record it is."""

    def __init__(
        self, number: int, hearing: str, paper: Certificate | None, report: Report
    ) -> None:
        self._number = number
        self._hearing = hearing
        self._paper = paper
        self._report = report
        self._place = Place(report)
        self._links: Links | None = None
        self._clocks = Clocks(self._place)
        self._timeline = Timeline(self._place)
        self._tracks: dict[int, Track] = {}
        self._cites: list[Cite] = []
        self._first: Header | None = None
        self._last: Header | None = None

    def segment(self, file: Path, path: str, *, torn_allowed: bool) -> None:
        """All blocks of one file; after one that cannot be read, none of that file."""
        self._place.where = path
        try:
            for block in read_segment(file):
                self._place.where = f"{path}@{block.offset}"
                self._block(block)
        except Torn as error:
            self._torn(error, allowed=torn_allowed)
        except Malformed as error:
            self._place.say("journal.damaged", why=error)
        except OSError as error:
            self._place.say("file.unreadable", why=error.strerror)

    def finish(self) -> PartRecord:
        """The part as a whole."""
        paused = self._timeline.finish()
        for number, track in sorted(self._tracks.items()):
            if number:
                self._sum(track)
        first, last = self._first, self._last
        return PartRecord(
            number=self._number,
            hearing=self._hearing,
            start=self._timeline.start,
            orders=tuple(self._timeline.orders),
            gaps=tuple(self._timeline.gaps),
            cites=tuple(self._cites),
            links=tuple(self._links.links) if self._links else (),
            end=self._timeline.end,
            first=first.wall if first else 0,
            last=last.wall if last else 0,
            ended_paused=paused,
        )

    def _torn(self, error: Torn, *, allowed: bool) -> None:
        if allowed:
            self._place.say("journal.torn")
        else:
            self._place.say("journal.damaged", why=error)

    def _block(self, block: Block) -> None:
        header = block.header
        if self._links is None:
            self._hearing = self._hearing or header.hearing
            self._links = Links(self._hearing, self._number, self._paper, self._place)
        self._links.take(block)
        self._clocks.take(header)
        self._timeline.before(header)
        for event in header.events:
            self._event(event, header)
        self._timeline.after(header)
        for shard, body in zip(header.shards, block.bodies, strict=True):
            self._shard(header, shard, body)
        self._note(header)

    def _note(self, header: Header) -> None:
        self._first = self._first or header
        self._last = header
        if not self._cites or self._cites[-1].head != header.ledger:
            self._cites.append(Cite(header.ledger, header.number, header.wall))

    def _event(self, event: Mapping[str, Any], header: Header) -> None:
        kind = event.get("e")
        try:
            if kind == "track":
                number = Fields(event, "event 'track'").integer("track", 1)
                self._track(number).described = event
            elif kind == "ssrc":
                fields = Fields(event, "event 'ssrc'")
                self._track(fields.integer("track")).sources.add(fields.integer("ssrc"))
            elif isinstance(kind, str) and kind in self._timeline.handlers:
                self._timeline.handlers[kind](event, header)
                self._interrupt(kind)
            else:
                self._place.say("event.unknown", kind=kind)
        except Malformed as error:
            self._place.say("event.malformed", block=header.number, why=error)

    def _interrupt(self, kind: str) -> None:
        if kind in {"resume", "gap"}:
            for track in self._tracks.values():
                track.interrupt()

    def _shard(self, header: Header, shard: Shard, body: Body) -> None:
        if form.commitment(body.salt, body.payload) != shard.commitment:
            self._place.say("block.shard", block=header.number, track=shard.track)
            return
        track = self._track(shard.track)
        if shard.track and track.described is None:
            self._place.say("track.undeclared", block=header.number, track=shard.track)
        try:
            found, same = track.recount(shard, body)
        except Malformed as error:
            self._place.say("journal.damaged", why=error)
            return
        if not same:
            self._place.say("block.count", block=header.number, track=shard.track)
        if not track.seen <= track.sources:
            self._place.say("track.ssrc", block=header.number, track=shard.track)
        if found and (header.paused or self._after_pause(found)):
            self._place.say("pause.media", block=header.number)

    def _after_pause(self, found: list[Record]) -> bool:
        pause = self._timeline.pause
        return pause is not None and found[-1].arrival > pause.mono + LATE

    def _sum(self, track: Track) -> None:
        figures = track.figures()
        self._report.tracks.append(figures)
        where = f"part {self._number}"
        if figures.lost:
            sent = figures.packets + figures.lost
            self._report.add(
                "track.lost", where, track=track.number, lost=figures.lost, sent=sent
            )
        if len(track.sources) > 1:
            self._report.add(
                "track.sources", where, track=track.number, count=len(track.sources)
            )

    def _track(self, number: int) -> Track:
        track = self._tracks.get(number)
        if track is None:
            track = self._tracks[number] = Track(self._number, number)
        return track
