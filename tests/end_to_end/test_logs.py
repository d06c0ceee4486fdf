"""Rulings on what the logs of a whole hearing tell: ids and codes, nobody's name or secret."""

from pathlib import Path

import pytest

from signaling.app.settings import load
from signaling.rehearsal.host import hosted
from tests import engines
from tests.end_to_end import planted_day
from tests.end_to_end.planted import MARK, Secrets, leaks
from tests.logs import logged

PARTS = {
    engines.EMBEDDED: {"all", "hearing", "relay", "recorder"},
    engines.LIVEKIT: {"all", "hearing", "recorder"},
}


@pytest.mark.usefixtures("on_the_engine")
@pytest.mark.parametrize("level", ["info", "debug"])
async def test_logs_of_a_whole_hearing_hold_no_name_no_text_and_no_secret(
    level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All parts of an installation, from booking to the checked record; with refusals."""
    monkeypatch.setenv("PHIENTOA_LOG_LEVEL", level)
    secrets = Secrets()
    async with hosted(tmp_path) as at, planted_day.day(at, secrets) as day:
        await planted_day.book(day)
        await planted_day.sign_in(day)
        await planted_day.redeem(day, "clerk")
        await planted_day.redeem(day, "accused")
        await planted_day.lobby(day)
        await planted_day.session(day)
        await planted_day.strangers(day)
        await planted_day.record(day)
    settings = load(tmp_path, 1)
    for what in ("livekit_api_key", "livekit_api_secret", "recorder_token", "staff_key"):
        secrets.note(what, getattr(settings, what))
    log = (tmp_path / "rehearsal.log").read_text()
    assert leaks(log, secrets) == []
    told = list(logged(tmp_path / "rehearsal.log"))
    assert {line["part"] for line in told} == PARTS[engines.chosen()]
    assert any(line.get("hearing") == day.hearing for line in told)
    assert ("debug" in {line["level"] for line in told}) == (level == "debug")


@pytest.mark.parametrize(
    "line",
    [
        f"Nguyễn Văn {MARK.title()}",
        '{"event": "redeemed", "token": "abcdef123456"}',
        '{"event": "joined", "token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.x"}',
    ],
)
def test_a_leak_would_be_found(line: str) -> None:
    secrets = Secrets()
    secrets.note("link", "abcdef123456")
    assert leaks(line, secrets) != []
    assert leaks('{"event": "part_started", "pid": 123456}', secrets) == []
