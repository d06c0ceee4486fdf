"""A file that goes out: a paper, a calendar. Pure."""

from dataclasses import dataclass, field

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class File:
    """A file to send or to hand out."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
