import re
from typing import get_args

from hearing.commands import Command
from hearing.refusal import REFUSALS, Refusal
from hearing.roles import NAMES, Role
from hearing.state import Status
from hearing.words import COMMAND_NAMES, STATUS_NAMES, say


def test_every_status_command_and_role_has_a_name_in_both_languages() -> None:
    assert set(STATUS_NAMES) == {status.value for status in Status}
    commands = {kind.__dataclass_fields__["type"].default for kind in get_args(Command)}
    assert set(COMMAND_NAMES) == commands
    assert set(NAMES) == set(Role)
    for names in (*STATUS_NAMES.values(), *COMMAND_NAMES.values(), *NAMES.values()):
        assert all(name.strip() for name in names)


def test_every_refusal_speaks_both_languages_about_the_same_facts() -> None:
    for words in REFUSALS.values():
        assert re.findall(r"{\w+}", words.vi) == re.findall(r"{\w+}", words.en)
        assert 400 <= words.status < 600


def test_a_refusal_names_states_and_commands_not_their_codes() -> None:
    refusal = Refusal("hearing.state", state="recess", command="start_session")
    vi, en = say(REFUSALS[refusal.code], refusal.facts)
    assert vi == "Phiên tòa đang ở trạng thái «tạm nghỉ», không thể thực hiện «khai mạc»."
    assert en == "The hearing is in state 'in recess'; 'start the session' is not possible now."


def test_a_missing_or_unknown_fact_never_fails_the_answer() -> None:
    vi, en = say(REFUSALS["hearing.role"], {"role": "stranger"})
    assert "stranger" in vi
    assert "'?'" in en
