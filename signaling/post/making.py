"""A notice made into a finished message: links minted, text built, closed for the database.

It is made once, in the lease of the first attempt, and written down before anything is sent:
every later attempt sends the same bytes, with the same Message-ID and the same link.
"""

import asyncio
import hashlib
import json
from dataclasses import dataclass, field, replace
from email.message import EmailMessage

from scheduler.link import Issued
from scheduler.links import fresh
from scheduler.notices.message import build, message_id
from scheduler.notices.notice import Notice
from scheduler.notices.templates import Templates
from scheduler.outbox.facts import Told, sittings_to
from scheduler.outbox.leases import Made
from scheduler.source import Source, digest
from signaling.post.envelope import NONCE_BYTES, Envelope
from signaling.post.short import short


@dataclass(frozen=True, slots=True)
class Finished:
    """A message and what is entered with it. link: to be made good in the same transaction."""

    made: Made
    message: bytes
    link: Issued | None


@dataclass(frozen=True, slots=True)
class Maker:
    """public_url: where people's browsers reach us, no slash at its end. templates: courts'
    own, of papers."""

    envelope: Envelope
    public_url: str
    templates: Templates = field(default_factory=Templates)

    async def mail(self, told: Told, source: Source) -> Finished:
        """The mail of a notice. Raises ValueError for what no header can hold."""
        link, receipt = _link(told, source), source.secret()
        notice = self._linked(told.notice, link, receipt)
        # Building sets type and prints papers: other requests do not wait for it.
        own = self.templates.of(told.court)
        mail = await asyncio.to_thread(build, notice, own)
        message = mail.as_bytes()
        made = self._made(notice, source, message)
        papers = json.dumps(_papers(mail), ensure_ascii=False)
        return Finished(replace(made, papers=papers, receipt=digest(receipt)), message, link)

    def text(self, told: Told, source: Source) -> Finished:
        """The short text of a notice, for channels that take no mail."""
        link, receipt = _link(told, source), source.secret()
        notice = self._linked(told.notice, link, receipt)
        notice = replace(notice, recipient=replace(notice.recipient, address=told.phone or ""))
        message = short(notice).encode()
        made = self._made(notice, source, message)
        return Finished(replace(made, receipt=digest(receipt)), message, link)

    def _linked(self, notice: Notice, link: Issued | None, receipt: str) -> Notice:
        return replace(
            notice,
            link=None if link is None else f"{self.public_url}/join#{link.token}",
            receipt=f"{self.public_url}/receipt#{receipt}",
        )

    def _made(self, notice: Notice, source: Source, message: bytes) -> Made:
        nonce = source.randomness(NONCE_BYTES)
        return Made(
            sealed=self.envelope.close(message, notice.id, nonce),
            at=source.now,
            address=notice.recipient.address,
            language=notice.recipient.language,
            message_id=message_id(notice),
            digest=hashlib.sha256(message).hexdigest(),
            told=sittings_to(notice.facts.sittings),
            papers="[]",
            receipt=None,
        )


def _link(told: Told, source: Source) -> Issued | None:
    if told.seat is None:
        return None
    return fresh(source, told.notice.facts.hearing, told.seat, told.role, told.span)


def _papers(mail: EmailMessage) -> list[dict[str, object]]:
    """What is attached, so that each paper can be known again by its hash."""
    found = []
    for part in mail.iter_attachments():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append(
            {
                "name": part.get_filename() or "",
                "type": part.get_content_type(),
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    return found
