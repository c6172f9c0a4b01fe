"""Write the code of single fields with the template's macros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.fields import Ids, Resource
from tests.support.entity_files import context, jinja

DATABASES = ("sqlite", "postgresql", "mysql")


def expanded(resources: Sequence[Resource], ids: Ids = Ids.INT) -> list[dict[str, Any]]:
    """Return entities whose fields also have a key for each of their pieces of code."""
    return [
        {**entity, "columns": _written(entity, ids), "ids": ids}
        for entity in map(dict, expand(resources, ids))
    ]


def _written(entity: dict[str, Any], ids: Ids) -> list[dict[str, Any]]:
    values, schemas, draws = (
        macros(file, entity, ids=ids) for file in ("values", "schema", "factory")
    )
    columns = {
        layer: {
            database: macros(layer, entity, database, ids) for database in DATABASES
        }
        for layer in ("model", "migration")
    }
    return [
        {
            **field,
            "python": values.python_type(field),
            "schema": schemas.annotation(field),
            "read": schemas.read_type(field),
            "query": schemas.query(field),
            "default_code": schemas.default(field).removeprefix(" = "),
            "payload": getattr(draws, field["type"])(field),
            **{
                layer: {
                    database: written.column_type(field)
                    for database, written in databases.items()
                }
                for layer, databases in columns.items()
            },
        }
        for field in entity["columns"]
    ]


def sampled(sample: Mapping[str, Any]) -> Any:  # noqa: ANN401 (any JSON)
    """Return the value of a sample."""
    if "expression" in sample:
        return eval(sample["expression"])  # noqa: S307
    return sample["value"]


def macros(
    file: str, entity: object, database: str = "sqlite", ids: Ids = Ids.INT
) -> Any:  # noqa: ANN401 (macros of any name)
    """Return the macros of a file as functions."""
    template = jinja().get_template(f"includes/entity/{file}.jinja")
    return template.make_module({**_context(database, ids), "entity": entity})


@cache
def _context(database: str, ids: Ids) -> dict[str, Any]:
    return context(database=database, ids=ids.value, example=False)
