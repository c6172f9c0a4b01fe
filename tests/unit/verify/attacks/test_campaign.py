from __future__ import annotations

from fastapi_forge.verify.attacks.campaign import NAMES
from tests.support.holes import HOLES


def test_each_attack_has_a_hole() -> None:
    """Each attack is shown to work by a hole that it finds."""
    assert {hole.attack for hole in HOLES} == set(NAMES)


def test_holes_are_unique() -> None:
    assert len({str(hole) for hole in HOLES}) == len(HOLES)
