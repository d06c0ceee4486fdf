"""Rulings on the pages' addresses: each opens the client, which may run nothing else."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from signaling.app.pages import PAGES, Headers, add_pages, headers


@pytest.fixture
def browser(tmp_path: Path) -> httpx.AsyncClient:
    """Somebody at an installation with built pages."""
    (tmp_path / "index.html").write_text("<title>Phiên tòa</title>", "utf-8")
    app = FastAPI()
    app.add_middleware(Headers, fixed=headers(("ws://relay.example",), "http://court.example"))
    add_pages(app, tmp_path)
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://court.example")


@pytest.mark.parametrize("address", PAGES)
async def test_each_address_opens_the_client(browser: httpx.AsyncClient, address: str) -> None:
    """Never out of a cache: what it loads is named by its content."""
    answer = await browser.get(address.format(seat="seat_1", hearing="hrg_1", point="pt_1"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert "Phiên tòa" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "connect-src 'self' ws://relay.example" in policy


@pytest.mark.parametrize("address", ["/staff/x", "/hearings", "/sign-in/x", "/my-day/x"])
async def test_what_is_no_page_is_not_found(browser: httpx.AsyncClient, address: str) -> None:
    """A person is told so by the client, a program in its own language."""
    assert (await browser.get(address)).headers["content-type"] == "application/json"
    told = await browser.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
    assert told.status_code == 404
    assert "Phiên tòa" in told.text


async def test_data_that_is_not_there_is_no_page(browser: httpx.AsyncClient) -> None:
    for address in ("/api/v1/none", "/assets/none.js"):
        answer = await browser.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert "Phiên tòa" not in answer.text
