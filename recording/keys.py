"""The installation's keys on disk: root, exporter, and what the root certifies.

A recorder's key never touches a disk: made with a part, certified, dropped at its end.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recording import trust
from recording.canonical import octets
from recording.certificate import EXPORTER, RECORDER, Certificate, issue
from recording.trust import Trust

CLOCK_TOLERANCE = timedelta(minutes=5)  # between the machines of one installation
RECORDER_WINDOW = timedelta(days=2)  # longer than any sitting; a later one is a new part
EXPORTER_WINDOW = timedelta(hours=1)
_ROOT = "root.key"
_EXPORTER = "exporter.key"
_REVOKED = "revoked.txt"


class NoRoot(Exception):
    """There is no root key in the keys directory: this installation has recorded nothing."""


def certify_recorder(
    keys: Path, *, hearing: str, part: int, public_key: bytes, now: datetime
) -> Certificate:
    """A certificate for the key of one part, valid from now on; makes the root if missing."""
    root = _load_or_make(keys / _ROOT)
    since, until = now - CLOCK_TOLERANCE, now + RECORDER_WINDOW
    return issue(Certificate(RECORDER, hearing, part, public_key, since, until), root)


def exporter(
    keys: Path, *, hearing: str, now: datetime
) -> tuple[Ed25519PrivateKey, Certificate]:
    """The key that signs bundles and a certificate for this one. Raises NoRoot."""
    root = _root(keys)
    key = _load_or_make(keys / _EXPORTER)
    public = key.public_key().public_bytes_raw()
    since, until = now - CLOCK_TOLERANCE, now + EXPORTER_WINDOW
    return key, issue(Certificate(EXPORTER, hearing, -1, public, since, until), root)


def revoke(keys: Path, public_key: bytes) -> None:
    """Takes a key back: trust files made from now on name it."""
    with (keys / _REVOKED).open("a", encoding="ascii") as out:
        out.write(public_key.hex() + "\n")


def trust_file(keys: Path) -> bytes:
    """The bytes of this installation's trust file. Raises NoRoot."""
    root = _root(keys).public_key().public_bytes_raw()
    listed = keys / _REVOKED
    lines = listed.read_text(encoding="ascii").split() if listed.exists() else []
    revoked = frozenset(octets(line, 32, _REVOKED) for line in lines)
    return trust.to_bytes(Trust(root, revoked))


def make_root(keys: Path) -> None:
    """The root key, made unless there is one."""
    _load_or_make(keys / _ROOT)


def _root(keys: Path) -> Ed25519PrivateKey:
    file = keys / _ROOT
    if not file.exists():
        raise NoRoot(f"no root key in {keys}")
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def _load_or_make(file: Path) -> Ed25519PrivateKey:
    """The key kept in `file` (32 raw bytes, mode 0600); made once, even by two processes."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_name(f".{file.name}.{os.getpid()}.{os.urandom(4).hex()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(Ed25519PrivateKey.generate().private_bytes_raw())
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, file)  # fails if another process was first: its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
