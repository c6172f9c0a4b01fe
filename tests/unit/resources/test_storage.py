"""What a resource needs in models, migrations, records and queries."""

from __future__ import annotations

import pytest

from tests.support.entities import AUTHOR, BOOK, GENRE
from tests.support.entity_files import entity_file

BOOKS = (AUTHOR, GENRE, BOOK)
OWNED_BOOKS = (AUTHOR, GENRE, f"{BOOK} --owned")
WORDS = "thing title:str:unique code:str:unique:optional notes:str:max=501"


def test_model_columns_state_only_deviations() -> None:
    model = entity_file("model", *BOOKS)

    assert "    code: Mapped[str] = mapped_column(String(9), unique=True)\n" in model
    assert (
        "    author_id: Mapped[int] = mapped_column(\n"
        '        ForeignKey("authors.id", ondelete="RESTRICT")\n'
    ) in model
    assert (
        "    second_id: Mapped[int | None] = mapped_column(\n"
        '        ForeignKey("authors.id", ondelete="SET NULL")\n'
    ) in model
    assert "    ratio: Mapped[float]\n" in entity_file("model", "thing ratio:float")


def test_migrations_state_nullability_of_each_column() -> None:
    migration = entity_file("migration", *BOOKS, database="mysql")

    assert (
        'sa.Column("code", sa.String(length=9), nullable=False, unique=True),'
        in migration
    )
    assert '"authors.id", ondelete="RESTRICT"), nullable=False' in " ".join(
        migration.split()
    )
    assert migration.count("nullable=True") == 1


def test_owned_values_are_unique_per_owner() -> None:
    model = entity_file("model", *OWNED_BOOKS)
    migration = entity_file("migration", *OWNED_BOOKS)

    assert (
        "    __table_args__ = (\n"
        '        UniqueConstraint("owner_id", "code"),\n'
        '        *list_indexes("author_id", "second_id", owned=True),\n'
        "    )\n"
    ) in model
    assert 'sa.UniqueConstraint("owner_id", "code"),' in migration
    assert "unique=True" not in model + migration
    assert "UniqueConstraint(" not in entity_file("model", *BOOKS)
    assert "UniqueConstraint(" not in entity_file("migration", *BOOKS)


def test_lists_and_searches_have_indexes() -> None:
    model = entity_file("model", WORDS, database="postgresql")
    migration = entity_file("migration", WORDS, database="postgresql")

    # Null is not unique, and no index holds more than 500 characters.
    assert '*list_indexes("code"),' in model
    assert '*search_indexes("title", "code", "notes"),' in model
    assert 'for it in ("code", "created_at", "updated_at")' in migration
    assert migration.count("gin_trgm_ops") == 1
    assert "gin_trgm_ops" not in entity_file("migration", WORDS)


@pytest.mark.parametrize(
    ("specs", "database", "wanted", "unwanted"),
    [
        (("thing ratio:float",), "sqlite", "Mapped[float]", "mapped_column("),
        (("thing ratio:float",), "mysql", "mapped_column(Double)", "Table("),
        ((GENRE, "thing genres:many:genre"), "sqlite", "Table(", "UniqueConstraint("),
    ],
)
def test_models_contain_what_their_shape_needs(
    specs: tuple[str, ...], database: str, wanted: str, unwanted: str
) -> None:
    [_, body] = entity_file("model", *specs, database=database).split("\n\n\n", 1)

    assert wanted in body
    assert unwanted not in body


def test_both_sides_of_a_relation_are_in_models() -> None:
    author = entity_file("model", GENRE, BOOK, AUTHOR)

    assert 'author: Mapped[Author] = relationship(\n        back_populates="books' in (
        entity_file("model", *BOOKS)
    )
    assert "books_by_author" in author
    assert 'foreign_keys="Book.author_id",' in author
    assert 'passive_deletes="all",' in author


def test_records_name_unique_fields_and_references() -> None:
    record = entity_file("record", *BOOKS, database="none")

    assert (
        '    table = "books"\n'
        '    unique = (("code",),)\n'
        "    references = (\n"
        '        Ref("author_id", "authors"),\n'
        '        Ref("second_id", "authors", required=False),\n'
        '        Many("genres", "genres"),\n'
        "    )\n"
        "\n"
        "    code: str\n"
        "    author_id: int\n"
        "    second_id: int | None\n"
        "    genres: Sequence[Genre]\n"
    ) in record
    assert "from app.models.genre import Genre\n" in record


def test_queries_load_lists_and_search_words() -> None:
    assert entity_file("crud", *BOOKS).endswith(
        "    model = Book\n    searched = (Book.code,)\n    loaded = (Book.genres,)\n"
    )
    assert entity_file("crud", "thing size:int").endswith("    model = Thing\n")
