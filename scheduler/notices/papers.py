"""A notice's papers as files: PDF for the person, a Word document for the court's desk."""

from reportlab.platypus.doctemplate import LayoutError

from hearing.refusal import Refusal
from scheduler.notices.file import DOCX, PDF, File
from scheduler.notices.filling import filled, values
from scheduler.notices.letter import title
from scheduler.notices.notice import Language, Notice
from scheduler.notices.printing import printed
from scheduler.notices.templates import Templates, file_name
from scheduler.notices.which import Paper, paper


def languages(notice: Notice) -> tuple[Language, ...]:
    """In which languages the paper goes out: the court's own always, the person's beside it."""
    return ("vi",) if notice.recipient.language == "vi" else ("vi", notice.recipient.language)


def attached(notice: Notice, templates: Templates) -> tuple[File, ...]:
    """The papers that the mail carries. Raises Refusal `notices.template`."""
    wanted = paper(notice.recipient.role, notice.occasion)
    if wanted is None:
        return ()
    return tuple(as_pdf(notice, wanted, one, templates) for one in languages(notice))


def as_docx(notice: Notice, wanted: Paper, language: Language, templates: Templates) -> File:
    """The paper as a Word document. Raises Refusal `notices.template`."""
    name = file_name(wanted, language)
    template = templates.of(notice.sender.id).read(wanted, language)
    return File(name, DOCX, filled(template, values(notice, language), name))


def as_pdf(notice: Notice, wanted: Paper, language: Language, templates: Templates) -> File:
    """The paper as PDF. Raises Refusal `notices.template`."""
    document = as_docx(notice, wanted, language, templates)
    try:
        pages = printed(
            document.content,
            title=f"{title(notice, language)} – {notice.facts.case_number}",
            author=notice.sender.court,
            language=language,
        )
    except (ValueError, OSError, KeyError, LayoutError) as wrong:
        raise Refusal("notices.template", file=document.name) from wrong
    return File(document.name.removesuffix(".docx") + ".pdf", PDF, pages)
