"""Compute the facts about a resource that concern more than one field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi_forge.resources.facts import (
    Action,
    FieldCase,
    FieldFacts,
    Moment,
    Peer,
    Referrer,
    Rule,
)
from fastapi_forge.resources.field_facts import peer
from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.references import (
    Reference,
    association_table,
    references,
)
from fastapi_forge.resources.samples import Sample, Value
from fastapi_forge.resources.types import field_type

# Invalid values that are valid at another time.
_MISPLACED = ("in-the-past", "in-the-future")


def peers(resource: Resource, known: Mapping[str, Resource]) -> list[Peer]:
    names = {field.target for field in resource.fields if field.is_relation}
    names |= {
        reference.resource.name for reference in references(resource, [*known.values()])
    }
    return [peer(known[name]) for name in sorted(names - {resource.name})]


def asks(resource: Resource, known: Mapping[str, Resource]) -> list[Peer]:
    targets = dict.fromkeys(field.target for field in resource.relations)
    return [peer(known[name]) for name in targets if name != resource.name]


def rules(resource: Resource, known: Mapping[str, Resource]) -> list[Rule]:
    """Return the checks before values are stored: dates first, then relations."""
    futures: list[Rule] = [
        {"rule": "future", "attribute": field.attribute, "of": ""}
        for field in resource.fields
        if field.future
    ]
    pasts: list[Rule] = [
        {"rule": "past", "attribute": field.attribute, "of": ""}
        for field in resource.fields
        if field.past
    ]
    relations: list[Rule] = [
        {
            "rule": "many" if field.type == "many" else "ref",
            "attribute": field.attribute,
            "of": "" if field.is_self_reference else known[field.target].variables,
        }
        for field in resource.relations
    ]
    return futures + pasts + relations


def referrers(pointing: Sequence[Reference]) -> list[Referrer]:
    return [_referrer(reference) for reference in pointing]


def _referrer(reference: Reference) -> Referrer:
    field = reference.field
    is_many = field.type == "many"
    return {
        "class": class_name(reference.resource.name),
        "attribute": reference.attribute,
        "type": "many" if is_many else "ref",
        "field": field.name,
        "key": field.attribute,
        "table": association_table(field) if is_many else "",
    }


def actions(resource: Resource, facts: Sequence[FieldFacts]) -> list[Action]:
    fields = {field.name: field for field in resource.fields}
    own = {field["name"]: field for field in facts}
    found: list[Action] = []
    for action in resource.actions:
        read = field_type(own[action.field]["type"]).value
        if read is None:
            continue
        value = read(fields[action.field], action.value)
        found.append(_action(action.name, own[action.field], value))
    return found


def _action(name: str, field: FieldFacts, value: Value) -> Action:
    example, other = field["example"] or Sample(), field["other"] or Sample()
    is_example = example == Sample(value=value["value"])
    return {
        "name": name,
        "field": field,
        "value": value,
        "before": other if is_example else example,
    }


def invalid_cases(columns: Sequence[FieldFacts]) -> list[FieldCase]:
    return [
        {"attribute": field["attribute"], **case}
        for field in columns
        if field["type"] != "ref"
        for case in field["invalid"]
        if not case["common"]
    ]


def moments(fields: Sequence[FieldFacts]) -> list[Moment]:
    futures = [field for field in fields if field["future"]]
    pasts = [field for field in fields if field["past"]]
    plain = [field for field in fields if field["type"] not in {"ref", "many"}]
    return [
        {
            "field": field,
            "wrong": next(
                case for case in field["invalid"] if case["case"] in _MISPLACED
            ),
            "year": 2001 if field["future"] else 2101,
            "changed": plain[0],
        }
        for field in futures + pasts
    ]
