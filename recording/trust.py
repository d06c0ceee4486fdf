"""The trust file: a root's public half, kept outside every bundle. Pure."""

from dataclasses import dataclass

from recording.canonical import Malformed, decode, encode, octets

KIND = "phientoa trust"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom to believe: a root's public key, and keys that it has taken back since."""

    root: bytes
    revoked: frozenset[bytes] = frozenset()


def to_bytes(trust: Trust) -> bytes:
    """The trust file."""
    return (
        encode(
            {
                "v": 1,
                "kind": KIND,
                "root": trust.root.hex(),
                "revoked": sorted(key.hex() for key in trust.revoked),
            }
        )
        + b"\n"
    )


def from_bytes(data: bytes) -> Trust:
    """Reads a trust file, in whatever spelling of JSON: people retype it. Raises Malformed."""
    fields = decode(data, "the trust file")
    fields.only("v", "kind", "root", "revoked")
    fields.integer("v", 1, 1)
    if fields.text("kind") != KIND:
        raise Malformed("the trust file is of another kind")
    revoked = fields.values["revoked"]
    if not isinstance(revoked, list) or not all(isinstance(key, str) for key in revoked):
        raise Malformed("the trust file: revoked is not a list of keys")
    keys = frozenset(octets(key, 32, "the trust file: a revoked key") for key in revoked)
    return Trust(fields.octets("root", 32), keys)
