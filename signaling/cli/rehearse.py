"""`phientoa rehearse`."""


def command() -> None:
    """Not built yet."""
    raise SystemExit("phientoa rehearse: not built yet")
