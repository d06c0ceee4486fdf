"""`phientoa doctor`: what stands in the way of a hearing on this machine, and what to do."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from signaling.doctor.examine import examine
from signaling.doctor.finding import Finding, State

_MARKS = {
    State.OK: "[green]ok[/green]",
    State.WARN: "[yellow]warn[/yellow]",
    State.FAIL: "[red]fail[/red]",
}


def command(
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
    port: Annotated[int, typer.Option(min=1, max=65534, help="TCP port of the pages")] = 8080,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line")] = False,
) -> None:
    """Look at ports, clock, disk, database, relay, recorder, address and certificate.

    Works while the servers run and while they do not. Exit 1 if anything fails.
    """
    try:
        findings = asyncio.run(examine(data_dir, port))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="PHIENTOA_*") from error
    failed = any(each.state is State.FAIL for each in findings)
    if as_json:
        report = {"ok": not failed, "checks": [asdict(each) for each in findings]}
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        _show(findings)
    raise typer.Exit(1 if failed else 0)


def _show(findings: list[Finding]) -> None:
    table = Table("", "", "", show_header=False)
    for each in findings:
        table.add_row(_MARKS[each.state], each.check, f"{each.vi}\n[dim]{each.en}[/dim]")
    Console().print(table)
