"""`verify.yml`: which checks apply to a service, and how they run.

install: uv sync                 the command that installs it; by default uv or pip does
service:
  app: shop.main:app             what uvicorn starts
  health: /healthz               what answers 200 as soon as the service is up
stores: [DATABASE_URL]           the variables with the URLs of its databases, or none
checks:
  tests: true                    a check of forge's, as it is
  lint: flake8 shop              a command, or a list of them, in its environment
  end-to-end: [./e2e.sh]         whatever else has to pass
matrix:                          for a template: which projects `forge matrix` makes
  answers: {title: Shop}         to options that do not vary
  values:                        to try of options that have no choices, by a word each
    regions: {none: [], two: [eu, us]}
  together: [database, regions]  of which every combination is a row

Without `checks` every check of forge's applies.
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
    """What a template says of the projects that prove it."""

    answers: Mapping[str, object] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    install: str = ""
    app: str = ""
    health: str = HEALTH
    stores: tuple[str, ...] | None = None
    """The variables that lead to its data. None: forge has to find out."""
    checks: Mapping[str, tuple[tuple[str, ...], ...]] | None = None
    """The commands of each check; none of forge's own. None: all of forge's."""
    sampling: Sampling = field(default_factory=Sampling)

    def app_of(self, project: Path) -> str:
        """Module and name of the application, as uvicorn takes them."""
        return self.app or _entrypoint(project) or "app.main:app"


def read_plan(directory: Path) -> Plan:
    """The plan in `directory`; raises VerificationPlanError."""
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
        name: _commands(name, how)
        for name, how in _mapping(written, "checks", None).items()
        if how is not False
    }


def _stores(written: object) -> tuple[str, ...] | None:
    if written is None:
        return None
    names = [] if written == "none" else written
    if not isinstance(names, list) or not all(isinstance(it, str) for it in names):
        raise TypeError("'stores' must be none or a list of variables.")
    return tuple(map(str.upper, names))


def _sampling(written: object) -> Sampling:
    matrix = _mapping(written, "matrix", _MATRIX_KEYS)
    values = _mapping(matrix.get("values"), "values", None)
    together = matrix.get("together") or []
    if not isinstance(together, list) or not all(
        isinstance(it, str) for it in together
    ):
        raise TypeError("'together' must be a list of options.")
    return Sampling(
        answers=_mapping(matrix.get("answers"), "answers", None),
        values={key: _mapping(tried, key, None) for key, tried in values.items()},
        together=tuple(map(str, together)),
    )


def _commands(name: str, how: object) -> tuple[tuple[str, ...], ...]:
    if how is True:
        return ()
    lines = [how] if isinstance(how, str) else how
    if not isinstance(lines, list) or not all(isinstance(it, str) for it in lines):
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
