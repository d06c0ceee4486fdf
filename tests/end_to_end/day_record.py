"""The day's end: the clerk signs in, takes the bundle, has the film made, and verifies."""

import re
import subprocess
import sys
import tarfile
from pathlib import Path

import av

from signaling.app.demo import cast
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.looking import look
from tests.end_to_end.participant import Participant
from tests.end_to_end.small_day import Day

USER = "clerk"


def the_clerk_signs_in_and_finds_the_record(day: Day, folder: Path) -> None:
    """When everybody has gone home: in a new tab, with the password that the demo printed."""
    for somebody in day.tabs.open:
        somebody.page.close()
    clerk = day.tabs.tab(SIGNS[9], "en")
    clerk.page.goto(f"{day.demo.url}/sign-in")
    clerk.reads("staff.sign_in.title")
    clerk.page.get_by_label(clerk.words("staff.sign_in.user"), exact=True).fill(USER)
    password = clerk.page.get_by_label(clerk.words("staff.sign_in.password"), exact=True)
    password.fill(day.demo.staff[USER])
    password.press("Enter")
    clerk.page.wait_for_url("**/my-day")
    clerk.sees(cast.TITLE)
    name = clerk.words("staff.day.record_name", title=cast.TITLE)
    clerk.page.get_by_role("link", name=name).click()
    clerk.reads("staff.record.recorded.title")
    _takes_the_bundle(clerk, folder)
    _has_the_film_made(clerk, folder)
    _verifies(clerk)


def _takes_the_bundle(clerk: Participant, folder: Path) -> None:
    """The bundle and the trust file prove themselves on another machine too."""
    packed = _downloads(clerk, "staff.record.files.bundle", folder / "bundle.tar")
    trust = _downloads(clerk, "staff.record.files.trust", folder / "trust.json")
    with tarfile.open(packed) as bundle:
        bundle.extractall(folder / "bundle", filter="data")
    (manifest,) = (folder / "bundle").rglob("manifest.json")
    verify = (sys.executable, "-m", "signaling.cli", "verify", str(manifest.parent))
    subprocess.run((*verify, "--trust", str(trust)), check=True, stdout=subprocess.DEVNULL)


def _downloads(clerk: Participant, key: str, to: Path) -> Path:
    with clerk.page.expect_download() as begun:
        clerk.page.get_by_text(clerk.words(key), exact=True).click()
    begun.value.save_as(to)
    return to


def _has_the_film_made(clerk: Participant, folder: Path) -> None:
    """Its progress is shown; the file has everybody's picture and the court's sound."""
    clerk.presses("staff.record.film.make")
    clerk.page.get_by_role("progressbar").wait_for()
    look(clerk.page, "37-film-in-making")
    clerk.sees(re.split(r"\{\{", clerk.words("staff.record.film.done", time="{{"))[0], 300)
    film = _downloads(clerk, "staff.record.film.get", folder / "film.mp4")
    with av.open(str(film)) as shown:
        assert shown.duration is not None
        assert shown.duration / av.time_base > 10
        picture = next(shown.decode(shown.streams.video[0]))
        assert (picture.width, picture.height) in ((1280, 720), (1920, 1080))
        assert shown.streams.audio


def _verifies(clerk: Participant) -> None:
    """In plain words: the record is whole, and the recess is the one time without it."""
    clerk.presses("staff.record.verify.now")
    clerk.reads("staff.record.verify.verdict", 60)
    clerk.reads("staff.record.verify.gaps")
    clerk.reads("staff.record.why.recess")
