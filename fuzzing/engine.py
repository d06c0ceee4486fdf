"""One target under atheris, in a process of its own: `python -m fuzzing.engine NAME …`.

What follows the name is libFuzzer's. Ends with 0, or with libFuzzer's code for what it found.
"""

import importlib
import logging
import sys
from collections.abc import Sequence

import structlog

from fuzzing.table import TARGETS

CODE = (
    "aioice.stun", "hearing", "jwt", "media", "signaling.rtc.server", "fuzzing.targets",
)  # fmt: skip
"""Whose branches guide the search."""


def quiet() -> None:
    """A refusal is a line in the log of a relay; of a million refusals nobody wants lines."""
    least = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=least)
    logging.disable(logging.CRITICAL)


def main(arguments: Sequence[str]) -> None:
    """Runs until libFuzzer ends the process."""
    atheris = importlib.import_module("atheris")  # no wheel for some machines
    quiet()
    name, *rest = arguments
    with atheris.instrument_imports(include=list(CODE)):
        module = importlib.import_module(f"fuzzing.targets.{TARGETS[name].module}")
    atheris.Setup([name, *rest], module.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
