"""Read `verify.yml`, which defines the checks of a service and how they run.

install: uv sync                 command to install it; default: uv or pip
service:
  app: shop.main:app             application for uvicorn
  health: /healthz               path that returns 200 once the service is up
  document: /openapi.json        path of the OpenAPI document
  pages: [/docs]                 other paths that return 200
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

conventions: {...}               facts that no standard defines: see conventions.py

Without `checks` all of forge's checks apply.
"""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from fastapi_forge.errors import VerificationPlanError
from fastapi_forge.verify.conventions import Conventions, read_conventions
from fastapi_forge.verify.written import mapping, text, texts

PLAN_FILE = "verify.yml"
HEALTH = "/health/live"
# FastAPI's own.
DOCUMENT = "/openapi.json"
_PAGES = ("/docs",)
_KEYS = ("install", "service", "stores", "checks", "conventions", "matrix")
_SERVICE_KEYS = ("app", "health", "document", "pages")
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
    document: str = DOCUMENT
    pages: tuple[str, ...] = _PAGES
    conventions: Conventions | None = None
    """None if the file declares none."""
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


def read_plan(directory: Path, template: Path | None = None) -> Plan:
    """Return the plan in `directory`; raise VerificationPlanError.

    If it declares no conventions, those of the service's template count.
    """
    plan = _read(directory)
    if plan.conventions is None and template is not None:
        return replace(plan, conventions=_read(template).conventions)
    return plan


def _read(directory: Path) -> Plan:
    path = directory / PLAN_FILE
    if not path.is_file():
        return Plan()
    try:
        written = mapping(yaml.safe_load(path.read_text("utf-8")), "it", _KEYS)
        service = mapping(written.get("service"), "service", _SERVICE_KEYS)
        checks, conventions = written.get("checks"), written.get("conventions")
        return Plan(
            install=text(written, "install"),
            app=text(service, "app"),
            health=text(service, "health") or HEALTH,
            document=text(service, "document") or DOCUMENT,
            pages=texts(service["pages"], "pages", "paths")
            if "pages" in service
            else _PAGES,
            conventions=None if conventions is None else read_conventions(conventions),
            stores=_stores(written.get("stores")),
            checks=None if checks is None else _checks(checks),
            sampling=_sampling(written.get("matrix")),
        )
    except (OSError, TypeError, ValueError, yaml.YAMLError) as error:
        raise VerificationPlanError(f"{path}: {error}") from error


def _checks(written: object) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {
        name: _commands(name, value)
        for name, value in mapping(written, "checks", None).items()
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
    matrix = mapping(written, "matrix", _MATRIX_KEYS)
    values = mapping(matrix.get("values"), "values", None)
    together = matrix.get("together") or None
    return Sampling(
        answers=mapping(matrix.get("answers"), "answers", None),
        values={key: mapping(tried, key, None) for key, tried in values.items()},
        together=texts(together, "together", "options"),
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


def _entrypoint(project: Path) -> str:
    path = project / "pyproject.toml"
    if not path.is_file():
        return ""
    tools = tomllib.loads(path.read_text("utf-8")).get("tool", {})
    return str(tools.get("fastapi", {}).get("entrypoint", ""))
