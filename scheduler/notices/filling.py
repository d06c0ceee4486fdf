"""A template filled in: a Word document, the same bytes for the same notice.

Templates may be a court's own: they run in Jinja's sandbox, and a name they misspell is refused
instead of left blank.
"""

import zipfile
from io import BytesIO
from unicodedata import category

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from hearing.refusal import Refusal
from hearing.roles import NAMES
from scheduler.notices import howto, times
from scheduler.notices.letter import place, spoken, summoned
from scheduler.notices.notice import Language, Notice
from scheduler.notices.words import CASE_TYPES, INSTANCES

Filled = dict[str, str | tuple[str, ...]]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # ZIP knows no earlier time


def values(notice: Notice, language: Language) -> Filled:
    """What a template may name."""
    facts, zone, recipient = notice.facts, notice.sender.zone, notice.recipient
    return {
        "number": notice.id,
        "court": notice.sender.court,
        "day": times.day(notice.issued_at, zone, language),
        "name": recipient.name,
        "role": NAMES[recipient.role][language == "en"],
        "case_number": facts.case_number,
        "case_title": facts.case_title,
        "case_type": CASE_TYPES[facts.case_type][language],
        "instance": INSTANCES[facts.instance][language],
        "sittings": spoken(notice, facts.sittings, language),
        "earlier": spoken(notice, notice.earlier, language),
        "successor": spoken(notice, notice.successor, language),
        "zone": zone,
        "place": place(notice, language),
        "courtroom": facts.courtroom,
        "judge": facts.judge or "",
        "reason": _seen(notice.reason),
        "steps": howto.steps(recipient, language),
        "duties": howto.duties(recipient.role, language, summoned=summoned(notice)),
    }


def _seen(text: str) -> str:
    """Without what no XML may hold: a reason is kept as it was typed."""
    return "".join(one for one in text if one in "\n\t" or category(one) not in ("Cc", "Cs"))


def filled(template: bytes, named: Filled, file: str) -> bytes:
    """`template` with what it names put in. Raises Refusal `notices.template` with `file`."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    content = BytesIO()
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(dict(named), environment, autoescape=True)
        document.save(content)
    except (
        *(TemplateError, PackageNotFoundError, SyntaxError, zipfile.BadZipFile),
        *(KeyError, TypeError, ValueError, ArithmeticError),
    ) as wrong:
        raise Refusal("notices.template", file=file) from wrong
    return _timeless(content.getvalue())


def _timeless(package: bytes) -> bytes:
    """The same package without the time at which it was packed."""
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return content.getvalue()
