"""A resource adds its code to models, migrations and queries."""

from __future__ import annotations

import pytest

from tests.support.entities import GENRE, book, entity
from tests.support.generated_code import names_imported


def test_model_columns_state_only_deviations() -> None:
    assert book()["model"]["columns"]["sqlite"] == [
        "code: Mapped[str] = mapped_column(String(9), unique=True)",
        (
            "author_id: Mapped[int] = mapped_column("
            'ForeignKey("authors.id", ondelete="RESTRICT"))'
        ),
        (
            "second_id: Mapped[int | None] = mapped_column("
            'ForeignKey("authors.id", ondelete="SET NULL"))'
        ),
    ]
    assert entity("thing ratio:float")["model"]["columns"]["sqlite"] == [
        "ratio: Mapped[float]"
    ]


def test_migrations_state_nullability_of_each_column() -> None:
    code, author, second = book()["migration"]["columns"]["mysql"]

    assert code == (
        'sa.Column("code", sa.String(length=9), nullable=False, unique=True)'
    )
    assert author == (
        'sa.Column("author_id", sa.Integer(),'
        ' sa.ForeignKey("authors.id", ondelete="RESTRICT"), nullable=False)'
    )
    assert "nullable=True" in second


def test_owned_values_are_unique_per_owner() -> None:
    owned = book(" --owned")

    assert owned["model"]["attributes"]["sqlite"] == [
        '__tablename__ = "books"',
        (
            '__table_args__ = (UniqueConstraint("owner_id", "code"), '
            '*list_indexes("author_id", "second_id", owned=True),)'
        ),
    ]
    assert owned["migration"]["constraints"] == [
        'sa.UniqueConstraint("owner_id", "code")'
    ]
    for layer in ("model", "migration"):
        assert "unique=True" not in owned[layer]["columns"]["sqlite"][0]
    assert book()["migration"]["constraints"] == []


def test_lists_and_searches_have_indexes() -> None:
    specification = "thing title:str:unique code:str:unique:optional notes:str:max=501"
    (model, migration) = (
        entity(specification)[layer] for layer in ("model", "migration")
    )

    # Null is not unique, and no index holds more than 500 characters.
    assert model["attributes"]["postgresql"][1] == (
        '__table_args__ = (*list_indexes("code"), '
        '*search_indexes("title", "code", "notes"),)'
    )
    assert migration["indexes"]["sqlite"] == [
        ('*(sa.Index(None, it, "id") for it in ("code", "created_at", "updated_at"))')
    ]
    assert [
        index.count("gin_trgm_ops") for index in migration["indexes"]["postgresql"]
    ] == [
        0,
        1,
    ]


@pytest.mark.parametrize(
    ("specs", "database", "names"),
    [
        (["thing ratio:float"], "sqlite", "Mapped"),
        (["thing ratio:float"], "mysql", "Mapped mapped_column"),
        (["thing ratio:float --owned"], "sqlite", "Mapped"),
        (["thing size:int:unique --owned"], "sqlite", "Mapped UniqueConstraint"),
        (
            [GENRE, "thing genres:many:genre"],
            "sqlite",
            "Column ForeignKey Index Mapped TYPE_CHECKING Table relationship",
        ),
    ],
)
def test_models_import_what_their_shape_needs(
    specs: list[str], database: str, names: str
) -> None:
    lines = entity(*specs)["model"]["imports"][database]

    assert sorted(names_imported(lines)) == names.split()


def test_records_name_unique_fields_and_references() -> None:
    record = book()["record"]

    assert record["attributes"] == [
        'table = "books"',
        'unique = (("code",),)',
        (
            'references = (Ref("author_id", "authors"),'
            ' Ref("second_id", "authors", required=False), Many("genres", "genres"),)'
        ),
    ]
    assert record["imports"] == [
        "from app.db.base import Base, Many, Ref",
        "from app.models.genre import Genre",
    ]
    assert record["fields"] == [
        "code: str",
        "author_id: int",
        "second_id: int | None",
        "genres: Sequence[Genre]",
    ]


def test_queries_load_lists_and_search_words() -> None:
    assert book()["crud"] == {
        "attributes": [
            "model = Book",
            "searched = (Book.code,)",
            "loaded = (Book.genres,)",
        ],
    }
    assert entity("thing size:int")["crud"] == {"attributes": ["model = Thing"]}
