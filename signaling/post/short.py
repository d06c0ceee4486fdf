"""A notice in a few lines, for a text message. Pure."""

from scheduler.notices.letter import letter
from scheduler.notices.notice import Notice


def short(notice: Notice) -> str:
    """Title, case number, times, links: in the person's language."""
    told = letter(notice, notice.recipient.language)
    lines = [f"{told.title} – {notice.facts.case_number}"]
    lines += [f"{label}: {'; '.join(said)}" for label, said in told.rows if _counts(said)]
    return "\n".join([*lines, *(f"{link.label}: {link.url}" for link in told.links)])


def _counts(said: tuple[str, ...]) -> bool:
    return any(one.strip() for one in said)
