"""Fixtures of the browser tests: one installation for all, a Chromium for each person."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, ViewportSize, expect, sync_playwright

from signaling.rehearsal.signs import SIGNS, Sign
from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import DESK, PATIENCE_S, Language, Person, person
from tests.end_to_end.fake_devices import FakeDevice, fake_device
from tests.end_to_end.installation import Installation, serving
from tests.engines import Beside, beside
from tests.needs import missing

NewPerson = Callable[..., Person]

expect.set_options(timeout=1000 * PATIENCE_S)  # of itself it would wait for five seconds


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, for one module: its loop must not be there when asynchronous tests run."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Path:
    """The machine's Chromium, else Playwright's own."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    own = Path(playwright.chromium.executable_path)
    if not own.exists():
        missing("Chromium", "`apt-get install chromium` or `playwright install chromium`")
    return own


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """`phientoa serve`, shared: every test books a hearing of its own."""
    with serving(tmp_path_factory.mktemp("installation")) as served:
        yield served


@pytest.fixture
def on_the_engine(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Beside]:
    """The chosen engine for installations that the product starts by itself: `rehearse`,
    `hosted`, `demo`. Set as an operator sets it; nobody knows a port for webhooks yet."""
    with beside(tmp_path_factory.mktemp("engine")) as engine:
        for name, value in engine.env.items():
            monkeypatch.setenv(name, value)
        yield engine


@pytest.fixture
def registrar(installation: Installation) -> Iterator[Registrar]:
    """The installation's staff."""
    somebody = Registrar(installation)
    yield somebody
    somebody.close()


@pytest.fixture(scope="session")
def device_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sign], FakeDevice]:
    """A fake camera and microphone for a sign, made once."""
    folder = tmp_path_factory.mktemp("devices")
    made: dict[Sign, FakeDevice] = {}

    def device(sign: Sign) -> FakeDevice:
        if sign not in made:
            made[sign] = fake_device(folder / str(len(made)), sign)
        return made[sign]

    return device


@pytest.fixture
def new_person(
    playwright: Playwright, chromium: Path, device_of: Callable[[Sign], FakeDevice]
) -> Iterator[NewPerson]:
    """Opens browsers; all are closed at the end, and none may have complained."""
    with ExitStack() as browsers:

        def opened(
            sign: Sign = SIGNS[0], size: ViewportSize = DESK, language: Language = "vi"
        ) -> Person:
            one = person(playwright, chromium, device_of(sign), size, language)
            return browsers.enter_context(one)

        yield opened
