"""Field types that REST's models share."""

import json
import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


def _text_only(value: Any) -> Any:
    """Times are RFC 3339 text: a bare number, also in quotes, says neither unit nor zone."""
    if isinstance(value, datetime) or (isinstance(value, str) and _DATE.match(value)):
        return value
    raise ValueError("must be a time such as 2026-03-02T08:00:00+07:00")


_DATE = re.compile(r"\d{4}-")
ID_PATTERN = r"^[a-z]{2,8}_[0-9a-z]{1,31}$"

Id = Annotated[str, Field(pattern=ID_PATTERN, description="An id this API gave.")]
Moment = Annotated[
    datetime,
    BeforeValidator(_text_only),
    Field(description="RFC 3339 with a zone.", examples=["2026-03-02T08:00:00+07:00"]),
]


class Asked(BaseModel):
    """What is sent to us: nothing unknown is let through, nor half a character."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _is_unicode(cls, value: Any) -> Any:
        """JSON can spell lone surrogates, which nothing behind this door can write down."""
        try:
            json.dumps(value, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError as error:
            raise ValueError("has a character that is none") from error
        return value


def is_id(text: str) -> bool:
    """Whether `text` could be an id of ours."""
    return re.fullmatch(ID_PATTERN, text) is not None


class Told(BaseModel):
    """What we answer; read from the scheduler's values."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
