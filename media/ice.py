"""One peer's ICE-lite agent: credentials, proven addresses, the chosen path, signs of life.

Nothing but connectivity checks is taken from an address that has not proven, by a check with
our password, to be the peer's: one spoofed DTLS ClientHello would otherwise end the call.
Source: RFC 8445 §2.5 (lite), RFC 7675 (consent), ASVS 17.2.6.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol

from media import stun
from media.stun import Address, Check

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PROBE_AFTER = 0.9  # seconds of silence before we ask
_PROBE_EVERY = 0.25


class Wire(Protocol):
    """The socket, as an agent uses it."""

    def send(self, data: bytes, address: Address) -> None:
        """One datagram; losing it is not an error."""

    def send_segments(self, data: memoryview, size: int, address: Address) -> None:
        """Datagrams of `size` bytes each, the last perhaps shorter; as `send`."""

    def forget(self, address: Address, agent: "Agent") -> None:
        """Takes nothing more from this address, unless it is another agent's by now."""

    def rename(self, old: str, new: str, agent: "Agent") -> None:
        """The agent is found by ufrag `new` from now on ("" for none)."""


class Agent:
    """`media` gets RTP and RTCP datagrams, `handshake` DTLS ones, from proven addresses."""

    def __init__(
        self,
        wire: Wire,
        *,
        randomness: Callable[[int], bytes],
        clock: Callable[[], float],
        addresses: int,
        media: Callable[[Sequence[bytes], float], None],
        handshake: Callable[[bytes], None],
    ) -> None:
        self._wire, self._randomness, self.clock = wire, randomness, clock
        self._most = addresses
        self.media, self.handshake = media, handshake
        self.ufrag = self.password = ""
        self.remote: tuple[str, str] = ("", "")
        self.address: Address | None = None
        self.last_heard = clock()
        self.chosen = asyncio.Event()
        self._proven: OrderedDict[Address, None] = OrderedDict()
        self._probes: dict[bytes, float] = {}
        self._probed_at = float("-inf")
        self._tie_breaker = int.from_bytes(randomness(8))
        self.renew()

    def renew(self) -> None:
        """New credentials (ICE restart); the old path lasts until a new one is nominated."""
        old = self.ufrag
        self.ufrag, self.password = self._word(8), self._word(24)
        self._wire.rename(old, self.ufrag, self)

    def _word(self, length: int) -> str:
        return "".join(_ALPHABET[byte & 63] for byte in self._randomness(length))

    def check(self, check: Check, source: Address) -> bool:
        """A connectivity check from `source`; answers and proves it, if authentic."""
        if not check.authentic(self.password):
            return False
        self._wire.send(stun.respond(check, source, self.password), source)
        self.heard()
        self._prove(source)
        if check.nominates or self.address is None:
            self._choose(source)
        return True

    def _prove(self, source: Address) -> None:
        self._proven[source] = None
        self._proven.move_to_end(source)
        while len(self._proven) > self._most:
            oldest = next(one for one in self._proven if one != self.address)
            del self._proven[oldest]
            self._wire.forget(oldest, self)

    def _choose(self, source: Address) -> None:
        self.address = source
        self.chosen.set()

    def response(self, data: bytes) -> None:
        """An answer to one of our probes."""
        transaction = stun.read_response(data, self.remote[1])
        if transaction is not None and self._probes.pop(transaction, None) is not None:
            self.heard()

    def heard(self) -> None:
        """Something authentic came."""
        self.last_heard = self.clock()
        self._probes.clear()

    def probe(self, now: float) -> None:
        """Asks a silent peer for a sign of life, from time to time."""
        silent = now - self.last_heard
        if self.address is None or silent < _PROBE_AFTER or not self.remote[0]:
            return
        if now - self._probed_at < _PROBE_EVERY:
            return
        self._probed_at = now
        transaction = self._randomness(12)
        self._probes[transaction] = now
        username = f"{self.remote[0]}:{self.ufrag}"
        packet = stun.probe(username, self.remote[1], transaction, self._tie_breaker)
        self._wire.send(packet, self.address)

    def send(self, data: bytes) -> None:
        """One datagram on the chosen path; nothing while there is none."""
        if self.address is not None:
            self._wire.send(data, self.address)

    def send_segments(self, data: memoryview, size: int) -> None:
        """Several datagrams in one buffer, on the chosen path."""
        if self.address is not None:
            self._wire.send_segments(data, size, self.address)

    def close(self) -> None:
        """Lets go of its name and addresses."""
        self._wire.rename(self.ufrag, "", self)
        for address in self._proven:
            self._wire.forget(address, self)
        self._proven.clear()
        self.address = None
