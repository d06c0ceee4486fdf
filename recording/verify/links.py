"""Block after block: is it this record's, does it continue the chain, did the key seal it?"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from recording.certificate import Certificate, moment_text
from recording.journal import block as form
from recording.journal.clock import moment
from recording.journal.reader import Block
from recording.verify.report import Place


class Links:
    """The chain of one part. paper None: there is no certificate, seals cannot be checked."""

    def __init__(
        self, hearing: str, part: int, paper: Certificate | None, place: Place
    ) -> None:
        self._hearing = hearing
        self._part = part
        self._paper = paper
        self._key = None if paper is None else _public(paper)
        self._place = place
        self.links: list[bytes] = []

    def take(self, block: Block) -> None:
        """The next block."""
        self._chain(block)
        if self._paper is not None:
            self._seal(block, self._paper)
        self.links.append(block.link)

    def _chain(self, block: Block) -> None:
        header, expected = block.header, len(self.links)
        if (header.hearing, header.part) != (self._hearing, self._part):
            self._place.say("block.foreign", block=header.number)
        if header.number != expected:
            self._place.say("block.order", block=header.number, expected=expected)
        before = self.links[-1] if self.links else form.genesis(self._hearing, self._part)
        if header.previous != before:
            self._place.say("block.chain", block=header.number)

    def _seal(self, block: Block, paper: Certificate) -> None:
        header = block.header
        if not self._signed(block):
            self._place.say("block.signature", block=header.number)
        if header.key != form.fingerprint(paper.public_key):
            self._place.say("block.foreign", block=header.number)
        when = moment(header.wall)
        if not paper.covers(when):
            self._place.say("certificate.expired", at=moment_text(when))

    def _signed(self, block: Block) -> bool:
        if self._key is None:
            return False
        try:
            self._key.verify(block.signature, form.sealed_message(block.link))
        except InvalidSignature:
            return False
        return True


def _public(paper: Certificate) -> Ed25519PublicKey | None:
    try:
        return Ed25519PublicKey.from_public_bytes(paper.public_key)
    except ValueError:
        return None
