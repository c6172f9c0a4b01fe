"""What is said twice is the same: `make export` writes it, nobody's hand."""

from __future__ import annotations

from scripts import export


def test_template_holds_the_expanded_example() -> None:
    assert export.ENTITIES.read_text("utf-8") == export.entities()


def test_readme_lists_the_options() -> None:
    assert export.README.read_text("utf-8") == export.readme()
