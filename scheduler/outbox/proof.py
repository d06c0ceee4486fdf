"""The record of service as a file to lay before somebody: JSON, Word document, PDF. Pure."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from scheduler.outbox.served import Served

Form = Literal["json", "docx", "pdf"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was done to tell the people of a hearing, as it stood at `at`."""

    hearing: str
    title: str = field(repr=False)
    case_number: str
    court: str
    zone: str
    at: datetime
    notices: tuple[Served, ...]


def written(proof: Proof, form: Form) -> bytes:
    """The file."""
    if form == "json":
        return _json(proof)
    from scheduler.outbox import paper  # noqa: PLC0415 - Word and PDF are heavy

    return paper.docx(proof) if form == "docx" else paper.pdf(proof)


def _json(proof: Proof) -> bytes:
    """Sorted keys and UTC times: the same record is the same bytes."""
    return json.dumps(
        asdict(proof), ensure_ascii=False, sort_keys=True, indent=1, default=_plain
    ).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    assert isinstance(value, StrEnum)
    return value.value
