"""`phientoa serve`: the whole installation on this machine, or one part of it."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from signaling.app import logs, ports, roots
from signaling.app.settings import Settings
from signaling.cli import given


class PartName(StrEnum):
    """What can be served alone."""

    ALL = "all"
    HEARING = "hearing"
    RELAY = "relay"
    RECORDER = "recorder"


_PORTS: Mapping[PartName, Callable[[Settings], list[ports.Port]]] = {
    PartName.ALL: ports.of_all,
    PartName.HEARING: ports.of_hearing,
    PartName.RELAY: ports.of_relay,
    PartName.RECORDER: lambda _: [],
}


def command(
    part: Annotated[PartName, typer.Argument(help="all · hearing · relay · recorder")] = (
        PartName.ALL
    ),
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
    port: Annotated[int, typer.Option(min=1, max=65534, help="TCP port of the pages")] = 8080,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON line once everything answers")
    ] = False,
) -> None:
    """Serve hearing server, relay and recorder; stops within 5 s of SIGTERM.

    `--port` is the hearing server's; the relay takes the next one (TCP and UDP). Served alone,
    `relay` takes `--port` itself.
    """
    logs.set_up(part.value)
    settings = given.settings(data_dir, port)
    if part is PartName.RELAY:
        settings = replace(settings, relay_port=port)
    given.must_be_free(settings.host, _PORTS[part](settings))

    def announce() -> None:
        ready = {
            "url": settings.public_url,
            "relay_url": settings.livekit_public_url,
            "data_dir": str(settings.data_dir),
        }
        if as_json:
            typer.echo(json.dumps(ready))
        else:
            typer.echo(f"Sẵn sàng · ready: {settings.public_url}", err=True)

    asyncio.run(roots.ROOTS[part.value](settings, announce))
