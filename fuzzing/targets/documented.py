"""Which refusals a parser may end with."""

from hearing.refusal import Refusal


class Undocumented(AssertionError):
    """A refusal that no caller expects there."""


def documented(refusal: Refusal, *codes: str) -> None:
    """Raises Undocumented unless the refusal's code is one of these."""
    if refusal.code not in codes:
        raise Undocumented(refusal.code)
