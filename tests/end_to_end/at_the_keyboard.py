"""Somebody without a pointer: Tab to a control, Enter to press it, and the pages' own keys."""

from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.end_to_end.participant import Participant

_MOST = 150
"""Presses of Tab after which a control cannot be called reachable."""
_FOCUSED = "(element) => element === document.activeElement"
NO_POINTER = """
window.__pointed = [];
for (const kind of ["pointerdown", "mousedown", "touchstart"])
  addEventListener(kind, (event) => window.__pointed.push(kind), true);
"""
"""An init script: notes whatever did not come from the keyboard."""


@dataclass(slots=True)
class AtTheKeyboard(Participant):
    """Does by keys alone what a Participant does by the pointer."""

    def presses(self, key: str, **facts: str) -> None:
        """Go to the button and press it."""
        self.goes_to(self.button(key, **facts))
        self.key("Enter")

    def goes_to(self, control: Locator, by: str = "Tab") -> None:
        """Press Tab (or an arrow) until `control` has the focus. Raises AssertionError."""
        control.wait_for()
        for _ in range(_MOST):
            if control.evaluate(_FOCUSED):
                return
            self.key(by)
        raise AssertionError(f"not reached by {by}: {control}")

    def key(self, name: str) -> None:
        """Press a key, or several as `Control+d`."""
        self.page.keyboard.press(name)

    def pointed(self) -> list[str]:
        """What was done by a pointer on this page; empty, or the claim is false."""
        found: list[str] = self.page.evaluate("window.__pointed")
        return found
