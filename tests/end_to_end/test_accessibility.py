"""Rulings on the judge of accessibility itself: it finds what it is there to find."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.end_to_end.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_PAGE = """
<html lang="vi"><head><title>Trang</title><style>
  @media (prefers-color-scheme: dark) {{ p {{ color: {dark}; background: #000 }} }}
</style></head><body><main><h1>Phiên tòa</h1><p>Đang xét xử</p>{more}</main></body></html>
"""


@pytest.mark.parametrize(
    ("dark", "more", "found"),
    [
        ("#fff", "", ""),
        ("#fff", "<button></button>", "button-name"),
        ("#333", "", "color-contrast"),
    ],
    ids=["nothing wrong", "a button without a name", "dark on dark, in the dark only"],
)
def test_what_shuts_people_out_is_found(
    playwright: Playwright, chromium: Path, dark: str, more: str, found: str
) -> None:
    with playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
        page = browser.new_page()
        page.set_content(_PAGE.format(dark=dark, more=more))
        wrong = violations(page)
    assert len(wrong) == (1 if found else 0)
    assert all(found in one for one in wrong)
