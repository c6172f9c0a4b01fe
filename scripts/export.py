"""Regenerate the files that are derived from Python code or from the template's schema.

- the expanded example in the template: forge expands resources itself, but plain
  Copier cannot;
- the table of options in README.md, and docs/options.md.

A test checks that these files are up to date.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from fastapi_forge.resources.example import with_example
from fastapi_forge.resources.expansion import expand
from fastapi_forge.template.schema import read_schema
from scripts.option_tables import page, table

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "templates/service"
ENTITIES = TEMPLATE / "questions/entities.yml"
HEAD = """\
# Written by `make export`: the expanded example, for plain Copier.
"""
README = ROOT / "README.md"
OPTIONS = ROOT / "docs/options.md"
BEGIN = "<!-- options: written by `make export` -->\n"
END = "<!-- end of options -->\n"


class _Plain(yaml.SafeDumper):
    """Write repeated values in full, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def entities() -> str:
    """Return the template file with the expanded example."""
    example = {
        who: expand(with_example((), {"example": True, "auth": auth}))
        for who, auth in (("owned", "jwt"), ("open", "none"))
    }
    questions = {
        "example_entities": {"type": "yaml", "when": False, "default": example},
        "entities": {
            "type": "yaml",
            "when": False,
            "default": (
                "{{ (example_entities['open' if auth == 'none' else 'owned']"
                " if example else []) | to_json }}"
            ),
        },
    }
    return HEAD + yaml.dump(questions, Dumper=_Plain, sort_keys=False, width=88)


def readme() -> str:
    """Return README.md with the current table of options."""
    before, rest = README.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}{table(read_schema(TEMPLATE))}{END}{after}"


if __name__ == "__main__":
    ENTITIES.write_text(entities(), "utf-8")
    README.write_text(readme(), "utf-8")
    OPTIONS.write_text(page(read_schema(TEMPLATE)), "utf-8")
