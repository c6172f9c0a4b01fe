"""Draw a screen as a self-contained SVG for light and dark pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from scripts.terminal import COLUMNS, Run

_CELL, _LINE, _MARGIN = 8.4, 18, 16
_PLAIN = "default"
_STYLE = """\
    .screen { fill: #ffffff; stroke: #d0d7de }
    text { fill: #1f2328; white-space: pre; font-size: 14px;
      font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }
    .bold { font-weight: bold }
    .magenta { fill: #8250df }
    .green { fill: #1a7f37 }
    @media (prefers-color-scheme: dark) {
      .screen { fill: #0d1117; stroke: #30363d }
      text { fill: #e6edf3 }
      .magenta { fill: #d2a8ff }
      .green { fill: #7ee787 }
    }
"""


def drawn(title: str, rows: Sequence[Sequence[Run]]) -> str:
    width = f"{COLUMNS * _CELL + 2 * _MARGIN:g}"
    height = len(rows) * _LINE + 2 * _MARGIN
    size = f'width="{width}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"  <title>{escape(title)}</title>",
        f"  <style>\n{_STYLE}  </style>",
        f'  <rect class="screen" {size} rx="8"/>',
        *(_row(number, row) for number, row in enumerate(rows)),
        "</svg>",
    ]
    return "\n".join([*lines, ""])


def shown(picture: str) -> list[str]:
    """Return the lines of text in a picture that `drawn` created."""
    texts = ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - ours
    return ["".join(text.itertext()) for text in texts]


def _row(number: int, row: Iterable[Run]) -> str:
    baseline = _MARGIN + (number + 1) * _LINE - 5
    spans = "".join(_spans(row))
    return f'  <text y="{baseline}" xml:space="preserve">{spans}</text>'


def _spans(row: Iterable[Run]) -> Iterator[str]:
    column = 0
    for run in row:
        # All fonts get the same columns.
        place = (
            f'x="{_MARGIN + column * _CELL:g}" textLength="{len(run.text) * _CELL:g}"'
        )
        yield f"<tspan {place}{_classes(run)}>{escape(run.text)}</tspan>"
        column += len(run.text)


def _classes(run: Run) -> str:
    names = [run.colour] if run.colour != _PLAIN else []
    names += ["bold"] if run.bold else []
    return f" class={quoteattr(' '.join(names))}" if names else ""
