"""Logs: one JSON line an event on stderr, ids and no people."""

import logging
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import structlog
from structlog.typing import ExcInfo

_FRAMES = 6
"""Of each error in a chain, the innermost that are told."""


LEVELS = {"info": logging.INFO, "debug": logging.DEBUG, "warning": logging.WARNING}


def set_up(part: str, level: str = os.environ.get("PHIENTOA_LOG_LEVEL", "")) -> None:
    """Send every log line of this process to stderr, marked with the part that wrote it.

    level: of LEVELS, "info" for anything else. It is about our own lines (with "debug" each
    request is one): libraries tell no more than warnings, because what they tell for debugging
    are whole requests, cookies and tokens included, and what is written into the database.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Nameless("%(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(_told),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS.get(level, logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(part=part)


class Nameless(logging.Formatter):
    """Errors that libraries log, told like our own."""

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Instead of the traceback."""
        return "" if ei[1] is None else told(ei[1])


def told(error: BaseException) -> str:
    """Which errors, and where: `KeyError at fold.py:12 in seat < …; after OSError(28) at …`.

    Never what they say: a message may quote a name, a link or a command.
    """
    return "; after ".join(_one(each) for each in _chain(error))


def _told(exc_info: ExcInfo) -> str:
    return told(exc_info[1])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _one(error: BaseException) -> str:
    number = f"({error.errno})" if isinstance(error, OSError) and error.errno else ""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = (f"{Path(one.filename).name}:{one.lineno} in {one.name}" for one in frames)
    within = [_one(each) for each in getattr(error, "exceptions", ())]
    group = f" of [{', '.join(within)}]" if within else ""
    return f"{type(error).__name__}{number}{group} at {' < '.join(reversed(list(places)))}"
