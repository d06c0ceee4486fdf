"""A finding: what was looked at, how it stands, and what to do, in both languages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from signaling.app.settings import Settings


class State(StrEnum):
    """`fail`: no hearing can be held. `warn`: it can, with the drawback that is said."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """`vi`, `en`: what was found; where something is to be done, they end with it."""

    check: str
    state: State
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Patient:
    """The installation that is looked at. running: its hearing server answers.

    fresh: its data directory does not exist yet; `settings` are those of a first start.
    """

    settings: Settings
    running: bool
    fresh: bool


Check = Callable[[Patient], Awaitable[Finding]]


def ok(check: str, vi: str, en: str) -> Finding:
    """Nothing to do."""
    return Finding(check, State.OK, vi, en)


def warn(check: str, vi: str, en: str) -> Finding:
    """Possible, with a drawback."""
    return Finding(check, State.WARN, vi, en)


def fail(check: str, vi: str, en: str) -> Finding:
    """Not possible so."""
    return Finding(check, State.FAIL, vi, en)
