"""A notice as the mail that carries it: one notice, always the same bytes. Pure.

Whoever sends it twice sends the same Message-ID (RFC 5322 §3.6.4), so that a mail program that
got both shows one.
"""

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime
from hashlib import sha256

from scheduler.notices import body, event
from scheduler.notices.file import File
from scheduler.notices.heading import HEADING
from scheduler.notices.letter import Letter, letter, title
from scheduler.notices.notice import Language, Notice, Occasion
from scheduler.notices.templates import Templates

DRAFTED = Templates()
OTHER: dict[Language, Language] = {"vi": "en", "en": "vi"}


def message_id(notice: Notice) -> str:
    """The Message-ID of every attempt to send `notice`."""
    domain = notice.sender.address.rpartition("@")[2]
    return f"<{notice.id}@{domain}>"


def build(notice: Notice, templates: Templates = DRAFTED) -> EmailMessage:
    """The mail of `notice`: text and HTML in two languages, the person's own first; the
    paper; the calendar.

    Raises ValueError where an address or a name cannot stand in a header, Refusal
    `notices.template`.
    """
    language = notice.recipient.language
    letters = (letter(notice, language), letter(notice, OTHER[language]))
    mail = EmailMessage(policy=HEADING)
    mail["From"] = _address(notice.sender.court, notice.sender.address)
    mail["To"] = _address(notice.recipient.name, notice.recipient.address)
    mail["Subject"] = _subject(notice)
    mail["Date"] = format_datetime(notice.issued_at)
    mail["Message-ID"] = message_id(notice)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine replies
    _speak(mail, notice, letters)
    for file in _papers(notice, templates):
        kind, _, subtype = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.name)
    mail["Content-Language"] = f"{language}, {OTHER[language]}"
    _fix_boundaries(mail, notice.id)
    return mail


def _subject(notice: Notice) -> str:
    return f"{title(notice, notice.recipient.language)} – {notice.facts.case_number}"


def _speak(mail: EmailMessage, notice: Notice, letters: tuple[Letter, ...]) -> None:
    mail.set_content(body.plain(letters), cte="base64")
    mail.add_alternative(body.html(letters), subtype="html", cte="base64")
    if notice.occasion is Occasion.REMINDER:  # the calendar has it already
        return
    entry = event.calendar(notice)
    method = event.method(notice.occasion)
    # Beside the text, so that a mail program offers to enter it; attached, if it does not.
    mail.add_alternative(
        entry,
        maintype="text",
        subtype="calendar",
        params={"method": method, "charset": "utf-8", "component": "VEVENT"},
    )
    mail.add_attachment(
        entry,
        maintype="text",
        subtype="calendar",
        filename="hearing.ics",
        params={"method": method, "charset": "utf-8"},
    )


def _papers(notice: Notice, templates: Templates) -> tuple[File, ...]:
    from scheduler.notices.papers import attached  # noqa: PLC0415 - Word and PDF are heavy

    return attached(notice, templates)


def _address(name: str, address: str) -> Address:
    return Address(display_name=name, addr_spec=address)


def _fix_boundaries(mail: EmailMessage, salt: str) -> None:
    """Boundaries from the notice's own id instead of at random."""
    for number, part in enumerate(_multiparts(mail)):
        part.set_boundary("=_" + sha256(f"{salt} {number}".encode()).hexdigest()[:32])


def _multiparts(mail: EmailMessage) -> Iterator[MIMEPart]:
    return (part for part in mail.walk() if part.is_multipart())
