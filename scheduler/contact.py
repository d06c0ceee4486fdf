"""How a person is reached: e-mail, telephone, language. Checked as typed. Pure."""

import re
from dataclasses import dataclass, field
from typing import Literal

from hearing.refusal import Refusal
from scheduler.text import clean

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

EMAIL_LIMIT = 254  # RFC 5321 §4.5.3.1.3: a path has 256 octets with its brackets
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@){_LOCAL}@{_LABEL}(?:\.{_LABEL})*")  # RFC 5321 §4.1.2
_PHONE = re.compile(r"\+?[0-9]{6,15}")  # E.164 has at most 15 digits


@dataclass(frozen=True, slots=True)
class Contact:
    """Where notices for somebody go. Addresses are personal data: never in a log."""

    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    language: Language = "vi"


NOWHERE = Contact()


def contact(email: str | None, phone: str | None, language: str | None) -> Contact:
    """As typed; spaces alone are no address. Raises Refusal `contact.*`, `text.*`."""
    return Contact(_email(email or ""), _phone(phone or ""), _language(language or "vi"))


def _email(text: str) -> str | None:
    if not text.strip():
        return None
    address = clean("email", text, EMAIL_LIMIT)
    if not _EMAIL.fullmatch(address):
        raise Refusal("contact.email")
    return address


def _phone(text: str) -> str | None:
    if not text.strip():
        return None
    digits = re.sub(r"[ .()-]", "", clean("phone", text, 40))
    if not _PHONE.fullmatch(digits):
        raise Refusal("contact.phone")
    return digits


def _language(text: str) -> Language:
    for known in LANGUAGES:
        if text.strip().casefold() == known:
            return known
    raise Refusal("contact.language", known=", ".join(LANGUAGES))
