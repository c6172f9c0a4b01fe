from __future__ import annotations

from fastapi_forge.verify.attacks.campaign import NAMES
from tests.support.holes import HOLES


def test_each_attack_finds_a_hole_that_is_put_back() -> None:
    """Each attack is shown to work by a hole that it finds."""
    assert {hole.attack for hole in HOLES} == set(NAMES)


def test_no_hole_is_put_back_twice() -> None:
    assert len({str(hole) for hole in HOLES}) == len(HOLES)
