"""Rulings on the directory over REST."""

import csv
import io

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api


async def test_a_directory_is_given_out_without_formulas(either_api: Api) -> None:
    """Of one court, as a file to save; its staff only."""
    api = either_api
    court = api.directory["court"]
    await api.made("/people", {"court": court, "name": "=1+1", "card": "LS 01"})
    path = f"/courts/{court}/export"
    answer = await api.staff("GET", f"{path}/people")
    assert answer.headers["content-disposition"] == 'attachment; filename="people.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["name", "card", "email", "phone", "language", "roles", "hours", "id"]
    assert ["'=1+1", "LS 01"] in [row[:2] for row in rows]
    for kind, count in (("cases", 1), ("points", 2), ("people", 3)):
        book = await api.staff("GET", f"{path}/{kind}?form=xlsx")
        assert book.content.startswith(b"PK")
        sheet = (await api.staff("GET", f"{path}/{kind}")).text.splitlines()
        assert len(sheet) == 1 + count
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    async with signed_in(api, "away", ("registrar", other)) as away:
        refused = await away.ask("GET", f"{path}/people")
        assert refused.json()["code"] == "staff.right"


async def test_what_a_case_is_like_is_kept(api: Api) -> None:
    """Its instance and flags; words nobody knows are refused."""
    case = {
        "court": api.directory["court"],
        "number": "2/2026",
        "type": "criminal",
        "title": "Vụ án",
        "instance": "appeal",
        "flags": ["minor", "detained"],
    }
    made = await api.made("/cases", case)
    assert (made["instance"], sorted(made["flags"])) == ("appeal", ["detained", "minor"])
    listed = (await api.staff("GET", "/cases")).json()
    kept = {one["number"]: (one["instance"], sorted(one["flags"])) for one in listed}
    assert kept == {"1/2026": ("first", []), "2/2026": ("appeal", ["detained", "minor"])}
    bad = await api.staff("POST", "/cases", json={**case, "flags": ["guilty"]})
    assert bad.json()["code"] == "request.invalid"


async def test_a_person_is_entered_once_by_card(api: Api) -> None:
    """At one court; at another the same number is the same person."""
    person = {"court": api.directory["court"], "name": "Luật sư", "card": "LS 01"}
    await api.made("/people", person)
    again = await api.staff("POST", "/people", json=person)
    assert (again.status_code, again.json()["code"]) == (409, "person.duplicate")
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    await api.made("/people", {**person, "court": other})


async def test_a_list_is_read_page_by_page(either_api: Api) -> None:
    """Every entry once, whatever is added meanwhile; the way to the next page is told."""
    api = either_api
    court = api.directory["court"]
    for number in range(5):
        await api.made("/people", {"court": court, "name": f"Người {number}"})
        await api.made(
            "/hearings",
            api.wish(
                starts_at=f"2026-03-1{number}T08:00:00+07:00",
                ends_at=f"2026-03-1{number}T09:00:00+07:00",
            ),
        )
    for path, count in (("/people", 7), ("/hearings", 5)):
        whole = [one["id"] for one in (await api.staff("GET", path)).json()]
        assert len(whole) == count
        seen: list[str] = []
        following = f"{path}?limit=2&court={court}"
        while following:
            answer = await api.staff("GET", following)
            seen += [one["id"] for one in answer.json()]
            link = answer.headers.get("link", "")
            following = link.partition("<")[2].partition(">")[0].removeprefix("/api/v1")
            assert link == "" or link.endswith('rel="next"')
        assert seen == whole
    for query, code in (
        ("after=per_0000000000000000", "page.unknown"),
        ("after=x", "request.invalid"),
        ("limit=0", "request.invalid"),
        ("limit=100000", "request.invalid"),
    ):
        refused = await api.staff("GET", f"/people?{query}")
        assert (refused.status_code, refused.json()["code"]) == (422, code)
