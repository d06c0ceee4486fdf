"""Offers as real clients made them (candidates taken out), and small ones for rulings."""

from collections.abc import Iterable
from pathlib import Path

CHROMIUM_FIRST = "chromium_first.sdp"  # livekit-client 2 in Chromium 156: 3+3 to receive, data
CHROMIUM_PUBLISHING = "chromium_publishing.sdp"  # camera in three layers, microphone
PYTHON_PUBLISHING = "python_publishing.sdp"  # livekit 1.2 for Python: camera, microphone

_HEAD = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
    "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 AA:BB\r\n"
)


def recorded(name: str) -> str:
    """One of the real offers."""
    return (Path(__file__).parent / name).read_bytes().decode()


def section(mid: str, kind: str = "audio", *lines: str, port: int = 9) -> str:
    """One m= section with one codec."""
    codec = "111 opus/48000/2" if kind == "audio" else "96 VP8/90000"
    number = codec.partition(" ")[0]
    return "".join(
        f"{line}\r\n"
        for line in (
            f"m={kind} {port} UDP/TLS/RTP/SAVPF {number}",
            f"a=mid:{mid}",
            f"a=rtpmap:{codec}",
            *lines,
        )
    )


def offer(sections: Iterable[str], head: str = _HEAD) -> str:
    """A whole offer."""
    return head + "".join(sections)
