"""Routes of papers: who of a hearing gets which; each to look at before it is sent."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Response
from pydantic import Field

from hearing.refusal import Refusal
from hearing.texts import MAX_REASON
from scheduler import hearings as bookings
from scheduler.notices import event
from scheduler.notices.file import DOCX, PDF, File
from scheduler.notices.letter import title
from scheduler.notices.message import build
from scheduler.notices.notice import Language, Notice, Occasion
from scheduler.notices.reading import Addressee, Writing, writing
from scheduler.notices.templates import Templates
from scheduler.notices.which import Paper, paper
from scheduler.text import clean
from signaling.api.models.fields import Asked, Id, Told
from signaling.api.wiring import Wiring

Form = Literal["pdf", "docx", "ics", "eml"]

MEDIA_TYPES: Mapping[Form, str] = {
    "pdf": PDF,
    "docx": DOCX,
    "ics": "text/calendar; charset=utf-8",
    "eml": "message/rfc822",
}


class Look(Asked):
    """As what is to be looked at. language: else the person's own."""

    occasion: Occasion = Occasion.LISTED
    language: Language | None = None
    reason: str = Field(default="", max_length=MAX_REASON)


class PaperTold(Told):
    """What the person at a seat gets. paper: null where a mail is all. files: paths by form."""

    seat: Id
    name: str
    role: str
    language: Language
    paper: Paper | None
    vi: str
    en: str
    files: dict[Form, str]


def routes(wiring: Wiring) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["papers"])
    _listing(router, wiring)
    _looking(router, wiring)
    return router


def _listing(router: APIRouter, wiring: Wiring) -> None:
    @router.get("/hearings/{hearing}/papers", summary="Who gets which paper")
    async def papers(hearing: Id, occasion: Occasion = Occasion.LISTED) -> list[PaperTold]:
        """On the occasion named: whoever is bound to come is summoned, whoever takes part by
        office or by right is told, whoever watches is invited."""
        known, _ = await _writing(wiring, hearing)
        now = wiring.source().now
        return [
            _told(one, known.preview(one, occasion, "", now), hearing)
            for one in known.addressees
        ]


def _looking(router: APIRouter, wiring: Wiring) -> None:
    @router.get(
        "/hearings/{hearing}/papers/{seat}/{form}",
        summary="A paper, a calendar entry or a mail as it would be sent",
        response_class=Response,
        responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}},
    )
    async def look(
        hearing: Id, seat: Id, form: Form, asked: Annotated[Look, Query()]
    ) -> Response:
        """Nothing is sent and nothing is kept."""
        known, templates = await _writing(wiring, hearing)
        reason = clean("reason", asked.reason, MAX_REASON) if asked.reason else ""
        to, now = known.find(seat), wiring.source().now
        notice = known.preview(to, asked.occasion, reason, now)
        if asked.language is not None:
            recipient = replace(notice.recipient, language=asked.language)
            notice = replace(notice, recipient=recipient)
        file = await asyncio.to_thread(_MADE[form], notice, templates)
        shown = "inline" if form == "pdf" else "attachment"
        return Response(
            file.content,
            media_type=file.media_type,
            headers={"Content-Disposition": f'{shown}; filename="{file.name}"'},
        )


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


def _told(to: Addressee, notice: Notice, hearing: str) -> PaperTold:
    wanted = paper(to.seat.role, notice.occasion)
    base = f"/api/v1/hearings/{hearing}/papers/{to.seat.id}"
    forms: tuple[Form, ...] = ("eml",) if wanted is None else ("pdf", "docx", "ics", "eml")
    return PaperTold(
        seat=to.seat.id,
        name=to.seat.name,
        role=to.seat.role.value,
        language=to.contact.language,
        paper=wanted,
        vi=title(notice, "vi"),
        en=title(notice, "en"),
        files={form: f"{base}/{form}?occasion={notice.occasion.value}" for form in forms},
    )


async def _writing(wiring: Wiring, hearing: str) -> tuple[Writing, Templates]:
    host = urlsplit(wiring.public_url).hostname or "localhost"
    async with wiring.reading() as connection:
        court = (await bookings.line(connection, hearing)).court
        known = await writing(connection, hearing, f"no-reply@{host}")
    return known, wiring.templates.of(court)
