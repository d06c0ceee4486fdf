"""How long texts may be, whatever way they come in. Pure."""

from hearing.refusal import Refusal

MAX_REASON = 500
MAX_NAME = 200


def limited(text: str, limit: int) -> str:
    """`text`, if it has at most `limit` characters. Raises Refusal hearing.text_too_long."""
    if len(text) > limit:
        raise Refusal("hearing.text_too_long", limit=limit)
    return text
