"""`phientoa export`."""


def command() -> None:
    """Not built yet."""
    raise SystemExit("phientoa export: not built yet")
