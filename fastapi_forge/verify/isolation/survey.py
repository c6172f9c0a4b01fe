"""Find the stores of a service in its files."""

from __future__ import annotations

import ast
import re
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from fastapi_forge.verify.isolation import vocabulary
from fastapi_forge.verify.isolation.calls import connecting_tests
from fastapi_forge.verify.isolation.classes import texts_in
from fastapi_forge.verify.isolation.code import CodeSurvey, survey_code
from fastapi_forge.verify.isolation.engines import engine_of
from fastapi_forge.verify.isolation.findings import Finding, Survey
from fastapi_forge.verify.isolation.texts import (
    is_dotenv,
    survey_files,
    survey_settings,
)
from fastapi_forge.verify.settings_files import settings_files, settings_of
from fastapi_forge.verify.source.tests import is_test

DATABASE = "DATABASE_URL"
_SECRET = re.compile(r"SECRET|KEY|TOKEN|PASSW|CREDENTIAL|SALT|PEPPER")
_COMPOSE = re.compile(r"(docker-)?compose[^/]*\.ya?ml")
_SUBSTITUTION = re.compile(r"\$\{?(\w+)")
_FORGES_OWN = ("OIDC_ISSUER",)
"""Containers of databases that forge replaces."""


@dataclass(frozen=True, kw_only=True)
class _Files:
    project: Path
    """The directory with the user's settings files."""
    copy: Path
    paths: Sequence[str]
    """The files of the copy."""

    @cached_property
    def tests(self) -> dict[str, ast.Module]:
        return {path: tree for path, tree in self._trees.items() if is_test(path)}

    @cached_property
    def code(self) -> dict[str, ast.Module]:
        """The production code."""
        return {
            path: tree for path, tree in self._trees.items() if path not in self.tests
        }

    @cached_property
    def _trees(self) -> dict[str, ast.Module]:
        trees = {}
        for path in self.paths:
            if path.endswith(".py"):
                # Invalid Python does not run either.
                with suppress(SyntaxError, ValueError):
                    trees[path] = ast.parse((self.copy / path).read_bytes())
        return trees

    def text(self, path: str) -> str:
        return (self.copy / path).read_text("utf-8", "replace")


def survey_service(
    project: Path, copy: Path, paths: Sequence[str], stores: tuple[str, ...] | None
) -> Survey:
    """Read settings in `project`, and the files at `paths` in `copy`.

    `stores`: the variables in verify.yml, or None.
    """
    files = _Files(project=project, copy=copy, paths=paths)
    names = {DATABASE, *(stores or ())}
    replaced = {*names, *_FORGES_OWN}
    code = survey_code(files.code, replaced)
    settings = settings_of(project)
    configured = {
        name: settings.get(name) or code.defaults.get(name, "") for name in names
    }
    databases = {name: url for name, url in configured.items() if engine_of(url)}
    findings = [
        Finding(place=name, what="forge cannot create such a store")
        for name, url in configured.items()
        if url and name not in databases and (stores is None or name in stores)
    ]
    unset = [name for name in stores or () if not configured[name]]
    findings += [Finding(place=name, what="it is not set") for name in unset]
    if stores is None:
        findings += _in_settings(files, replaced | code.mail, code)
        findings += code.findings
        findings += survey_files(copy, paths, set(_files_named_in(files)))
        findings += connecting_tests(files.tests)
        findings += [] if databases else code.sql
    return Survey(
        databases=databases,
        findings=findings,
        needed=_needed(code, settings),
        taken=frozenset(code.taken | set(settings)),
        declared=stores is not None,
    )


def _in_settings(
    files: _Files, replaced: Collection[str], code: CodeSurvey
) -> Iterator[Finding]:
    """Return the findings in `.env`, its examples and similar files."""
    own = [(files.project, path.name) for path in settings_files(files.project)]
    known = {name for _, name in own}
    others = [(files.copy, path) for path in files.paths if is_dotenv(path)]
    unread = _unread(files) - code.taken
    for root, path in [*own, *(entry for entry in others if entry[1] not in known)]:
        yield from survey_settings(
            root / path, path, replaced, unread, calls=code.calls
        )


def _unread(files: _Files) -> set[str]:
    """Return variables of a Compose file that no code reads."""
    composed = {
        name.upper()
        for path in files.paths
        if _COMPOSE.fullmatch(path)
        for name in _SUBSTITUTION.findall(files.text(path))
    }
    if not composed:
        return composed
    code = " ".join(map(ast.unparse, files.code.values())).upper()
    return {name for name in composed if not re.search(rf"\b{name}\b", code)}


def _needed(code: CodeSurvey, settings: Mapping[str, str]) -> dict[str, str]:
    """Return values for settings without a default; secrets are random."""
    return {
        name: secrets.token_urlsafe(48) if _SECRET.search(name) else settings[name]
        for name in sorted(code.required)
        if settings.get(name) and not vocabulary.is_store(name, settings[name])
    }


def _files_named_in(files: _Files) -> Iterator[str]:
    texts = set(chain.from_iterable(map(texts_in, files.code.values())))
    for path in files.paths:
        if path.rpartition("/")[2] in texts or path in texts:
            yield path
