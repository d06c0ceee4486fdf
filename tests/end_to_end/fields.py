"""Filling in days and clocks as people do: digit after digit, part after part."""

from playwright.sync_api import Locator


def type_into(scope: Locator, label: str, digits: str) -> None:
    """The day (ddMMyyyy) or the time (HHmm) that `label` names, from its first part on."""
    field = scope.get_by_role("group", name=label, exact=True).first
    field.get_by_role("spinbutton").first.focus()
    scope.page.keyboard.type(digits)
