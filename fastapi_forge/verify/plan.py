"""Read `verify.yml`, which defines the checks of a service and how they run.

install: uv sync                 command to install it; default: uv or pip
service:
  app: shop.main:app             application for uvicorn
  health: /healthz               path that returns 200 once the service is up
stores: [DATABASE_URL]           variables with database URLs, or none
checks:
  tests: true                    forge's own check
  lint: flake8 shop              command, or list of them, in its environment
  end-to-end: [./e2e.sh]         additional check
matrix:                          for a template: the projects of `forge matrix`
  answers: {title: Shop}         for options that do not vary
  values:                        named values to try for options without choices
    regions: {none: [], two: [eu, us]}
  together: [database, regions]  options whose values are all combined

Without `checks` all of forge's checks apply.
"""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from fastapi_forge.errors import VerificationPlanError

PLAN_FILE = "verify.yml"
HEALTH = "/health/live"
_KEYS = ("install", "service", "stores", "checks", "matrix")
_SERVICE_KEYS = ("app", "health")
_MATRIX_KEYS = ("answers", "values", "together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How a template's combinations are built."""

    answers: Mapping[str, object] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    install: str = ""
    app: str = ""
    health: str = HEALTH
    stores: tuple[str, ...] | None = None
    """The variables with its database URLs. None: forge searches for stores."""
    checks: Mapping[str, tuple[tuple[str, ...], ...]] | None = None
    """The commands of each check; empty for forge's own check. None: all of forge's
    checks.
    """
    sampling: Sampling = field(default_factory=Sampling)

    def app_of(self, project: Path) -> str:
        """Return module and name of the application, as for uvicorn."""
        return self.app or _entrypoint(project) or "app.main:app"


def read_plan(directory: Path) -> Plan:
    """Return the plan in `directory`; raise VerificationPlanError."""
    path = directory / PLAN_FILE
    if not path.is_file():
        return Plan()
    try:
        written = _mapping(yaml.safe_load(path.read_text("utf-8")), "it", _KEYS)
        service = _mapping(written.get("service"), "service", _SERVICE_KEYS)
        checks = written.get("checks")
        return Plan(
            install=_text(written, "install"),
            app=_text(service, "app"),
            health=_text(service, "health") or HEALTH,
            stores=_stores(written.get("stores")),
            checks=None if checks is None else _checks(checks),
            sampling=_sampling(written.get("matrix")),
        )
    except (OSError, TypeError, ValueError, yaml.YAMLError) as error:
        raise VerificationPlanError(f"{path}: {error}") from error


def _checks(written: object) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {
        name: _commands(name, value)
        for name, value in _mapping(written, "checks", None).items()
        if value is not False
    }


def _stores(written: object) -> tuple[str, ...] | None:
    if written is None:
        return None
    names = [] if written == "none" else written
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError("'stores' must be none or a list of variables.")
    return tuple(map(str.upper, names))


def _sampling(written: object) -> Sampling:
    matrix = _mapping(written, "matrix", _MATRIX_KEYS)
    values = _mapping(matrix.get("values"), "values", None)
    together = matrix.get("together") or []
    if not isinstance(together, list) or not all(
        isinstance(name, str) for name in together
    ):
        raise TypeError("'together' must be a list of options.")
    return Sampling(
        answers=_mapping(matrix.get("answers"), "answers", None),
        values={key: _mapping(tried, key, None) for key, tried in values.items()},
        together=tuple(map(str, together)),
    )


def _commands(name: str, value: object) -> tuple[tuple[str, ...], ...]:
    if value is True:
        return ()
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise ValueError(f"'{name}' must be true, a command or a list of commands.")
    commands = tuple(tuple(shlex.split(line)) for line in lines)
    if not all(commands):
        raise ValueError(f"'{name}' contains an empty command.")
    return commands


def _mapping(
    written: object, name: str, keys: tuple[str, ...] | None
) -> Mapping[str, object]:
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise TypeError(f"{name} must be a mapping.")
    for key in written:
        if keys is not None and key not in keys:
            raise ValueError(
                f"{key!r} is not a valid key. Keys of {name}: {', '.join(keys)}."
            )
    return written


def _text(written: Mapping[str, object], key: str) -> str:
    value = written.get(key, "")
    if not isinstance(value, str):
        raise TypeError(f"{key!r} must be text.")
    return value


def _entrypoint(project: Path) -> str:
    path = project / "pyproject.toml"
    if not path.is_file():
        return ""
    tools = tomllib.loads(path.read_text("utf-8")).get("tool", {})
    return str(tools.get("fastapi", {}).get("entrypoint", ""))
