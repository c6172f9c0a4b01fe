"""Report the progress of `forge matrix`."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from fastapi_forge.matrix.array import Progress
from fastapi_forge.matrix.verification import RowResult


def each_second(progress: Progress) -> Progress:
    """Return a callback that reports at most once a second, and not at once."""
    last = monotonic()

    def report(text: str) -> None:
        nonlocal last
        if monotonic() - last >= 1:
            last = monotonic()
            progress(text)

    return report


def each_result(rows: int, progress: Progress) -> Callable[[RowResult], None]:
    """Return a callback that reports each finished combination."""
    done = 0

    def report(result: RowResult) -> None:
        nonlocal done
        done += 1
        word = result.status + (
            f" ({', '.join(result.failed)})" if result.failed else ""
        )
        progress(f"{done}/{rows}  {result.row.name}  {word}  {result.seconds:.1f} s")

    return report
