"""The route that reads a spreadsheet into a court's directory, or says what it would do."""

import asyncio
from typing import Self

from fastapi import Depends
from pydantic import Base64Bytes, ConfigDict, Field

from hearing.actors import StaffActor
from scheduler import directory
from scheduler.sheets.importing import Bad, Result, enter
from scheduler.sheets.mapping import Columns, Kind, read_mapping
from scheduler.sheets.reading import Row, parse
from signaling.accounts.audit import note
from signaling.api.doors import Reach
from signaling.api.models.fields import Asked, Id, Told
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import REACH, StaffDoor
from signaling.api.wiring import Wiring
from signaling.refusals import render

PATH = "/import/"
SHEET_LIMIT = 4 * 1024 * 1024
"""Bytes of a request with a file in it; larger files: `phientoa import`."""
MOST_TOLD = 1000


class Sheet(Asked):
    """A file, and whether to enter what is in it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "people.csv", "content": "bmFtZQpBCg==", "dry_run": True}]
        }
    )

    name: str = Field(max_length=255, description="Its ending says what it is: .csv or .xlsx.")
    content: Base64Bytes = Field(description="The file, in base64.")
    mapping: str = Field(
        default="", max_length=64 * 1024, description="TOML, as `phientoa import --map` reads."
    )
    dry_run: bool = Field(default=True, description="Only say what would be entered.")
    skip_bad: bool = Field(
        default=False, description="Enter the good rows although others are bad."
    )


class BadRow(Told):
    """A row that cannot be entered, by its line, and why."""

    line: int
    code: str
    vi: str
    en: str

    @classmethod
    def of(cls, bad: Bad) -> Self:
        """As told."""
        words = render(bad.refusal)
        return cls(line=bad.line, code=words.code, vi=words.vi, en=words.en)


class Imported(Told):
    """What became of a file's rows. bad: the first thousand of those that are."""

    rows: int
    good: int
    imported: int
    bad_rows: int
    bad: list[BadRow]


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """The route."""
    router = Part(tags=["directory"], route_class=OnceRoute)
    staff = Depends(door)

    @router.post("/courts/{court}/import/{kind}", summary="Read a spreadsheet, or try it")
    async def take_in(
        court: Id, kind: Kind, asked: Sheet, within: Reach = REACH, by: StaffActor = staff
    ) -> Imported:
        """Every bad row is told with its line and why. Unless `skip_bad`, one bad row and
        nothing is entered."""
        within.must_hold(court)
        rows, columns = await asyncio.to_thread(_read, kind, asked)
        source = wiring.source()
        async with wiring.begin() as connection:
            await directory.open_court(connection, court)
            trying = await connection.begin_nested()
            result = await enter(
                connection, source, court, kind=kind, rows=rows, columns=columns
            )
            kept = not asked.dry_run and (asked.skip_bad or not result.bad)
            if kept:
                await trying.commit()
                facts: dict[str, str | int] = {
                    "kind": kind,
                    "court": court,
                    "rows": result.entered,
                }
                await note(connection, source, by.name, "imported", **facts)
            else:
                await trying.rollback()
        return _told(result, result.entered if kept else 0)

    return router


def _read(kind: Kind, asked: Sheet) -> tuple[list[Row], Columns]:
    rows = parse(asked.name, asked.content)
    return rows, read_mapping(kind, asked.mapping, rows)


def _told(result: Result, imported: int) -> Imported:
    return Imported(
        rows=result.rows,
        good=result.entered,
        imported=imported,
        bad_rows=len(result.bad),
        bad=[BadRow.of(one) for one in result.bad[:MOST_TOLD]],
    )
