"""Find functions, classes and variables that are never used, with vulture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.verify.commands import passed, run
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.source.definitions import Definitions
from fastapi_forge.verify.source.reading import Source
from fastapi_forge.verify.source.tests import is_test
from fastapi_forge.verify.surroundings import clean_environment
from fastapi_forge.verify.tools import tool

_INHERITED = Path(__file__).with_name("inherited.py")
# vulture's exit codes for no finding and for findings.
_ANSWERS = (0, 3)
_PYTEST_HOOK = "pytest_"
_LINE = re.compile(
    r"^(?P<path>.+):(?P<line>\d+): unused (?P<kind>\w+) '(?P<name>\w+)'", re.MULTILINE
)
# Imports and unreachable code are the linter's; attributes may belong to objects that
# others read.
_BY_THEMSELVES = {"class", "function"}
_KINDS = {*_BY_THEMSELVES, "method", "property", "variable"}


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
    in_code = await _named_nowhere(service, list(source.code))
    anywhere = await _named_nowhere(service, list(source.trees))
    found = [it for it in in_code if it in anywhere or it.kind in _BY_THEMSELVES]
    found += [it for it in anywhere if is_test(it.path)]
    definitions = Definitions(source)
    found = [it for it in found if not _is_entry(service, definitions, it)]
    called = await _overrides(service, definitions, found)
    return [str(it) for it in found if it not in called]


async def _named_nowhere(service: Service, paths: list[str]) -> list[Finding]:
    if not paths:
        return []
    done = await run(
        tool("vulture"),
        *paths,
        cwd=service.path,
        environment=clean_environment(),
    )
    if done.code not in _ANSWERS:
        raise CheckFailure(done.tail, done.command)
    return [
        Finding(path=it["path"], line=int(it["line"]), kind=it["kind"], name=it["name"])
        for it in _LINE.finditer(done.output)
        if it["kind"] in _KINDS
    ]


def _is_entry(service: Service, definitions: Definitions, it: Finding) -> bool:
    is_hook = is_test(it.path) and it.name.startswith(_PYTEST_HOOK)
    if is_hook or definitions.is_in_migration(it.path):
        return True
    if is_test(it.path) and it.name.startswith(_PYTEST_HOOK):
        return True
    if it.kind == "variable":
        application = service.app.partition(":")[2]
        # Names in a class or a function are fields, or the linter's.
        return it.name == application or not definitions.is_variable_of_module(
            it.path, it.line
        )
    return definitions.is_handed_over(it.path, it.line, it.name)


async def _overrides(
    service: Service, definitions: Definitions, found: list[Finding]
) -> set[Finding]:
    """Return methods that the service's packages may call by name."""
    bases = {
        it: definitions.foreign_bases(it.path, it.line, it.name)
        for it in found
        if it.kind in {"method", "property"}
    }
    asked = {f"{base}.{it.name}" for it, given in bases.items() for base in given}
    if not asked:
        return set()
    done = await passed(
        service.environment.python,
        "-I",
        _INHERITED,
        *sorted(asked),
        cwd=service.path,
        environment=service.variables,
    )
    known = set(done.output.splitlines())
    return {
        it
        for it, given in bases.items()
        if {f"{base}.{it.name}" for base in given} & known
    }
