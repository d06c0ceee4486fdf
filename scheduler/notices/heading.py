"""A mail's names and subject as encoded words (RFC 2047): nothing of them is lost. Pure."""

from email.header import Header
from email.headerregistry import AddressHeader, UniqueUnstructuredHeader
from email.policy import EmailPolicy
from typing import Any

_WIDEST = 75  # RFC 2047 §2: an encoded word's most, and a good line's


class Heading(EmailPolicy):
    """`email.policy.SMTP`, but where it would encode: it forgets a space between two encoded
    words, and passes on what only looks like one."""

    def fold(self, name: str, value: Any) -> str:
        """The header as text of several lines."""
        return _folded(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as it is sent."""
        told = _folded(name, value)
        return super().fold_binary(name, value) if told is None else told.encode("ascii")


HEADING = Heading(linesep="\r\n")


def _folded(name: str, value: object) -> str | None:
    """The header, if it has something to encode."""
    if isinstance(value, UniqueUnstructuredHeader) and _needs_it(str(value)):
        return f"{name}: {_words(str(value), name)}\r\n"
    if isinstance(value, AddressHeader) and len(value.addresses) == 1:
        (one,) = value.addresses
        if _needs_it(one.display_name):
            return f"{name}: {_words(one.display_name, name)}\r\n <{one.addr_spec}>\r\n"
    return None


def _needs_it(text: str) -> bool:
    return not text.isascii() or "=?" in text


def _words(text: str, name: str) -> str:
    return Header(text, "utf-8", maxlinelen=_WIDEST, header_name=name).encode(linesep="\r\n")
