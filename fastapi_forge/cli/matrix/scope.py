"""The selection of combinations and checks on the command line."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field

from fastapi_forge.matrix.options_check import OPTIONS
from fastapi_forge.matrix.verification import PYTHON
from fastapi_forge.template.location import without_credentials

STRENGTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    template: str | None = field(repr=False)
    strength: int
    seed: int
    only: tuple[str, ...]
    skip: tuple[str, ...]
    rows: tuple[str, ...]
    strict: bool

    @property
    def checks_options(self) -> bool:
        """True if the options check runs, which needs all combinations."""
        if OPTIONS in self.skip or self.rows:
            return False
        return not self.only or OPTIONS in self.only

    @property
    def checks(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the checks to run exclusively, and the checks to skip."""
        only = tuple(name for name in self.only if name != OPTIONS)
        skip = tuple(name for name in self.skip if name not in {OPTIONS, PYTHON})
        return only, skip

    @property
    def needs_python(self) -> bool:
        """False if another version may stand in for a missing Python."""
        return PYTHON not in self.skip

    @property
    def template_arguments(self) -> tuple[str, ...]:
        return () if self.template is None else (f"--template={self.template}",)

    def command(self, row: str | None, checks: Sequence[str] = ()) -> str:
        """Return the command that generates a combination again and repeats checks.

        Credentials in the template's address are left out.
        """
        words = ["forge", "matrix"]
        if self.template is not None:
            words.append(f"--template={without_credentials(self.template)}")
        words += [f"--row={row}"] if row else []
        words += [f"--only={check}" for check in checks]
        if self.strength != STRENGTH:
            words.append(f"--strength={self.strength}")
        if self.seed:
            words.append(f"--seed={self.seed}")
        return shlex.join(words)
