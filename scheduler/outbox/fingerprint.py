"""A line of the record of service by its hash, as the hearing's ledger keeps it. Pure.

SHA-256 of the canonical JSON (hearing/chain.py) of `STATED`, UTC times in RFC 3339. `salt` is
the hash of the receipt's secret: who knows all else does not find out an address by trying.
"""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime

from hearing.chain import canonical
from scheduler.outbox.served import Served

STATED = (
    *("id", "person", "role", "occasion", "channel", "state", "address", "language"),
    *("sittings", "papers", "message_id", "digest", "sent_at", "answer", "error", "by_hand"),
    "salt",
)


def fingerprint(one: Served) -> str:
    """The hash of a notice's line; hex."""
    told = asdict(one)
    text = canonical({name: _plain(told[name]) for name in STATED})
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value
