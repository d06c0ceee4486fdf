"""Rulings on bad requests: a problem with a code, in both languages, and never a trace."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from signaling.api.guard import BODY_LIMIT
from signaling.refusals import REFUSALS
from tests.signaling.api.world import ADMIN, Api


def _is_problem(answer: Any, status: int, code: str) -> None:
    said = answer.json()
    assert (answer.status_code, said["status"], said["code"]) == (status, status, code), said
    assert answer.headers["content-type"] == "application/problem+json"
    assert said["vi"]
    assert said["en"] == said["title"]
    assert not re.search(r"\{[a-z]+\}|\?", said["vi"] + said["en"]), "a fact is missing"


BAD_HEARINGS: list[tuple[dict[str, Any], int, str]] = [
    ({"starts_at": "2026-03-02T09:00:00"}, 422, "time.zone"),
    ({"ends_at": "2026-03-02T16:00:00+07:00"}, 422, "time.order"),
    ({"ends_at": "2026-03-10T16:00:00+07:00"}, 422, "time.too_long"),
    ({"ends_at": "9999-12-31T23:59:59-23:59"}, 422, "time.range"),
    ({"starts_at": 1772442000}, 422, "request.invalid"),
    ({"starts_at": "1772442000"}, 422, "request.invalid"),
    ({"starts_at": "yesterday"}, 422, "request.invalid"),
    ({"points": []}, 422, "hearing.points"),
    ({"points": ["pt_0000000000000000"]}, 422, "point.unknown"),
    ({"points": "all"}, 422, "request.invalid"),
    ({"court": "crt_0000000000000000"}, 422, "court.unknown"),
    ({"case": "cas_0000000000000000"}, 422, "case.unknown"),
    ({"case": "cas_\x00"}, 422, "request.invalid"),
    ({"title": "a\x00b"}, 422, "text.control"),
    ({"title": "a" * 201}, 422, "text.too_long"),
    ({"title": " "}, 422, "text.empty"),
    ({"surprise": 1}, 422, "request.invalid"),
]


@pytest.mark.parametrize(("change", "status", "code"), BAD_HEARINGS)
async def test_a_bad_hearing_is_refused_with_the_reason(
    api: Api, change: dict[str, Any], status: int, code: str
) -> None:
    """And nothing of it is kept."""
    _is_problem(await api.staff("POST", "/hearings", json=api.wish(**change)), status, code)
    assert (await api.staff("GET", "/hearings")).json() == []


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/courts", {"name": "Tòa án", "zone": "Hà Nội"}, 422, "court.zone"),
        ("/courts", {"name": "Tòa án", "zone": "../etc/passwd"}, 422, "court.zone"),
        ("/courts", {"name": "Tòa án", "zone": "localtime"}, 422, "court.zone"),
        ("/courts", {"name": "Tòa án", "zone": "Factory"}, 422, "court.zone"),
        ("/courts", {"name": ""}, 422, "text.empty"),
        ("/courts", {}, 422, "request.invalid"),
        ("/courts", [], 422, "request.invalid"),
        ("/points", {"name": "P", "kind": "central", "capacity": 2}, 422, "point.capacity"),
        ("/points", {"name": "P", "kind": "component", "capacity": 0}, 422, "point.capacity"),
        ("/points", {"name": "P", "kind": "component", "capacity": 10**40}, 422, None),
        ("/points", {"name": "P", "kind": "balcony"}, 422, "request.invalid"),
        (
            "/cases",
            {"number": "1/2026", "type": "criminal", "title": "B"},
            409,
            "case.duplicate",
        ),
        ("/people", {"name": "a\u202eb"}, 422, "text.control"),
    ],
)
async def test_a_bad_entry_is_refused_with_the_reason(
    api: Api, path: str, body: Any, status: int, code: str | None
) -> None:
    """Each with its own code."""
    if isinstance(body, dict) and path != "/courts":
        body = {"court": api.directory["court"], **body}
    answer = await api.staff("POST", path, json=body)
    _is_problem(answer, status, code or answer.json()["code"])


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "request.invalid"),
        (b"{", 400, "request.unreadable"),
        (b"\xff\xfe", 400, "request.unreadable"),
        (b'{"name": "\\ud800"}', 422, None),
        (b'{"\\ud800": 1}', 422, "request.invalid"),
        (b"[" * 100_000, 400, "request.unreadable"),
        (b'{"name": ' + b"1" * 5000 + b"}", 400, "request.unreadable"),
    ],
)
async def test_what_is_no_json_is_refused(
    api: Api, content: bytes, status: int, code: str | None
) -> None:
    """However broken."""
    answer = await api.staff_bytes("/courts", content)
    _is_problem(answer, status, code or answer.json()["code"])


async def test_a_body_too_large_is_refused(api: Api) -> None:
    """Declared or not."""

    async def dribble() -> Any:
        for _ in range(3):
            yield b" " * (BODY_LIMIT // 2)

    for content in (b" " * (BODY_LIMIT + 1), dribble()):
        _is_problem(await api.staff_bytes("/courts", content), 413, "request.too_large")


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {ADMIN}", ADMIN, "Bearer é\xff"],
)
async def test_staff_routes_need_the_token(api: Api, authorization: str | None) -> None:
    """Every one of them, before anything is read."""
    headers = (
        {} if authorization is None else {"Authorization": authorization.encode("latin-1")}
    )
    for method, path in _staff_routes(api):
        answer = await api.stranger(method, path, headers=headers)
        _is_problem(answer, 401, "staff.token")
        assert answer.headers["www-authenticate"] == "Bearer"


def _staff_routes(api: Api) -> Iterator[tuple[str, str]]:
    own = ("/sign-in", "/sign-out", "/me", "/my-day")
    public = (
        *("/links/look", "/links/redeem", "/links/transfer", "/links/probe", "/links/try-out"),
        *("/seats/", "/health", "/public/", "/receipts/", *own),
    )
    for path, methods in api.app.openapi()["paths"].items():
        plain = path.removeprefix("/api/v1")
        for method in methods:
            if not plain.startswith(public):
                yield method.upper(), plain.replace("{", "x_").replace("}", "")


async def test_an_unknown_address_and_a_wrong_method_are_problems(api: Api) -> None:
    """With the framework's own headers kept."""
    _is_problem(await api.staff("GET", "/nothing"), 404, "path.unknown")
    answer = await api.staff("DELETE", "/courts")
    _is_problem(answer, 405, "path.method")
    assert "GET" in answer.headers["allow"] or "POST" in answer.headers["allow"]
    for path in ("/hearings/hrg_0000", "/hearings/hrg_0000/ledger", "/hearings/hrg_0000/links"):
        _is_problem(await api.staff("GET", path), 404, "hearing.unknown")
    _is_problem(await api.staff("POST", "/links/lnk_0/revoke"), 404, "link.unknown")
    _is_problem(await api.staff("GET", "/hearings/%00"), 422, "request.invalid")
    _is_problem(await api.staff("GET", "/trust"), 404, "record.unavailable")


async def test_a_failure_of_ours_shows_a_reference_and_no_trace(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log gets the place, not the words, which may quote names."""

    async def fail() -> None:
        raise RuntimeError("Nguyễn Thị Hòa")

    api.app.add_api_route("/api/v1/fail", fail)
    answer = await api.staff("GET", "/fail")
    _is_problem(answer, 500, "server.error")
    logged = capsys.readouterr()
    assert answer.json()["facts"]["incident"] in logged.out + logged.err
    assert "Hòa" not in answer.text + logged.out + logged.err


async def test_openapi_tells_each_routes_purpose_and_errors(api: Api) -> None:
    """A summary and the problem schema everywhere; examples for what is sent."""
    spec = (await api.stranger("GET", "/openapi.json")).json()
    for path, methods in spec["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert "4XX" in operation["responses"], path
    schemas = spec["components"]["schemas"]
    for name in ("NewHearing", "NewPoint", "NewPerson", "NewCase", "NewLinks", "Token"):
        assert schemas[name]["examples"], name


def test_every_refusal_speaks_both_languages() -> None:
    """And has a status a client can act on."""
    for code, words in REFUSALS.items():
        assert words.vi, code
        assert words.en, code
        assert 400 <= words.status < 600, code


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        (OperationalError("SELECT", None, Exception("away")), 503, "server.unavailable"),
        (PoolTimeout("no connection"), 503, "server.unavailable"),
        (ConnectionRefusedError(), 503, "server.unavailable"),
        (
            DBAPIError("SELECT", None, Exception("died"), connection_invalidated=True),
            503,
            "server.unavailable",
        ),
        (ProgrammingError("SELECT", None, Exception("wrong")), 500, "server.error"),
    ],
)
async def test_a_database_that_is_away_asks_for_patience(
    api: Api, failure: Exception, status: int, code: str
) -> None:
    """A mistake of ours is not patience's matter."""

    async def fail() -> None:
        raise failure

    api.app.add_api_route("/api/v1/fail", fail)
    _is_problem(await api.staff("GET", "/fail"), status, code)
