"""Collect the versions that affect a check, besides the service and its plan."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TypeAlias

import fastapi_forge
from fastapi_forge.programs import run_program
from fastapi_forge.verify.databases import server_of
from fastapi_forge.verify.environment_variables import clean_environment
from fastapi_forge.verify.environments import uv
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.tools import PROGRAMS, find_program, is_own

Versions: TypeAlias = Sequence[object]
_TIMEOUT = 60.0
_ROOT = Path(fastapi_forge.__file__).parent
_IMPORT = re.compile(r"^\s*from fastapi_forge\.([\w.]+) import", re.MULTILINE)
_SERVER_SCRIPT = _ROOT / "verify" / "server_version.py"
_ENVIRONMENT_CODE = """
import importlib.metadata, json, sqlite3, sys
packages = importlib.metadata.distributions()
found = sorted(f"{package.name} {package.version}" for package in packages)
print(json.dumps([sys.version, sqlite3.sqlite_version, found]))
"""


def versions_of(service: Service) -> Versions:
    """Return all versions: a passed check is valid as long as none changes."""
    python = str(service.environment.python)
    return [
        checking_code(),
        _runner(),
        _programs(),
        _output_of(python, "-I", "-c", _ENVIRONMENT_CODE),
        [_server_version(python, url) for url in _servers(service)],
    ]


@cache
def checking_code() -> str:
    """Return a digest of the checks and everything they import."""
    digest = hashlib.sha256()
    for path in checking_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def checking_files() -> list[Path]:
    found: set[Path] = set()
    waiting = sorted((_ROOT / "verify").rglob("*.py"))
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for name in _IMPORT.findall(path.read_text("utf-8")):
            module = _ROOT.joinpath(*name.split("."))
            files = (module.with_suffix(".py"), module / "__init__.py")
            waiting += [file for file in files if file.is_file()]
    return sorted(found)


@cache
def _runner() -> Versions:
    """Return the versions of the machine, forge's Python and its packages."""
    packages = sorted(
        f"{package.name} {package.version}" for package in distributions()
    )
    return [platform.platform(), sys.version, packages]


@cache
def _programs() -> Versions:
    return [
        [_fingerprint(name) for name in PROGRAMS],
        _output_of("git", "--version"),
        _output_of(uv(), "--version"),
        _output_of("docker", "compose", "version"),
    ]


def _fingerprint(name: str) -> Versions:
    path = find_program(name)
    if path is None:
        return []
    content = path.read_bytes()
    if content.startswith(b"#!"):
        # The first line of a script names its environment, whose path varies.
        content = content.partition(b"\n")[2]
    # A program installed with forge has the version of its package.
    version = "" if is_own(path) else _output_of(str(path), "--version")
    return [hashlib.sha256(content).hexdigest(), version]


def _servers(service: Service) -> Iterator[str]:
    for url in service.survey.databases.values():
        if server := server_of(url):
            yield server


@cache
def _server_version(python: str, server: str) -> str:
    """Return the server's version, or nothing if it cannot be reached."""
    return _output_of(python, "-I", str(_SERVER_SCRIPT), server)


@cache
def _output_of(*command: str) -> str:
    variables = clean_environment()
    try:
        done = run_program(command, Path(os.sep), variables, _TIMEOUT)
    except (OSError, TimeoutError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
