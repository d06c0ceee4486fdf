"""The policy file: rules of booking with their source, confidence, effect and validity.

Nothing that a law or a court may set is written anywhere else. Reading the file is all the IO.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Effect = Literal["block", "enforce", "warn", "prompt"]
Confidence = Literal["V", "M", "U", "P"]
Unit = Literal["minutes", "days", "months", "points", "yes"]


class Rule(BaseModel):
    """A row of the policy. `source`: what says so; [from, until) is when it is in force."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    key: str = Field(pattern=r"^[a-z_]+\.[a-z_]+$")
    value: Annotated[int, Field(ge=0, le=10_000)]
    unit: Unit
    effect: Effect
    confidence: Confidence
    source: str = Field(min_length=1)
    since: date = Field(alias="from")
    until: date | None = None
    vi: str
    en: str

    def holds(self, day: date) -> bool:
        """Whether the rule is in force on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


_RULES = TypeAdapter(list[Rule])


@dataclass(frozen=True, slots=True)
class Policy:
    """All rules, whenever in force. Raises ValueError where two of one key are at once."""

    rules: tuple[Rule, ...]

    def on(self, day: date, key: str) -> Rule | None:
        """The rule `key` as in force on `day`."""
        return next((one for one in self.rules if one.key == key and one.holds(day)), None)

    def minutes(self, moment: datetime, key: str) -> timedelta:
        """A rule's time; none, if no rule is in force."""
        rule = self.on(moment.date(), key)
        return timedelta(minutes=rule.value) if rule is not None else timedelta()


def read(text: str) -> Policy:
    """A policy from TOML. Raises ValueError (pydantic's says which row is wrong)."""
    rules = tuple(_RULES.validate_python(tomllib.loads(text)["rule"]))
    _distinct(rules)
    return Policy(rules)


@cache
def vietnam() -> Policy:
    """The policy shipped for the People's Courts of Viet Nam."""
    return read((Path(__file__).parent / "policies" / "vn.toml").read_text(encoding="utf-8"))


def day_before(starts_at: datetime, days: int, zone: ZoneInfo) -> date:
    """The last day that lies `days` whole days before a hearing's, by the court's clocks."""
    return starts_at.astimezone(zone).date() - timedelta(days=days)


def _distinct(rules: Iterable[Rule]) -> None:
    known: dict[str, list[Rule]] = {}
    for rule in rules:
        for other in known.setdefault(rule.key, []):
            if other.holds(rule.since) or rule.holds(other.since):
                raise ValueError(f"{rule.key} is twice in force on {rule.since}")
        known[rule.key].append(rule)
