from __future__ import annotations

import pytest

from fastapi_forge.cli.matrix import progress


def test_progress_is_reported_at_most_once_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times = iter([0.0, 0.5, 1.0, 1.0, 1.9, 2.1, 2.1])
    monkeypatch.setattr(progress, "monotonic", lambda: next(times))
    reported: list[str] = []
    report = progress.each_second(reported.append)

    for text in ("at once", "after a second", "too early", "after two"):
        report(text)

    assert reported == ["after a second", "after two"]
