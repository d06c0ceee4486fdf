"""The hatch hook that puts the built pages into wheel, source distribution and checkout."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
from courtroom_client import build


class PagesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the pages when their sources changed; a source distribution brings them built."""

    def dependencies(self) -> list[str]:
        """Node is asked for only when there is something to build."""
        return [] if self._nothing_to_do() else [build.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises CalledProcessError when the pages cannot be built and there are no older ones.

        In a checkout ("editable") older pages are kept, with a warning.
        """
        if self._nothing_to_do():
            return
        try:
            build.build()
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            if version != "editable" or not (build.HERE / "dist" / "index.html").is_file():
                raise
            self.app.display_warning(f"The pages are stale, building them failed: {error}")

    def _nothing_to_do(self) -> bool:
        return bool(os.environ.get(build.SKIP)) or build.fresh()
