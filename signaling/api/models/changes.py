"""What is changed of an entry of the directory: only what is given; null leaves it as it is."""

from typing import Any, ClassVar

from pydantic import ConfigDict

from scheduler.contact import Language
from scheduler.entries import CaseType, Flag, Instance
from signaling.api.models.directory import Card, Has, Hours, PartyAsked, Roles
from signaling.api.models.fields import Asked


class Change(Asked):
    """Changes of an entry."""

    may_be_null: ClassVar[frozenset[str]] = frozenset()
    """Fields of which null is a value."""

    def changes(self) -> dict[str, Any]:
        """Of the scheduler's entry, by field."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return {
            name: value
            for name, value in given.items()
            if value is not None or name in self.may_be_null
        }


class CourtChange(Change):
    """Changes of a court."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"address": "1 Lê Duẩn"}]})

    name: str | None = None
    zone: str | None = None
    address: str | None = None


class PointChange(Change):
    """Changes of a point. Its kind stays; `escorts` null: not counted any more."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"hours": "Mo-Fr 07:30-11:30,13:30-17:00"}]}
    )
    may_be_null = frozenset({"escorts"})

    name: str | None = None
    capacity: int | None = None
    before: int | None = None
    after: int | None = None
    escorts: int | None = None
    address: str | None = None
    hours: Hours | None = None
    equipment: Has | None = None
    note: str | None = None


class PersonChange(Change):
    """Changes of a person; `card`, `email`, `phone` null: none."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"roles": ["judge"]}]})
    may_be_null = frozenset({"card", "email", "phone"})

    name: str | None = None
    card: Card = None
    email: str | None = None
    phone: str | None = None
    language: Language | None = None
    roles: Roles | None = None
    hours: Hours | None = None


class CaseChange(Change):
    """Changes of a case; `parties` and `flags` whole."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"flags": ["detained"]}]})

    number: str | None = None
    type: CaseType | None = None
    title: str | None = None
    instance: Instance | None = None
    flags: frozenset[Flag] | None = None
    parties: tuple[PartyAsked, ...] | None = None

    def changes(self) -> dict[str, Any]:
        """Of the scheduler's entry, by field."""
        changes = Change.changes(self)
        if self.parties is not None:
            changes["parties"] = tuple(one.party() for one in self.parties)
        return changes
