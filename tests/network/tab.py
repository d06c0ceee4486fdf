"""A tab of real Chromium in a namespace, with unmodified livekit-client in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from livekit import api
from playwright.sync_api import Page, sync_playwright

from tests.needs import missing
from tests.network.country import COURT, Country
from tests.network.front import NAME
from tests.network.served import KEY, SECRET

_ROOT = Path(__file__).resolve().parents[2]
CLIENT = _ROOT / "courtroom_client/node_modules/livekit-client/dist/livekit-client.umd.js"
PAGE = _ROOT / "tests/signaling/rtc/server/page.js"
_ARGUMENTS = [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--ignore-certificate-errors",  # of the court's own authority
    f"--host-resolver-rules=MAP *.example {COURT}",
]
_TRIES = 4  # livekit-client gives itself 15 s, which a loaded machine may not
_WATCHED = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.connections.push(this); }
};
window.ways = async () => {
  const found = [];
  for (const connection of window.connections) {
    const all = [...(await connection.getStats()).values()];
    const named = Object.fromEntries(all.map((one) => [one.id, one]));
    const transport = all.find((one) => one.type === "transport");
    const pair = named[transport?.selectedCandidatePairId];
    if (!pair) continue;
    const { candidateType, relayProtocol, protocol } = named[pair.localCandidateId];
    found.push({ type: candidateType, protocol: relayProtocol ?? protocol });
  }
  return found;
};
window.received = async () => {
  const sum = { frames: 0, samples: 0, concealed: 0, freezes: 0 };
  for (const connection of window.connections)
    for (const one of (await connection.getStats()).values())
      if (one.type === "inbound-rtp") {
        sum.frames += one.framesDecoded ?? 0;
        sum.samples += one.totalSamplesReceived ?? 0;
        sum.concealed += one.concealedSamples ?? 0;
        sum.freezes += one.freezeCount ?? 0;
      }
  return sum;
};
"""


def _program() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or missing("Chromium", "`apt-get install chromium`")


@contextmanager
def tab(country: Country, name: str, folder: Path) -> Iterator[Page]:
    """An empty page of a browser whose network is that namespace's."""
    if not CLIENT.exists():
        missing("livekit-client", "`npm ci` in courtroom_client")
    program = folder / "chromium-there"
    command = " ".join(country.within(name, _program()))
    program.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    program.chmod(0o755)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        try:
            page = browser.new_page()
            page.add_init_script(_WATCHED)
            yield page
        finally:
            browser.close()


DOOR = f"https://{NAME}"


def join(page: Page, identity: str, at: str = DOOR) -> None:
    """Joins the sitting by the front door, or another, with sound and a picture."""
    page.goto(f"{at}/")
    for script in (CLIENT, PAGE):
        page.add_script_tag(path=script)
    grants = api.VideoGrants(room_join=True, room="court")
    token = api.AccessToken(KEY, SECRET).with_identity(identity).with_grants(grants).to_jwt()
    said = ""
    for _ in range(_TRIES):
        said = page.evaluate("join", [at.replace("http", "ws", 1), token])
        if said == "joined":
            break
    assert said == "joined"
    for source in ("microphone", "camera"):
        assert str(page.evaluate("publish", [source, 520, "200,30,30"])).startswith("TR_")
