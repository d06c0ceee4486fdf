"""`phientoa init`: the first administrator, who makes the other accounts."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from hearing.refusal import Refusal
from signaling.app import first_administrator
from signaling.cli import given
from signaling.refusals import render


def command(
    user: Annotated[str, typer.Option(help="Tên đăng nhập · user name")],
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
    name: Annotated[
        str | None, typer.Option(help="Họ tên · the name shown; if absent, the user name")
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from one line of stdin")
    ] = False,
) -> None:
    """Make an administrator of every court. Their authenticator app is set up when they first
    sign in. Run again with another name it makes another one."""
    password = _typed(password_stdin)
    settings = given.settings(data_dir, 8080)
    try:
        made = asyncio.run(first_administrator.make(settings, user, name or user, password))
    except Refusal as refusal:
        said = render(refusal)
        typer.echo(f"{said.vi}\n{said.en}", err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"Đã tạo quản trị viên · administrator made: {made.user}\n"
        f"Đăng nhập · sign in: {settings.public_url}/sign-in"
    )


def _typed(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = typer.prompt("Mật khẩu · password", hide_input=True, confirmation_prompt=True)
    return asked
