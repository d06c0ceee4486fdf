"""Rulings on the catalogue of refusals."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hearing.refusal import Refusal
from signaling.refusals import CATALOGUES, REFUSALS, render
from signaling.rtc.server.refusals import REFUSALS as RELAY

ROOT = Path(__file__).parents[2]
RELAYS = (ROOT / "media", ROOT / "signaling" / "rtc")
_REFUSED = re.compile(r'Refusal\(\s*"([a-z_.0-9]+)"')


def _codes(*, relay: bool) -> Iterator[str]:
    """Every code that is spelled out where it is raised."""
    for folder in ("hearing", "scheduler", "media", "recording", "signaling"):
        for file in (ROOT / folder).rglob("*.py"):
            if any(file.is_relative_to(one) for one in RELAYS) == relay:
                yield from _REFUSED.findall(file.read_text())


def test_every_refusal_has_words() -> None:
    """In the hearing server's catalogue, or in the relay's: never "the server failed"."""
    assert set(_codes(relay=False)) - set(REFUSALS) == set()
    assert set(_codes(relay=True)) - set(RELAY) == set()


def test_a_code_means_one_thing() -> None:
    """No package takes a code that is another's."""
    assert sum(len(each) for each in (*CATALOGUES, RELAY)) == len({*REFUSALS, *RELAY})


@pytest.mark.parametrize(
    ("code", "status"), [("export.not_recorded", 409), ("export.no_root", 409)]
)
def test_a_record_that_cannot_be_exported_is_no_failure_of_the_server(
    code: str, status: int
) -> None:
    """REST streams bundles too."""
    said = render(Refusal(code, hearing="hrg_0"))
    assert (said.status, said.code) == (status, code)
    assert "{" not in said.vi + said.en
