"""`phientoa render`: a copy and its note, which `phientoa verify` checks; refusals in words."""

import json
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from recording import keys
from scheduler.database import open_engine
from signaling.cli.main import build
from signaling.court.tables import LedgerRow
from signaling.migrations import migrate
from tests.recording.grid.filmed import JUDGE_SENDER, Sending, begin, film
from tests.recording.world import HEARING, World, declare


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A hearing of two seconds, one of them of packets that nobody can decode."""
    monkeypatch.delenv("PHIENTOA_DATABASE_URL", raising=False)
    world = World(tmp_path)
    world.clock.wall = datetime.now(UTC)
    begin(world, [JUDGE_SENDER])
    journal = world.begin()
    declare(journal)
    world.hear(journal, 1)
    sending = Sending(JUDGE_SENDER, 11)
    sending.announce(journal)
    film(world, journal, 1, [sending])
    world.close(journal)
    (tmp_path / "trust.json").write_bytes(keys.trust_file(world.keys))
    await _store(world)
    return world


async def _store(world: World) -> None:
    url = f"sqlite+aiosqlite:///{world.root / 'phientoa.db'}"
    await migrate(url)
    engine = open_engine(url)
    async with engine.begin() as connection:
        for seq, body in enumerate(world.bodies, 1):
            row = {"hearing": HEARING, "seq": seq, "command": f"c{seq}", "body": body}
            moment = {"at": world.clock.wall, "hash": bytes(32)}
            await connection.execute(insert(LedgerRow).values(**row, **moment))
    await engine.dispose()


def _run(*arguments: object) -> tuple[int, dict[str, object]]:
    words = [*map(str, arguments), "--json"]
    result = CliRunner().invoke(build(words), words)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, json.loads(result.stdout)


@pytest.mark.parametrize(("kind", "streams"), [("grid", 2), ("tracks", 4)])
def test_a_copy_and_its_note(world: World, kind: str, streams: int) -> None:
    out = world.root / "copy"
    code, told = _run("render", HEARING, out, "--data-dir", world.root, "--kind", kind)
    assert (code, told["ok"], told["verdict"]) == (0, True, "whole")
    with av.open(str(told["file"])) as file:
        assert len(file.streams) == streams
    trust = world.root / "trust.json"
    assert _run("verify", out, "--trust", trust)[0] == 0
    assert _run("verify", out)[0] == 3
    out.write_bytes(out.read_bytes() + b"\0")
    code, told = _run("verify", out, "--trust", trust)
    assert (code, told["code"]) == (1, "copy.changed")
    Path(f"{out}.note.json").unlink()
    assert _run("verify", out, "--trust", trust)[0] == 2


def test_refusals_have_a_code_and_words(world: World, tmp_path: Path) -> None:
    cases = {
        "export.unknown_hearing": ("hrg_nobody", tmp_path / "a.mp4", world.root),
        "export.no_data_dir": (HEARING, tmp_path / "a.mp4", tmp_path / "nowhere"),
        "render.failed": (HEARING, tmp_path / "nowhere" / "a.mp4", world.root),
    }
    for expected, (hearing, place, data) in cases.items():
        code, told = _run("render", hearing, place, "--data-dir", data)
        assert (code, told["ok"], told["code"]) == (1, False, expected)
        assert told["vi"]
        assert told["en"]
