"""Run `make bench`: everything writes RESULTS.md, single parts are only printed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import creating, generating, listing, report, serving, starting
from benchmarks.measuring import Comparison
from scripts.measure import figures

RESULTS = Path(__file__).parent / "RESULTS.md"
PARTS: dict[str, tuple[str, Callable[[Path], Iterator[Comparison]]]] = {
    "starting": ("Command line", starting.compare),
    "generating": ("Rendering", generating.compare),
    "creating": ("Creating a project", creating.compare),
    "serving": ("Requests to a generated service", serving.compare),
    "listing": ("Lists of a million rows", listing.compare),
}


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.exit(f"Unknown part: {', '.join(unknown)}. Choose from {', '.join(PARTS)}.")
    sections = {}
    for name in wanted or PARTS:
        title, compare = PARTS[name]
        with tempfile.TemporaryDirectory(prefix="forge-bench-") as workplace:
            sections[title] = list(compare(Path(workplace)))
        sys.stdout.write(f"{report.table(sections[title])}\n\n")
        sys.stdout.flush()
    if not wanted:
        sizes = "\n".join(("\n\n## Size of a generated service\n", *figures(), ""))
        RESULTS.write_text(report.written(sections) + sizes, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
