"""`phientoa serve`."""


def command() -> None:
    """Not built yet."""
    raise SystemExit("phientoa serve: not built yet")
