"""`phientoa demo`: an installation with a hearing booked and a link for each of its people."""

import asyncio
import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx
import typer

from signaling.app import claim, logs, ports, roots
from signaling.app.demo import stage
from signaling.app.settings import Settings
from signaling.cli import demo_words, given


def command(
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data/demo"
    ),
    port: Annotated[int, typer.Option(min=1, max=65532, help="TCP port of the pages")] = 8080,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line")] = False,
) -> None:
    """Serve, book a hearing for now, print its links; ends at SIGTERM or Ctrl+C.

    Started again with the same data it keeps its hearing while that is still to be held, and
    prints fresh links. Its staff sign in with the password alone. Unless told otherwise by
    PHIENTOA_RECORDING_QUALITY its record takes the middle layer of each camera: its people
    are often tabs of one machine, which would have to encode every best one.
    """
    logs.set_up("demo")
    quality = os.environ.get("PHIENTOA_RECORDING_QUALITY") or "medium"
    os.environ["PHIENTOA_RECORDING_QUALITY"] = quality
    settings = replace(given.settings(data_dir, port), second_factor=False)
    given.must_be_free(ports.of_all(settings))
    given.must_be_ours(settings, claim.of_all(settings))
    given.run(_serve(settings, as_json))


async def _serve(settings: Settings, as_json: bool) -> None:
    """Serve; a demo that cannot be set up ends at once, with the reason."""
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
    base = settings.inside.url
    async with httpx.AsyncClient(base_url=base, headers=authorization, timeout=30) as api:
        ready = await stage.set_up(api, settings.data_dir / "secrets", datetime.now(UTC))
    if as_json:
        typer.echo(json.dumps(_contract(settings, ready), ensure_ascii=False))
        typer.echo(demo_words.NO_SECOND_FACTOR, err=True)
    else:
        for line in demo_words.told(settings.public_url, ready):
            typer.echo(line)


def _contract(settings: Settings, ready: stage.Ready) -> dict[str, object]:
    return {
        "url": settings.public_url,
        "relay_url": settings.livekit_public_url,
        "hearing": ready.hearing,
        "data_dir": str(settings.data_dir),
        "links": dict(ready.links),
        "devices": dict(ready.devices),
        "staff": dict(ready.staff),
    }
