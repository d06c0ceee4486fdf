"""The chain's growing end: turns what was heard in a second into a signed block."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recording.journal import block as form
from recording.journal.block import Body, Header, LedgerHead, Shard
from recording.journal.disk import Segments
from recording.journal.records import Counter, records


@dataclass(frozen=True, slots=True)
class Second:
    """What goes into one block: payloads by track, events, and the clocks at its end (µs)."""

    mono: int
    wall: int
    paused: bool
    ledger: LedgerHead
    payloads: Mapping[int, bytes]
    events: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A durable block: its number, its link (what the next one cites), its clocks (µs)."""

    block: int
    link: bytes
    mono: int
    wall: int


class Sealer:
    """Signs and appends blocks one after the other. Blocking; lives in the journal's thread."""

    def __init__(
        self, hearing: str, part: int, key: Ed25519PrivateKey, segments: Segments
    ) -> None:
        self._hearing = hearing
        self._part = part
        self._key = key
        self._name = form.fingerprint(key.public_key().public_bytes_raw())
        self._segments = segments
        self._number = 0
        self._previous = form.genesis(hearing, part)
        self._counters: dict[int, Counter] = {}

    def seal(self, second: Second) -> Sealed:
        """The block is on disk when this returns. Raises OSError; then nothing was appended."""
        events = list(second.events)
        shards: list[Shard] = []
        bodies: list[Body] = []
        for track in sorted(second.payloads):
            body = Body(os.urandom(form.SALT_BYTES), second.payloads[track])
            shards.append(self._shard(track, body, events))
            bodies.append(body)
        header = form.encode_header(self._header(second, tuple(shards), tuple(events)))
        link = form.link(header)
        signature = self._key.sign(form.sealed_message(link))
        self._segments.append(form.encode_block(header, signature, bodies))
        sealed = Sealed(self._number, link, second.mono, second.wall)
        self._number += 1
        self._previous = link
        return sealed

    def _shard(self, track: int, body: Body, events: list[Mapping[str, Any]]) -> Shard:
        counter = self._counters.setdefault(track, Counter())
        ranges, reports = counter.count(records(body.payload))
        # a sender that changes its SSRC is said in the signed header, never left to be found
        events += [{"e": "ssrc", "track": track, "ssrc": ssrc} for ssrc in counter.fresh]
        commitment = form.commitment(body.salt, body.payload)
        return Shard(track, len(body.payload), commitment, ranges, reports)

    def _header(
        self,
        second: Second,
        shards: tuple[Shard, ...],
        events: tuple[Mapping[str, Any], ...],
    ) -> Header:
        return Header(
            hearing=self._hearing,
            part=self._part,
            number=self._number,
            previous=self._previous,
            mono=second.mono,
            wall=second.wall,
            paused=second.paused,
            ledger=second.ledger,
            key=self._name,
            shards=shards,
            events=events,
        )
