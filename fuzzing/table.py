"""What is fuzzed: one function a parser, from bytes to nothing; what it raises is a finding.

A target takes whatever bytes there are, hands them to the parser as the network would, lets
the documented refusal pass, and asserts what must hold of what was understood.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """`longest`: bytes of one case; a datagram, or what the relay reads of one message."""

    module: str
    longest: int

    def run(self, data: bytes) -> None:
        """One case. Its module is loaded by the first, so that no other's is."""
        importlib.import_module(f"fuzzing.targets.{self.module}").run(data)


TARGETS: Mapping[str, Target] = {
    "stun": Target("stun", 1_500),
    "rtp": Target("rtp", 1_500),
    "rtcp": Target("rtcp", 1_500),
    "forwarding": Target("forwarding", 4_000),
    "feedback": Target("feedback", 1_500),
    "congestion": Target("congestion", 4_000),
    "framing": Target("framing", 8_000),
    "sdp": Target("sdp", 16_000),
    "signal": Target("signal", 4_000),
    "join_request": Target("join_request", 8_000),
    "token": Target("token", 4_000),
    "data": Target("data", 4_000),
}
