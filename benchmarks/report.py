"""Format comparisons as Markdown."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.load import CONNECTIONS, SECONDS, generator
from benchmarks.measuring import Comparison, Series

HEAD = """\
# Results

Written by `make bench`; other machines give other results. Contenders are measured in
turns within one run. A cell contains the median, with minimum and maximum of all rounds
in parentheses; the ratio is that of the medians.
"""
_PACKAGES = ("typer", "copier", "jinja2", "pyyaml", "ruff")
_EXACT_BELOW = 100
_MODEL = re.compile(r"^model name\s*: (.+)$", re.MULTILINE)


def written(sections: Mapping[str, Iterable[Comparison]]) -> str:
    parts = [HEAD, "\n".join(_machine())]
    for title, comparisons in sections.items():
        parts.append(f"\n## {title}\n\n{table(comparisons)}")
    return "\n".join(parts)


def table(comparisons: Iterable[Comparison]) -> str:
    rows = [
        "| what | forge | compared with | ratio | target |",
        "|---|---|---|---|---|",
    ]
    rows += [_row(comparison) for comparison in comparisons]
    return "\n".join(rows)


def _row(comparison: Comparison) -> str:
    ratio, unit = comparison.ratio, comparison.unit
    peer = ""
    if comparison.peer:
        peer = f"{comparison.peer.name}: {_cell(comparison.peer, unit)}"
    shown = "" if ratio is None else f"{ratio:.2f}"
    ours = _cell(comparison.ours, unit)
    cells = (comparison.what, ours, peer, shown, _target(comparison))
    return f"| {' | '.join(cells)} |"


def _cell(series: Series, unit: str) -> str:
    if len(series.values) == 1:
        return f"{_number(series.median)} {unit}"
    least, greatest = min(series.values), max(series.values)
    return f"{_number(series.median)} {unit} ({_number(least)}-{_number(greatest)})"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < _EXACT_BELOW else f"{value:.0f}"


def _target(comparison: Comparison) -> str:
    target = comparison.target
    if target is None:
        return ""
    value = comparison.ratio
    met = target.is_met(comparison.ours.median if value is None else value)
    bound = f"{target.kind} {target.bound:g}"
    return f"{bound}: {'met' if met else '**missed**'}"


def _machine() -> Iterator[str]:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    yield f"- {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({_processor()})"
    yield f"- {platform.system()} {platform.release()}"
    yield f"- Python {platform.python_version()}, {packages}"
    yield f"- load by {generator()}: {CONNECTIONS} connections, {SECONDS} s per round"
    yield f"- {_load()}"


def _load() -> str:
    busy = os.getloadavg()[2]
    return f"{busy:.1f} processes on average running or waiting in the last 15 minutes"


def _processor() -> str:
    try:
        found = _MODEL.search(Path("/proc/cpuinfo").read_text("utf-8"))
    except OSError:
        found = None
    return found[1] if found else platform.machine()
