import json
import re
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest

from hearing.commands import PersonCommand
from hearing.events import Event
from hearing.policy import MAY
from hearing.refusal import REFUSALS as HEARING
from hearing.roles import Role
from signaling.court.connection import CLOSE_CODES
from signaling.court.protocol import CLIENT_FRAME, SERVER_MESSAGE, main, schema
from signaling.court.refusals import REFUSALS
from signaling.refusals import REFUSALS as ALL

TEXT = (Path(__file__).parents[3] / "docs/protocol.md").read_text()
SENT, SAID = TEXT.split("## What the server sends")
FRAMES = re.findall(r"```json\n(.*?)```", SENT, re.DOTALL)
MESSAGES = re.findall(r"```json\n(.*?)```", SAID, re.DOTALL)
COMMANDS = re.findall(r"^\| `(\w+)` \|([^|]*)\|[^|]*\| `({.*})` \|$", SENT, re.MULTILINE)


def tag(kind: type) -> str:
    return str(kind.__dataclass_fields__["type"].default)  # type: ignore[attr-defined]


def all_in(definition: str) -> set[str]:
    mapping = schema()["$defs"][definition]["discriminator"]["mapping"]  # type: ignore[index]
    return set(mapping)


@pytest.mark.parametrize("example", FRAMES)
def test_every_example_of_a_frame_is_one(example: str) -> None:
    CLIENT_FRAME.validate_json(example)


@pytest.mark.parametrize("example", MESSAGES)
def test_every_example_of_a_message_is_one_and_complete(example: str) -> None:
    message = SERVER_MESSAGE.validate_json(example)
    assert json.loads(message.model_dump_json()) == json.loads(example)


@pytest.mark.parametrize(("name", "who", "example"), COMMANDS)
def test_every_example_of_a_command_is_one_of_those_who_may(
    name: str, who: str, example: str
) -> None:
    body = {"n": 1, "type": "command", "id": "12345678", "command": json.loads(example)}
    frame = CLIENT_FRAME.validate_python(body)
    assert frame.type == "command"
    assert frame.command.type == name
    may = MAY[type(frame.command)]
    assert ("presiding judge" in who) == (Role.PRESIDING_JUDGE in may.roles)
    assert ("clerk" in who) == (Role.CLERK in may.roles)
    assert ("staff" in who) == may.staff


def test_every_message_frame_command_and_event_has_an_example() -> None:
    assert {json.loads(example)["type"] for example in FRAMES} == all_in("ClientFrame")
    messages = [json.loads(example) for example in MESSAGES]
    assert {message["type"] for message in messages} == all_in("ServerMessage")
    events = {said["event"]["type"] for said in messages if said["type"] == "event"}
    assert events == {tag(kind) for kind in get_args(Event)}
    assert {name for name, _, _ in COMMANDS} == {tag(kind) for kind in get_args(PersonCommand)}


def test_every_code_in_the_document_exists_and_every_code_of_the_socket_is_in_it() -> None:
    table = SAID.split("## What is refused")[1]
    named = set(
        re.findall(
            r"`((?:frame|hearing|court|command|media|seat|socket|server|transfer)\.\w+)`", table
        )
    )
    assert named <= set(ALL)
    told_before_opening = {"socket.origin", "socket.no_seat", "socket.after"}
    of_webhooks = {"webhook.unsigned", "webhook.oversized"}
    assert set(REFUSALS) - told_before_opening - of_webhooks <= named
    for code in (*told_before_opening, "seat.revoked"):
        assert f"{ALL[code].status} {code}" in TEXT


def test_every_close_code_is_explained() -> None:
    for reason, code in CLOSE_CODES.items():
        assert f"| {code} | `{reason}` |" in TEXT


def test_a_code_means_one_thing_and_speaks_both_languages() -> None:
    assert not set(HEARING) & set(REFUSALS)
    for words in REFUSALS.values():
        assert re.findall(r"{\w+}", words.vi) == re.findall(r"{\w+}", words.en)
        assert 400 <= words.status < 600


def test_the_schema_requires_every_discriminator(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert printed == json.loads(json.dumps(schema()))
    for name, definition in printed["$defs"].items():
        tags = {
            key for key, field in definition.get("properties", {}).items() if "const" in field
        }
        assert tags <= set(definition.get("required", [])), name
        if "properties" in definition:
            assert definition["additionalProperties"] is False, name
    references = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(printed)))
    assert references <= set(printed["$defs"])


def test_how_to_print_the_schema_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "schema" in capsys.readouterr().err


def test_no_message_shows_its_token_or_a_name_when_printed() -> None:
    printed = " ".join(repr(SERVER_MESSAGE.validate_json(example)) for example in MESSAGES)
    secrets = chain(re.findall(r'"token": "([^"]+)"', SAID), ["Nguyễn Văn A", "Trần Thị B"])
    assert not any(secret in printed for secret in secrets)
