"""`phientoa verify`."""


def command() -> None:
    """Not built yet."""
    raise SystemExit("phientoa verify: not built yet")
