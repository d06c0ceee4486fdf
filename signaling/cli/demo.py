"""`phientoa demo`: an installation with a hearing booked and a link for each of its people."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.table import Table

from hearing.roles import NAMES, Role
from signaling.app import demo, logs, ports, roots
from signaling.app.settings import Settings
from signaling.cli import given


def command(
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data/demo"
    ),
    port: Annotated[int, typer.Option(min=1, max=65534, help="TCP port of the pages")] = 8080,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line")] = False,
) -> None:
    """Serve, book a hearing for today, print its personal links; ends at SIGTERM or Ctrl+C."""
    logs.set_up("demo")
    settings = given.settings(data_dir, port)
    given.must_be_free(settings.host, ports.of_all(settings))
    asyncio.run(_serve(settings, as_json))


async def _serve(settings: Settings, as_json: bool) -> None:
    """Serve; a demo that cannot be booked ends at once, with the reason."""
    up = asyncio.Event()
    serving = asyncio.create_task(roots.serve_all(settings, up.set))
    waiting = asyncio.create_task(up.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    try:
        if up.is_set():
            await _announce(settings, as_json)
        await serving
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def _announce(settings: Settings, as_json: bool) -> None:
    authorization = {"Authorization": f"Bearer {settings.admin_token}"}
    base = f"http://{settings.host}:{settings.port}"
    async with httpx.AsyncClient(base_url=base, headers=authorization, timeout=30) as api:
        booked = await demo.book(api, datetime.now(UTC))
    if as_json:
        ready = {
            "url": settings.public_url,
            "relay_url": settings.livekit_public_url,
            "hearing": booked.hearing,
            "data_dir": str(settings.data_dir),
            "links": booked.links,
        }
        typer.echo(json.dumps(ready))
        return
    _print(settings, booked)


def _print(settings: Settings, booked: demo.Booked) -> None:
    out = Console()
    table = Table(
        "Vai trò", "Role", "Liên kết cá nhân · personal link", title=demo.CASE["title"]
    )
    for role, link in booked.links.items():
        table.add_row(*NAMES[Role(role)], link)
    out.print(table, soft_wrap=True)
    out.print(f"Địa chỉ · address: {settings.public_url}", soft_wrap=True)
    out.print("Mỗi liên kết dùng một lần. Each link works once. Ctrl+C: dừng · stop.")
