"""`phientoa serve`: the whole installation on this machine, or one part of it."""

import json
import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from signaling.app import claim, logs, ports, roots
from signaling.app.settings import Settings
from signaling.cli import given, trusting


class PartName(StrEnum):
    """What can be served alone."""

    ALL = "all"
    HEARING = "hearing"
    RELAY = "relay"
    FRONT = "front"
    WORKER = "worker"
    RECORDER = "recorder"


_PORTS: Mapping[PartName, Callable[[Settings], list[ports.Port]]] = {
    PartName.ALL: ports.of_all,
    PartName.HEARING: ports.of_hearing,
    PartName.RELAY: ports.of_relay,
    PartName.FRONT: ports.of_front,
    PartName.WORKER: lambda settings: ports.of_worker(settings, settings.port),
    PartName.RECORDER: lambda _: [],
}
_CLAIMS: Mapping[PartName, Callable[[Settings], tuple[str, ...]]] = {
    PartName.ALL: claim.of_all,
    PartName.HEARING: claim.of_hearing,
    PartName.RELAY: lambda _: (),
    PartName.FRONT: lambda _: (),
    PartName.WORKER: lambda _: (),
    PartName.RECORDER: claim.of_recorder,
}


def command(
    part: Annotated[PartName, typer.Argument(help="all · hearing · relay · recorder")] = (
        PartName.ALL
    ),
    *,
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
    port: Annotated[int, typer.Option(min=1, max=65532, help="TCP port of the pages")] = 8080,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON line once everything answers")
    ] = False,
    cert: Annotated[
        Path | None, typer.Option(help="Chứng chỉ TLS · certificate with its chain, PEM")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Khóa · its private key, PEM")] = None,
    local_authority: Annotated[
        bool, typer.Option("--local-authority", help="Tự cấp chứng chỉ · make our own")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Tên hoặc địa chỉ · what our own certificate is for; repeatable"),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(help="Proxy được tin · whose X-Forwarded-For is believed; repeatable"),
    ] = None,
) -> None:
    """Serve hearing server, relay and recorder; stops within 5 s of SIGTERM.

    `--port` is the hearing server's; the relay takes the next one (TCP and UDP) and the third
    after that (TCP media). Served alone, `relay` takes `--port` itself; it starts `front` and
    `worker` where PHIENTOA_RELAY_WORKERS are several, whose media takes the ports after these.
    With a certificate both speak TLS, at every address of this machine unless PHIENTOA_HOST
    names one.
    """
    logs.set_up(part.value)
    asked = {
        "PHIENTOA_CERT": str(cert or ""),
        "PHIENTOA_KEY": str(key or ""),
        "PHIENTOA_LOCAL_AUTHORITY": "on" if local_authority else "",
        "PHIENTOA_NAMES": ",".join(name or ()),
        "PHIENTOA_TRUSTED_PROXIES": ",".join(trusted_proxy or ()),
    }
    environ = {**os.environ, **{name: value for name, value in asked.items() if value}}
    if part in (PartName.RELAY, PartName.FRONT):
        environ["PHIENTOA_RELAY_PORT"] = str(port)
    settings = given.settings(data_dir, port, environ)
    given.must_be_free(_PORTS[part](settings))
    given.must_be_ours(settings, _CLAIMS[part](settings))

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
        if part is PartName.ALL:
            trusting.tell(settings)

    given.run(roots.ROOTS[part.value](settings, announce))
