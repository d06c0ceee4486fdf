"""The people of a hearing by role, as hearing-law names them."""

from enum import StrEnum


class Role(StrEnum):
    """Role codes. Source: docs/architecture.md, words of the court."""

    PRESIDING_JUDGE = "presiding_judge"
    JUDGE = "judge"
    ASSESSOR = "assessor"
    CLERK = "clerk"
    PROSECUTOR = "prosecutor"
    ACCUSED = "accused"
    CUSTODY_OFFICER = "custody_officer"
    JUDICIAL_POLICE = "judicial_police"
    TECHNICAL_OFFICER = "technical_officer"
    DEFENCE_COUNSEL = "defence_counsel"
    VICTIM = "victim"
    PLAINTIFF = "plaintiff"
    CIVIL_DEFENDANT = "civil_defendant"
    PETITIONER = "petitioner"
    RESPONDENT = "respondent"
    RELATED_PARTY = "related_party"
    ADVOCATE = "advocate"
    REPRESENTATIVE = "representative"
    WITNESS = "witness"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"
    PRESS = "press"
    SUPERVISOR = "supervisor"
    ROOM_DEVICE = "room_device"  # nobody: a point's own screen, seated so that it has a socket


GALLERY = frozenset({Role.OBSERVER, Role.PRESS, Role.SUPERVISOR})
"""Those who watch: hidden, subscribe-only."""

BENCH = frozenset({Role.PRESIDING_JUDGE, Role.JUDGE, Role.ASSESSOR, Role.CLERK})
"""Those whose courtroom it is: nobody admits them."""

NAMES: dict[Role, tuple[str, str]] = {
    Role.PRESIDING_JUDGE: ("Thẩm phán – Chủ tọa", "Presiding judge"),
    Role.JUDGE: ("Thẩm phán", "Judge"),
    Role.ASSESSOR: ("Hội thẩm nhân dân", "People's assessor"),
    Role.CLERK: ("Thư ký", "Clerk"),
    Role.PROSECUTOR: ("Kiểm sát viên", "Prosecutor"),
    Role.ACCUSED: ("Bị cáo", "Accused"),
    Role.CUSTODY_OFFICER: ("Cán bộ trại tạm giam", "Custody officer"),
    Role.JUDICIAL_POLICE: ("Cảnh sát hỗ trợ tư pháp", "Judicial police"),
    Role.TECHNICAL_OFFICER: ("Công chức hỗ trợ kỹ thuật", "Technical officer"),
    Role.DEFENCE_COUNSEL: ("Người bào chữa", "Defence counsel"),
    Role.VICTIM: ("Bị hại", "Victim"),
    Role.PLAINTIFF: ("Nguyên đơn", "Plaintiff"),
    Role.CIVIL_DEFENDANT: ("Bị đơn", "Civil defendant"),
    Role.PETITIONER: ("Người khởi kiện", "Petitioner"),
    Role.RESPONDENT: ("Người bị kiện", "Respondent"),
    Role.RELATED_PARTY: (
        "Người có quyền lợi, nghĩa vụ liên quan",
        "Person with related rights and duties",
    ),
    Role.ADVOCATE: ("Người bảo vệ quyền và lợi ích hợp pháp", "Party's advocate"),
    Role.REPRESENTATIVE: ("Người đại diện", "Representative"),
    Role.WITNESS: ("Người làm chứng", "Witness"),
    Role.EXPERT: ("Người giám định", "Expert"),
    Role.INTERPRETER: ("Người phiên dịch", "Interpreter"),
    Role.OBSERVER: ("Người tham dự", "Observer"),
    Role.PRESS: ("Báo chí", "Press"),
    Role.SUPERVISOR: ("Người giám sát xét xử", "Supervising observer"),
    Role.ROOM_DEVICE: ("Thiết bị của điểm cầu", "Room device"),
}
"""(Vietnamese, English), as shown to people."""
