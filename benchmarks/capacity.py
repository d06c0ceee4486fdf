"""docs/capacity.md as a run of benchmarks.big_session tells it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_NAMES = {"embedded": "embedded relay", "livekit": "livekit-server"}

_TEXT = Path(__file__).with_suffix(".md")


def document(report: Mapping[str, Any]) -> str:
    """The page's text."""
    engines = {key: report[key] for key in _NAMES if key in report}
    rows = [
        _row(_NAMES[key], step, report["speakers"])
        for key, engine in engines.items()
        for step in engine["measured"]
    ]
    sums = [
        f"| {_NAMES[key]} | {engine['watchers_one_core_carries']} | {engine['cores_for_all']} |"
        for key, engine in engines.items()
    ]
    return _TEXT.read_text().format(**report, rows=_lines(rows), sums=_lines(sums))


def _row(name: str, step: Mapping[str, float], speakers: int) -> str:
    streams = int(step["watchers"]) * speakers
    cells: Sequence[object] = (
        name,
        int(step["watchers"]),
        streams,
        f"{step['core_share']:.1%}",
        f"{step['us_per_packet']} µs",
        f"{step['delivered']:.3%}",
        f"{step['reports_a_second_of_a_watcher']}",
        f"{step['latency_p50_ms']} ms",
        f"{step['latency_p99_ms']} ms",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines)
