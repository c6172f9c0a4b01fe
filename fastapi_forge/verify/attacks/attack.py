"""Define what an attack is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from fastapi_forge.verify.attacks.findings import Hole
from fastapi_forge.verify.attacks.target import Target

Attack: TypeAlias = Callable[[Target], Iterator[Hole]]
"""Runs the attack; raises DoesNotApplyError."""
Family: TypeAlias = Mapping[str, Attack]
"""Attacks by name, as in reports."""
