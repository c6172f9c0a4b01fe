"""Find functions, classes and variables that are never used, with vulture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.verify.commands import run, run_checked
from fastapi_forge.verify.environment_variables import clean_environment
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.source.definitions import Definitions
from fastapi_forge.verify.source.reading import Source
from fastapi_forge.verify.source.tests import is_test
from fastapi_forge.verify.tools import tool

_INHERITED = Path(__file__).with_name("inherited.py")
# vulture's exit codes for no finding and for findings.
_EXIT_CODES = (0, 3)
_PYTEST_HOOK = "pytest_"
_LINE = re.compile(
    r"^(?P<path>.+):(?P<line>\d+): unused (?P<kind>\w+) '(?P<name>\w+)'", re.MULTILINE
)
# Imports and unreachable code are the linter's; attributes may belong to objects that
# others read.
_STANDALONE = {"class", "function"}
_KINDS = {*_STANDALONE, "method", "property", "variable"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    path: str
    line: int
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: unused {self.kind} {self.name!r}"


async def unused_names(service: Service, source: Source) -> list[str]:
    """Return findings in functions and classes that only tests use.

    Members may complete an interface: a service without endpoints has a session, and
    tests for it.
    """
    in_code = await _vulture_findings(service, list(source.code))
    anywhere = await _vulture_findings(service, list(source.trees))
    found = [
        finding
        for finding in in_code
        if finding in anywhere or finding.kind in _STANDALONE
    ]
    found += [finding for finding in anywhere if is_test(finding.path)]
    definitions = Definitions(source)
    found = [
        finding for finding in found if not _is_entry(service, definitions, finding)
    ]
    called = await _overrides(service, definitions, found)
    return [str(finding) for finding in found if finding not in called]


async def _vulture_findings(service: Service, paths: list[str]) -> list[Finding]:
    if not paths:
        return []
    done = await run(
        tool("vulture"),
        *paths,
        cwd=service.path,
        environment=clean_environment(),
    )
    if done.code not in _EXIT_CODES:
        raise CheckFailure(done.tail, done.command)
    return [
        Finding(
            path=match["path"],
            line=int(match["line"]),
            kind=match["kind"],
            name=match["name"],
        )
        for match in _LINE.finditer(done.output)
        if match["kind"] in _KINDS
    ]


def _is_entry(service: Service, definitions: Definitions, finding: Finding) -> bool:
    is_hook = is_test(finding.path) and finding.name.startswith(_PYTEST_HOOK)
    if is_hook or definitions.is_in_migration(finding.path):
        return True
    if finding.kind == "variable":
        application = service.app.partition(":")[2]
        # Names in a class or a function are fields, or the linter's.
        return finding.name == application or not definitions.is_variable_of_module(
            finding.path, finding.line
        )
    return definitions.is_registered(finding.path, finding.line, finding.name)


async def _overrides(
    service: Service, definitions: Definitions, found: list[Finding]
) -> set[Finding]:
    """Return methods that the service's packages may call by name."""
    bases = {
        finding: definitions.external_bases(finding.path, finding.line, finding.name)
        for finding in found
        if finding.kind in {"method", "property"}
    }
    asked = {
        f"{base}.{finding.name}" for finding, given in bases.items() for base in given
    }
    if not asked:
        return set()
    done = await run_checked(
        service.environment.python,
        "-I",
        _INHERITED,
        *sorted(asked),
        cwd=service.path,
        environment=service.variables,
    )
    known = set(done.output.splitlines())
    return {
        finding
        for finding, given in bases.items()
        if {f"{base}.{finding.name}" for base in given} & known
    }
