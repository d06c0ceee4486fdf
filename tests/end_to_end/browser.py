"""A person at a browser: Chromium with a camera and a microphone of its own."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import ConsoleMessage, Locator, Page, Playwright, ViewportSize, expect

from signaling.rehearsal.signs import Sign, by_colour, by_tone
from tests.end_to_end.fake_devices import FakeDevice

Language = Literal["vi", "en"]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_S = 60.0
"""With a page that shows what it should at last, on a machine with much else to do."""

_MEASURE = (Path(__file__).parent / "measuring.js").read_text("utf-8")
_EXPECTED = (
    # What a browser itself writes when a connection breaks or a request is refused.
    "net::ERR_",
    "the server responded with a status of",
    "WebSocket",
    # What livekit-client writes when a machine is so busy that the relay is heard of too late;
    # it then heals by itself, and whether it did is judged by what arrives.
    "DataChannel error on",
    "publisher data channel",
    "negotiation timed out",
    "error trying to re-publish tracks after reconnection",
    "Tried to add a track for a participant, that's not present",  # who left meanwhile
)


@dataclass(slots=True)
class Person:
    """Somebody's page. `complaints`: errors the page or the browser wrote about it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def press(self, name: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def speaks(self, language: str) -> None:
        """Choose the language by its own name, and wait until the page speaks it."""
        choice = self.page.get_by_role("radio", name=language)
        choice.click()
        expect(choice).to_be_checked()

    def sees(self, words: str, within_s: float = PATIENCE_S) -> None:
        """Wait until the page shows `words`. Raises TimeoutError (Playwright)."""
        self._showing(words).wait_for(timeout=1000 * within_s)

    def shows(self, words: str) -> bool:
        """Whether the page shows `words` now."""
        return self._showing(words).is_visible()

    def _showing(self, words: str) -> Locator:
        """Some of it may stand folded away elsewhere too."""
        return self.page.get_by_text(words).filter(visible=True).first

    def join(self, link: str, *, raw_sound: bool = False) -> None:
        """Try the devices, go straight to the lobby's last step, join. `raw_sound`: without the
        filters that spoil a tone."""
        self.page.goto(link)
        self.press("Bật micro và camera")
        self.page.get_by_role("meter").wait_for()
        if raw_sound:
            self.page.get_by_text("Lọc tiếng ồn và tiếng vọng").click()
            self.page.get_by_role("meter").wait_for()
        self.press("Đến bước cuối")
        self.press("Vào phiên tòa")
        self.page.wait_for_url("**/seat/*")

    def perceives(self, device: str) -> tuple[Sign | None, Sign | None]:
        """Whose colour and whose tone arrives from `device`, measured in the page."""
        return self.perceives_all().get(device, (None, None))

    def perceives_all(self) -> dict[str, tuple[Sign | None, Sign | None]]:
        """The same of every device that arrives, in one measuring."""
        return {
            device: (
                by_colour(found["colour"]) if found["colour"] else None,
                by_tone(found["tone"]),
            )
            for device, found in self.page.evaluate(_MEASURE).items()
        }


def until(holds: Callable[[], bool], within_s: float, what: str) -> None:
    """Wait until `holds`. Raises AssertionError: `what` did not happen."""
    deadline = time.monotonic() + within_s
    pause = 0.05
    while not holds():
        assert time.monotonic() < deadline, f"not within {within_s:g} s: {what}"
        time.sleep(pause)


@contextmanager
def person(
    playwright: Playwright,
    chromium: Path,
    device: FakeDevice,
    size: ViewportSize = DESK,
    language: Language = "vi",
) -> Iterator[Person]:
    """A browser of one's own, closed at the end; any complaint is then an AssertionError."""
    browser = playwright.chromium.launch(
        executable_path=chromium,
        args=["--use-fake-ui-for-media-stream", "--no-sandbox", *device.flags],
    )
    try:
        context = browser.new_context(viewport=size, permissions=["camera", "microphone"])
        context.set_default_timeout(1000 * PATIENCE_S)
        somebody = Person(context.new_page())
        # Only before the first page: afterwards the person's own choice counts.
        somebody.page.add_init_script(f"localStorage['phientoa.language'] ??= '{language}'")
        listen(somebody)
        yield somebody
    finally:
        browser.close()
    complained(somebody)


def complained(somebody: Person) -> None:
    """Raises AssertionError if their page did, with its words: pytest rewrites none here."""
    if somebody.complaints:
        raise AssertionError("the page complained:\n" + "\n".join(somebody.complaints))


def listen(somebody: Person) -> None:
    """Hear the complaints of their page from now on."""

    def written(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in _EXPECTED):
            somebody.complaints.append(message.text)

    somebody.page.on("console", written)
    somebody.page.on("pageerror", lambda error: somebody.complaints.append(str(error)))
