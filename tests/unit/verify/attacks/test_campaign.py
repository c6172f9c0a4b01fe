from __future__ import annotations

from fastapi_forge.verify.attacks.campaign import NAMES
from tests.support.holes import HOLES


def test_each_attack_finds_a_hole_that_is_put_back() -> None:
    """An attack that no hole makes red is one that nobody knows to work."""
    assert {it.attack for it in HOLES} == set(NAMES)


def test_no_hole_is_put_back_twice() -> None:
    assert len({str(it) for it in HOLES}) == len(HOLES)
