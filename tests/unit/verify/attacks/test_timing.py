from __future__ import annotations

import pytest

from fastapi_forge.verify.attacks.timing import differs


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ([0.050, 0.051, 0.300], [0.049, 0.052, 0.048], False),
        ([0.050, 0.051, 0.052], [0.001, 0.002, 0.001], True),
        ([0.002, 0.002, 0.002], [0.001, 0.001, 0.001], False),
    ],
)
def test_medians(first: list[float], second: list[float], answer: bool) -> None:
    assert differs(first, second) is answer
    assert differs(second, first) is answer
