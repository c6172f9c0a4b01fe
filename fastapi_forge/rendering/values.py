"""Compute the values that a template renders from the state of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi_forge.answers.resources import with_example
from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.facts import Expander, expander
from fastapi_forge.rendering.ledger import Ledger, extended, template_data
from fastapi_forge.rendering.state import State
from fastapi_forge.resources.fields import Ids, Resource
from fastapi_forge.resources.references import association_table
from fastapi_forge.resources.relations import arrange
from fastapi_forge.template.migrations import (
    Migrations,
    TableOwner,
    read_migrations,
)
from fastapi_forge.template.options import plain
from fastapi_forge.template.resource_rules import ResourceRules, read_resource_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRules:
    """The parts of a template that decide these values, read once for many projects."""

    expand: Expander
    resources: ResourceRules
    migrations: Migrations | None

    def ledger(self, state: State) -> Ledger | None:
        """Return the ledger with new revisions, or None without migrations."""
        if self.migrations is None or not self.migrations.applies(state.answers):
            return None
        own = state.resources or ()
        resources = arrange(with_example(own, self.resources, state.answers))
        owners = [*self.migrations.owners(state.answers), *owners_of(resources)]
        return extended(state.revisions or (), owners, state.decisions)


def read_value_rules(template: Path) -> ValueRules:
    """Return the rules of a template; raise TemplateError."""
    return ValueRules(
        expand=expander(template),
        resources=read_resource_rules(template),
        migrations=read_migrations(template),
    )


def values_of(state: State, rules: ValueRules) -> dict[str, object]:
    """Return the answers, the expanded resources and the ledger."""
    values: dict[str, object] = {
        # Copier parses a tuple like text.
        key: list(value) if isinstance(value, tuple) else value
        for key, given in {**state.answers, **state.secrets}.items()
        for value in (plain(given),)
    }
    if state.resources is not None:
        resources = with_example(state.resources, rules.resources, state.answers)
        values["entities"] = rules.expand(resources, _ids(rules, state.answers))
    ledger = rules.ledger(state)
    if rules.migrations and ledger:
        features = [declared.key for declared in rules.migrations.declared]
        values["ledger"] = template_data(ledger, features)
    return values


def with_revisions(state: State, rules: ValueRules) -> State:
    """Return the state to record after a render, with the revisions that it added."""
    ledger = rules.ledger(state)
    revisions = ledger.revisions if ledger else None
    return replace(state, revisions=revisions, decisions={})


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


def _ids(rules: ValueRules, answers: Mapping[str, object]) -> Ids:
    question = rules.resources.ids
    answer = answers.get(question, Ids.INT)
    try:
        return Ids(str(answer))
    except ValueError as error:
        raise TemplateError(
            f"{answer!r} is not a type of primary keys, but a value of '{question}'.",
            f"The template can offer {' and '.join(Ids)}.",
        ) from error
