"""What the pages say, from their own catalogues: tests press and read what people do."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.end_to_end.browser import Language
from tests.needs import missing

CLIENT = Path(__file__).parents[2] / "courtroom_client"
_PRINT = """
import { runnerImport } from "vite";
const read = async (path, name) =>
  (await runnerImport(`./src/language/${path}.ts`)).module[name];
const of = async (language) => ({
  ...(await read(language, language)),
  staff: await read(`${language}/staff`, "staff"),
  directory: await read(`${language}/directory`, "directory"),
  deadlines: await read(`${language}/deadlines`, "deadlines"),
  service: await read(`${language}/service`, "service"),
  lists: await read(`${language}/lists`, "lists"),
  calendar: await read(`${language}/calendar`, "calendar"),
  booking: await read(`${language}/booking`, "booking"),
  public_list: await read(`${language}/public`, "public_list"),
});
console.log(JSON.stringify({ vi: await of("vi"), en: await of("en") }));
"""
_BLANK = re.compile(r"\{\{(\w+)\}\}")


class Words:
    """One language's catalogue: `words("desk.recess")`, `words("room.screen", name="A")`."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, /, **facts: str) -> str:
        """The sentence at `key`. Raises KeyError: no such key, or a blank is not filled."""
        found: Any = _catalogues()[self.language]
        for part in key.split("."):
            found = found[part]
        return _BLANK.sub(lambda blank: facts[blank[1]], found)


@cache
def _catalogues() -> dict[str, Any]:
    beside = str(Path(sys.executable).parent)  # the Python wheel's Node
    node = shutil.which("node", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if node is None or not (CLIENT / "node_modules" / "vite").is_dir():
        missing("the client's packages", "`make client` installs them")
    command = (node, "--input-type=module", "-e", _PRINT)
    said = subprocess.run(command, cwd=CLIENT, check=True, capture_output=True, text=True)
    catalogues: dict[str, Any] = json.loads(said.stdout)
    return catalogues
