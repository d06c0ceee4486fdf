"""Routes of papers: who of a hearing gets which; each to look at before it is sent."""

import asyncio
from dataclasses import replace
from typing import Annotated

from fastapi import Query, Response
from pydantic import Field

from hearing.texts import MAX_REASON
from scheduler.notices.letter import title
from scheduler.notices.looking import MEDIA_TYPES, Form, forms, made
from scheduler.notices.notice import Language, Notice, Occasion
from scheduler.notices.reading import Addressee, Writing, writing
from scheduler.notices.which import Paper, paper
from scheduler.text import clean
from signaling.api.models.fields import Asked, Id, Told
from signaling.api.part import Part
from signaling.api.wiring import Wiring


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


def routes(wiring: Wiring) -> Part:
    """The routes."""
    router = Part(tags=["papers"])
    _listing(router, wiring)
    _looking(router, wiring)
    return router


def _listing(router: Part, wiring: Wiring) -> None:
    @router.get("/hearings/{hearing}/papers", summary="Who gets which paper")
    async def papers(hearing: Id, occasion: Occasion = Occasion.LISTED) -> list[PaperTold]:
        """On the occasion named: whoever is bound to come is summoned, whoever takes part by
        office or by right is told, whoever watches is invited."""
        known = await _writing(wiring, hearing)
        now = wiring.source().now
        return [
            _told(one, known.preview(one, occasion, "", now), hearing)
            for one in known.addressees
        ]


def _looking(router: Part, wiring: Wiring) -> None:
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
        known = await _writing(wiring, hearing)
        reason = clean("reason", asked.reason, MAX_REASON) if asked.reason else ""
        to, now = known.find(seat), wiring.source().now
        notice = known.preview(to, asked.occasion, reason, now)
        if asked.language is not None:
            recipient = replace(notice.recipient, language=asked.language)
            notice = replace(notice, recipient=recipient)
        file = await asyncio.to_thread(made, form, notice, wiring.templates)
        shown = "inline" if form == "pdf" else "attachment"
        return Response(
            file.content,
            media_type=file.media_type,
            headers={"Content-Disposition": f'{shown}; filename="{file.name}"'},
        )


def _told(to: Addressee, notice: Notice, hearing: str) -> PaperTold:
    asked = f"occasion={notice.occasion.value}"
    base = f"/api/v1/hearings/{hearing}/papers/{to.seat.id}"
    return PaperTold(
        seat=to.seat.id,
        name=to.seat.name,
        role=to.seat.role.value,
        language=to.contact.language,
        paper=paper(to.seat.role, notice.occasion),
        vi=title(notice, "vi"),
        en=title(notice, "en"),
        files={form: f"{base}/{form}?{asked}" for form in forms(notice)},
    )


async def _writing(wiring: Wiring, hearing: str) -> Writing:
    async with wiring.reading() as connection:
        return await writing(connection, hearing, wiring.sender)
