"""The form of one block: what is hashed, signed and committed to, byte by byte. Pure.

    magic (8) | header length (u32) | header (JSON) | signature (64) | one body per shard
    body: form (u8, 1: in clear) | salt (16) | payload

The header is signed; it commits to every payload by a salted hash, so that a payload can later
be withheld or encrypted without touching the chain. docs/evidence-format.md says it in full.
"""

import hashlib
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recording.canonical import Fields, Malformed, decode, encode

MAGIC = b"PTJBLK\x01\n"
PREFIX = struct.Struct("!8sI")
SIGNATURE_BYTES = 64
SALT_BYTES = 16
IN_CLEAR = 1
BODY_HEAD = 1 + SALT_BYTES
HEADER_LIMIT = 16 << 20  # a declared length is not an allocation: beyond these it is refused
PAYLOAD_LIMIT = 256 << 20

_LINK_TAG = b"phientoa/journal/link/v1\0"
_SEAL_TAG = b"phientoa/journal/seal/v1\0"
_SHARD_TAG = b"phientoa/journal/shard/v1\0"
_GENESIS_TAG = b"phientoa/journal/genesis/v1\0"


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The newest row of the hearing's ledger that the recorder knew: `hash` of 32 bytes."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Range:
    """Packets of one SSRC in one block; sequence numbers extended, starting at 65536 + seq."""

    ssrc: int
    first: int
    last: int
    packets: int


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of one SSRC's last sender report in a block (RFC 3550 §6.4.1). arrival: µs."""

    ssrc: int
    packets: int
    octets: int
    arrival: int


@dataclass(frozen=True, slots=True)
class Shard:
    """What the header says of one track's packets in this block. Track 0: no track."""

    track: int
    octets: int
    commitment: bytes
    ranges: tuple[Range, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The signed part. mono, wall: µs when sealed (monotonic clock; since 1970 UTC)."""

    hearing: str
    part: int
    number: int
    previous: bytes
    mono: int
    wall: int
    paused: bool
    ledger: LedgerHead
    key: str
    shards: tuple[Shard, ...]
    events: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One shard's content as stored."""

    salt: bytes
    payload: bytes


def genesis(hearing: str, part: int) -> bytes:
    """What the first block of a part names as the link before it."""
    return hashlib.sha256(_GENESIS_TAG + f"{hearing}/{part}".encode()).digest()


def link(header: bytes) -> bytes:
    """The hash that the next block cites, over the header's exact bytes."""
    return hashlib.sha256(_LINK_TAG + header).digest()


def sealed_message(block_link: bytes) -> bytes:
    """What Ed25519 signs."""
    return _SEAL_TAG + block_link


def commitment(salt: bytes, payload: bytes | bytearray) -> bytes:
    """Binds a payload without telling it: the salt keeps short payloads from being guessed."""
    digest = hashlib.sha256(_SHARD_TAG + salt)
    digest.update(payload)
    return digest.digest()


def fingerprint(public_key: bytes) -> str:
    """A short name for a key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def encode_header(header: Header) -> bytes:
    """Canonical JSON of the header."""
    return encode(
        {
            "v": 1,
            "hearing": header.hearing,
            "part": header.part,
            "block": header.number,
            "prev": header.previous.hex(),
            "mono": header.mono,
            "wall": header.wall,
            "paused": header.paused,
            "ledger": {"seq": header.ledger.seq, "hash": header.ledger.hash.hex()},
            "key": header.key,
            "shards": [_shard_json(shard) for shard in header.shards],
            "events": list(header.events),
        }
    )


def encode_block(header: bytes, signature: bytes, bodies: Sequence[Body]) -> bytes:
    """The block's bytes, as they go to disk in one write."""
    chunks = [PREFIX.pack(MAGIC, len(header)), header, signature]
    for body in bodies:
        chunks += (bytes([IN_CLEAR]), body.salt, body.payload)
    return b"".join(chunks)


def decode_header(data: bytes) -> Header:
    """The header, its types checked; unknown members and event kinds are left alone.

    Raises Malformed. Nothing is proved by this: signature and chain are the caller's to check.
    """
    fields = decode(data, "the block header")
    fields.integer("v", 1, 1)
    paused = fields.values.get("paused")
    if not isinstance(paused, bool):
        raise Malformed("the block header: paused is neither true nor false")
    ledger = fields.inner("ledger")
    return Header(
        hearing=fields.text("hearing"),
        part=fields.integer("part"),
        number=fields.integer("block"),
        previous=fields.octets("prev", 32),
        mono=fields.integer("mono"),
        wall=fields.integer("wall", maximum=_LAST_WALL),
        paused=paused,
        ledger=LedgerHead(ledger.integer("seq"), ledger.octets("hash", 32)),
        key=fields.text("key"),
        shards=tuple(_shard(shard) for shard in fields.array("shards")),
        events=tuple(event.values for event in fields.array("events")),
    )


_LAST_WALL = 253_402_300_799_000_000  # the end of the year 9999, beyond which no date is known


def _shard_json(shard: Shard) -> dict[str, object]:
    return {
        "track": shard.track,
        "bytes": shard.octets,
        "commitment": shard.commitment.hex(),
        "ranges": [_plain(item) for item in shard.ranges],
        "reports": [_plain(item) for item in shard.reports],
    }


def _plain(item: Range | Report) -> dict[str, int]:
    return {name: getattr(item, name) for name in item.__slots__}


def _shard(fields: Fields) -> Shard:
    return Shard(
        track=fields.integer("track"),
        octets=fields.integer("bytes", maximum=PAYLOAD_LIMIT),
        commitment=fields.octets("commitment", 32),
        ranges=tuple(
            Range(**{name: item.integer(name) for name in Range.__slots__})
            for item in fields.array("ranges")
        ),
        reports=tuple(
            Report(**{name: item.integer(name) for name in Report.__slots__})
            for item in fields.array("reports")
        ),
    )
