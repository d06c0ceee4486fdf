"""The hash chain of a hearing's ledger: canonical JSON, one link an event. Pure.

Each ledger row is a JSON object whose `prev` is the hex hash of the row before it (64 zeros for
the first). Its hash is SHA-256 over a domain tag and the row's exact UTF-8 bytes.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

GENESIS = bytes(32)
_TAG = b"phientoa/ledger/v1\0"  # a ledger link can never be mistaken for another kind of hash


class ChainBroken(ValueError):
    """A row does not continue the one before it. `line` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"ledger row {line}: {why}")
        self.line = line


def canonical(value: Mapping[str, object]) -> str:
    """JSON with sorted keys and no spaces, non-ASCII kept: the same value, the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(body: str) -> bytes:
    """The hash of one row's canonical JSON."""
    return hashlib.sha256(_TAG + body.encode()).digest()


def walk(bodies: Iterable[str]) -> list[tuple[int, bytes]]:
    """(seq, hash) of every row of a whole ledger in order, from seq 1. Raises ChainBroken."""
    links: list[tuple[int, bytes]] = []
    previous = GENESIS
    for number, body in enumerate(bodies, 1):
        try:
            row = json.loads(body)
        except ValueError as error:
            raise ChainBroken(number, "not JSON") from error
        if not isinstance(row, dict) or canonical(row) != body:
            raise ChainBroken(number, "not canonical JSON")
        if row.get("seq") != number:
            raise ChainBroken(number, f"seq is {row.get('seq')!r}")
        if row.get("prev") != previous.hex():
            raise ChainBroken(number, "does not continue the row before it")
        previous = link(body)
        links.append((number, previous))
    return links
