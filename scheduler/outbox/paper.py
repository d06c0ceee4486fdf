"""The record of service on paper: a Word document, and its print. Pure."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from docx import Document
from docx.document import Document as Docx
from docx.shared import Mm, Pt

from hearing.roles import NAMES
from scheduler.notices.printing import printed
from scheduler.notices.times import spoken
from scheduler.notices.which import paper
from scheduler.notices.words import TITLES
from scheduler.outbox.proof import Proof
from scheduler.outbox.served import Served

TITLE = ("BIÊN BẢN TỐNG ĐẠT", "RECORD OF SERVICE")
STATES = {
    "due": ("chờ gửi", "to be sent"),
    "sent": ("đã gửi", "sent"),
    "dead": ("không gửi được", "not delivered"),
    "unaddressed": ("không có địa chỉ", "no address"),
    "by_hand": ("giao trực tiếp", "served by hand"),
}
LEDGER = {
    "notice_served": ("Sổ cái phiên tòa, tống đạt, số", "The hearing's ledger, served, no."),
    "notice_failed": (
        "Sổ cái phiên tòa, không tống đạt được, số",
        "The hearing's ledger, not served, no.",
    ),
    "notice_confirmed": (
        "Sổ cái phiên tòa, đã xác nhận, số",
        "The hearing's ledger, confirmed, no.",
    ),
}
AGREES = {
    True: "Khớp với sổ cái phiên tòa. / Agrees with the hearing's ledger.",
    False: "KHÔNG KHỚP với sổ cái phiên tòa: đã bị sửa. / "
    "DOES NOT AGREE with the hearing's ledger: it was altered.",
}
_ROWS = {
    "to": ("Người nhận", "To"),
    "state": ("Tình trạng", "State"),
    "times": ("Thời gian phiên tòa đã báo", "Times of the hearing as told"),
    "address": ("Gửi đến", "Sent to"),
    "sent": ("Thời điểm", "At"),
    "message": ("Mã thư", "Message-ID"),
    "digest": ("SHA-256 của thư", "SHA-256 of the message"),
    "answer": ("Máy chủ nhận trả lời", "The receiving server's answer"),
    "error": ("Lý do", "Why"),
    "by_hand": ("Cách giao", "How"),
    "confirmed": ("Người nhận xác nhận", "Confirmed by the person"),
}


def pdf(proof: Proof) -> bytes:
    """As it is laid before somebody."""
    return printed(
        docx(proof),
        title=f"{TITLE[0]} – {proof.case_number}",
        author=proof.court,
        language="vi",
    )


def docx(proof: Proof) -> bytes:
    document = Document()
    document.core_properties.created = document.core_properties.modified = proof.at
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    _line(document, proof.court.upper(), bold=True)
    _line(document, f"{TITLE[0]} / {TITLE[1]}", bold=True)
    _line(document, f"{proof.case_number} – {proof.title} ({proof.hearing})")
    _line(document, f"{_clock(proof.at, proof.zone)} ({proof.zone})")
    for number, one in enumerate(proof.notices, 1):
        _notice(document, proof, number, one)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _notice(document: Docx, proof: Proof, number: int, one: Served) -> None:
    words = TITLES[paper(one.role, one.occasion) or one.occasion]
    _line(document, f"{number}. {words['vi']} / {words['en']}", bold=True)
    for key, value in _facts(proof, one):
        vi, en = _ROWS[key]
        _line(document, f"{vi} / {en}: {value}")
    for row in proof.cited(one):
        vi, en = LEDGER[row.event]
        _line(
            document,
            f"{vi} / {en}: {row.seq}, {_clock(row.at, proof.zone)}, SHA-256 {row.hash}",
        )
    agrees = proof.agrees(one)
    if agrees is not None:
        _line(document, AGREES[agrees])
    for each in one.papers:
        _line(document, f"{each.name}, {each.bytes} B, SHA-256 {each.sha256}")


def _facts(proof: Proof, one: Served) -> Iterator[tuple[str, str]]:
    role, state = NAMES[one.role], STATES[one.state]
    yield "to", f"{one.name} ({role[0]} / {role[1]})"
    yield "state", f"{state[0]} / {state[1]}"
    told = {
        "times": "; ".join(spoken(each, proof.zone, "vi") for each in one.sittings),
        "address": one.address,
        "sent": one.sent_at and _clock(one.sent_at, proof.zone),
        "message": one.message_id,
        "digest": one.digest,
        "answer": one.answer,
        "error": one.error,
        "by_hand": one.by_hand,
        "confirmed": one.confirmed_at and _clock(one.confirmed_at, proof.zone),
    }
    yield from ((key, value) for key, value in told.items() if value)


def _clock(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%d/%m/%Y %H:%M:%S")


def _line(document: Docx, text: str, *, bold: bool = False) -> None:
    document.add_paragraph().add_run(text).bold = bold
