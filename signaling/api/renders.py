"""Routes of derived copies, and of checking a record, for court staff."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from fastapi.responses import FileResponse

from hearing.refusal import Refusal
from scheduler import hearings as bookings
from signaling.api.doors import Reach
from signaling.api.models.fields import Asked, Id, Told
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.rendering import Form, Rendering, Renders, State
from signaling.api.staff import REACH
from signaling.api.wiring import Wiring
from signaling.refusals import render as said

MEDIA_TYPES: Mapping[Form, str] = {"grid": "video/mp4", "tracks": "video/x-matroska"}


class Wish(Asked):
    """What to make: everybody in one picture, or each track as it was sent."""

    kind: Form = "grid"


class WhyNot(Told):
    """Why there is no copy."""

    code: str
    vi: str
    en: str


class RenderTold(Told):
    """A derived copy. `file` and `note` are paths to get them by, once it is done."""

    id: Id
    hearing: Id
    kind: Form
    state: State
    progress: float
    created_at: datetime
    finished_at: datetime | None
    error: WhyNot | None
    file: str | None
    note: str | None

    @classmethod
    def of(cls, one: Rendering) -> "RenderTold":
        """As told to staff."""
        base = f"/api/v1/renders/{one.id}"
        done = one.state == "done"
        return cls(
            id=one.id,
            hearing=one.hearing,
            kind=one.kind,
            state=one.state,
            progress=one.progress,
            created_at=one.created_at,
            finished_at=one.finished_at,
            error=WhyNot.model_validate(said(one.refusal)) if one.refusal else None,
            file=f"{base}/file" if done else None,
            note=f"{base}/note" if done else None,
        )


class FindingTold(Told):
    """One thing the verifier found, in words."""

    severity: Literal["fail", "unfinished", "warning", "info"]
    code: str
    vi: str
    en: str
    where: str


class VerdictTold(Told):
    """What the verifier says: `exit` 0 whole, 1 tampered, 2 not finished, 3 origin unchecked.

    `vi` and `en` are the verdict in a sentence. Gaps: from, to in seconds of the record.
    """

    ok: bool
    exit: int
    verdict: str
    vi: str
    en: str
    findings: list[FindingTold]
    hearing: str
    parts: int
    blocks: int
    seconds: float
    tracks: list[dict[str, Any]]
    gaps: list[dict[str, Any]]


def routes(wiring: Wiring) -> Part:
    """The routes."""
    router = Part(tags=["renders"], route_class=OnceRoute)
    _making(router, wiring)
    _looking(router, wiring)
    _getting(router, wiring)
    return router


def _making(router: Part, wiring: Wiring) -> None:
    @router.post(
        "/hearings/{hearing}/renders", status_code=202, summary="Make a copy to look at"
    )
    async def begin(hearing: Id, wish: Wish) -> RenderTold:
        """It is made by a process of its own; one at a time, the others wait."""
        await _must_exist(wiring, hearing)
        return RenderTold.of(await _renders(wiring).begin(hearing, wish.kind))

    @router.delete("/renders/{render}", summary="Stop making it")
    async def cancel(render: Id, reach: Reach = REACH) -> RenderTold:
        """What is already done stays as it is."""
        await _found(wiring, render, reach)
        return RenderTold.of(await _renders(wiring).cancel(render))

    @router.post("/hearings/{hearing}/verify", summary="Check the record, in plain words")
    async def verify(hearing: Id) -> VerdictTold:
        """Exports afresh and verifies with this installation's own trust file. Somebody who
        does not believe this installation takes the bundle and the trust file elsewhere."""
        await _must_exist(wiring, hearing)
        return VerdictTold.model_validate(await _renders(wiring).verify(hearing))


def _looking(router: Part, wiring: Wiring) -> None:
    @router.get("/hearings/{hearing}/renders", summary="A hearing's copies, the latest first")
    async def of(hearing: Id) -> list[RenderTold]:
        await _must_exist(wiring, hearing)
        return [RenderTold.of(one) for one in _renders(wiring).of(hearing)]

    @router.get("/renders/{render}", summary="How far it is")
    async def find(render: Id, reach: Reach = REACH) -> RenderTold:
        return RenderTold.of(await _found(wiring, render, reach))


def _getting(router: Part, wiring: Wiring) -> None:
    @router.get(
        "/renders/{render}/file",
        summary="The copy; parts of it by Range",
        response_class=FileResponse,
        responses={200: {"content": {"video/mp4": {}, "video/x-matroska": {}}}},
    )
    async def file(render: Id, reach: Reach = REACH) -> FileResponse:
        one = await _found(wiring, render, reach)
        copy, _ = _renders(wiring).files(render)
        return FileResponse(
            copy,
            media_type=MEDIA_TYPES[one.kind],
            filename=f"{one.hearing}{copy.suffix}",
            content_disposition_type="inline",
        )

    @router.get(
        "/renders/{render}/note",
        summary="The signed note that binds the copy to the record",
        response_class=FileResponse,
        responses={200: {"content": {"application/json": {}}}},
    )
    async def note(render: Id, reach: Reach = REACH) -> FileResponse:
        one = await _found(wiring, render, reach)
        copy, note = _renders(wiring).files(render)
        name = f"{one.hearing}{copy.suffix}.note.json"
        return FileResponse(note, media_type="application/json", filename=name)


def _renders(wiring: Wiring) -> Renders:
    if wiring.renders is None:
        raise Refusal("record.unavailable")
    return wiring.renders


async def _found(wiring: Wiring, render: str, reach: Reach) -> Rendering:
    """Only for those who may see the record at its hearing's court. Raises Refusal."""
    one = _renders(wiring).find(render)
    async with wiring.reading() as connection:
        reach.must_hold((await bookings.line(connection, one.hearing)).court)
    return one


async def _must_exist(wiring: Wiring, hearing: str) -> None:
    async with wiring.reading() as connection:
        await bookings.line(connection, hearing)
