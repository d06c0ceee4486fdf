"""Pages of lists over REST: `limit` and `after` in, a Link to the next page out (RFC 8288)."""

from collections.abc import Sequence
from typing import Annotated, Protocol

from fastapi import Depends, Query, Request, Response

from scheduler.pages import LIMIT, Page
from signaling.api.models.fields import Id

MOST_HEARINGS = 500
_After = Annotated[Id | None, Query(description="The last entry seen.")]


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


class Pager:
    """The page a request asks for; tells where the next one is."""

    def __init__(
        self,
        request: Request,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=LIMIT)] = LIMIT,
        after: _After = None,
    ) -> None:
        self.page = Page(limit, after)
        self._request = request
        self._response = response

    def tell(self, entries: Sequence[_WithId]) -> None:
        """A full page has a next one, which may be empty."""
        if len(entries) == self.page.limit:
            following = self._request.url.include_query_params(after=entries[-1].id)
            link = f"{following.path}?{following.query}"
            self._response.headers["Link"] = f'<{link}>; rel="next"'


class HearingPager(Pager):
    """Of hearings fewer at once: each is looked up in the court."""

    def __init__(
        self,
        request: Request,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=MOST_HEARINGS)] = 100,
        after: _After = None,
    ) -> None:
        super().__init__(request, response, limit, after)


class FewPager(Pager):
    """Of what is long by itself."""

    def __init__(
        self,
        request: Request,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=50)] = 20,
        after: _After = None,
    ) -> None:
        super().__init__(request, response, limit, after)


PAGER = Depends(Pager)
HEARING_PAGER = Depends(HearingPager)
FEW = Depends(FewPager)
