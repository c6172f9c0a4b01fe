"""Write the expanded example into the template, for plain Copier.

forge expands resources itself; a template has no Python, so it holds the example as
data. A test compares the two.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from fastapi_forge.resources.example import EXAMPLE
from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.language import parse

TARGET = Path(__file__).parents[1] / "templates/service/questions/entities.yml"
HEAD = """\
# Written by `make export`: what forge expands the example to, for plain Copier.
"""


class _Plain(yaml.SafeDumper):
    """Writes what stands in several places several times, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def exported() -> str:
    example = expand([parse(spec) for spec in EXAMPLE])
    questions = {
        "example_entities": {"type": "yaml", "when": False, "default": example},
        "entities": {
            "type": "yaml",
            "when": False,
            "default": "{{ (example_entities if example else []) | to_json }}",
        },
    }
    return HEAD + yaml.dump(questions, Dumper=_Plain, sort_keys=False, width=88)


if __name__ == "__main__":
    TARGET.write_text(exported(), "utf-8")
