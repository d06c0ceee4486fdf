"""Rulings on importing: every bad row is said, and nothing is entered unless told."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer import Typer
from typer.testing import CliRunner, Result

from scheduler import directory, finding
from scheduler.entries import Flag, Instance
from scheduler.tables import CaseRow, PersonRow, PointRow
from signaling.accounts import audit
from signaling.cli import importing
from tests.databases import database_url
from tests.scheduler.world import SOURCE, migrated

__all__ = ["database_url"]

CASES = """number,type,title,flags
12/2026/TLST-HS,criminal,Vụ án A,detained;minor
12/2026/TLST-HS,criminal,Vụ án A lần nữa,
13/2026,penal,B,
,civil,C,
14/2026,civil,"=HYPERLINK(""x"")",
15/2026,civil,%s,
16/2026,civil,a\u202eb,
""" % ("ễ" * 10_000)


@pytest.fixture
def court(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an installation with one court."""
    monkeypatch.setenv("PHIENTOA_DATABASE_URL", database_url)
    return database_url


async def _found(url: str) -> None:
    async with migrated(url) as engine, engine.begin() as connection:
        await directory.add_court(connection, SOURCE, "Tòa án", "Asia/Ho_Chi_Minh")


def _run(tmp_path: Path, content: str, *more: str, kind: str = "cases") -> Result:
    sheet = tmp_path / "list.csv"
    sheet.write_text(content, encoding="utf-8")
    app = Typer()
    app.command()(importing.command)
    data = str(tmp_path / "data")
    return CliRunner().invoke(app, [str(sheet), "--kind", kind, "--data-dir", data, *more])


async def _count(url: str, row: type[CaseRow | PersonRow | PointRow]) -> int:
    async with migrated(url) as engine, engine.begin() as connection:
        return await connection.scalar(select(func.count()).select_from(row)) or 0


async def _here(tmp_path: Path, *arguments: Any, **more: Any) -> Result:
    """The command in a thread: it has an event loop of its own."""
    return await asyncio.to_thread(_run, tmp_path, *arguments, **more)


async def test_a_dry_run_lists_every_bad_row_and_enters_none(
    court: str, tmp_path: Path
) -> None:
    """By line, with a code and a sentence in both languages."""
    await _found(court)
    done = await _here(tmp_path, CASES, "--dry-run", "--json")
    assert done.exit_code == 1, done.output
    said = json.loads(done.stdout)
    assert (said["rows"], said["good"], said["imported"]) == (7, 2, 0)
    assert [(one["line"], one["code"]) for one in said["bad"]] == [
        (3, "case.duplicate"),
        (4, "sheet.word"),
        (5, "text.empty"),
        (7, "text.too_long"),
        (8, "text.control"),
    ]
    assert all(one["vi"] and one["en"] for one in said["bad"])
    assert await _count(court, CaseRow) == 0


async def test_one_bad_row_and_nothing_is_imported_unless_told(
    court: str, tmp_path: Path
) -> None:
    """With --skip-bad the good ones are, and the audit says so."""
    await _found(court)
    refused = await _here(tmp_path, CASES)
    assert refused.exit_code == 1
    assert "dòng · line 4" in refused.output
    assert await _count(court, CaseRow) == 0
    done = await _here(tmp_path, CASES, "--skip-bad", "--json")
    assert (done.exit_code, json.loads(done.stdout)["imported"]) == (1, 2)
    async with migrated(court) as engine, engine.begin() as connection:
        cases = {one.number: one for one in await finding.cases(connection)}
        assert cases["12/2026/TLST-HS"].flags == {Flag.DETAINED, Flag.MINOR}
        assert cases["14/2026"].instance is Instance.FIRST
        assert '"rows":2' in (await audit.entries(connection))[-1].body


async def test_points_and_people_are_imported(court: str, tmp_path: Path) -> None:
    """Empty cells are left to their defaults; numbers must be numbers."""
    await _found(court)
    points = "name,kind,capacity,escorts\nPhòng 1,central,,\nTrại,component,2,1\n"
    assert (await _here(tmp_path, points, kind="points")).exit_code == 0
    bad = await _here(tmp_path, "name,kind,capacity\nX,component,hai\n", kind="points")
    assert "sheet.number" in bad.output
    assert await _count(court, PointRow) == 2
    people = "name,card\nNguyễn Thị Hòa,LS 01\nTrần Văn Bình,\n"
    assert (await _here(tmp_path, people, kind="people")).exit_code == 0
    assert await _count(court, PersonRow) == 2


async def test_the_court_is_named_where_there_are_several(court: str, tmp_path: Path) -> None:
    """By id or name; what cannot be used is refused with status 2."""
    await _found(court)
    async with migrated(court) as engine, engine.begin() as connection:
        await directory.add_court(connection, SOURCE, "Tòa khác", "UTC")
    which = await _here(tmp_path, "name\nA\n", kind="people")
    assert which.exit_code == 2
    assert "court.which" in which.output
    named = await _here(tmp_path, "name\nA\n", "--court", "Tòa khác", kind="people")
    assert named.exit_code == 0


def test_a_dry_run_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a folder nor secrets nor a database, where there is none."""
    monkeypatch.delenv("PHIENTOA_DATABASE_URL", raising=False)
    done = _run(tmp_path, CASES, "--dry-run", "--json")
    assert (done.exit_code, json.loads(done.stdout)["code"]) == (2, "export.no_database")
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


async def test_a_file_read_twice_enters_nothing_twice(court: str, tmp_path: Path) -> None:
    """Points by their name, people by name and address, where no card says who they are; a
    row with a comma too many is not guessed at."""
    await _found(court)
    points = "name,kind\nPhòng 1,central\nTrại,component\n"
    people = "name,email\nNguyễn An,an@example.vn\nNguyễn An,an2@example.vn\nA,B,C\n"
    for number, (content, kind) in enumerate(((points, "points"), (people, "people"))):
        more = ("--skip-bad", "--json")
        first = json.loads((await _here(tmp_path, content, *more, kind=kind)).stdout)
        again = json.loads((await _here(tmp_path, content, *more, kind=kind)).stdout)
        assert (first["imported"], again["imported"]) == (2, 0)
        codes = [one["code"] for one in again["bad"]]
        assert codes == ["entry.duplicate"] * 2 + ["sheet.cells"] * number
