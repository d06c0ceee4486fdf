"""A refusal as HTTP answers it: RFC 9457 problem details, in both languages."""

from collections.abc import Mapping

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from hearing.refusal import Refusal
from signaling.refusals import render

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What is wrong. `code` is for programs and never changes; `vi` and `en` are for people."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    vi: str
    en: str
    facts: dict[str, str | int] = Field(default_factory=dict)


class ProblemResponse(JSONResponse):
    """A problem on its way out."""

    media_type = MEDIA_TYPE


def problem_of(refusal: Refusal, status: int | None = None) -> Problem:
    """`refusal` in both languages. `status` replaces the catalogue's."""
    said = render(refusal)
    return Problem(
        title=said.en,
        status=status or said.status,
        code=said.code,
        vi=said.vi,
        en=said.en,
        facts=dict(said.facts),
    )


def problem_told(code: str) -> Mapping[str, object]:
    """A refusal without facts, as it is told: an example."""
    return problem_of(Refusal(code)).model_dump()


def problem(
    refusal: Refusal, *, status: int | None = None, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """`refusal` as a response. `status` replaces the catalogue's."""
    body = problem_of(refusal, status)
    content = {**body.model_dump(), **refusal.members()}
    return ProblemResponse(content, status_code=body.status, headers=headers)
