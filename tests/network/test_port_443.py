"""Rulings on networks that let nothing out but TCP 443.

https, the relay's sockets and TURN over TLS share it, by the files of deploy/, with real nginx,
coturn and Chromium.
"""

from pathlib import Path

import pytest

from tests.network.cases import by_443_alone
from tests.network.front import NAME, TURN_SECRET, TURN_URL, front
from tests.network.sitting import sitting
from tests.network.tab import tab

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("namespaces")]


def test_whoever_reaches_443_alone_sees_hears_and_is_seen(tmp_path: Path) -> None:
    turn = {"urls": [TURN_URL], "secret": TURN_SECRET}
    with sitting(("a", "c"), turn=turn) as held, front(held.country, tmp_path):
        held.country.only("c", "ipproto tcp dport 443")
        held.join("a")
        with tab(held.country, "c", tmp_path) as page:
            found = by_443_alone(held, page, 1.0)
            ways = found["ways"]
            assert isinstance(ways, list)
            assert ways
            assert all(way == {"type": "relay", "protocol": "tls"} for way in ways)
            heard = page.evaluate("received()")
            assert heard["samples"] > heard["concealed"]
            page.goto(f"https://{NAME}/")
            assert page.title() == held.country.lines["c"][0].address  # not the proxy's own
