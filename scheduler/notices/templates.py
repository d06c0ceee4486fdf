"""Where templates come from: a court's own, the installation's, or what we draft."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    """folder: the installation's own templates, and in folders named by a court's id that
    court's; what is in neither is drafted."""

    folder: Path | None = None
    court: str | None = None

    def of(self, court: str | None) -> "Templates":
        """The templates of a court by its id; None: of any."""
        return replace(self, court=court)

    def read(self, paper: Paper, language: Language) -> bytes:
        """A template's Word document. Raises Refusal `notices.template`."""
        name = file_name(paper, language)
        own = next((one / name for one in self._folders() if (one / name).is_file()), None)
        if own is None:
            return _drafted(paper, language)
        try:
            content = own.read_bytes()
        except OSError:
            raise Refusal("notices.template", file=name) from None
        if len(content) > LARGEST:
            raise Refusal("notices.template", file=name)
        return content

    def _folders(self) -> Iterator[Path]:
        if self.folder is None:
            return
        if self.court is not None:
            yield self.folder / self.court
        yield self.folder


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
