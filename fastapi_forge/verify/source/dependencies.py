"""Find dependencies that are neither imported nor named, with deptry."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from fastapi_forge.verify.commands import run, run_checked
from fastapi_forge.verify.environment_variables import clean_environment
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.source.reading import Source
from fastapi_forge.verify.tools import tool

_PROJECT = "pyproject.toml"
# The modules of every package in the service's environment.
_MODULES = """
import importlib.metadata, json
print(json.dumps(importlib.metadata.packages_distributions()))
"""
# Packages that another package imports once these names are used.
_PLUGINS = {
    "python-multipart": {"File", "Form", "OAuth2PasswordRequestForm", "UploadFile"},
    "email-validator": {"EmailStr", "NameEmail"},
}
# Files that start programs or choose drivers.
_NAMING = re.compile(
    r"(.*/)?([^/]*Dockerfile[^/]*|Makefile|Procfile|\.env\.example|[^/]+\.(ya?ml|sh|ini))"
)
_COMMENT = re.compile(r"(^|\s)#.*", re.MULTILINE)


async def unused_dependencies(service: Service, source: Source) -> list[str]:
    if _PROJECT not in source.texts:
        return []
    modules = await _modules(service)
    return [
        f"{_PROJECT}:{_line(source, name)}: unused dependency {name!r}"
        for name in await _not_imported(service, modules)
        if not any(
            _is_named(spelling, source) for spelling in _spellings(name, modules)
        )
        and not _PLUGINS.get(name, set()) & source.identifiers
    ]


async def _modules(service: Service) -> dict[str, list[str]]:
    done = await run_checked(
        service.environment.python,
        "-I",
        "-c",
        _MODULES,
        cwd=service.path,
        environment=service.variables,
    )
    found: dict[str, list[str]] = {}
    for module, packages in json.loads(done.output).items():
        for package in packages:
            found.setdefault(_normalised(package), []).append(module)
    return found


async def _not_imported(
    service: Service, modules: Mapping[str, list[str]]
) -> list[str]:
    names = ",".join(f"{name}={'|'.join(found)}" for name, found in modules.items())
    with tempfile.TemporaryDirectory(prefix="forge-deptry-") as directory:
        report = Path(directory, "report.json")
        done = await run(
            tool("deptry"),
            ".",
            # Importing a transitive dependency is a matter of taste; tests show that it
            # is installed.
            "--ignore=DEP001,DEP003,DEP004,DEP005",
            f"--package-module-name-map={names}",
            f"--json-output={report}",
            cwd=service.path,
            environment=clean_environment(),
        )
        if not report.is_file():
            raise CheckFailure(done.tail, done.command)
        findings = json.loads(report.read_text("utf-8"))
    return [_normalised(finding["module"]) for finding in findings]


def _spellings(name: str, modules: Mapping[str, list[str]]) -> list[str]:
    """Return the package's name and those of its modules."""
    return [name, *modules.get(name, [name.replace("-", "_")])]


def _is_named(name: str, source: Source) -> bool:
    """Return whether a text names it, such as a driver in a URL or a program."""
    driver = re.compile(rf"\+{re.escape(name)}\b")
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    quoted = any(
        text == name or text.startswith(f"{name}.") or driver.search(text)
        for text in source.quoted
    )
    return quoted or any(
        word.search(_COMMENT.sub("", text))
        for path, text in source.texts.items()
        if _NAMING.fullmatch(path)
    )


def _line(source: Source, name: str) -> int:
    spelled = name.replace("-", "[-_.]")
    lines = source.texts[_PROJECT].splitlines()
    pattern = re.compile(rf"""["']{spelled}(?![\w-])""", re.IGNORECASE)
    return next((at for at, line in enumerate(lines, 1) if pattern.search(line)), 1)


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
