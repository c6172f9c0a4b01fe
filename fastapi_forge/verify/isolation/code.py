"""Find where the code of a service stores data."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from fastapi_forge.verify.isolation import vocabulary
from fastapi_forge.verify.isolation.classes import Field, SettingsClasses
from fastapi_forge.verify.isolation.findings import Finding
from fastapi_forge.verify.isolation.modules import ModuleSurvey, imported_by


@dataclass(kw_only=True)
class CodeSurvey:
    findings: list[Finding] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)
    """Names of the replaced variables in the code, if nothing sets them."""
    required: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    calls: bool = False
    """True if it can call other services."""
    mail: set[str] = field(default_factory=set)
    """Settings that disable mail if empty, if nothing sets them."""
    sql: list[Finding] = field(default_factory=list)
    """Uses of databases, which are allowed if the database is replaced."""


def survey_code(
    trees: Mapping[str, ast.Module], replaced: Collection[str]
) -> CodeSurvey:
    """Read the production code; `replaced`: variables that forge sets."""
    survey = CodeSurvey()
    survey.calls = any(
        imported_by(tree, vocabulary.WEB | vocabulary.OTHERS) for tree in trees.values()
    )
    covered: set[int] = set()
    fields = list(SettingsClasses(trees).fields())
    for setting in fields:
        covered |= set(_survey_setting(survey, setting, replaced))
    for setting in filter(_is_mail_server, fields):
        survey.mail |= setting.variables
    for path, tree in trees.items():
        module = ModuleSurvey(
            path=path,
            tree=tree,
            replaced=replaced,
            covered=covered,
            mail_enabled=not survey.mail,
        )
        survey.findings += module.findings()
        survey.defaults = module.defaults | survey.defaults
        survey.required |= module.required
        survey.taken |= module.taken
    survey.sql = list(_database_imports(trees))
    return survey


def _survey_setting(
    survey: CodeSurvey, setting: Field, replaced: Collection[str]
) -> Iterator[int]:
    """Add the findings of a setting; yield the nodes that need no further check."""
    survey.taken |= setting.variables
    nodes = [id(node) for node in ast.walk(setting.node)]
    if given := setting.variables & set(replaced):
        survey.defaults |= dict.fromkeys(given, setting.default)
        yield from nodes
        return
    name = min(setting.variables)
    if setting.required:
        survey.required |= setting.variables
        if any(map(vocabulary.is_store_name, setting.variables)):
            survey.findings.append(_store_finding(setting.place, f"the setting {name}"))
    elif _may_refer_to_store(setting, calls=survey.calls):
        survey.findings.append(_store_finding(setting.place, f"the default of {name}"))
        yield from nodes


def _may_refer_to_store(setting: Field, *, calls: bool) -> bool:
    return any(
        vocabulary.is_store(name, setting.default, calls=calls)
        for name in setting.variables
    )


def _store_finding(place: str, what: str) -> Finding:
    return Finding(place=place, what=f"{what} may refer to a store")


def _is_mail_server(setting: Field) -> bool:
    """Record a setting that disables mail if empty."""
    named = any("MAIL" in name or "SMTP" in name for name in setting.variables)
    return (
        named
        and not setting.required
        and not setting.default
        and _is_server(setting.variables)
    )


def _is_server(variables: Collection[str]) -> bool:
    return any(name.endswith(("HOST", "SERVER", "URL")) for name in variables)


def _database_imports(trees: Mapping[str, ast.Module]) -> Iterator[Finding]:
    for path, tree in trees.items():
        for name, line in imported_by(tree, vocabulary.SQL | vocabulary.DRIVERS):
            what = f"uses {name}, but no setting known to forge contains the URL"
            yield Finding(place=f"{path}:{line}", what=what)
