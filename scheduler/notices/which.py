"""Which paper each person of a hearing gets. Pure; each row says what law has it so."""

from collections.abc import Mapping
from enum import StrEnum

from hearing.roles import Role
from scheduler.notices.notice import Occasion


class Paper(StrEnum):
    """A paper, by the name of its template."""

    SUMMONS = "summons"  # giấy triệu tập: who is bound to come
    NOTICE = "notice"  # thông báo mở phiên tòa: who takes part by office or by right
    INVITATION = "invitation"  # giấy mời: who may watch
    MOVED = "moved"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"
    IN_PERSON = "in_person"
    WITHDRAWN = "withdrawn"


PAPERS: Mapping[Role, Paper | None] = {
    # The court's own bench and officers are told, not summoned.
    Role.PRESIDING_JUDGE: Paper.NOTICE,
    Role.JUDGE: Paper.NOTICE,
    Role.ASSESSOR: Paper.NOTICE,
    Role.CLERK: Paper.NOTICE,
    Role.TECHNICAL_OFFICER: Paper.NOTICE,
    Role.JUDICIAL_POLICE: Paper.NOTICE,
    Role.CUSTODY_OFFICER: Paper.NOTICE,  # beside the transfer order, a paper of its own
    Role.PROSECUTOR: Paper.NOTICE,  # BLTTHS 289, BLTTDS 232: the procuracy is told
    Role.DEFENCE_COUNSEL: Paper.NOTICE,  # BLTTHS 79: told time and place beforehand
    Role.ADVOCATE: Paper.NOTICE,
    # Who is summoned: BLTTHS 290-295, BLTTDS 227-231, Law on administrative procedure 157.
    Role.ACCUSED: Paper.SUMMONS,
    Role.VICTIM: Paper.SUMMONS,
    Role.PLAINTIFF: Paper.SUMMONS,
    Role.CIVIL_DEFENDANT: Paper.SUMMONS,
    Role.PETITIONER: Paper.SUMMONS,
    Role.RESPONDENT: Paper.SUMMONS,
    Role.RELATED_PARTY: Paper.SUMMONS,
    Role.REPRESENTATIVE: Paper.SUMMONS,
    Role.WITNESS: Paper.SUMMONS,
    Role.EXPERT: Paper.SUMMONS,
    Role.INTERPRETER: Paper.SUMMONS,
    # Who watches is invited.
    Role.OBSERVER: Paper.INVITATION,
    Role.PRESS: Paper.INVITATION,
    Role.SUPERVISOR: Paper.INVITATION,
    Role.ROOM_DEVICE: None,  # a screen
}

_LATER: Mapping[Occasion, Paper | None] = {
    Occasion.MOVED: Paper.MOVED,
    Occasion.ADJOURNED: Paper.ADJOURNED,
    Occasion.CANCELLED: Paper.CANCELLED,
    Occasion.IN_PERSON: Paper.IN_PERSON,
    Occasion.WITHDRAWN: Paper.WITHDRAWN,
    Occasion.REMINDER: None,  # a reminder calls nobody: its mail is all
}


def paper(role: Role, occasion: Occasion) -> Paper | None:
    """The paper that somebody in `role` gets on `occasion`; None: none."""
    called = PAPERS[role]
    if called is None or occasion is Occasion.LISTED:
        return called
    return _LATER[occasion]


def written_to(role: Role) -> bool:
    """Whether there is anybody behind `role` to write to."""
    return PAPERS[role] is not None
