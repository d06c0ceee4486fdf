"""A notice in the form somebody wants to look at it."""

from collections.abc import Callable, Mapping
from typing import Literal

from hearing.refusal import Refusal
from scheduler.notices import event
from scheduler.notices.file import DOCX, PDF, File
from scheduler.notices.message import build
from scheduler.notices.notice import Notice
from scheduler.notices.templates import Templates
from scheduler.notices.which import Paper, paper

Form = Literal["pdf", "docx", "ics", "eml"]

MEDIA_TYPES: Mapping[Form, str] = {
    "pdf": PDF,
    "docx": DOCX,
    "ics": "text/calendar; charset=utf-8",
    "eml": "message/rfc822",
}


def forms(notice: Notice) -> tuple[Form, ...]:
    """The forms that `notice` has."""
    if paper(notice.recipient.role, notice.occasion) is None:
        return ("eml",)
    return ("pdf", "docx", "ics", "eml")


def made(form: Form, notice: Notice, templates: Templates) -> File:
    """`notice` in a form, in its person's language.

    Raises Refusal `notices.no_paper`, `notices.template`.
    """
    return _MADE[form](notice, templates)


def _pdf(notice: Notice, templates: Templates) -> File:
    from scheduler.notices.papers import as_pdf  # noqa: PLC0415 - Word and PDF are heavy

    return as_pdf(notice, _paper(notice), notice.recipient.language, templates)


def _docx(notice: Notice, templates: Templates) -> File:
    from scheduler.notices.papers import as_docx  # noqa: PLC0415 - Word is heavy

    return as_docx(notice, _paper(notice), notice.recipient.language, templates)


def _ics(notice: Notice, _: Templates) -> File:
    return File("hearing.ics", MEDIA_TYPES["ics"], event.calendar(notice))


def _eml(notice: Notice, templates: Templates) -> File:
    return File("mail.eml", MEDIA_TYPES["eml"], build(notice, templates).as_bytes())


_MADE: Mapping[Form, Callable[[Notice, Templates], File]] = {
    "pdf": _pdf,
    "docx": _docx,
    "ics": _ics,
    "eml": _eml,
}


def _paper(notice: Notice) -> Paper:
    wanted = paper(notice.recipient.role, notice.occasion)
    if wanted is None:
        raise Refusal("notices.no_paper", occasion=notice.occasion.value)
    return wanted
