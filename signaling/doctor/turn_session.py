"""One session with a TURN server, as a client has it: what it is, and whom it lets reach whom.

Blocking; for a thread of its own. Source: RFC 8656, RFC 7065 (the URLs).
"""

import hashlib
import os
import re
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from aioice import stun

_URL = re.compile(r"(turns?):(\[[^]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?")
_PATIENCE = 5.0  # seconds until a server counts as silent
_TRIES, _WAIT = 4, 1.2  # of a datagram, seconds for each
_HEADER = 20
_UDP = 17 << 24  # REQUESTED-TRANSPORT


class Refused(Exception):
    """The server said no; `code` as in RFC 8489 §14.8."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass(frozen=True, slots=True)
class Server:
    """Where a TURN URL leads. `tls` over TCP, else in the clear."""

    host: str
    port: int
    transport: str
    tls: bool


def server(url: str) -> Server:
    """Raises ValueError for what is no TURN URL."""
    found = _URL.fullmatch(url)
    if found is None:
        raise ValueError(url)
    scheme, host, port, transport = found.groups()
    tls = scheme == "turns"
    default = "tcp" if tls else "udp"
    return Server(
        host.strip("[]"), int(port or (5349 if tls else 3478)), transport or default, tls
    )


class Session:
    """A context manager; raises OSError where nobody answers."""

    def __init__(self, at: Server, name: str, password: str, trust: ssl.SSLContext) -> None:
        self._at, self._name, self._password, self._trust = at, name, password, trust
        self._challenge: tuple[str, bytes] | None = None  # realm, nonce
        self.software = ""

    def __enter__(self) -> Self:
        where, kind = (self._at.host, self._at.port), socket.SOCK_DGRAM
        if self._at.transport == "tcp":
            self._socket = socket.create_connection(where, _PATIENCE)
            if self._at.tls:
                self._socket = self._trust.wrap_socket(
                    self._socket, server_hostname=self._at.host
                )
            return self
        family, _, _, _, address = socket.getaddrinfo(*where, type=kind)[0]
        self._socket = socket.socket(family, kind)
        self._socket.settimeout(_WAIT)
        self._socket.connect(address)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, Refused):
            self._ask(stun.Method.REFRESH, {"LIFETIME": 0})
        self._socket.close()

    def allocate(self) -> None:
        """An address of the server's own, as media needs it. Raises Refused, OSError."""
        try:
            self._ask(stun.Method.ALLOCATE, {"REQUESTED-TRANSPORT": _UDP})
        except Refused as refused:
            if refused.code != 401 or self._challenge is None:
                raise
            self._ask(stun.Method.ALLOCATE, {"REQUESTED-TRANSPORT": _UDP})

    def reaches(self, peer: str) -> bool:
        """Whether packets may go there. Raises OSError."""
        try:
            self._ask(stun.Method.CREATE_PERMISSION, {"XOR-PEER-ADDRESS": (peer, 9)})
        except Refused:
            return False
        return True

    def _ask(self, method: stun.Method, attributes: dict[str, object]) -> None:
        message = stun.Message(method, stun.Class.REQUEST, os.urandom(12), dict(attributes))
        if self._challenge is not None:
            realm, nonce = self._challenge
            message.attributes |= {"USERNAME": self._name, "REALM": realm, "NONCE": nonce}
            key = f"{self._name}:{realm}:{self._password}".encode()
            message.add_message_integrity(hashlib.md5(key, usedforsecurity=False).digest())
        answer = self._exchange(bytes(message), message.transaction_id)
        self.software = str(answer.attributes.get("SOFTWARE", self.software))
        if answer.message_class is stun.Class.ERROR:
            if "NONCE" in answer.attributes:
                self._challenge = answer.attributes["REALM"], answer.attributes["NONCE"]
            raise Refused(answer.attributes["ERROR-CODE"][0])

    def _exchange(self, request: bytes, transaction: bytes) -> stun.Message:
        for _ in range(_TRIES):
            self._socket.send(request)
            try:
                return self._answer(transaction)
            except TimeoutError:
                if self._at.transport == "tcp":
                    raise
        raise TimeoutError

    def _answer(self, transaction: bytes) -> stun.Message:
        while True:
            data = self._packet()
            with suppress(ValueError):
                answer = stun.parse_message(data)
                if answer.transaction_id == transaction:
                    return answer

    def _packet(self) -> bytes:
        if self._at.transport == "udp":
            return self._socket.recv(2048)
        header = self._exactly(_HEADER)
        return header + self._exactly(int.from_bytes(header[2:4]))

    def _exactly(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            more = self._socket.recv(size - len(got))
            if not more:
                raise ConnectionError("it hung up")
            got += more
        return got
