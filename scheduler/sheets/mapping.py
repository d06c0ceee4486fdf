"""Which column of another software's list is what, and which of its words mean which of ours.

A TOML file: `[columns]` our field = "their heading"; `[values.FIELD]` "their word" = "ours";
`[fixed]` our field = "the same in every row". How a court's case software (QLTA) is read.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from hearing.refusal import Refusal
from scheduler.sheets.reading import Row, heading

Kind = Literal["cases", "points", "people"]

FIELDS: Mapping[Kind, tuple[tuple[str, bool], ...]] = {
    "cases": (
        ("number", True),
        ("type", True),
        ("title", True),
        ("instance", False),
        ("flags", False),
        ("parties", False),
    ),
    "points": (
        ("name", True),
        ("kind", True),
        ("capacity", False),
        ("before", False),
        ("after", False),
        ("escorts", False),
        ("address", False),
        ("hours", False),
        ("equipment", False),
        ("note", False),
    ),
    "people": (
        ("name", True),
        ("card", False),
        ("email", False),
        ("phone", False),
        ("language", False),
        ("roles", False),
        ("hours", False),
    ),
}
"""(field, whether every row must have it) by what is imported; exports have them too."""

SEVERAL = frozenset({"flags", "equipment", "roles"})
"""Fields of several words, between commas or semicolons; each is looked up by itself."""

PARTIES = "parties"
"""`role: name; role: name`; each role is looked up by itself."""

_NEXT_PARTY = re.compile(r";\s*(?=[^:;]+:)")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    fixed: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Columns:
    """How rows become entries."""

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    fixed: Mapping[str, str] = field(default_factory=dict)

    def entry(self, row: Row) -> dict[str, str]:
        """Our fields of `row`; empty cells are left out. Words are compared as people read
        them: composed, whatever case."""
        entry = dict(self.fixed)
        for name, column in self.columns.items():
            text = " ".join(row.cells.get(column, "").split())
            if text:
                entry[name] = self._ours(name, text)
        return entry

    def _ours(self, name: str, text: str) -> str:
        words = self.values.get(name, {})
        whole = words.get(_folded(text))
        if whole is not None:
            return whole
        if name in SEVERAL:
            return ", ".join(words.get(_folded(one), one) for one in several(text))
        if name == PARTIES:
            known = ((words.get(_folded(role), role), who) for role, who in parties(text))
            return "; ".join(f"{role}: {who}" for role, who in known)
        return text


def several(text: str) -> list[str]:
    """The words of a field of several."""
    return [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]


def parties(text: str) -> list[tuple[str, str]]:
    """Roles and names of a field of parties; a name without a role has none."""
    found = []
    for one in _NEXT_PARTY.split(text):
        role, colon, name = one.partition(":")
        found.append((role.strip(), name.strip()) if colon else ("", one.strip()))
    return found


def read_mapping(kind: Kind, text: str, rows: Iterable[Row]) -> Columns:
    """The mapping for `kind` as `text` has it, for a file with `rows`.

    No text: every column is called as our field. Raises Refusal `mapping.*`.
    """
    try:
        file = _File.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise Refusal("mapping.unreadable", why=str(error).splitlines()[0][:200]) from error
    known = [name for name, _ in FIELDS[kind]]
    for name in (*file.columns, *file.values, *file.fixed):
        if name not in known:
            raise Refusal("mapping.field", field=name, known=", ".join(known))
    asked = {name: heading(column) for name, column in file.columns.items()}
    columns = asked or {name: name for name in known}
    heads = next(({*row.cells} for row in rows), set())
    for name, column in asked.items():
        if heads and column not in heads:
            raise Refusal("mapping.column", column=column, field=name)
    values = {
        name: {_folded(theirs): ours for theirs, ours in words.items()}
        for name, words in file.values.items()
    }
    return Columns(columns, values, file.fixed)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()
