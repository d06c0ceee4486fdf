"""`phientoa doctor`."""


def command() -> None:
    """Not built yet."""
    raise SystemExit("phientoa doctor: not built yet")
