"""RTCP: reports and feedback, as read. Pure; garbage yields nothing, never raises.

Sources: RFC 3550 §6 (SR, RR), RFC 4585 §6 (NACK, PLI), RFC 5104 §4.3.1 (FIR),
draft-alvestrand-rmcat-remb-03 (REMB), draft-holmer-rmcat-transport-wide-cc-extensions-01.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from struct import Struct

from media import transport_feedback
from media.transport_feedback import TransportFeedback

SR, RR, BYE, RTPFB, PSFB = 200, 201, 203, 205, 206
_HEAVY = 8  # packets of transport feedback in a compound: each may name thousands
_NACKED = 1_024  # sequence numbers of one NACK: more is no repair
_HEAD = Struct("!BBH")
_WORD = Struct("!I")
_BLOCK = Struct("!IIIIII")
_SENDER = Struct("!IIIIII")


@dataclass(frozen=True, slots=True)
class Block:
    """One report block. jitter in clock units, dlsr in 1/65536 s, lost 24-bit signed."""

    ssrc: int
    fraction: int
    lost: int
    highest: int
    jitter: int
    lsr: int
    dlsr: int


@dataclass(frozen=True, slots=True)
class SenderReport:
    """ntp: 32.32 fixed point seconds since 1900, the sender's clock at `timestamp`."""

    ssrc: int
    ntp: int
    timestamp: int
    packets: int
    octets: int
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    ssrc: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Nack:
    ssrc: int  # of the media
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeyFrameRequest:
    """PLI or FIR: the receiver cannot decode."""

    ssrc: int


@dataclass(frozen=True, slots=True)
class Remb:
    bits: int
    ssrcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bye:
    ssrcs: tuple[int, ...]


Report = SenderReport | ReceiverReport | Nack | KeyFrameRequest | Remb | TransportFeedback | Bye


def is_rtcp(data: bytes) -> bool:
    """Told from RTP by the second byte (RFC 5761 §4)."""
    return len(data) >= 2 and 192 <= data[1] <= 223


def parse(data: bytes) -> list[Report]:
    """Every report understood in a compound packet."""
    found: list[Report] = []
    at = heavy = 0
    while at + 8 <= len(data) and heavy < _HEAVY:
        first, kind, words = _HEAD.unpack_from(data, at)
        end = at + 4 + 4 * words
        if first >> 6 != 2 or words == 0 or end > len(data):
            break
        reader = _READERS.get(kind)
        if reader is not None:
            found.extend(reader(first & 0x1F, data[at + 4 : end]))
        heavy += kind == RTPFB
        at = end
    return found


def _blocks(count: int, body: bytes) -> tuple[Block, ...]:
    return tuple(_block(body, 24 * i) for i in range(min(count, len(body) // 24)))


def _block(body: bytes, at: int) -> Block:
    ssrc, loss, highest, jitter, lsr, dlsr = _BLOCK.unpack_from(body, at)
    lost = (loss & 0xFFFFFF ^ 0x800000) - 0x800000
    return Block(ssrc, loss >> 24, lost, highest, jitter, lsr, dlsr)


def _sender_report(count: int, body: bytes) -> Iterator[Report]:
    if len(body) >= 24:
        ssrc, high, low, timestamp, packets, octets = _SENDER.unpack_from(body)
        blocks = _blocks(count, body[24:])
        yield SenderReport(ssrc, high << 32 | low, timestamp, packets, octets, blocks)


def _receiver_report(count: int, body: bytes) -> Iterator[Report]:
    yield ReceiverReport(_word(body, 0), _blocks(count, body[4:]))


def _bye(count: int, body: bytes) -> Iterator[Report]:
    yield Bye(tuple(_word(body, 4 * i) for i in range(min(count, len(body) // 4))))


def _transport(kind: int, body: bytes) -> Iterator[Report]:
    if kind == 1 and len(body) >= 12:
        yield Nack(_word(body, 4), tuple(islice(_nacked(body), _NACKED)))
    elif kind == 15 and (found := transport_feedback.read(body)) is not None:
        yield found


def _nacked(body: bytes) -> Iterator[int]:
    for at in range(8, len(body) - 3, 4):
        first, more = int.from_bytes(body[at : at + 2]), int.from_bytes(body[at + 2 : at + 4])
        yield first
        for bit in range(16):
            if more >> bit & 1:
                yield first + bit + 1 & 0xFFFF


def _payload(kind: int, body: bytes) -> Iterator[Report]:
    if kind == 1 and len(body) >= 8:
        yield KeyFrameRequest(_word(body, 4))
    elif kind == 4:
        for at in range(8, len(body) - 7, 8):
            yield KeyFrameRequest(_word(body, at))
    elif kind == 15 and body[8:12] == b"REMB" and len(body) >= 16:
        yield _remb(body)


def _remb(body: bytes) -> Remb:
    packed = int.from_bytes(body[13:16])
    count = min(body[12], (len(body) - 16) // 4)
    ssrcs = tuple(_word(body, 16 + 4 * i) for i in range(count))
    return Remb((packed & 0x3FFFF) << (packed >> 18), ssrcs)


_READERS: Mapping[int, Callable[[int, bytes], Iterable[Report]]] = {
    SR: _sender_report,
    RR: _receiver_report,
    BYE: _bye,
    RTPFB: _transport,
    PSFB: _payload,
}


def _word(body: bytes, at: int) -> int:
    value: int = _WORD.unpack_from(body, at)[0]
    return value
