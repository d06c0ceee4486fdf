"""A notice in the words of one language: what mail and papers are made of. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hearing.roles import NAMES
from scheduler.notices import howto, times
from scheduler.notices.notice import CALLED_OFF, Language, Notice, Occasion
from scheduler.notices.which import PAPERS, Paper, paper
from scheduler.notices.words import CASE_TYPES, INSTANCES, LABELS, OPENINGS, TITLES
from scheduler.slot import Slot


@dataclass(frozen=True, slots=True)
class Link:
    """Something to open. note: what to mind about it."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list under a heading."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said, in reading order. rows: a label, and what is to be told (lines)."""

    language: Language
    title: str
    greeting: str
    opening: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    links: tuple[Link, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]


def letter(notice: Notice, language: Language) -> Letter:
    """The notice in `language`."""
    told = replace(notice, recipient=replace(notice.recipient, language=language))
    words = LABELS[language]
    court = notice.sender.court
    return Letter(
        language=language,
        title=title(notice, language),
        greeting=words.greeting.format(name=notice.recipient.name),
        opening=OPENINGS[topic(notice)][language].format(court=court),
        rows=tuple(_rows(told)),
        links=tuple(_links(told)),
        parts=tuple(_parts(told)),
        closing=tuple(_closing(told)),
    )


def topic(notice: Notice) -> Paper | Occasion:
    """What the notice is by name: its paper, or the occasion where there is no paper."""
    return paper(notice.recipient.role, notice.occasion) or notice.occasion


def title(notice: Notice, language: Language) -> str:
    """What the notice is called."""
    return TITLES[topic(notice)][language]


def summoned(notice: Notice) -> bool:
    """Whether the person is bound to come."""
    return PAPERS[notice.recipient.role] is Paper.SUMMONS


def place(notice: Notice, language: Language) -> str:
    """Where the person takes part."""
    return notice.recipient.point or LABELS[language].own_device


def spoken(notice: Notice, sittings: tuple[Slot, ...], language: Language) -> tuple[str, ...]:
    """Sittings in words, in the court's zone."""
    return tuple(times.spoken(one, notice.sender.zone, language) for one in sittings)


def _rows(notice: Notice) -> Iterator[tuple[str, tuple[str, ...]]]:
    language = notice.recipient.language
    words, facts = LABELS[language], notice.facts
    yield words.number, (facts.case_number,)
    yield words.case, (facts.case_title,)
    kind, instance = CASE_TYPES[facts.case_type][language], INSTANCES[facts.instance][language]
    yield words.kind, (f"{kind}, {instance}",)
    yield words.role, (NAMES[notice.recipient.role][language == "en"],)
    yield words.when, spoken(notice, facts.sittings, language)
    if notice.earlier:
        yield words.earlier, spoken(notice, notice.earlier, language)
    if notice.successor:
        yield words.successor, spoken(notice, notice.successor, language)
    yield words.zone, (notice.sender.zone,)
    if notice.occasion not in CALLED_OFF:
        yield words.place, (place(notice, language),)
        yield words.courtroom, (facts.courtroom,)
    if notice.reason:
        yield words.reason, (notice.reason,)


def _links(notice: Notice) -> Iterator[Link]:
    words = LABELS[notice.recipient.language]
    if notice.link is not None and notice.occasion not in CALLED_OFF:
        yield Link(words.link, notice.link, words.link_note)
    if notice.receipt is not None:
        yield Link(words.receipt, notice.receipt)


def _parts(notice: Notice) -> Iterator[Part]:
    if notice.occasion in CALLED_OFF:
        return
    language, role = notice.recipient.language, notice.recipient.role
    words = LABELS[language]
    yield Part(words.steps, howto.steps(notice.recipient, language))
    yield Part(words.duties, howto.duties(role, language, summoned=summoned(notice)))


def _closing(notice: Notice) -> Iterator[str]:
    words = LABELS[notice.recipient.language]
    if paper(notice.recipient.role, notice.occasion) is not None:
        yield words.paper
    yield words.automatic.format(court=notice.sender.court)
