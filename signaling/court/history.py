"""A hearing's ledger as read: entries, and the state they fold to. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from hearing.actors import Actor
from hearing.apply import apply
from hearing.chain import GENESIS, ChainBroken, canonical, link
from hearing.events import Event, StatusChanged
from hearing.ids import HearingId
from hearing.state import HearingState

VERSION = 1
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class _Row(BaseModel):
    """The JSON of one ledger row."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    v: Literal[1]
    hearing: HearingId
    seq: int
    at: datetime
    by: Annotated[Actor, Field(discriminator="kind")]
    command: str
    prev: str
    event: Annotated[Event, Field(discriminator="type")]


_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])
_ACTOR: TypeAdapter[Actor] = TypeAdapter(Annotated[Actor, Field(discriminator="kind")])


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger: its canonical JSON `body`, the hash of it, and what it says."""

    hearing: HearingId
    seq: int
    at: datetime
    body: str = field(repr=False)  # it holds people's names
    hash: bytes = field(repr=False)
    prev: str = field(repr=False)
    by: Actor
    command: str
    event: Event


def read(body: str) -> Entry:
    """The entry that `body` says. Raises ValueError if it is not a row of ours."""
    row = _Row.model_validate_json(body)
    return Entry(
        hearing=row.hearing,
        seq=row.seq,
        at=row.at,
        body=body,
        hash=link(body),
        prev=row.prev,
        by=row.by,
        command=row.command,
        event=row.event,
    )


def rfc3339(at: datetime) -> str:
    """UTC with microseconds, always the same width: `2026-01-01T00:00:00.000000Z`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class History:
    """A hearing up to `seq`: the hash there, when it was, and the state.

    moved: the entry that last changed the status; what the recorder must obey.
    """

    state: HearingState
    seq: int = 0
    hash: bytes = GENESIS
    at: datetime = _BEFORE_ALL
    moved: Entry | None = None

    def after(self, entries: Iterable[Entry]) -> "History":
        """The history with `entries` following. Raises ChainBroken where they do not."""
        history = self
        for entry in entries:
            history = history._follow(entry)
        return history

    def _follow(self, entry: Entry) -> "History":
        if entry.seq != self.seq + 1:
            raise ChainBroken(self.seq + 1, f"seq is {entry.seq}")
        if entry.prev != self.hash.hex():
            raise ChainBroken(entry.seq, "does not continue the row before it")
        return replace(
            self,
            state=apply(self.state, entry.event, entry.at),
            seq=entry.seq,
            hash=entry.hash,
            at=entry.at,
            moved=entry if isinstance(entry.event, StatusChanged) else self.moved,
        )

    def next(
        self, events: Sequence[Event], *, by: Actor, command: str, now: datetime
    ) -> list[Entry]:
        """The entries of `events`, to be appended. Their time never runs backwards."""
        at, previous = max(now, self.at), self.hash
        entries: list[Entry] = []
        for seq, event in enumerate(events, self.seq + 1):
            body = canonical(
                {
                    "v": VERSION,
                    "hearing": self.state.id,
                    "seq": seq,
                    "at": rfc3339(at),
                    "by": _ACTOR.dump_python(by, mode="json"),
                    "command": command,
                    "prev": previous.hex(),
                    "event": _EVENT.dump_python(event, mode="json"),
                }
            )
            entries.append(read(body))
            previous = entries[-1].hash
        return entries


def beginning(hearing: HearingId) -> History:
    """A hearing without a ledger yet."""
    return History(HearingState(id=hearing))
