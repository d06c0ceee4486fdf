"""A court's own templates tried out on a notice of nobody, so that a fault is found before."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.entries import CaseType, Instance
from scheduler.notices.notice import Facts, Language, Notice, Occasion, Recipient, Sender
from scheduler.notices.papers import as_pdf
from scheduler.notices.templates import Templates, file_name
from scheduler.notices.which import Paper
from scheduler.slot import Slot

_NAMES = {
    file_name(paper, language): (paper, language)
    for paper in Paper
    for language in get_args(Language)
}


def faults(folder: Path) -> list[str]:
    """Which Word documents in `folder` and its courts' folders cannot be used, by their paths
    in it: they cannot be filled in, or their names are no template's."""
    return sorted(str(one.relative_to(folder)) for one in _files(folder) if not _fits(one))


def _files(folder: Path) -> Iterator[Path]:
    for pattern in ("*.docx", "*/*.docx"):
        # Word keeps «~$…» beside a document that is open.
        yield from (one for one in folder.glob(pattern) if not one.name.startswith("~$"))


def _fits(file: Path) -> bool:
    if file.name not in _NAMES:
        return False
    paper, language = _NAMES[file.name]
    try:
        as_pdf(_notice(language), paper, language, Templates(file.parent))
    except Refusal:
        return False
    return True


def _notice(language: Language) -> Notice:
    start = datetime(2026, 1, 5, 1, tzinfo=UTC)
    sittings = (Slot(start, start + timedelta(hours=3)),)
    return Notice(
        id="sample",
        occasion=Occasion.MOVED,
        sender=Sender("Tòa án nhân dân", "Asia/Ho_Chi_Minh", "court@court.invalid"),
        recipient=Recipient(
            "Nguyễn Văn A", "a@court.invalid", Role.WITNESS, language, "Điểm cầu 1"
        ),
        facts=Facts(
            hearing="sample",
            case_number="1/2026/HSST",
            case_title="Vụ án mẫu",
            case_type=CaseType.CRIMINAL,
            instance=Instance.FIRST,
            sittings=sittings,
            courtroom="Phòng xử án",
            judge="Trần Thị B",
        ),
        sequence=1,
        issued_at=start,
        reason="Lý do",
        earlier=sittings,
        successor=sittings,
    )
