"""Access tokens never reach a log, whoever writes it."""

import logging
import re

LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets.server")
REDACTED = "<redacted>"
_TOKEN = re.compile(
    r"(access_token=|join_request=|Bearer )[^&\s\"']+|\beyJ[\w-]+\.[\w-]+\.[\w-]+",
)


def scrub(text: str) -> str:
    """The text without tokens and join requests."""
    return _TOKEN.sub(lambda found: f"{found.group(1) or ''}{REDACTED}", text)


class Scrubber(logging.Filter):
    """Rewrites records that hold a token; installed on the loggers that see request lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets the record pass without its secrets."""
        text = record.getMessage()
        clean = scrub(text)
        if clean != text:
            record.msg, record.args = clean, None
        return True


def install() -> None:
    """Put the scrubber on the libraries' loggers, once."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, Scrubber) for known in logger.filters):
            logger.addFilter(Scrubber())
