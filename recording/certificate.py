"""Certificates: the installation's root says which key may sign what, and when. Pure.

The file is canonical JSON and a newline; `signature` is the root's, over everything else in it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from recording.canonical import Fields, Malformed, decode_canonical, encode

RECORDER = "recorder"
EXPORTER = "exporter"
_TAG = b"phientoa/certificate/v1\0"
_MEMBERS = (
    "hearing",
    "issuer",
    "not_after",
    "not_before",
    "part",
    "public_key",
    "role",
    "signature",
    "v",
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who may sign. part: -1 for an exporter. Valid within [not_before, not_after], aware.

    issuer: the root's public key; only a trust file says whether that root is to be believed.
    """

    role: str
    hearing: str
    part: int
    public_key: bytes
    not_before: datetime
    not_after: datetime
    issuer: bytes = b""
    signature: bytes = b""

    def covers(self, moment: datetime) -> bool:
        """Whether the key could sign at `moment`."""
        return self.not_before <= moment <= self.not_after

    def signed_by_issuer(self) -> bool:
        """Whether the issuer named in it really signed it."""
        return signed(self.issuer, self.signature, _TAG + encode(_body(self)))


def issue(certificate: Certificate, root: Ed25519PrivateKey) -> Certificate:
    """The same certificate with `root` as its issuer, signed."""
    named = replace(certificate, issuer=root.public_key().public_bytes_raw())
    return replace(named, signature=root.sign(_TAG + encode(_body(named))))


def to_json(certificate: Certificate) -> dict[str, object]:
    """As it stands in files."""
    return {**_body(certificate), "signature": certificate.signature.hex()}


def to_bytes(certificate: Certificate) -> bytes:
    """The certificate's file."""
    return encode(to_json(certificate)) + b"\n"


def from_bytes(data: bytes, what: str = "the certificate") -> Certificate:
    """Reads a certificate's file. Raises Malformed. Proves nothing by itself."""
    return from_fields(decode_canonical(data, what))


def from_fields(fields: Fields) -> Certificate:
    """Reads a certificate out of a larger file. Raises Malformed."""
    fields.only(*_MEMBERS)
    fields.integer("v", 1, 1)
    return Certificate(
        role=fields.text("role"),
        hearing=fields.text("hearing"),
        part=fields.integer("part", minimum=-1),
        public_key=fields.octets("public_key", 32),
        not_before=parse_moment(fields.text("not_before"), fields.what),
        not_after=parse_moment(fields.text("not_after"), fields.what),
        issuer=fields.octets("issuer", 32),
        signature=fields.octets("signature", 64),
    )


def signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether Ed25519 `signature` by `public_key` is over `message`; False on any nonsense."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def moment_text(moment: datetime) -> str:
    """RFC 3339 in UTC with microseconds: one moment, one spelling."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_moment(text: str, what: str) -> datetime:
    """The moment of `moment_text`. Raises Malformed for any other spelling."""
    try:
        moment = datetime.fromisoformat(text)
        spelled = moment_text(moment)
    except (ValueError, OverflowError) as error:
        raise Malformed(f"{what}: {text[:40]!r} is not a moment") from error
    if moment.tzinfo is None or spelled != text:
        raise Malformed(f"{what}: {text[:40]!r} is not a moment in UTC")
    return moment


def _body(certificate: Certificate) -> dict[str, object]:
    return {
        "v": 1,
        "role": certificate.role,
        "hearing": certificate.hearing,
        "part": certificate.part,
        "public_key": certificate.public_key.hex(),
        "not_before": moment_text(certificate.not_before),
        "not_after": moment_text(certificate.not_after),
        "issuer": certificate.issuer.hex(),
    }
