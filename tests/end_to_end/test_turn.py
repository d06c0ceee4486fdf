"""Rulings on pages from which no packet reaches the relay: they go through a TURN server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS, Sign
from tests import engines
from tests.coturn import coturn
from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import until
from tests.end_to_end.installation import serving
from tests.end_to_end.participant import Participant
from tests.end_to_end.tabs import one_browser
from tests.livekit_cluster import cluster

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAST = (Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL)
SECRET = "shared-with-the-turn-server"
_NO_OTHER_WAY = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(given) { super({ ...given, iceTransportPolicy: "relay" }); }
  setConfiguration(given) { super.setConfiguration({ ...given, iceTransportPolicy: "relay" }); }
};
"""


def test_pages_that_reach_only_the_turn_server_see_and_hear_each_other(
    playwright: Playwright, chromium: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both directions of both, with names that are good for minutes and name nobody."""
    with coturn(tmp_path, SECRET) as (port, log):
        with (
            _told_of(port, tmp_path / "engine", monkeypatch),
            serving(tmp_path / "installation") as at,
            one_browser(playwright, chromium, "vi") as tabs,
        ):
            registrar = Registrar(at)
            hearing = registrar.book(CAST)
            people = {role: tabs.tab(SIGNS[n]) for n, role in enumerate(CAST)}
            for role, somebody in people.items():
                somebody.page.add_init_script(_NO_OTHER_WAY)
                somebody.join(hearing.links[role], raw_sound=True)
            people[CAST[0]].presses("desk.open_hearing")
            _perceives(people[CAST[0]], hearing.devices[CAST[1]], SIGNS[1])
            _perceives(people[CAST[1]], hearing.devices[CAST[0]], SIGNS[0])
            registrar.close()
        told = log.read_text("utf-8", errors="replace")
    assert engines.chosen() == engines.LIVEKIT or "PA_" in told
    assert "ALLOCATE processed, success" in told


@contextmanager
def _told_of(port: int, folder: Path, environ: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine hands out the TURN server at `port`, as its settings say."""
    if engines.chosen() == engines.EMBEDDED:
        environ.setenv("PHIENTOA_TURN_URLS", f"turn:127.0.0.1:{port}?transport=tcp")
        environ.setenv("PHIENTOA_TURN_SECRET", SECRET)
        yield
        return
    turn = f"{{ host: 127.0.0.1, port: {port}, protocol: tcp, secret: {SECRET}, ttl: 600 }}"
    with cluster(folder, turn=f"    - {turn}\n") as running:
        for name, value in running.env.items():
            environ.setenv(name, value)
        yield


def _perceives(somebody: Participant, device: str, sign: Sign) -> None:
    until(lambda: somebody.perceives(device) == (sign, sign), 60, f"{device} comes through")
