"""Find stores in the settings files of a service."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from fastapi_forge.verify.isolation import vocabulary
from fastapi_forge.verify.isolation.findings import Finding
from fastapi_forge.verify.settings_files import read_settings, references_in

# Files that a service does not read: documents, pages, build and delivery.
_NOT_SETTINGS = re.compile(
    r"(.*/)?("
    r"[^/]*\.(md|rst|html?|css|js|mjs|ts|tsx|jsx|vue|svg|lock|ipynb|sh|po|csv|sql|pyi?)"
    r"|(docker-)?compose[^/]*\.ya?ml|[^/]*Dockerfile[^/]*|Makefile|justfile"
    r"|requirements[^/]*\.txt|LICENSE[^/]*|CHANGELOG[^/]*|package(-lock)?\.json"
    r"|\.gitignore|\.dockerignore|\.gitattributes|\.pre-commit-config\.yaml"
    r"|\.gitlab-ci\.yml|verify\.yml|mkdocs\.yml|renovate\.json|copier\.ya?ml"
    r")|(\.github|\.forge|\.circleci|\.devcontainer|\.vscode|docs?|deploy|k8s|helm)/.*"
)
_DOTENV = re.compile(r"(.*/)?(\.env(\..+)?|[^/]+\.env)")
_SETTINGS_FILE = re.compile(
    r"(.*/)?\.?(settings|config|configuration|secrets?)(\.\w+)*\.(toml|ya?ml|json|ini)"
    r"|(.*/)?secrets?/[^/]+"
)
_ENTRY = re.compile(r"""^\s*["']?([A-Za-z_][\w.-]*)["']?\s*[:=]\s*(.+?),?\s*$""")
_LARGEST = 1_000_000


def survey_settings(
    file: Path,
    path: str,
    replaced: Collection[str],
    unread: Collection[str],
    *,
    calls: bool,
) -> Iterator[Finding]:
    """Return the findings in a dotenv file.

    `unread`: variables that are only part of others.
    """
    references = references_in(file)
    for name, value in read_settings(file).items():
        if name in replaced or not vocabulary.is_store(name, value, calls=calls):
            continue
        builds = any(name in references.get(variable, ()) for variable in replaced)
        if "__" not in name and (builds or name in unread):
            continue
        yield Finding(place=path, what=f"{name} may refer to a store")


def survey_files(
    root: Path, paths: Sequence[str], mentioned: Collection[str]
) -> Iterator[Finding]:
    """Return the findings in other files; `mentioned`: names of files in the code."""
    known = set(mentioned) - {"pyproject.toml"}
    for path in paths:
        if _NOT_SETTINGS.fullmatch(path) or is_dotenv(path):
            continue
        for number, line in enumerate(_lines(root / path), 1):
            if vocabulary.has_store_url(line):
                yield Finding(place=f"{path}:{number}", what="the URL of a store")
            elif path in known or _SETTINGS_FILE.fullmatch(path):
                yield from _entries(f"{path}:{number}", line)


def is_dotenv(path: str) -> bool:
    return bool(_DOTENV.fullmatch(path))


def _entries(place: str, line: str) -> Iterator[Finding]:
    entry = _ENTRY.match(line)
    if entry:
        name = re.sub(r"\W", "_", entry[1])
        if vocabulary.is_store(name, entry[2].strip("\"'")):
            yield Finding(place=place, what=f"{entry[1]} may refer to a store")


def _lines(path: Path) -> list[str]:
    if path.stat().st_size > _LARGEST:
        return []
    try:
        return path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return []
