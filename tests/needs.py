"""What a test needs from the machine: skipped loudly without it, failed in CI."""

import os
from typing import NoReturn

import pytest


def missing(what: str, why: str) -> NoReturn:
    """Skip this test loudly: `what` is not to be had, and `why`. In CI that is a failure."""
    sentence = f"NOT TESTED, {what} is missing: {why}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
