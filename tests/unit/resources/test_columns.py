"""Models and migrations describe the same columns, as Alembic sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateTable

from fastapi_forge.resources.fields import Ids
from fastapi_forge.resources.language import parse
from tests.support.field_code import expanded
from tests.support.generated_code import column_namespace, evaluate
from tests.support.specifications import ZOO

every_entity = pytest.mark.parametrize(
    "entity",
    [
        pytest.param(entity, id=f"{entity['name']}-{ids}")
        for ids in Ids
        for entity in expanded([parse(spec) for spec in ZOO], ids)
    ],
)


def modelled(entity: dict[str, Any], database: str) -> sa.Table:
    """Return the table of the generated model."""
    moments: dict[str, Any] = {
        "sqlite": sa.DateTime(),
        "postgresql": sa.DateTime(timezone=True),
        "mysql": mysql.DATETIME(fsp=6),
    }
    base: Any = type(
        "Base",
        (DeclarativeBase,),
        {
            "metadata": sa.MetaData(),
            "type_annotation_map": {datetime: moments[database]},
        },
    )
    names = column_namespace(entity)
    annotations: dict[str, Any] = {"id": Mapped[int]}
    attributes: dict[str, Any] = {"id": mapped_column(primary_key=True)}
    for field in entity["columns"]:
        python = evaluate(field["python"], names)
        attribute = field["attribute"]
        mapped: Any = Mapped
        annotations[attribute] = mapped[python | None if field["optional"] else python]
        code = field["model"][database]
        attributes[attribute] = mapped_column(*[evaluate(code, names)] if code else [])
    body = {
        "__tablename__": entity["table"],
        "__annotations__": annotations,
        **attributes,
    }
    table = type(entity["class"], (base,), body).__table__  # type: ignore[attr-defined]
    assert isinstance(table, sa.Table)
    return table


def migrated(entity: dict[str, Any], database: str) -> sa.Table:
    """Return the table of the generated migration."""
    names = column_namespace(entity)
    columns = [
        sa.Column(
            field["attribute"],
            evaluate(field["migration"][database], names),
            nullable=field["optional"],
        )
        for field in entity["columns"]
    ]
    identity = sa.Column("id", sa.Integer(), primary_key=True)
    return sa.Table(entity["table"], sa.MetaData(), identity, *columns)


@every_entity
def test_alembic_finds_no_difference_on_sqlite(entity: dict[str, Any]) -> None:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        migrated(entity, "sqlite").create(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, modelled(entity, "sqlite").metadata) == []
    engine.dispose()


@every_entity
@pytest.mark.parametrize("dialect", [postgresql.dialect, mysql.dialect])
def test_models_and_migrations_create_the_same_tables(
    dialect: Callable[[], sa.Dialect], entity: dict[str, Any]
) -> None:
    server = dialect()
    written = {
        str(CreateTable(table).compile(dialect=server))
        for table in (modelled(entity, server.name), migrated(entity, server.name))
    }

    assert len(written) == 1


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        ("word:str", "VARCHAR(255)"),
        ("word:str:max=256", "TEXT"),
        ("word:str:max=500:index", "VARCHAR(500)"),
        ("word:text:max=16383", "TEXT"),
        ("word:text:max=16384", "MEDIUMTEXT"),
        ("word:url", "TEXT"),
        ("word:url:unique", "VARCHAR(500)"),
        ("word:float", "DOUBLE"),
        ("word:datetime", "DATETIME(6)"),
        ("word:time", "TIME(6)"),
        ("word:decimal", "NUMERIC(12, 2)"),
    ],
)
def test_mysql_has_room_for_every_value(field: str, kept: str) -> None:
    (entity,) = expanded([parse(f"thing {field}")])
    table = migrated(entity, "mysql")

    assert table.c.word.type.compile(dialect=mysql.dialect()) == kept
