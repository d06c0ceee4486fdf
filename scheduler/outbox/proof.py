"""The record of service as a file to lay before somebody: JSON, Word document, PDF. Pure."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from scheduler.outbox.fingerprint import fingerprint
from scheduler.outbox.served import Served

Form = Literal["json", "docx", "pdf"]
OVER = frozenset({"sent", "dead", "unaddressed", "by_hand"})
"""States in which the ledger was told."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A row of the hearing's ledger about a notice. record: the fingerprint it gives; none: it
    gives none."""

    notice: str
    event: str
    seq: int
    at: datetime
    hash: str
    record: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was done to tell the people of a hearing, as it stood at `at`. ledger: its rows
    about notices, in order."""

    hearing: str
    title: str = field(repr=False)
    case_number: str
    court: str
    zone: str
    at: datetime
    notices: tuple[Served, ...]
    ledger: tuple[Cited, ...] = ()

    def cited(self, one: Served) -> tuple[Cited, ...]:
        """The ledger's rows about one notice."""
        return tuple(row for row in self.ledger if row.notice == one.id)

    def agrees(self, one: Served) -> bool | None:
        """Whether the record is what the ledger had last; None: the ledger has nothing yet."""
        given = [row.record for row in self.cited(one) if row.record is not None]
        if not given or one.state not in OVER:
            return None
        return given[-1] == fingerprint(one)


def written(proof: Proof, form: Form) -> bytes:
    """The file."""
    if form == "json":
        return _json(proof)
    from scheduler.outbox import paper  # noqa: PLC0415 - Word and PDF are heavy

    return paper.docx(proof) if form == "docx" else paper.pdf(proof)


def _json(proof: Proof) -> bytes:
    """Sorted keys and UTC times: the same record is the same bytes."""
    agreeing = {one.id: proof.agrees(one) for one in proof.notices}
    return json.dumps(
        {**asdict(proof), "agrees_with_ledger": agreeing},
        ensure_ascii=False,
        sort_keys=True,
        indent=1,
        default=_plain,
    ).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    assert isinstance(value, StrEnum)
    return value.value
