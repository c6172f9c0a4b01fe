"""Determine which options of a template depend on each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fastapi_forge.template.schema import RESOURCES, Schema


def dependent_options(schema: Schema) -> Mapping[str, str]:
    """Return a group for each option; options of different groups are independent."""
    groups = {key: key for key in schema.keys}
    for keys in _related(schema):
        joined = {groups.setdefault(key, key) for key in keys}
        first = min(joined, default="")
        groups = {
            key: first if group in joined else group for key, group in groups.items()
        }
    return groups


def _related(schema: Schema) -> Iterator[Iterable[str]]:
    """Return sets of keys that one rule or one question names together."""
    for option in schema.options:
        yield (option.key, *option.asked_when)
    for constraint in schema.constraints:
        yield (*constraint.condition, *constraint.then)
    if schema.has_resources:
        yield (RESOURCES, *schema.resources.keys)
    if schema.script is not None:
        # Jinja is imported only for templates that need it.
        from fastapi_forge.answers.references import references  # noqa: PLC0415

        yield from references(schema.script)
