"""Rulings on networks that let nothing out but TCP 443.

https, the relay's sockets and TURN over TLS share it, by the files of deploy/, with real nginx,
coturn and Chromium.
"""

import time
from pathlib import Path

import pytest

from tests.network.front import NAME, TURN_SECRET, TURN_URL, front
from tests.network.sitting import sitting
from tests.network.tab import join, tab

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("namespaces")]


def test_whoever_reaches_443_alone_sees_hears_and_is_seen(tmp_path: Path) -> None:
    turn = {"urls": [TURN_URL], "secret": TURN_SECRET}
    with sitting(("a", "c"), turn=turn) as held, front(held.country, tmp_path):
        held.country.only("c", "ipproto tcp dport 443")
        inside = held.join("a")
        with tab(held.country, "c", tmp_path) as page:
            join(page, "dev_c")
            start = time.monotonic()
            held.until(lambda: inside.lives(start), "a sees and hears c")
            held.until(lambda: page.evaluate("received()")["frames"] > 5, "c sees a")
            heard = page.evaluate("received()")
            assert heard["samples"] > heard["concealed"]
            ways = page.evaluate("ways()")
            assert {way["type"] for way in ways} == {"relay"}
            assert {way["protocol"] for way in ways} == {"tls"}
            page.goto(f"https://{NAME}/")
            assert page.title() == held.country.lines["c"][0].address  # not the proxy's own
