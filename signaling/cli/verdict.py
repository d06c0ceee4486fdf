"""The verifier's report for people: a verdict, findings, gaps and tracks, in two languages."""

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from recording.verify import VERDICTS, Report, Severity
from recording.verify.report import printable

_COLOUR = {0: "green", 1: "red", 2: "yellow", 3: "cyan"}
_WEIGHT = {
    Severity.FAIL: ("SAI · FAIL", "red"),
    Severity.UNFINISHED: ("DỞ DANG · UNFINISHED", "yellow"),
    Severity.WARNING: ("LƯU Ý · WARNING", "yellow"),
    Severity.INFO: ("TIN · INFO", "cyan"),
}


def show(report: Report) -> None:
    """Prints it to stdout. Whatever comes from the bundle is shown as text, never as markup."""
    console = Console(highlight=False)
    _, vi, en = VERDICTS[report.exit]
    console.print(Panel(Text(f"{vi}\n{en}"), style=_COLOUR[report.exit]))
    if report.parts:
        console.print(Text(_summary(report)))
    for table in (_findings(report), _gaps(report), _tracks(report)):
        if table.row_count:
            console.print(table)


def _summary(report: Report) -> str:
    seconds = report.seconds(report.last)
    hearing = printable(report.hearing)
    parts = f"{report.parts} phần · parts, {report.blocks} khối · blocks"
    return f"{hearing}: {parts}, {seconds:.1f} s"


def _findings(report: Report) -> Table:
    table = Table(title="Phát hiện · Findings", title_justify="left")
    for name in ("", "Mã · code", "Nội dung · what", "Vị trí · where"):
        table.add_column(name, overflow="fold")
    for one in report.findings:
        weight, colour = _WEIGHT[one.severity]
        table.add_row(
            Text(weight, style=colour),
            Text(one.code),
            Text(f"{one.vi}\n{one.en}"),
            Text(one.where),
        )
    return table


def _gaps(report: Report) -> Table:
    table = Table(title="Khoảng trống đã khai báo · Declared gaps", title_justify="left")
    for name in ("Từ · from (s)", "Đến · to (s)", "Lý do · reason", "Theo lệnh · by"):
        table.add_column(name, overflow="fold")
    for gap in report.gaps:
        start, end = report.seconds(gap.start), report.seconds(gap.end)
        table.add_row(
            f"{start:.3f}", f"{end:.3f}", Text(f"{gap.reason} {gap.note}"), Text(gap.by)
        )
    return table


def _tracks(report: Report) -> Table:
    table = Table(title="Luồng · Tracks", title_justify="left")
    for name in ("Phần · part", "Luồng · track", "Gói · packets", "Mất · lost", "SR"):
        table.add_column(name, overflow="fold")
    for one in report.tracks:
        label = Text(f"{one.role} {one.source}\n{one.device}")
        counted = "–" if one.sent is None else f"{one.heard}/{one.sent}"
        table.add_row(str(one.part), label, str(one.packets), str(one.lost), counted)
    return table
