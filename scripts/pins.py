"""Compile the pinned versions of generated projects (needs uv).

The dependencies of all combinations are resolved together, so that their versions
match. Then each group is resolved within these, to find the packages it needs.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any, cast

import yaml

from fastapi_forge.rendering.engine import render
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.resources.language import parse
from fastapi_forge.template.documents import read_documents

TEMPLATE = Path(__file__).parents[1] / "templates/service"
TARGET = TEMPLATE / "questions/pins.yml"
HEAD = """\
# Written by `make pins`: versions that were resolved together for all answers, with
# the groups of answers that need them.
"""
PLAIN: dict[str, str | bool] = {
    "database": "sqlite",
    "auth": "none",
    "example": False,
    "pre_commit": False,
}
# The group of a database and its access: engine and driver. It is empty without a
# database.
DATABASES: dict[str, dict[str, str | bool]] = {
    "none": {"database": "none"},
    **{
        f"{database}_{access}": {"database": database, "access": access}
        for database in ("sqlite", "postgresql", "mysql")
        for access in ("async", "sync")
    },
}
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>.+))?$")


def dependencies(*resources: str, **answers: str | bool) -> tuple[set[str], set[str]]:
    """Return the packages that a project with these answers needs."""
    given: dict[str, str | bool] = {"name": "pins", "package_manager": "uv"}
    given |= PLAIN | answers
    state = State(
        template=TemplateRef(name="service", version="0"),
        answers=given,
        resources=tuple(map(parse, resources)),
    )
    tree = render(state, TEMPLATE)
    project = tomllib.loads(tree["pyproject.toml"].content.decode())
    return set(project["project"]["dependencies"]), set(
        project["dependency-groups"]["dev"]
    )


def groups() -> dict[str, set[str]]:
    """Return the direct dependencies of each group."""
    needed = {name: dependencies(**answers) for name, answers in DATABASES.items()}
    direct = {
        "base": set.intersection(*(run for run, _ in needed.values())),
        "dev": set.intersection(*(dev for _, dev in needed.values())),
    }
    plain_run, plain_dev = dependencies()
    for name, (run, dev) in needed.items():
        direct |= {name: run - direct["base"], f"dev_{name}": dev - direct["dev"]}
    additions = {
        name: dependencies(**answers) for name, answers in feature_groups().items()
    }
    additions["emails"] = dependencies("person email:email")
    for name, (run, dev) in additions.items():
        direct |= {name: run - plain_run, f"dev_{name}": dev - plain_dev}
    return {name: needed for name, needed in direct.items() if needed}


def feature_groups() -> dict[str, dict[str, str | bool]]:
    """Return the groups of features, with answers that need one."""
    forge = cast("dict[str, Any]", read_documents(TEMPLATE)["_forge"])
    return dict(forge["pin_groups"])


def compiled(needed: set[str], constraints: str = "") -> list[str]:
    """Return all packages that `needed` requires, one pin per line."""
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--strip-extras"]
    command += ["--python-version", "3.11", "--no-header", "--no-annotate", "-"]
    bounds = TARGET.with_suffix(".constraints")
    bounds.write_text(constraints, "utf-8")
    try:
        done = subprocess.run(
            [*command, "--constraint", str(bounds)],
            input="\n".join(sorted(needed)),
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        bounds.unlink()
    return done.stdout.split("\n")


def pins() -> list[dict[str, object]]:
    direct = groups()
    together = compiled(set().union(*direct.values()))
    within = "\n".join(together)
    users: dict[str, dict[str, None]] = {}
    for group, needed in direct.items():
        for line in compiled(needed, within):
            if match := PIN.match(line):
                # A package may have one version per Python version.
                users.setdefault(match["name"], {})[group] = None
    found = (match for line in together if (match := PIN.match(line)))
    return [
        {
            "name": match["name"],
            "version": match["version"],
            "marker": match["marker"] or "",
            "groups": [*users[match["name"]]],
        }
        for match in found
    ]


def written(entries: list[dict[str, object]]) -> str:
    lines = [
        yaml.safe_dump(entry, default_flow_style=True, width=10**6, sort_keys=False)
        for entry in entries
    ]
    body = "".join(f"    - {line}" for line in lines)
    return f"{HEAD}pins:\n  type: yaml\n  when: false\n  default:\n{body}"


if __name__ == "__main__":
    TARGET.write_text(written(pins()), "utf-8")
