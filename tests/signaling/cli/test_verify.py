"""`phientoa verify`: codes, words and one line of JSON, whatever it is given."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from signaling.cli.main import build
from tests.recording.world import World, trust_of

RUN = "from signaling.cli.main import run; run()"
HEAVY = ("sqlalchemy", "fastapi", "pydantic", "aiortc", "av", "numpy", "livekit", "structlog")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A whole bundle with its trust file beside it."""
    world = World(tmp_path)
    world.hold()
    return world.export()


def _run(*arguments: object) -> tuple[int, str]:
    words = ["verify", *map(str, arguments)]
    result = CliRunner().invoke(build(words), words, env={"COLUMNS": "100"})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout


def test_the_four_exit_codes(bundle: Path, tmp_path: Path) -> None:
    assert _run(bundle, "--trust", trust_of(bundle))[0] == 0
    assert _run(bundle)[0] == 3
    assert _run(tmp_path / "nowhere")[0] == 2
    with (bundle / "ledger.jsonl").open("a") as out:
        out.write("\n")
    assert _run(bundle, "--trust", trust_of(bundle))[0] == 1
    assert _run(bundle)[0] == 1


def test_one_line_of_json(bundle: Path) -> None:
    code, text = _run(bundle, "--trust", trust_of(bundle), "--json")
    assert text.count("\n") == 1
    told = json.loads(text)
    assert (code, told["ok"], told["exit"], told["verdict"]) == (0, True, 0, "whole")
    assert [gap["reason"] for gap in told["gaps"]] == ["recess"]
    assert told["tracks"][0]["role"] == "presiding_judge"


def test_findings_have_words_in_both_languages(bundle: Path) -> None:
    (bundle / "extra").write_text("")
    _, text = _run(bundle, "--json")
    (finding,) = json.loads(text)["findings"]
    assert finding == {
        "severity": "fail",
        "code": "file.added",
        "vi": "Có tệp không được kê khai.",
        "en": "There is a file that nobody listed.",
        "where": "extra",
    }
    _, shown = _run(bundle)
    assert "TAMPERED" in shown
    assert "BỊ CAN THIỆP" in shown
    assert "file.added" in shown


def test_markup_and_controls_from_a_bundle_are_shown_as_text(bundle: Path) -> None:
    (bundle / "[red]x[").write_text("")
    (bundle / "\x1b[2J").write_text("")
    code, shown = _run(bundle)
    assert code == 1
    assert "[red]x[" in shown
    assert "\x1b[2J" not in shown


def test_a_terminal_that_knows_no_vietnamese_is_no_reason_to_crash(bundle: Path) -> None:
    for extra in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "-c", RUN, "verify", str(bundle), *extra],
            env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 3, done.stderr
        assert b"Traceback" not in done.stderr


def test_nothing_heavy_is_imported_on_the_way(bundle: Path) -> None:
    program = (
        "import sys\n"
        "from signaling.cli.main import build\n"
        "build(['verify'])\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
