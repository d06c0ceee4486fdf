"""How long joining takes in a browser: from pressing "Join" to the first remote picture.

A judge waits in an open courtroom, as a process; one Chromium after the other opens its link,
tries its camera and presses the button. The page itself notes when it was pressed and when the
judge's first frame was presented. Milliseconds.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Playwright, sync_playwright

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import Person, person, until
from tests.end_to_end.fake_devices import FakeDevice, fake_device
from tests.end_to_end.installation import Installation, serving
from tests.end_to_end.python_party import python_party

_ROLES = (Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL)

_WATCH = """
(() => {
  const times = (window.__times = { pressed: 0, first: 0 });
  addEventListener("click", () => { times.pressed = performance.now(); }, true);
  new MutationObserver(() => {
    for (const video of document.querySelectorAll("video[data-device]")) {
      if (video.dataset.watched) continue;
      video.dataset.watched = "yes";
      video.requestVideoFrameCallback((now) => { times.first ||= now; });
    }
  }).observe(document, { childList: true, subtree: true });
})();
"""


def joins(rounds: int, engines: Sequence[Mapping[str, str]]) -> list[list[float]]:
    """For each engine (the environment that names it; empty: the embedded one) its joins: one
    a round, in turn, each in a hearing and a browser of its own."""
    times: list[list[float]] = [[] for _ in engines]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        courts = [
            _court(stack, folder / f"installation-{n}", environ)
            for n, environ in enumerate(engines)
        ]
        playwright = stack.enter_context(sync_playwright())
        device = fake_device(folder / "device", SIGNS[1])
        for number in range(rounds + 1):
            for at, found in zip(courts, times, strict=True):
                joined = _join(*at, playwright, device)
                if number:  # the first fills caches: pages, compiled code
                    found.append(joined)
    return times


def _court(
    stack: ExitStack, folder: Path, environ: Mapping[str, str]
) -> tuple[Installation, Registrar]:
    with patch.dict(os.environ, environ):
        at = stack.enter_context(serving(folder))
    registrar = Registrar(at)
    stack.callback(registrar.close)
    return at, registrar


def _join(
    at: Installation, registrar: Registrar, playwright: Playwright, device: FakeDevice
) -> float:
    hearing = registrar.book(_ROLES)
    registrar.post(
        f"hearings/{hearing.id}/commands",
        id=f"open-{hearing.id}",
        command={"type": "open_hearing"},
    )
    with (
        python_party(at, hearing.links[Role.PRESIDING_JUDGE], SIGNS[0]) as judge,
        person(playwright, _chromium(playwright), device) as counsel,
    ):
        assert judge.sends.wait(60), "the judge does not send"
        counsel.page.add_init_script(_WATCH)
        counsel.join(hearing.links[Role.DEFENCE_COUNSEL])
        until(lambda: bool(_times(counsel)["first"]), 30, "a remote picture")
        times = _times(counsel)
    return round(times["first"] - times["pressed"], 1)


def _times(somebody: Person) -> dict[str, float]:
    found: dict[str, float] = somebody.page.evaluate("window.__times")
    return found


def _chromium(playwright: Playwright) -> Path:
    return Path(shutil.which("chromium") or playwright.chromium.executable_path)
