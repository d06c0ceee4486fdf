"""`phientoa export`: reads the ledger where the servers keep it; refuses in words."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from recording.verify import verify
from scheduler.database import open_engine
from signaling.cli.main import build
from signaling.court.tables import LedgerRow
from signaling.migrations import migrate
from tests.recording.world import HEARING, World, trust_of


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHIENTOA_DATABASE_URL", raising=False)


@pytest.fixture
async def world(tmp_path: Path) -> World:
    """A held hearing whose ledger is in the installation's database."""
    world = World(tmp_path)
    world.clock.wall = datetime.now(UTC)
    world.hold()
    url = f"sqlite+aiosqlite:///{tmp_path / 'phientoa.db'}"
    await migrate(url)
    engine = open_engine(url)
    async with engine.begin() as connection:
        for seq, body in enumerate(world.bodies, 1):
            row = {"hearing": HEARING, "seq": seq, "command": f"c{seq}", "body": body}
            moment = {"at": world.clock.wall, "hash": bytes(32)}
            await connection.execute(insert(LedgerRow).values(**row, **moment))
    await engine.dispose()
    return world


def _run(*arguments: object) -> tuple[int, dict[str, object]]:
    words = ["export", *map(str, arguments), "--json"]
    result = CliRunner().invoke(build(words), words)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, json.loads(result.stdout)


def test_a_bundle_that_verifies(world: World) -> None:
    code, told = _run(HEARING, world.root / "out", "--data-dir", world.root)
    assert (code, told["ok"]) == (0, True)
    assert Path(str(told["trust"])) == trust_of(world.root / "out")
    assert verify(Path(str(told["bundle"])), Path(str(told["trust"]))).exit == 0


def test_refusals_have_a_code_and_words(world: World, tmp_path: Path) -> None:
    cases = {
        "export.unknown_hearing": ("hrg_nobody", tmp_path / "a", world.root),
        "export.no_data_dir": (HEARING, tmp_path / "a", tmp_path / "nowhere"),
        "export.no_database": (HEARING, tmp_path / "a", world.keys),
        "export.destination_exists": (HEARING, world.recordings, world.root),
        "export.failed": (HEARING, Path("/proc/nowhere/bundle"), world.root),
    }
    for expected, (hearing, place, data) in cases.items():
        code, told = _run(hearing, place, "--data-dir", data)
        assert (code, told["ok"], told["code"]) == (1, False, expected)
        assert told["vi"]
        assert told["en"]


def test_a_database_that_is_none(world: World) -> None:
    (world.root / "phientoa.db").write_bytes(b"no database" * 100)
    code, told = _run(HEARING, world.root / "out", "--data-dir", world.root)
    assert (code, told["code"]) == (1, "export.no_database")


def test_an_unknown_installation_is_left_as_it_was(tmp_path: Path) -> None:
    _run(HEARING, tmp_path / "out", "--data-dir", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url", ["garbage", "postgresql+none://x/y", "sqlite+aiosqlite:////proc/x"]
)
def test_a_database_address_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PHIENTOA_DATABASE_URL", url)
    arguments = ["export", HEARING, str(tmp_path / "to"), "--data-dir", str(tmp_path), "--json"]
    result = CliRunner().invoke(build(arguments), arguments)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["code"] == "export.no_database"
