"""Routes of the directory: courts, points, people, cases. Court staff only."""

import asyncio
from typing import Annotated

from fastapi import Depends, Query, Response

import scheduler.directory as book
from scheduler import finding
from scheduler.contact import contact
from scheduler.finding import Sought
from scheduler.sheets.exporting import export
from scheduler.sheets.mapping import Kind
from scheduler.sheets.writing import MEDIA_TYPES, Form
from signaling.api.doors import Reach
from signaling.api.models.directory import (
    CaseTold,
    CourtTold,
    NewCase,
    NewCourt,
    NewPerson,
    NewPoint,
    PersonTold,
    PointTold,
)
from signaling.api.models.fields import Id
from signaling.api.once import OnceRoute
from signaling.api.paging import PAGER, Pager
from signaling.api.part import Part
from signaling.api.staff import REACH
from signaling.api.standing import points_told
from signaling.api.wiring import Wiring


def _sought(
    court: Id | None = None,
    retired: Annotated[bool, Query(description="Those that are retired, too.")] = False,
    like: Annotated[str, Query(description="What their name or number has in it.")] = "",
    within: Reach = REACH,
) -> Sought:
    """Which entries of a list a request asks for; of the asker's courts only."""
    return Sought(court, within.courts, retired, like)


SOUGHT = Depends(_sought)


def routes(wiring: Wiring) -> Part:
    """The directory's routes."""
    router = Part(tags=["directory"], route_class=OnceRoute)
    _courts(router, wiring)
    _points(router, wiring)
    _people(router, wiring)
    _cases(router, wiring)
    _export(router, wiring)
    return router


def _export(router: Part, wiring: Wiring) -> None:
    @router.get(
        "/courts/{court}/export/{kind}",
        summary="A court's directory as a spreadsheet",
        response_class=Response,
        responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}},
    )
    async def give_out(
        court: Id, kind: Kind, form: Form = "csv", within: Reach = REACH
    ) -> Response:
        """In the form that `phientoa import` reads. No cell of it is ever a formula."""
        within.must_hold(court)
        async with wiring.reading() as connection:
            sheet = await export(connection, court, kind)
        content = await asyncio.to_thread(sheet.written, form)
        name = f'attachment; filename="{kind}.{form}"'
        return Response(
            content, media_type=MEDIA_TYPES[form], headers={"Content-Disposition": name}
        )


def _courts(router: Part, wiring: Wiring) -> None:
    @router.post("/courts", status_code=201, summary="Add a court")
    async def add_court(asked: NewCourt) -> CourtTold:
        async with wiring.begin() as connection:
            court = await book.add_court(
                connection, wiring.source(), asked.name, asked.zone, asked.address
            )
        return CourtTold.model_validate(court)

    @router.get("/courts", summary="All courts")
    async def list_courts(retired: bool = False, within: Reach = REACH) -> list[CourtTold]:
        """retired: those too."""
        async with wiring.reading() as connection:
            courts = await book.courts(connection, within.courts, retired=retired)
        return [CourtTold.model_validate(one) for one in courts]


def _points(router: Part, wiring: Wiring) -> None:
    @router.post("/points", status_code=201, summary="Add a point of a court")
    async def add_point(asked: NewPoint, within: Reach = REACH) -> PointTold:
        within.must_hold(asked.court)
        async with wiring.begin() as connection:
            point = await book.add_point(
                connection,
                wiring.source(),
                court=asked.court,
                name=asked.name,
                kind=asked.kind,
                capacity=asked.capacity,
                before=asked.before,
                after=asked.after,
                escorts=asked.escorts,
                address=asked.address,
                hours=asked.hours,
                equipment=asked.equipment,
                note=asked.note,
            )
        return (await points_told(wiring, [point]))[0]

    @router.get("/points", summary="Points, of one court if asked")
    async def list_points(asked: Sought = SOUGHT, pager: Pager = PAGER) -> list[PointTold]:
        async with wiring.reading() as connection:
            points = await finding.points(connection, asked, pager.page)
        pager.tell(points)
        return await points_told(wiring, points)


def _people(router: Part, wiring: Wiring) -> None:
    @router.post("/people", status_code=201, summary="Add a person")
    async def add_person(asked: NewPerson, within: Reach = REACH) -> PersonTold:
        within.must_hold(asked.court)
        async with wiring.begin() as connection:
            person = await book.add_person(
                connection,
                wiring.source(),
                court=asked.court,
                name=asked.name,
                card=asked.card,
                roles=asked.roles,
                hours=asked.hours,
                reached=contact(asked.email, asked.phone, asked.language),
            )
        return PersonTold.model_validate(person)

    @router.get("/people", summary="People, of one court if asked")
    async def list_people(asked: Sought = SOUGHT, pager: Pager = PAGER) -> list[PersonTold]:
        async with wiring.reading() as connection:
            people = await finding.people(connection, asked, pager.page)
        pager.tell(people)
        return [PersonTold.model_validate(one) for one in people]


def _cases(router: Part, wiring: Wiring) -> None:
    @router.post("/cases", status_code=201, summary="Add a case of a court")
    async def add_case(asked: NewCase, within: Reach = REACH) -> CaseTold:
        within.must_hold(asked.court)
        async with wiring.begin() as connection:
            case = await book.add_case(
                connection,
                wiring.source(),
                court=asked.court,
                number=asked.number,
                type=asked.type,
                title=asked.title,
                instance=asked.instance,
                flags=asked.flags,
                parties=tuple(one.party() for one in asked.parties),
            )
        return CaseTold.model_validate(case)

    @router.get("/cases", summary="Cases, of one court if asked")
    async def list_cases(asked: Sought = SOUGHT, pager: Pager = PAGER) -> list[CaseTold]:
        async with wiring.reading() as connection:
            cases = await finding.cases(connection, asked, pager.page)
        pager.tell(cases)
        return [CaseTold.model_validate(one) for one in cases]
