"""Rulings on the command that makes the first administrator."""

import asyncio
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from scheduler.database import open_engine
from signaling.accounts import audit, staff
from signaling.accounts.audit import AuditEntry
from signaling.accounts.rights import Office, Post
from signaling.accounts.staff import Member
from signaling.cli import init

PASSWORD = "một mật khẩu dài"


def _init(data: Path, user: str, typed: str, *more: str) -> Result:
    app = Typer()
    app.command()(init.command)
    return CliRunner().invoke(
        app, ["--data-dir", str(data), "--user", user, *more], input=typed
    )


async def _kept(data: Path) -> tuple[list[Member], list[AuditEntry]]:
    engine = open_engine(f"sqlite+aiosqlite:///{data / 'phientoa.db'}")
    async with engine.connect() as connection:
        kept = await staff.members(connection), await audit.entries(connection)
    await engine.dispose()
    return kept


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHIENTOA_DATABASE_URL", raising=False)


def test_the_first_administrator_is_made_on_an_empty_installation(tmp_path: Path) -> None:
    """Of every court; the password is in no file and in no output; the audit says so."""
    made = _init(
        tmp_path, "Quan.Tri", f"{PASSWORD}\n", "--password-stdin", "--name", "Quản Trị"
    )
    assert made.exit_code == 0, made.output
    assert "quan.tri" in made.output
    assert ":8080/sign-in\n" in made.output  # the page, not the API
    members, rows = asyncio.run(_kept(tmp_path))
    assert [(one.user, one.name, one.posts) for one in members] == [
        ("quan.tri", "Quản Trị", (Post(Office.ADMINISTRATOR, None),))
    ]
    assert audit.walk(rows) == 1
    files = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert PASSWORD.encode() not in files
    assert PASSWORD not in made.output


def test_a_password_typed_twice_must_be_the_same(tmp_path: Path) -> None:
    """Asked again until it is."""
    other = f"{PASSWORD}\nanother one\n{PASSWORD}\n{PASSWORD}\n"
    assert _init(tmp_path, "admin", other).exit_code == 0


@pytest.mark.parametrize(
    ("user", "password", "words"),
    [
        ("taken", PASSWORD, ("đã có người dùng", "is taken")),
        ("admin", "short", ("ít nhất 10", "at least 10")),
        ("a b", PASSWORD, ("khoảng trắng", "no spaces")),
    ],
)
def test_what_cannot_be_made_is_refused_in_both_languages(
    tmp_path: Path, user: str, password: str, words: tuple[str, str]
) -> None:
    """With exit code 1, and nothing changed."""
    assert _init(tmp_path, "taken", f"{PASSWORD}\n", "--password-stdin").exit_code == 0
    refused = _init(tmp_path, user, f"{password}\n", "--password-stdin")
    assert refused.exit_code == 1
    assert all(word in refused.output for word in words)
    members, rows = asyncio.run(_kept(tmp_path))
    assert (len(members), len(rows)) == (1, 1)
