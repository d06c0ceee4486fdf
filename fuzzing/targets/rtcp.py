"""RTCP as a peer decrypts it: garbage yields nothing, and little becomes not much."""

from media import rtcp
from media.transport_feedback import TransportFeedback

_NUMBERS = 17
"""Sequence numbers that four bytes of a NACK stand for (RFC 4585 §6.2.1)."""


def run(data: bytes) -> None:
    """As media.transport reads one packet."""
    reports = rtcp.parse(data)
    assert len(reports) <= len(data) // 4
    for report in reports:
        if isinstance(report, rtcp.Nack):
            assert len(report.missing) * 4 <= len(data) * _NUMBERS
        elif isinstance(report, TransportFeedback):
            assert 0 <= report.lost <= len(report.arrivals) <= 0xFFFF
        elif isinstance(report, rtcp.Remb):
            assert report.bits >= 0
