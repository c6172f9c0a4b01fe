"""Regenerate the files that are derived from Python code or from the template's schema.

- the facts about the example in the template: forge computes them itself, but plain
  Copier cannot;
- the migrations of a new project in the template, also for plain Copier;
- the names of the slots in shared files of the template;
- the table of options in README.md, and docs/options.md.

A test checks that these files are up to date.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from fastapi_forge.answers.resources import with_example
from fastapi_forge.rendering.ledger import extended
from fastapi_forge.rendering.values import owners_of
from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.relations import arrange
from fastapi_forge.template.conditions import Conditions
from fastapi_forge.template.migrations import read_migrations
from fastapi_forge.template.schema import read_schema
from scripts.option_tables import page, table

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "templates/service"
FACTS = {
    TEMPLATE / "includes/example_facts/owned.yml": "jwt",
    TEMPLATE / "includes/example_facts/open.yml": "none",
}
"""Files with the facts about the example, and the authentication that they are for."""
HEAD = """\
# Written by `make export`: the facts about the example, for plain Copier.
"""
LEDGER_FILE = TEMPLATE / "questions/ledger.yml"
LEDGER = """\
# Written by `make export`: the revisions of a new project, for plain Copier.
ledger:
  type: yaml
  when: false
  default: |
    {% set features = FEATURES %}
    {% set created = [
        CREATED
    ] | selectattr(2) | list %}
    {% set revisions = [] %}
    {% for owner, id, _ in created %}
    {% set follows = created[loop.index0 - 1][1] if loop.index0 else "" %}
    {% set entry = {"owner": owner, "id": id, "follows": follows, "suffix": ""} %}
    {% set _ = revisions.append(entry) %}
    {% endfor %}
    features:
    {% for key in features %}
    {% set of_feature = revisions | selectattr("owner", "equalto", key) | list %}
      {{ key }}: {{ of_feature | to_json }}
    {% endfor %}
    {% set of_resources = revisions | rejectattr("owner", "in", features) | list %}
    resources: {{ of_resources | to_json }}
    dropped: []
    kept: []
    floor: base
"""
README = ROOT / "README.md"
OPTIONS = ROOT / "docs/options.md"
BEGIN = "<!-- options: written by `make export` -->\n"
END = "<!-- end of options -->\n"


SLOTS = TEMPLATE / "questions/slots.yml"
SLOTS_HEAD = """\
# Written by `make export`: the slots of shared files, which features fill.
"""
SLOT = re.compile(r'{% with slot = "(\w+)" %}')


def example_facts(auth: str) -> str:
    """Return the template file with the facts about the example."""
    rules = read_schema(TEMPLATE).resources
    example = with_example((), rules, {"example": True, "auth": auth})
    return HEAD + yaml.safe_dump(
        expand(example), sort_keys=False, width=88, default_flow_style=None
    )


def ledger() -> str:
    """Return the template file with the revisions of a new project."""
    migrations = read_migrations(TEMPLATE)
    declared = migrations.declared if migrations else ()
    features = [
        f'["{owner.key}", "{owner.revision}", {jinja(owner.conditions)}],'
        for owner in declared
    ]
    rules = read_schema(TEMPLATE).resources
    example = with_example((), rules, {"example": True})
    created = extended((), owners_of(arrange(example))).added
    resources = [f'["{one.owner}", "{one.id}", example],' for one in created]
    return LEDGER.replace(
        "FEATURES", json.dumps([owner.key for owner in declared])
    ).replace("CREATED", ("\n" + " " * 8).join([*features, *resources]))


def jinja(conditions: Conditions) -> str:
    """Return the condition in Jinja that one of them holds."""
    return " or ".join(
        " and ".join(f"{key} in {json.dumps(values)}" for key, values in one.items())
        for one in conditions
    )


def slots() -> str:
    """Return the template file with the names of all slots."""
    shared = (path for path in TEMPLATE.rglob("*.jinja") if path.is_file())
    names = {name for path in shared for name in SLOT.findall(path.read_text("utf-8"))}
    question = {"type": "yaml", "when": False, "default": sorted(names)}
    return SLOTS_HEAD + yaml.safe_dump({"slot_names": question}, sort_keys=False)


def readme() -> str:
    """Return README.md with the current table of options."""
    before, rest = README.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}{table(read_schema(TEMPLATE))}{END}{after}"


if __name__ == "__main__":
    for path, auth in FACTS.items():
        path.write_text(example_facts(auth), "utf-8")
    LEDGER_FILE.write_text(ledger(), "utf-8")
    SLOTS.write_text(slots(), "utf-8")
    README.write_text(readme(), "utf-8")
    OPTIONS.write_text(page(read_schema(TEMPLATE)), "utf-8")
