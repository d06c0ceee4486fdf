"""The record of service, and receipts, over REST."""

from datetime import datetime
from typing import Literal, Self

from pydantic import ConfigDict, Field

from hearing.roles import Role
from scheduler.contact import Language
from scheduler.notices.notice import Occasion
from scheduler.notices.which import paper
from scheduler.notices.words import TITLES
from scheduler.outbox.proof import Cited, Proof
from scheduler.outbox.receipts import Receipt
from scheduler.outbox.served import Attached, Served, masked
from scheduler.slot import Slot
from signaling.api.models.fields import Asked, Id, Told
from signaling.api.models.links import RoleName

State = Literal["due", "sent", "dead", "unaddressed", "by_hand"]


class NoticeName(Told):
    """What a notice is called."""

    vi: str
    en: str

    @classmethod
    def of(cls, role: Role, occasion: Occasion) -> Self:
        """By its paper, or where there is none by its occasion."""
        words = TITLES[paper(role, occasion) or occasion]
        return cls(vi=words["vi"], en=words["en"])


class SittingTold(Told):
    """A sitting that the notice named."""

    starts_at: datetime
    ends_at: datetime

    @classmethod
    def each(cls, sittings: tuple[Slot, ...]) -> list[Self]:
        """All of them."""
        return [cls(starts_at=one.start, ends_at=one.end) for one in sittings]


class AttachedTold(Told):
    """A paper that the message carried, by its hash."""

    name: str
    type: str
    bytes: int
    sha256: str

    @classmethod
    def each(cls, papers: tuple[Attached, ...]) -> list[Self]:
        """All of them."""
        return [cls.model_validate(one) for one in papers]


class LedgerTold(Told):
    """A row of the hearing's ledger about a notice."""

    event: Literal["notice_served", "notice_failed", "notice_confirmed"]
    seq: int
    at: datetime
    hash: str

    @classmethod
    def each(cls, rows: tuple[Cited, ...]) -> list[Self]:
        """All of them."""
        return [cls.model_validate(one) for one in rows]


class NoticeTold(Told):
    """A notice and what became of it.

    state: `due` is to be sent from `due_at` on; `dead` was refused for good (`error`) and
    `unaddressed` has nowhere to go: somebody must see to both. `by_hand`: the court served it
    itself. address: all but its beginning is left out. digest: SHA-256 of the whole message.
    """

    id: Id
    person: Id
    name: str
    role: Role
    role_name: RoleName
    occasion: Occasion
    title: NoticeName
    channel: Literal["mail", "phone"]
    state: State
    due_at: datetime
    attempts: int
    address: str | None
    language: Language | None
    sittings: list[SittingTold]
    papers: list[AttachedTold]
    message_id: str | None
    digest: str | None
    sent_at: datetime | None
    answer: str | None = Field(description="The receiving server's.")
    error: str | None
    confirmed_at: datetime | None = Field(description="By the person, on the receipt's page.")
    by_hand: str | None
    ledger: list[LedgerTold] = Field(description="Rows about it, in order.")
    agrees: bool | None = Field(
        description="Whether this is what the ledger had last; null: nothing, or not asked."
    )

    @classmethod
    def of(cls, one: Served, proof: Proof | None = None) -> Self:
        """As staff see it. proof: with the ledger's rows."""
        return cls(
            id=one.id,
            person=one.person,
            name=one.name,
            role=one.role,
            role_name=RoleName.of(one.role),
            occasion=one.occasion,
            title=NoticeName.of(one.role, one.occasion),
            channel=one.channel,
            state=_STATES[one.state],
            due_at=one.due_at,
            attempts=one.attempts,
            address=masked(one.address),
            language=None if one.language is None else _language(one.language),
            sittings=SittingTold.each(one.sittings),
            papers=AttachedTold.each(one.papers),
            message_id=one.message_id,
            digest=one.digest,
            sent_at=one.sent_at,
            answer=one.answer,
            error=one.error,
            confirmed_at=one.confirmed_at,
            by_hand=one.by_hand,
            ledger=[] if proof is None else LedgerTold.each(proof.cited(one)),
            agrees=None if proof is None else proof.agrees(one),
        )


def _language(text: str) -> Language:
    return "en" if text == "en" else "vi"


_STATES: dict[str, State] = {
    "due": "due",
    "sent": "sent",
    "dead": "dead",
    "unaddressed": "unaddressed",
    "by_hand": "by_hand",
}


class ServiceTold(Told):
    """A hearing's record of service, as it stood at `at`."""

    hearing: Id
    title: str
    case_number: str
    court_name: str
    zone: str
    at: datetime
    notices: list[NoticeTold]


class Unserved(Told):
    """A notice that its person was not told, and its hearing."""

    hearing: Id
    notice: NoticeTold


class ByHand(Asked):
    """How the court served a notice itself."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"how": "Giao trực tiếp tại trụ sở, có ký nhận"}]}
    )

    how: str


class ReceiptTold(Told):
    """A notice in somebody's hand. Nobody's name: it may be in the wrong one."""

    court_name: str
    zone: str
    case_number: str
    role_name: RoleName
    title: NoticeName
    sittings: list[SittingTold]
    sent_at: datetime | None
    confirmed_at: datetime | None
    language: Language

    @classmethod
    def of(cls, one: Receipt) -> Self:
        """As the person sees it."""
        return cls(
            court_name=one.court,
            zone=one.zone,
            case_number=one.case_number,
            role_name=RoleName.of(one.role),
            title=NoticeName.of(one.role, one.occasion),
            sittings=SittingTold.each(one.sittings),
            sent_at=one.sent_at,
            confirmed_at=one.confirmed_at,
            language=_language(one.language),
        )
