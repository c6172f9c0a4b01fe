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
    for it in fields:
        covered |= set(_seen_in(survey, it, replaced))
    for it in filter(_is_mail_server, fields):
        survey.mail |= it.variables
    for path, tree in trees.items():
        module = ModuleSurvey(
            path=path,
            tree=tree,
            replaced=replaced,
            covered=covered,
            mails=not survey.mail,
        )
        survey.findings += module.findings()
        survey.defaults = module.defaults | survey.defaults
        survey.required |= module.required
        survey.taken |= module.taken
    survey.sql = list(_databases_elsewhere(trees))
    return survey


def _seen_in(survey: CodeSurvey, it: Field, replaced: Collection[str]) -> Iterator[int]:
    """Judge a setting; yield the nodes that need no further judgement."""
    survey.taken |= it.variables
    nodes = [id(node) for node in ast.walk(it.node)]
    if given := it.variables & set(replaced):
        survey.defaults |= dict.fromkeys(given, it.default)
        yield from nodes
        return
    name = min(it.variables)
    if it.required:
        survey.required |= it.variables
        if any(map(vocabulary.is_store_name, it.variables)):
            survey.findings.append(_leads(it.place, f"the setting {name}"))
    elif _may_lead(it, calls=survey.calls):
        survey.findings.append(_leads(it.place, f"the default of {name}"))
        yield from nodes


def _may_lead(it: Field, *, calls: bool) -> bool:
    return any(
        vocabulary.is_store(name, it.default, calls=calls) for name in it.variables
    )


def _leads(place: str, what: str) -> Finding:
    return Finding(place=place, what=f"{what} may refer to a store")


def _is_mail_server(it: Field) -> bool:
    """Record a setting that disables mail if empty."""
    named = any("MAIL" in name or "SMTP" in name for name in it.variables)
    return named and not it.required and not it.default and _is_server(it.variables)


def _is_server(variables: Collection[str]) -> bool:
    return any(name.endswith(("HOST", "SERVER", "URL")) for name in variables)


def _databases_elsewhere(trees: Mapping[str, ast.Module]) -> Iterator[Finding]:
    for path, tree in trees.items():
        for name, line in imported_by(tree, vocabulary.SQL | vocabulary.DRIVERS):
            what = f"uses {name}, but no setting known to forge contains the URL"
            yield Finding(place=f"{path}:{line}", what=what)
