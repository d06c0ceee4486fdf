"""One peer's ICE-lite agent: credentials, proven addresses, the chosen path, consent.

Nothing but connectivity checks is taken from an address that has not proven, by a check with
our password, to be the peer's: one spoofed DTLS ClientHello would otherwise end the call. And
nothing but a probe is sent to an address a peer moves to until that answers: a participant
could otherwise send a hearing's pictures to whomever it names as its own address.
Source: RFC 8445 §2.5 (lite), RFC 7675 (consent), ASVS 17.2.6.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from media import stun
from media.channels import Bucket
from media.consent import Consent
from media.stun import Address, Check

_CHECKS = 50  # a second; whoever paces them by RFC 8445 §14.2 sends at most 20
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class Wire(Protocol):
    """A socket, or a listener's connections, as an agent uses it. `kind`: udp or tcp."""

    kind: str

    def send(self, data: bytes, address: Address) -> None:
        """One datagram; losing it is not an error."""

    def send_segments(self, data: memoryview, size: int, address: Address) -> None:
        """Datagrams of `size` bytes each, the last perhaps shorter; as `send`."""

    def forget(self, address: Address, agent: "Agent") -> None:
        """Takes nothing more from this address, unless it is another agent's by now."""


class Home(Wire, Protocol):
    """The wire that knows its agents by name."""

    def rename(self, old: str, new: str, agent: "Agent") -> None:
        """The agent is found by ufrag `new` from now on ("" for none)."""


class Path(NamedTuple):
    """One way to the peer: the same address may be a UDP and a TCP one."""

    wire: Wire
    address: Address


class Agent:
    """`media` gets RTP and RTCP datagrams, `handshake` DTLS ones, from proven addresses."""

    def __init__(
        self,
        home: Home,
        *,
        randomness: Callable[[int], bytes],
        clock: Callable[[], float],
        addresses: int,
        media: Callable[[Sequence[bytes], float], None],
        handshake: Callable[[bytes], None],
    ) -> None:
        self._home, self._randomness, self.clock = home, randomness, clock
        self._most = addresses
        self.media, self.handshake = media, handshake
        self.ufrag = self.password = ""
        self.remote: tuple[str, str] = ("", "")
        self.path: Path | None = None
        self.last_heard = clock()
        self._checks = Bucket(_CHECKS, self.last_heard)
        self.chosen = asyncio.Event()
        self._proven: OrderedDict[Path, None] = OrderedDict()
        self._consent: Consent[Path] = Consent()
        self._tie_breaker = int.from_bytes(randomness(8))
        self.renew()

    def renew(self) -> None:
        """New credentials (ICE restart); the old path lasts until a new one is nominated."""
        old = self.ufrag
        self.ufrag, self.password = self._word(8), self._word(24)
        self._home.rename(old, self.ufrag, self)

    def _word(self, length: int) -> str:
        return "".join(_ALPHABET[byte & 63] for byte in self._randomness(length))

    # -- checks of the peer's, probes of ours

    def listens(self) -> bool:
        """Whether one more check is read now: of a flood most are not."""
        return self._checks.take(1, self.clock())

    def check(self, check: Check, wire: Wire, source: Address) -> bool:
        """A connectivity check from `source`; answers and proves it, if authentic."""
        if not check.authentic(self.password):
            return False
        wire.send(stun.respond(check, source, self.password), source)
        self.heard()
        path = Path(wire, source)
        self._prove(path)
        if not self.chosen.is_set():  # the DTLS handshake asks for more than a check does
            self._choose(path)
        elif path != self.path and (check.nominates or self.path is None):
            self._consent.wish(path, self.clock())
            self._ask(path)
        return True

    def _prove(self, path: Path) -> None:
        self._proven[path] = None
        self._proven.move_to_end(path)
        while len(self._proven) > self._most:
            oldest = next(one for one in self._proven if one != self.path)
            del self._proven[oldest]
            oldest.wire.forget(oldest.address, self)

    def _choose(self, path: Path) -> None:
        self.path = path
        self._consent.given(self.clock())
        self.chosen.set()

    def _ask(self, path: Path) -> None:
        if not self.remote[0]:
            return
        transaction = self._randomness(12)
        self._consent.asked(transaction, path, self.clock(), transaction[0])
        username = f"{self.remote[0]}:{self.ufrag}"
        packet = stun.probe(username, self.remote[1], transaction, self._tie_breaker)
        path.wire.send(packet, path.address)

    def response(self, data: bytes, wire: Wire, source: Address) -> None:
        """An answer to one of our probes: counts only from where it was sent to."""
        transaction = stun.read_response(data, self.remote[1])
        path = Path(wire, source)
        if transaction is None or not self._consent.answered(transaction, path):
            return
        self.heard()
        if path == self.path or self._consent.wished(self.clock()) == path:
            self._choose(path)

    def heard(self) -> None:
        """Something authentic came."""
        self.last_heard = self.clock()

    def probe(self, now: float) -> None:
        """Called often: asks a silent peer for a sign of life, every peer for its consent.

        Without consent for RFC 7675's 30 s nothing is sent on the path any more.
        """
        wished = self._consent.wished(now)
        if wished is not None and self._consent.retry(now):
            self._ask(wished)
        if self.path is None:
            return
        if self._consent.expired(now):
            self.path = None
        elif self._consent.due(now, now - self.last_heard):
            self._ask(self.path)

    # -- sending

    def send(self, data: bytes) -> None:
        """One datagram on the chosen path; nothing while there is none."""
        path = self.path
        if path is not None:
            path.wire.send(data, path.address)

    def send_segments(self, data: memoryview, size: int) -> None:
        """Several datagrams in one buffer, on the chosen path."""
        path = self.path
        if path is not None:
            path.wire.send_segments(data, size, path.address)

    def gone(self, wire: Wire, address: Address) -> None:
        """A connection ended: what was sent on it waits for the next check from elsewhere."""
        path = Path(wire, address)
        self._proven.pop(path, None)
        if path == self.path:
            self.path = None

    def close(self) -> None:
        """Lets go of its name and addresses."""
        self._home.rename(self.ufrag, "", self)
        for path in list(self._proven):
            path.wire.forget(path.address, self)
        self._proven.clear()
        self.path = None
