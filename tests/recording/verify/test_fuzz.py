"""Whatever lies in the directory, the verifier answers: never a crash, never a whole record."""

import hashlib
import json
import os
import shutil
import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearing import chain
from recording.journal import block as form
from recording.journal.block import MAGIC
from recording.verify import Report, verify
from tests.recording.conftest import Case
from tests.recording.insider import relist
from tests.recording.world import trust_of

FILES = (
    "manifest.json",
    "manifest.sig.json",
    "ledger.jsonl",
    "parts/000/certificate.json",
    "parts/000/segment-000000.ptj",
    "parts/001/segment-000000.ptj",
)
SETTINGS = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def _answered(report: Report) -> int:
    """The exit code, once every way of showing the report has worked."""
    assert "verifier.failed" not in {one.code for one in report.findings}
    json.dumps(report.to_json()).encode("ascii")
    return report.exit


def _copy(held: Case, place: str) -> Case:
    bundle = Path(place) / "bundle"
    shutil.copytree(held.bundle, bundle)
    shutil.copy(held.trust, trust_of(bundle))
    return Case(held.world, bundle)


@SETTINGS
@given(path=st.sampled_from(FILES), data=st.binary(max_size=400))
def test_any_bytes_in_place_of_a_file(held: Case, path: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        case = _copy(held, place)
        (case.bundle / path).write_bytes(data)
        assert _answered(case.check()) == 1
        assert _answered(verify(case.bundle)) == 1


@SETTINGS
@given(path=st.sampled_from(FILES[2:]), data=st.binary(max_size=400), at=st.integers(0, 9000))
def test_any_bytes_within_a_file_that_the_exporter_lists(
    held: Case, path: str, data: bytes, at: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        case = _copy(held, place)
        file = case.bundle / path
        whole = file.read_bytes()
        spoiled = whole[:at] + data + whole[at + len(data) :]
        file.write_bytes(spoiled)
        relist(case.bundle, case.world)
        expected = 0 if spoiled == whole else 1
        assert _answered(case.check()) == expected


@SETTINGS
@given(
    path=st.sampled_from(FILES[:4]),
    member=st.text(max_size=10)
    | st.sampled_from(["v", "files", "parts", "ledger", "hearing", "event", "signature"]),
    value=VALUES,
)
def test_any_json_in_place_of_a_member(
    held: Case, path: str, member: str, value: object
) -> None:
    with tempfile.TemporaryDirectory() as place:
        case = _copy(held, place)
        file = case.bundle / path
        row = json.loads(file.read_bytes().splitlines()[0])
        row[member] = value
        text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        file.write_bytes(text.encode("utf-8", "surrogatepass") + b"\n")
        if path not in FILES[:2]:
            relist(case.bundle, case.world)
        assert _answered(case.check()) == 1


@SETTINGS
@given(
    names=st.lists(st.text(min_size=1, max_size=12).map(lambda text: text.replace("/", "_"))),
    data=st.binary(max_size=100),
)
def test_any_names_without_a_manifest(names: list[str], data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        for name in names:
            try:
                (Path(place) / name).write_bytes(data)
            except (OSError, ValueError):
                continue
        assert _answered(verify(Path(place))) == 2


PLACES = st.lists(st.integers(0, 30), min_size=1, max_size=5)
EVENTS, LEDGER, MONO, SHARDS, WALL = 1, 4, 5, 9, 11  # members of a header in their order
INNER = st.builds(
    lambda first, rest: [first, *rest],
    st.sampled_from([EVENTS, EVENTS, LEDGER, MONO, SHARDS, WALL]),
    st.lists(st.integers(0, 12), max_size=4),
)
KINDS = ("start", "track", "ssrc", "pause", "resume", "close", "stop", "gap", "lost", "joined")
LIKELY = (
    st.integers(0, 10)
    | st.integers(0, 2**63)
    | st.sampled_from(KINDS)
    | st.builds(
        lambda kind, at, text: {
            **dict.fromkeys(("mono", "from", "to", "track", "ssrc"), at),
            **dict.fromkeys(("reason", "by", "link"), text),
            "ledger": {"seq": at, "hash": "0" * 64},
            "previous": {"part": at, "block": at, "link": "0" * 64, "wall": at},
            "e": kind,
        },
        st.sampled_from(KINDS),
        st.integers(0, 600_000_000),
        st.text(max_size=5),
    )
)


def _replaced(value: object, place: list[int], new: object) -> object:
    """`value` with the member that `place` leads to replaced by `new`, or taken out."""
    if not place or not isinstance(value, dict | list) or not value:
        return new
    at = place[0] % len(value)
    if isinstance(value, list):
        return [*value[:at], _replaced(value[at], place[1:], new), *value[at + 1 :]]
    name = sorted(value)[at]
    if len(place) == 1 and new is None:
        return {one: other for one, other in value.items() if one != name}
    return {**value, name: _replaced(value[name], place[1:], new)}


def _sealed_anew(data: bytes, number: int, place: list[int], new: object, case: Case) -> bytes:
    """The first part's segment, one header changed, everything signed by the part's own key."""
    key = case.world.signers[0]
    made, at, previous = bytearray(), 0, ""
    while at < len(data):
        (length,) = struct.unpack_from("!I", data, at + 8)
        header = json.loads(data[at + 12 : at + 12 + length])
        body = at + 12 + length + 64
        end = body + sum(shard["bytes"] + 17 for shard in header["shards"])
        if previous:
            header["prev"] = previous
        changed = _replaced(header, place, new) if header["block"] == number else header
        raw = json.dumps(changed).encode()
        link = form.link(raw)
        previous = link.hex()
        made += form.PREFIX.pack(MAGIC, len(raw)) + raw + key.sign(form.sealed_message(link))
        made += data[body:end]
        at = end
    return bytes(made)


@SETTINGS
@given(number=st.integers(0, 3), place=INNER, new=VALUES | LIKELY)
def test_any_header_that_the_recorder_s_own_key_signs(
    held: Case, number: int, place: list[int], new: object
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        case = _copy(held, scratch)
        file = case.bundle / FILES[4]
        file.write_bytes(_sealed_anew(file.read_bytes(), number, place, new, case))
        relist(case.bundle, case.world)
        _answered(case.check())


@SETTINGS
@given(row=st.integers(0, 20), place=PLACES, new=VALUES)
def test_any_ledger_that_hangs_together(
    held: Case, row: int, place: list[int], new: object
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        case = _copy(held, scratch)
        previous, lines = "0" * 64, []
        rows = (case.bundle / "ledger.jsonl").read_text().splitlines()
        for at, body in enumerate(rows):
            event = json.loads(body)
            if at == row % len(rows):
                event["event"] = _replaced(event["event"], place, new)
            event["prev"] = previous
            lines.append(chain.canonical(event))
            previous = hashlib.sha256(
                b"phientoa/ledger/v1\0" + lines[-1].encode("utf-8", "surrogatepass")
            ).hexdigest()
        text = "".join(f"{line}\n" for line in lines)
        (case.bundle / "ledger.jsonl").write_bytes(text.encode("utf-8", "surrogatepass"))
        relist(case.bundle, case.world)
        _answered(case.check())


HEADERS = {
    "endless header": MAGIC + struct.pack("!I", 0xFFFFFFFF),
    "header longer than the file": MAGIC + struct.pack("!I", 1 << 23),
    "deep header": MAGIC + struct.pack("!I", 200_000) + b"[" * 200_000,
    "empty header": MAGIC + struct.pack("!I", 0) + bytes(64),
    "payload longer than the file": b'"bytes":9007199254740991',
    "huge number": b'"mono":' + b"9" * 5000,
    "negative": b'"wall":-1',
    "beyond all dates": b'"wall":999999999999999999',
}


@pytest.mark.parametrize("spoiled", HEADERS.values(), ids=HEADERS.keys())
def test_declared_lengths_are_not_believed(case: Case, spoiled: bytes) -> None:
    file = case.bundle / FILES[4]
    data = file.read_bytes()
    if spoiled.startswith(MAGIC):
        file.write_bytes(spoiled + data)
    else:
        key = spoiled[: spoiled.index(b":") + 1]
        at = data.index(key)
        end = min(data.index(mark, at) for mark in (b",", b"}"))
        length = struct.unpack_from("!I", data, 8)[0] + len(spoiled) - (end - at)
        changed = data[:at] + spoiled + data[end:]
        file.write_bytes(changed[:8] + struct.pack("!I", length) + changed[12:])
    relist(case.bundle, case.world)
    assert case.exits() == (1, 1)


@pytest.mark.parametrize("path", FILES)
def test_deep_json_everywhere(case: Case, path: str) -> None:
    for text in (b"[" * 500_000, b'{"a":' * 200_000, b'{"v":' + b"1" * 10_000 + b"}\n"):
        (case.bundle / path).write_bytes(text)
        assert case.exits() == (1, 1)


@pytest.mark.parametrize("path", FILES)
def test_directories_links_and_pipes_in_place_of_files(case: Case, path: str) -> None:
    file = case.bundle / path
    file.unlink()
    os.mkfifo(file)
    assert case.exits() == (1, 1)
    file.unlink()
    file.symlink_to("/dev/zero")
    assert case.exits() == (1, 1)
    file.unlink()
    file.mkdir()
    assert case.exits() == (1, 1)


def test_a_link_that_leads_back_is_not_followed(case: Case) -> None:
    (case.bundle / "parts/again").symlink_to(case.bundle)
    assert case.exits() == (1, 1)


def test_names_that_are_no_text_are_shown_all_the_same(case: Case) -> None:
    (case.bundle / os.fsdecode(b"parts/\xff\x1b[2J")).write_bytes(b"")
    report = case.check()
    assert _answered(report) == 1
    assert all(one.where.isprintable() for one in report.findings)
