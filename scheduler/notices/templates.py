"""Where templates come from: a court's own folder, or what we draft."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from hearing.refusal import Refusal
from scheduler.notices.notice import Language
from scheduler.notices.which import Paper

LARGEST = 5_000_000  # bytes; a template with a crest is a hundredth of it


def file_name(paper: Paper, language: Language) -> str:
    """What a template's file is called in a court's folder."""
    return f"{paper.value}.{language}.docx"


@dataclass(frozen=True, slots=True)
class Templates:
    """folder: with the court's own templates; what is not there is drafted."""

    folder: Path | None = None

    def read(self, paper: Paper, language: Language) -> bytes:
        """A template's Word document. Raises Refusal `notices.template`."""
        name = file_name(paper, language)
        own = self.folder / name if self.folder is not None else None
        if own is None or not own.is_file():
            return _drafted(paper, language)
        try:
            content = own.read_bytes()
        except OSError:
            raise Refusal("notices.template", file=name) from None
        if len(content) > LARGEST:
            raise Refusal("notices.template", file=name)
        return content


def write(folder: Path) -> list[Path]:
    """Write our templates into `folder` for a court to change; files there stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(paper, language) for paper in Paper for language in get_args(Language)]
    fresh = {folder / file_name(*one): one for one in wanted}
    written = [path for path in fresh if not path.exists()]
    for path in written:
        path.write_bytes(_drafted(*fresh[path]))
    return written


@cache
def _drafted(paper: Paper, language: Language) -> bytes:
    from scheduler.notices.drafting import draft  # noqa: PLC0415 - Word is heavy

    return draft(paper, language)
