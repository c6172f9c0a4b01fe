"""All checks by name, in the order of the report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from fastapi_forge.errors import UsageError
from fastapi_forge.suggestion import nearest
from fastapi_forge.verify.checks.artefacts import check_artefacts
from fastapi_forge.verify.checks.auth import check_auth
from fastapi_forge.verify.checks.boot import check_boot
from fastapi_forge.verify.checks.commands import (
    check_commands,
    check_format,
    check_lint,
    check_types,
)
from fastapi_forge.verify.checks.contract import check_contract
from fastapi_forge.verify.checks.dead_code import check_dead_code
from fastapi_forge.verify.checks.imports import check_imports
from fastapi_forge.verify.checks.migrations import check_migrations
from fastapi_forge.verify.checks.security import check_security
from fastapi_forge.verify.checks.tests import check_tests
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.service import Service

Run: TypeAlias = Callable[[Service], Awaitable[str]]
"""Runs the check and describes what was done; raises CheckFailure or CheckSkipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    name: str
    run: Run
    writes: bool = False
    """True if it may change data, so that it needs isolation."""


_RUNS: Mapping[str, Run] = {
    "format": check_format,
    "lint": check_lint,
    "types": check_types,
    "imports": check_imports,
    "dead-code": check_dead_code,
    "security": check_security,
    "artefacts": check_artefacts,
    "tests": check_tests,
    "migrations": check_migrations,
    "boot": check_boot,
    "contract": check_contract,
    "auth": check_auth,
}
NAMES = tuple(_RUNS)
_WRITING = frozenset(("imports", "tests", "migrations", "boot", "contract", "auth"))
"""Checks that run the code of the service, unlike custom commands."""


def chosen_checks(
    plan: Plan, only: Sequence[str] = (), skip: Sequence[str] = ()
) -> list[Check]:
    """Return the selected checks of the plan; raise UsageError for unknown names."""
    checks = {check.name: check for check in _planned(plan)}
    for name in (*only, *skip):
        if name not in checks:
            near = nearest(name, checks)
            meant = f"Did you mean {near!r}? " if near else ""
            raise UsageError(
                f"{name!r} is not a check.",
                hint=f"{meant}Checks: {', '.join(checks)}.",
            )
    wanted = [name for name in checks if not only or name in only]
    left = [checks[name] for name in wanted if name not in skip]
    if not left:
        raise UsageError(
            "No check is left to run.",
            hint="Change --only, --skip or 'checks' in verify.yml.",
        )
    return left


def _planned(plan: Plan) -> list[Check]:
    if plan.checks is None:
        return [_check(name, run) for name, run in _RUNS.items()]
    return [
        _check(name, _run_of(name, commands)) for name, commands in plan.checks.items()
    ]


def _check(name: str, run: Run) -> Check:
    return Check(name=name, run=run, writes=name in _WRITING)


def _run_of(name: str, commands: tuple[tuple[str, ...], ...]) -> Run:
    if commands:
        return partial(check_commands, commands=commands)
    if name not in _RUNS:
        raise UsageError(
            f"verify.yml contains the check {name!r}, which forge does not have.",
            hint=f"Give it a command, or use one of {', '.join(NAMES)}.",
        )
    return _RUNS[name]
