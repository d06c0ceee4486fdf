"""The pages as built for browsers: where they lie in an installation."""

from pathlib import Path


class NotBuilt(Exception):
    """The pages have not been built here. Only a checkout can be in this state."""


def dist() -> Path:
    """The folder with `index.html` and `assets/`. Raises NotBuilt in an unbuilt checkout."""
    folder = Path(__file__).parent / "dist"
    if not (folder / "index.html").is_file():
        raise NotBuilt("The pages are not built: run `python -m courtroom_client.build`.")
    return folder
