"""The two engines a record is made through."""

from collections.abc import Iterator

import pytest

from tests.relays import Engine, embedded


@pytest.fixture(params=["embedded", pytest.param("livekit", marks=pytest.mark.livekit)])
def relay(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each of the two engines."""
    if request.param == "livekit":
        yield request.getfixturevalue("livekit")
    else:
        with embedded() as own:
            yield own
