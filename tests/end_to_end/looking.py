"""Looking at a page as people with different eyes and screens do; a picture of each look."""

import os
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, ViewportSize
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.end_to_end.accessibility import violations

ARTEFACTS = Path(os.environ.get("PHIENTOA_ARTEFACTS", Path(__file__).parents[2] / ".artefacts"))
"""Where the pictures stand after a run."""
SIZES: dict[str, ViewportSize] = {
    "320": {"width": 320, "height": 640},
    "390": {"width": 390, "height": 844},
    "720": {"width": 720, "height": 450},  # a 1440 px desk at 200 % zoom
    "1440": {"width": 1440, "height": 900},
    "1920": {"width": 1920, "height": 1080},  # a point's wall screen
}
PEOPLES = ("390", "1440")
SCREENS = ("1920",)

_MISFITS = """
() => ({
  cut: [...document.querySelectorAll("h1, h2, p, button, li, label, span, dd, dt, td, th")]
    .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
    .filter((one) => getComputedStyle(one).display !== "inline")
    .map((one) => one.textContent),
  small: [...document.querySelectorAll("button:not([tabindex='-1'])")]
    .map((one) => [one.textContent, one.getBoundingClientRect().height])
    .filter(([, height]) => height > 0 && height < 44),
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})
"""
"""Asked in one: a page that shows seven pictures on a busy machine answers slowly."""
_PICTURES_ARE_THERE = """
() => [...document.querySelectorAll("video")]
  .every((one) => one.srcObject === null || one.readyState >= 2)
"""
_SETTLED = """
async () => {
  const shape = () => [...document.querySelectorAll("main, main li, main section")]
    .flatMap((one) => Object.values(one.getBoundingClientRect().toJSON())).join();
  let [before, same] = ["", 0];
  for (let tried = 0; tried < 100 && same < 3; tried += 1) {
    await new Promise((later) => setTimeout(later, 50)); // a tab in the back draws no frames
    const now = shape();
    [before, same] = [now, now === before ? same + 1 : 0];
  }
}
"""
"""Tiles follow the room that they have a few frames later."""
_LANGUAGE = "() => document.documentElement.lang"


def look(page: Page, name: str, sizes: tuple[str, ...] = PEOPLES) -> None:
    """Raises AssertionError unless all fits, can be hit, and axe finds nothing."""
    ARTEFACTS.mkdir(exist_ok=True, parents=True)
    where = f"{name}-{page.evaluate(_LANGUAGE)}"
    before = page.viewport_size
    wrong: list[str] = []
    for size in sizes:
        page.set_viewport_size(SIZES[size])
        with suppress(PlaywrightTimeout):  # a tile anew in the page waits for its next picture
            page.wait_for_function(_PICTURES_ARE_THERE, timeout=5_000)
        page.evaluate(_SETTLED)
        page.screenshot(path=ARTEFACTS / f"{where}-{size}.png")
        wrong += _misfits(page, f"{where} at {size}")
    if before not in (None, page.viewport_size):
        page.set_viewport_size(before)
        page.evaluate(_SETTLED)
    wrong += [f"{where}, {one}" for one in violations(page)]
    if wrong:
        raise AssertionError("\n".join(wrong))


def _misfits(page: Page, where: str) -> list[str]:
    found = page.evaluate(_MISFITS)
    wrong = [f"{where}: cut off: {text}" for text in found["cut"]]
    wrong += [f"{where}: too small to hit: {button}" for button in found["small"]]
    if (pixels := found["wide"]) > 0:
        wrong.append(f"{where}: {pixels} px too wide")
    return wrong
