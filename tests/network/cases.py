"""Bad networks, what a hearing must still be worth in them, and how that is measured."""

import time
from dataclasses import asdict, dataclass

from playwright.sync_api import Page

from tests.network.country import Line
from tests.network.sitting import Listener, Sitting
from tests.network.tab import join
from tests.network.way import Way

SETTLED = 3.0  # seconds that a new way gets before it is judged
RATE = 48_000
LAYER = 320  # pixels: the width of the lowest layer of a 640x360 camera


@dataclass(frozen=True, slots=True)
class Limit:
    """concealed: share of sound that was made up. frozen: share of the time that the picture
    stood still (WebRTC's freezes). still: longest seconds between two frames. fps: at least."""

    concealed: float
    frozen: float = 1.0
    still: float = 60.0
    fps: float = 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """Device b's way is so, to it and from it; what a and b receive of each other is judged.

    Source of the limits of loss_30 and narrow: the reliability targets; the others are what a
    hearing needs to be followed.
    """

    name: str
    down: Way
    up: Way
    limit: Limit


def _both(way: Way) -> tuple[Way, Way]:
    return way, way


CASES = (
    Case("clean", *_both(Way()), Limit(0.01, 0.05, 1.0, 5)),
    Case("loss_5", *_both(Way(loss=0.05)), Limit(0.02, 0.10, 2.0, 5)),
    Case("loss_30", *_both(Way(loss=0.30)), Limit(0.10)),
    Case("bursts", *_both(Way(loss=0.10, burst=4)), Limit(0.10)),
    Case("delay", *_both(Way(delay=200, jitter=50)), Limit(0.05, 0.20, 3.0, 5)),
    Case("reordering", *_both(Way(delay=20, reorder=0.25)), Limit(0.05, 0.10, 3.0, 5)),
    Case("narrow", Way(rate=100), Way(), Limit(0.10, fps=1.0)),
)
BY_NAME = {case.name: case for case in CASES}


def received(device: Listener, start: float, seconds: float) -> dict[str, float]:
    """What a device's decoders made of the others since `start`."""
    lines = device.since(start)
    heard = device.grew(start, "audio", "total_samples_received")
    made_up = device.grew(start, "audio", "concealed_samples")
    frozen = device.grew(start, "video", "total_freeze_duration")
    last = float(str(lines[-1]["frame_at"])) if lines else 0.0
    still = [float(str(line["widest_gap"])) for line in lines] or [seconds]
    bytes_received = sum(
        device.grew(start, kind, "bytes_received") for kind in ("audio", "video")
    )
    return {
        "concealed": round(made_up / heard, 4) if heard else 1.0,
        "heard_s": round(heard / RATE, 1),
        "fps": round(device.grew(start, "video", "frames_decoded") / seconds, 1),
        "freezes": device.grew(start, "video", "freeze_count"),
        "frozen": round(frozen / seconds, 3),
        "still_s": round(max(*still, start + seconds - last), 2),
        "width": float(str(lines[-1]["width"])) if lines else 0.0,
        "kbit_per_s": round(bytes_received * 8 / seconds / 1000),
    }


def within(figures: dict[str, float], limit: Limit) -> bool:
    """Whether they are."""
    return (
        figures["concealed"] <= limit.concealed
        and figures["frozen"] <= limit.frozen
        and figures["still_s"] <= limit.still
        and figures["fps"] >= limit.fps
    )


def judged(sitting: Sitting, case: Case, seconds: float) -> dict[str, object]:
    """Makes b's way so for `seconds`, then good again."""
    a, b = sitting.devices["a"], sitting.devices["b"]
    sitting.country.impair("b", up=case.up, down=case.down)
    try:
        time.sleep(SETTLED)
        start = time.monotonic()
        time.sleep(seconds)
        there, back = (received(device, start, seconds) for device in (b, a))
    finally:
        sitting.country.impair("b")
    gone = [told["event"] for told in b.events if float(str(told["t"])) > start - SETTLED]
    return {
        "b_receives": there,
        "a_receives": back,
        "events": gone,
        "limit": asdict(case.limit),
        "holds": within(there, case.limit) and within(back, case.limit) and not gone,
    }


BACK_S = 3.0
NATIVE_S = 6.0
"""Native clients look at their interfaces every 2 s, and give a path up after 2.5 s and 1 s."""


def blackout(sitting: Sitting, seconds: float = 2.0) -> dict[str, object]:
    """Nothing passes to or from b for a while."""
    b = sitting.devices["b"]
    start = time.monotonic()
    sitting.country.impair("b", up=Way(cut=True), down=Way(cut=True))
    time.sleep(seconds)
    sitting.country.impair("b")
    return _recovered(sitting, b, time.monotonic(), start)


def address_change(sitting: Sitting, number: int, gap: float = 0.0) -> dict[str, object]:
    """b's line goes and another is there, with another address: out of the Wi-Fi, on 4G. With a
    `gap` in seconds b has no network in between; back counts from the new one."""
    b, line = sitting.devices["b"], Line(f"net{number}", number)
    since = time.monotonic()
    if gap:
        sitting.country.disconnect("b")
        time.sleep(gap)
        sitting.country.connect("b", line)
    else:
        sitting.country.connect("b", line)
        sitting.country.disconnect("b")
    return _recovered(sitting, b, time.monotonic(), since, NATIVE_S)


def _recovered(
    sitting: Sitting, device: Listener, start: float, since: float, limit: float = BACK_S
) -> dict[str, object]:
    sitting.until(lambda: device.back_after(start) is not None, "sound and picture")
    sitting.until(lambda: sitting.devices["a"].back_after(start) is not None, "its own")
    times = [each.back_after(start) or 60.0 for each in sitting.devices.values()]
    return {
        "back_s": round(max(times), 2),
        "limit_s": limit,
        "events": [t["event"] for t in device.events if float(str(t["t"])) > since],
        "way": device.way,
        "holds": max(times) <= limit,
    }


def page_moves(held: Sitting, page: Page, number: int) -> dict[str, object]:
    """As address_change, for a page in Chromium."""
    inside = held.devices["a"]
    page.evaluate("court.events.length = 0")
    held.country.connect("c", Line(f"net{number}", number))
    held.country.disconnect("c")
    start, seen = time.monotonic(), page.evaluate("received()")["frames"]
    held.until(lambda: page.evaluate("received()")["frames"] > seen + 5, "c sees a")
    there = time.monotonic() - start
    held.until(lambda: inside.back_after(start) is not None, "a hears and sees c")
    back = max(there, inside.back_after(start) or 60.0)
    return {"back_s": round(back, 2), "limit_s": BACK_S, "holds": back <= BACK_S}


def without_udp(sitting: Sitting, seconds: float) -> dict[str, object]:
    """A third device whose network lets no UDP out: the relay's own TCP port."""
    sitting.country.only("c", "ipproto tcp")
    start = time.monotonic()
    late = sitting.join("c")
    sitting.until(lambda: late.lives(start), "c sees and hears")
    joined = time.monotonic()
    time.sleep(seconds)
    figures = received(late, joined, seconds)
    late.gather()
    limit = Limit(0.05, 0.20, 3.0, 5)
    by_tcp = late.way.get("protocol") == "tcp" and "RELAY" not in late.way.get("type", "")
    return {
        "joined_s": round(joined - start, 2),  # the client's own start included
        "c_receives": figures,
        "way": late.way,
        "limit": asdict(limit),
        "holds": by_tcp and within(figures, limit),
    }


def by_443_alone(held: Sitting, page: Page, seconds: float) -> dict[str, object]:
    """A page whose network lets out TCP 443 alone, to the front door."""
    inside = held.devices["a"]
    began = time.monotonic()
    join(page, "dev_c")
    held.until(lambda: page.evaluate("received()")["frames"] > 5, "c sees a")
    held.until(lambda: inside.lives(began), "a sees and hears c")
    joined = time.monotonic()
    before = page.evaluate("received()")
    page.wait_for_timeout(seconds * 1000)
    after = page.evaluate("received()")
    grew = {name: after[name] - before[name] for name in after}
    concealed = grew["concealed"] / grew["samples"] if grew["samples"] else 1.0
    ways = page.evaluate("ways()")
    back = received(inside, joined, seconds)
    return {
        "joined_s": round(joined - began, 2),
        "c_receives": {"concealed": round(concealed, 4), **grew},
        "a_receives": back,
        "ways": ways,
        "limit": {"concealed": 0.05},
        "holds": concealed <= 0.05
        and back["concealed"] <= 0.05
        and {way["protocol"] for way in ways} == {"tls"},
    }
