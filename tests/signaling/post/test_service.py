"""Rulings on the record of service: what was done, what the person said, what is to be done."""

import hashlib
from io import BytesIO

from docx import Document

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Json
from tests.signaling.post.world import Posted


async def _record(posted: Posted, hearing: str) -> Json:
    told: Json = (await posted.api.staff("GET", f"/hearings/{hearing}/service")).json()
    return told


async def _of(posted: Posted, hearing: str, state: str) -> Json:
    known = (await _record(posted, hearing))["notices"]
    found: Json = next(one for one in known if one["state"] == state)
    return found


async def test_the_record_knows_the_message_and_its_papers_again(posted: Posted) -> None:
    """By their hashes, as whoever got them can compute."""
    hearing = (await posted.api.scheduled())["id"]
    await posted.post.run()
    one = await _of(posted, hearing, "sent")
    [raw], [mail] = posted.server.raw, posted.server.mails
    assert one["digest"] == hashlib.sha256(raw).hexdigest()
    assert (one["message_id"], one["answer"]) == (mail["Message-ID"], "250 OK kept 1")
    assert one["address"] == "e•••@counsel.example"
    hashes = {
        hashlib.sha256(bytes(part.get_payload(decode=True))).hexdigest()
        for part in mail.iter_attachments()
    }
    assert {paper["sha256"] for paper in one["papers"]} == hashes


async def test_receipt_is_confirmed_by_the_person_and_by_no_mail_guard(posted: Posted) -> None:
    """Looking changes nothing, however often; the first confirmation counts."""
    hearing = (await posted.api.scheduled())["id"]
    await posted.post.run()
    token = {"token": posted.receipt(0)}
    looked = await posted.api.stranger("POST", "/receipts/look", json=token)
    assert looked.json()["confirmed_at"] is None
    assert looked.json()["case_number"] == "1/2026"
    assert "Đỗ Thị Én" not in looked.text
    confirmed = (await posted.api.stranger("POST", "/receipts/confirm", json=token)).json()
    await posted.later(hours=1)
    again = (await posted.api.stranger("POST", "/receipts/confirm", json=token)).json()
    assert again["confirmed_at"] == confirmed["confirmed_at"] is not None
    assert (await _of(posted, hearing, "sent"))["confirmed_at"] == confirmed["confirmed_at"]
    other = await posted.api.stranger("POST", "/receipts/confirm", json={"token": "x"})
    assert (other.status_code, other.json()["code"]) == (404, "receipt.unknown")


async def test_the_record_is_given_out_as_proof(posted: Posted) -> None:
    """The same record is the same bytes; the document names message and time."""
    hearing = (await posted.api.scheduled())["id"]
    await posted.post.run()
    path = f"/hearings/{hearing}/service"
    files = {
        form: (await posted.api.staff("GET", f"{path}/{form}")).content
        for form in ("json", "docx", "pdf")
    }
    assert b"en@counsel.example" in files["json"]
    assert (await posted.api.staff("GET", f"{path}/json")).content == files["json"]
    text = "\n".join(one.text for one in Document(BytesIO(files["docx"])).paragraphs)
    assert str(posted.server.mails[0]["Message-ID"]) in text
    assert "01/03/2026 16:00:00" in text  # the court's clocks
    assert "16:00–17:00 (UTC+07:00), Thứ Hai, ngày 02/03/2026" in text
    assert files["pdf"].startswith(b"%PDF")


async def test_what_could_not_be_sent_is_seen_to(posted: Posted) -> None:
    """The judge has no address: served by hand, or given one and sent after all."""
    hearing = (await posted.api.scheduled())["id"]
    await posted.post.run()
    judge = await _of(posted, hearing, "unaddressed")
    court = (
        await posted.api.staff("GET", f"/courts/{posted.api.directory['court']}/service")
    ).json()
    assert [(one["hearing"], one["notice"]["id"]) for one in court] == [(hearing, judge["id"])]
    at = f"/hearings/{hearing}/notices/{judge['id']}"
    assert (await posted.api.staff("POST", f"{at}/again")).status_code == 204
    await posted.post.run()
    how = {"how": "Giao tại phòng làm việc, có ký nhận"}
    assert (await posted.api.staff("POST", f"{at}/by-hand", json=how)).status_code == 204
    served = await _of(posted, hearing, "by_hand")
    assert (served["id"], served["by_hand"]) == (judge["id"], how["how"])
    refused = await posted.api.staff("POST", f"{at}/again")
    assert (refused.status_code, refused.json()["code"]) == (409, "notice.state")
    gone = f"/hearings/{hearing}/notices/ntc_0000000000000000/again"
    assert (await posted.api.staff("POST", gone)).json()["code"] == "notice.unknown"


async def test_ones_day_says_whose_papers_did_not_arrive(posted: Posted) -> None:
    """The judge has no address: the hearing is named until somebody sees to it."""
    hearing = await posted.api.scheduled()
    await posted.post.run()
    court = posted.api.directory["court"]
    async with signed_in(posted.api, "thu", ("clerk", court)) as thu:
        [missed] = (await thu.ask("GET", "/my-day?on=2026-02-20")).json()["missed"]
        assert (missed["hearing"], missed["papers"]) == (hearing["id"], 1)
        judge = await _of(posted, hearing["id"], "unaddressed")
        at = f"/hearings/{hearing['id']}/notices/{judge['id']}/by-hand"
        await posted.api.staff("POST", at, json={"how": "Ký nhận"})
        assert (await thu.ask("GET", "/my-day")).json()["missed"] == []


async def test_what_was_served_is_no_longer_owed(posted: Posted) -> None:
    """The clerk's deadline is met by the record of service, once the last one has a notice; a
    judge who has no address holds nothing up."""
    hearing = (await posted.api.scheduled())["id"]
    assert (await _owed(posted, hearing))["state"] == "overdue"  # it is heard within ten days
    await posted.post.run()
    await posted.later(minutes=1)
    owed = await _owed(posted, hearing)
    assert (owed["state"], owed["answer"]) == ("late", "done")
    assert "record of service" in owed["note"]


async def _owed(posted: Posted, hearing: str) -> Json:
    told = (await posted.api.staff("GET", f"/hearings/{hearing}/deadlines")).json()
    found: Json = next(one for one in told if one["key"] == "service")
    return found
