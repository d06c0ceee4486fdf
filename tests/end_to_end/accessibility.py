"""axe-core in a page: what people who hear, see or move differently would stumble over."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.end_to_end.words import CLIENT
from tests.needs import missing

_AXE = CLIENT / "node_modules" / "axe-core" / "axe.min.js"
_WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""axe's tags of all success criteria of WCAG 2.2, levels A and AA."""
_BY_SCHEME = ("color-contrast", "link-in-text-block")
"""The rules whose outcome depends on light or dark."""
_RUN = """
async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, help, target, failureSummary })));
}
"""


def violations(page: Page) -> list[str]:
    """What axe finds in the page as it is now, in light and dark; empty when all is well."""
    if page.evaluate("() => typeof axe") == "undefined":
        page.evaluate(_axe())  # by the debugger's door, which the content policy does not guard
    found = []
    try:
        page.emulate_media(color_scheme="light")
        found += _run(page, "light", "tag", (*_WCAG_22_AA, "best-practice"))
        page.emulate_media(color_scheme="dark")
        found += _run(page, "dark", "rule", _BY_SCHEME)
    finally:
        page.emulate_media(color_scheme="light")
    return found


def _run(page: Page, scheme: str, kind: str, values: Sequence[str]) -> list[str]:
    found: list[dict[str, Any]] = page.evaluate(_RUN, {"type": kind, "values": list(values)})
    return [f"{scheme}: {json.dumps(one, ensure_ascii=False)}" for one in found]


@cache
def _axe() -> str:
    if not _AXE.is_file():
        missing("axe-core", "`make client` installs the client's packages for tests")
    return _AXE.read_text("utf-8")
