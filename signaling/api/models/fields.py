"""Field types that REST's models share."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _text_only(value: Any) -> Any:
    """Times are RFC 3339 text: a bare number would say neither unit nor zone."""
    if isinstance(value, str | datetime):
        return value
    raise ValueError("must be a time such as 2026-03-02T08:00:00+07:00")


Id = Annotated[
    str,
    Field(pattern=r"^[a-z]{2,8}_[0-9a-z]{1,31}$", description="An id this API gave."),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_text_only),
    Field(description="RFC 3339 with a zone.", examples=["2026-03-02T08:00:00+07:00"]),
]


class Asked(BaseModel):
    """What is sent to us: nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(BaseModel):
    """What we answer; read from the scheduler's values."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
