"""What a shard's payload holds: packets as they arrived, and what can be counted of them. Pure.

A payload is a row of records:

    kind (u8: 1 RTP, 2 RTCP) | arrival (u64, µs) | length (u16) | packet
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from recording.canonical import Malformed
from recording.journal.block import Range, Report

RTP = 1
RTCP = 2
HEAD = struct.Struct("!BQH")
_RTP_HEAD = struct.Struct("!HHII")  # flags, sequence number, timestamp, SSRC (RFC 3550 §5.1)
_RTCP_HEAD = struct.Struct("!BBH")
_REPORT = struct.Struct("!IQIII")
_SENDER_REPORT = 200
_FIRST_CYCLE = 1 << 16  # room below the first packet for those it overtook


class Record(NamedTuple):
    """One packet. arrival: µs of the recorder's monotonic clock."""

    kind: int
    arrival: int
    packet: bytes


def records(payload: bytes) -> Iterator[Record]:
    """The records of a payload in the order of arrival. Raises Malformed."""
    at, end = 0, len(payload)
    while at < end:
        if end - at < HEAD.size:
            raise Malformed("a record is cut short")
        kind, arrival, length = HEAD.unpack_from(payload, at)
        at += HEAD.size
        if length > end - at:
            raise Malformed("a record is cut short")
        yield Record(kind, arrival, payload[at : at + length])
        at += length


def sequence(packet: bytes) -> tuple[int, int] | None:
    """(SSRC, sequence number) of an RTP packet; None if it is too short to be one."""
    if len(packet) < _RTP_HEAD.size:
        return None
    _, number, _, ssrc = _RTP_HEAD.unpack_from(packet)
    return ssrc, number


def sender_reports(packet: bytes, arrival: int) -> Iterator[Report]:
    """The sender reports within a compound RTCP packet; stops at the first nonsense."""
    at = 0
    while len(packet) - at >= _RTCP_HEAD.size:
        _, kind, words = _RTCP_HEAD.unpack_from(packet, at)
        end = at + 4 * (words + 1)
        if end > len(packet):
            return
        if kind == _SENDER_REPORT and end - at >= _RTCP_HEAD.size + _REPORT.size:
            ssrc, _, _, packets, octets = _REPORT.unpack_from(packet, at + _RTCP_HEAD.size)
            yield Report(ssrc, packets, octets, arrival)
        at = end


def extend(last: int | None, number: int) -> int:
    """A 16-bit sequence number, extended to the value nearest to `last` (RFC 3711 §3.3.1)."""
    if last is None:
        return _FIRST_CYCLE + number
    ahead = (number - last) & 0xFFFF
    return last + (ahead if ahead < 0x8000 else ahead - 0x10000)


class Counter:
    """Counts what a track's payloads hold, block after block; writer and verifier share it."""

    __slots__ = ("_last", "fresh")

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self.fresh: list[int] = []  # SSRCs that the last payload showed for the first time

    def count(self, items: Iterator[Record]) -> tuple[tuple[Range, ...], tuple[Report, ...]]:
        """Ranges and last sender reports of one payload, in the order of their SSRCs."""
        self.fresh = []
        ranges: dict[int, list[int]] = {}
        reports: dict[int, Report] = {}
        for kind, arrival, packet in items:
            if kind == RTP:
                self._packet(packet, ranges)
            elif kind == RTCP:
                reports.update((found.ssrc, found) for found in sender_reports(packet, arrival))
        return (
            tuple(Range(ssrc, *ranges[ssrc]) for ssrc in sorted(ranges)),
            tuple(reports[ssrc] for ssrc in sorted(reports)),
        )

    def _packet(self, packet: bytes, ranges: dict[int, list[int]]) -> None:
        found = sequence(packet)
        if found is None:
            return
        ssrc, number = found
        last = self._last.get(ssrc)
        if last is None:
            self.fresh.append(ssrc)
        extended = extend(last, number)
        if last is None or extended > last:
            self._last[ssrc] = extended
        span = ranges.get(ssrc)
        if span is None:
            ranges[ssrc] = [extended, extended, 1]
            return
        span[0] = min(span[0], extended)
        span[1] = max(span[1], extended)
        span[2] += 1
