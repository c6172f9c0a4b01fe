"""Render a template, with Copier unless it is forge's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from fastapi_forge.answers.resources import with_example
from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.builtin import BuiltinTemplate, render_builtin
from fastapi_forge.rendering.facts import expander
from fastapi_forge.rendering.failures import translated
from fastapi_forge.rendering.formatting import format_code
from fastapi_forge.rendering.ledger import Ledger, extended, template_data
from fastapi_forge.rendering.state import State
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.resources.fields import Ids, Resource
from fastapi_forge.resources.references import association_table
from fastapi_forge.resources.relations import arrange
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.migrations import (
    Migrations,
    TableOwner,
    read_migrations,
)
from fastapi_forge.template.options import plain
from fastapi_forge.template.output_rules import read_output_rules
from fastapi_forge.template.resource_rules import ResourceRules, read_resource_rules
from fastapi_forge.temporary import temporary_directory


def render(
    state: State,
    template: Path,
    *,
    trusted: bool = False,
    renderer: BuiltinTemplate | None = None,
) -> Tree:
    """Return every file of `template` for `state`, formatted if the template asks for
    it.

    `trusted`: the template's Jinja extensions may be loaded. `renderer` replaces Copier
    for a released version of forge's own template.
    """
    formats = read_output_rules(template).formats
    data = data_of(state, template)
    try:
        with temporary_directory("forge-render-") as temporary:
            # The template can see the name of this directory.
            name = state.folder or Path(str(state.answers.get("name"))).name
            project = temporary / (name or "project")
            project.mkdir()
            if template == builtin_template():
                return _formatted(render_builtin(data), project)
            if renderer:
                return _formatted(renderer.tree(data), project)
            # Imported only for other templates, because it takes time.
            from fastapi_forge.rendering.copying import copy_template  # noqa: PLC0415

            copy_template(template, project, data, trusted=trusted)
            if formats:
                format_code(project)
            return Tree.read(project)
    except Exception as error:  # a template can raise anything
        raise translated(error, template) from error


def data_of(state: State, template: Path) -> dict[str, object]:
    """Return the values for rendering."""
    data: dict[str, object] = {
        # Copier parses a tuple like text.
        key: list(value) if isinstance(value, tuple) else value
        for key, given in {**state.answers, **state.secrets}.items()
        for value in (plain(given),)
    }
    rules = read_resource_rules(template)
    if state.resources is not None:
        expand = expander(template)
        resources = with_example(state.resources, rules, state.answers)
        data["entities"] = expand(resources, _ids(rules, state.answers))
    migrations = read_migrations(template)
    if migrations is not None and migrations.applies(state.answers):
        features = [declared.key for declared in migrations.declared]
        data["ledger"] = template_data(_ledger(state, rules, migrations), features)
    return data


def with_revisions(state: State, template: Path) -> State:
    """Return the state to record after a render, with the revisions that it added."""
    migrations = read_migrations(template)
    if migrations is None or not migrations.applies(state.answers):
        return replace(state, revisions=None)
    ledger = _ledger(state, read_resource_rules(template), migrations)
    return replace(state, revisions=ledger.revisions, decisions={})


def owners_of(resources: Iterable[Resource]) -> tuple[TableOwner, ...]:
    """Return resources, with their targets resolved, as owners of tables."""
    return tuple(
        TableOwner(
            key=resource.plural,
            tables=(
                resource.plural,
                *(
                    association_table(field)
                    for field in resource.relations
                    if field.type == "many"
                ),
            ),
        )
        for resource in resources
    )


def _ledger(state: State, rules: ResourceRules, migrations: Migrations) -> Ledger:
    resources = with_example(state.resources or (), rules, state.answers)
    owners = [*migrations.owners(state.answers), *owners_of(arrange(resources))]
    return extended(state.revisions or (), owners, state.decisions)


def _ids(rules: ResourceRules, answers: Mapping[str, object]) -> Ids:
    answer = answers.get(rules.ids, Ids.INT)
    try:
        return Ids(str(answer))
    except ValueError as error:
        raise TemplateError(
            f"{answer!r} is not a type of primary keys, but a value of '{rules.ids}'.",
            f"The template can offer {' and '.join(Ids)}.",
        ) from error


def _formatted(tree: Tree, directory: Path) -> Tree:
    tree.write(directory)
    format_code(directory)
    return Tree(
        {
            path: replace(file, content=(directory / path).read_bytes())
            for path, file in tree.items()
        }
    )
