"""What people type: composed Vietnamese letters, no control characters, a limit. Pure."""

import unicodedata

from hearing.refusal import Refusal

NAME_LIMIT = 200
KEY_LIMIT = 32

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # some scripts need them between letters


def clean(field: str, value: str, limit: int = NAME_LIMIT) -> str:
    """`value` in NFC with single spaces, 1 to `limit` characters.

    Two spellings of «Hòa» that look alike become one string. Characters that nobody sees
    (controls, direction overrides, lone surrogates, unassigned) are refused, for a name that
    reads differently than it is stored can pass for another. Raises Refusal `text.control`,
    `text.empty`, `text.too_long`.
    """
    if len(value) > 4 * limit:  # before the work of normalising
        raise Refusal("text.too_long", field=field, limit=limit)
    if any(unicodedata.category(c) in _UNSEEN and c not in _JOINERS for c in value):
        raise Refusal("text.control", field=field)
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if not text.strip("".join(_JOINERS)):
        raise Refusal("text.empty", field=field)
    if len(text) > limit:
        raise Refusal("text.too_long", field=field, limit=limit)
    return text
