"""A sitting in namespaces, where the machine lets us make some."""

from collections.abc import Iterator

import pytest

from tests.needs import missing
from tests.network.country import NoNamespaces, possible
from tests.network.sitting import Sitting, sitting


@pytest.fixture(scope="session")
def namespaces() -> None:
    """Only where there can be any."""
    try:
        possible()
    except NoNamespaces as error:
        missing("network namespaces", str(error))


@pytest.fixture(scope="module")
def held(request: pytest.FixtureRequest) -> Iterator[Sitting]:
    """Two devices in session; a third may join."""
    request.getfixturevalue("namespaces")
    with sitting(("a", "b", "c")) as made:
        for name in "ab":
            made.join(name)
        made.all_live()
        yield made
