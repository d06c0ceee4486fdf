"""What commands are given: settings, folders, ports. What cannot be used is said, in words."""

import asyncio
import os
import socket
import tempfile
from collections.abc import Coroutine, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import typer

from signaling.app.claim import Claimed, claim
from signaling.app.identity import HalfAnIdentity, UnusableCertificate
from signaling.app.ports import Port, taken
from signaling.app.settings import Settings, load
from signaling.app.stopping import SUPERVISED, CannotStart
from signaling.app.supervisor import GaveUp

DATABASES = ("sqlite+aiosqlite", "postgresql+asyncpg")


def settings(data_dir: Path, port: int, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `data_dir`, made if missing; with a local authority, its certificate
    too. Raises typer.BadParameter."""
    if not os.environ.get(SUPERVISED):  # a part that died must come back on a full disk too
        folder(data_dir, "--data-dir", 0o700)  # records and names lie there
    _number(environ, "PHIENTOA_RELAY_PORT")
    _database(environ)
    try:
        return _secured(load(data_dir, port, environ))
    except socket.gaierror as error:
        raise typer.BadParameter(
            "Không có địa chỉ này. · There is no such address.", param_hint="PHIENTOA_HOST"
        ) from error
    except OSError as error:
        raise _unusable(data_dir, "--data-dir", error) from error
    except (HalfAnIdentity, UnusableCertificate) as error:
        raise typer.BadParameter(str(error), param_hint="--cert, --key") from error
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="PHIENTOA_*") from error


def _secured(found: Settings) -> Settings:
    """Make what a local authority owes, and see that it can be served with."""
    identity = found.identity
    if identity is None:
        return found
    from signaling.app import authority, tls  # noqa: PLC0415 - only who has TLS loads it

    if identity.authority is not None:
        authority.ensure(identity.authority, identity.names, datetime.now(UTC))
    tls.context(identity)
    return found


def _number(environ: Mapping[str, str], name: str) -> None:
    text = environ.get(name, "1")
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65534):
        raise typer.BadParameter(
            "Phải là số cổng từ 1 đến 65533. · Must be a port number from 1 to 65533.",
            param_hint=name,
        )


def _database(environ: Mapping[str, str]) -> None:
    """Said at once: a part would only find out after it was started."""
    url = environ.get("PHIENTOA_DATABASE_URL", "")
    if url and url.partition("://")[0] not in DATABASES:
        raise typer.BadParameter(
            "Phải có dạng postgresql+asyncpg://USER:PASSWORD@HOST/DB hoặc"
            " sqlite+aiosqlite:///FILE. · Must read postgresql+asyncpg://USER:PASSWORD@HOST/DB"
            " or sqlite+aiosqlite:///FILE.",
            param_hint="PHIENTOA_DATABASE_URL",
        )


def folder(path: Path, option: str, mode: int = 0o777) -> Path:
    """`path` in full, made if missing. Raises typer.BadParameter if it cannot be written."""
    full = path.resolve()
    try:
        full.mkdir(parents=True, exist_ok=True, mode=mode)
        with tempfile.TemporaryFile(dir=full):  # a name of its own: parts start together
            return full
    except OSError as error:
        raise _unusable(full, option, error) from error


def must_be_free(ports: list[Port]) -> None:
    """Raises typer.BadParameter if another program has one of `ports`."""
    busy = taken(ports)
    if which := ", ".join(map(str, busy)):
        host = busy[0].host
        raise typer.BadParameter(
            f"{which} ({host}) không dùng được: chương trình khác đang dùng? Chọn cổng khác."
            f" · {which} ({host}) cannot be had: another program has it? Choose another port.",
            param_hint="--port",
        )


def must_be_ours(settings: Settings, parts: Iterable[str]) -> None:
    """Claim `parts` of the data directory. Raises typer.BadParameter if another has them."""
    if os.environ.get(SUPERVISED):  # the supervisor has claimed them
        return
    try:
        claim(settings.data_dir, parts)
    except Claimed:
        where = settings.data_dir
        raise typer.BadParameter(
            f"{where} đang được một hệ thống khác dùng. Dừng hệ thống đó, hoặc chọn thư mục"
            f" khác. · {where} is served from already. Stop that, or choose another folder.",
            param_hint="--data-dir",
        ) from None
    except OSError as error:
        raise _unusable(settings.data_dir, "--data-dir", error) from error


def _unusable(path: Path, option: str, error: OSError) -> typer.BadParameter:
    why = error.strerror or type(error).__name__
    return typer.BadParameter(
        f"Không ghi được vào {path} ({why}). · {path} cannot be written ({why}).",
        param_hint=option,
    )


def run(serving: Coroutine[None, None, None]) -> None:
    """Serve. What cannot be started is said in a sentence, with exit code 1."""
    try:
        asyncio.run(serving)
    except (GaveUp, CannotStart) as error:
        typer.echo(f"{error.vi}\n{error.en}", err=True)
        raise typer.Exit(1) from None
