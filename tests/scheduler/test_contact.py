"""Rulings on how people are reached."""

import pytest

from hearing.refusal import Refusal
from scheduler.contact import NOWHERE, contact


def test_addresses_are_kept_as_they_are_meant() -> None:
    """Spaces around an address and dots in a number are typing, not address."""
    found = contact(" hoa.nguyen@toaan.gov.vn ", "+84 (91) 234.56-78", "EN")
    assert (found.email, found.phone, found.language) == (
        "hoa.nguyen@toaan.gov.vn",
        "+84912345678",
        "en",
    )
    assert contact("", " ", None) == NOWHERE
    assert "hoa" not in repr(found)


@pytest.mark.parametrize(
    ("email", "phone", "language", "code"),
    [
        ("hoa", None, None, "contact.email"),
        ("hoa@", None, None, "contact.email"),
        ("a b@example.vn", None, None, "contact.email"),
        ("a@example.vn,b@example.vn", None, None, "contact.email"),
        ("a@example.vn\nBcc: b@example.vn", None, None, "text.control"),
        ("<a@example.vn>", None, None, "contact.email"),
        ("hòa@example.vn", None, None, "contact.email"),
        ("a" * 65 + "@example.vn", None, None, "contact.email"),
        ("a@" + "b" * 300, None, None, "text.too_long"),
        (None, "12345", None, "contact.phone"),
        (None, "+1234567890123456", None, "contact.phone"),
        (None, "=1+1", None, "contact.phone"),
        (None, None, "fr", "contact.language"),
    ],
)
def test_what_no_server_would_take_is_refused(
    email: str | None, phone: str | None, language: str | None, code: str
) -> None:
    """One address, of letters that every mail server takes; nothing that adds a header."""
    with pytest.raises(Refusal) as refused:
        contact(email, phone, language)
    assert refused.value.code == code
