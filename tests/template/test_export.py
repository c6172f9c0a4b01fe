"""Derived files are up to date with `make export`."""

from __future__ import annotations

from fastapi_forge.template.schema import read_schema
from scripts import export
from scripts.option_tables import page


def test_template_contains_the_facts_about_the_example() -> None:
    for path, auth in export.FACTS.items():
        assert path.read_text("utf-8") == export.example_facts(auth)


def test_template_contains_the_revisions_of_a_new_project() -> None:
    assert export.LEDGER_FILE.read_text("utf-8") == export.ledger()


def test_template_contains_the_slots() -> None:
    assert export.SLOTS.read_text("utf-8") == export.slots()


def test_readme_lists_the_options() -> None:
    assert export.README.read_text("utf-8") == export.readme()


def test_documents_list_the_options() -> None:
    schema = read_schema(export.TEMPLATE)

    assert export.OPTIONS.read_text("utf-8") == page(schema)
    assert all(f"### `{key}`" in page(schema) for key in schema.keys)
