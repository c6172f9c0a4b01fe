"""Write the state of a project to its two files in `.forge`.

`recorded_state.py` reads them again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from fastapi_forge.rendering.ledger import Revision
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.rendering.tree import File, Tree

__all__ = ["LOCK_FILE", "PROJECT_FILE", "State", "TemplateRef", "with_state"]

PROJECT_FILE = ".forge/project.yml"
LOCK_FILE = ".forge/lock.json"
LOCK_FORMAT = 1

_HEADER = """\
# Written by forge: what this project was generated from. Commit this file.
"""


class _Line(dict[str, object]):
    """A mapping on one line, so that branches that both append one conflict."""


class _Dumper(yaml.SafeDumper):
    """A YAML dumper that indents lists."""

    def increase_indent(
        self,
        flow: bool = False,
        indentless: bool = False,  # noqa: ARG002 - the parameter to override
    ) -> None:
        super().increase_indent(flow, indentless=False)


_Dumper.add_representer(
    _Line,
    lambda dumper, line: dumper.represent_mapping(
        "tag:yaml.org,2002:map", line, flow_style=True
    ),
)


def with_state(
    tree: Tree,
    state: State,
    *,
    versions: Mapping[str, str],
    file_class: Callable[[str], str],
) -> Tree:
    """Return the pristine tree with the two files that record it."""
    return tree | {
        PROJECT_FILE: File(content=_project(state).encode()),
        LOCK_FILE: File(content=_lock(tree, versions, file_class).encode()),
    }


def _project(state: State) -> str:
    template = state.template
    source = {"source": template.source} if template.source else {}
    chosen: dict[str, Any] = {
        "template": {"name": template.name, "version": template.version, **source},
        "answers": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in state.answers.items()
        },
    }
    if state.folder:
        chosen["directory"] = state.folder
    if state.resources is not None:
        chosen["resources"] = [
            resource.spec(with_plural=True) for resource in state.resources
        ]
    if state.revisions is not None:
        chosen["revisions"] = [_line(revision) for revision in state.revisions]
    # With unlimited width each resource and each answer is on one line.
    return _HEADER + yaml.dump(
        chosen,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )


def _line(revision: Revision) -> _Line:
    link = {"id": revision.id, "follows": revision.follows or None}
    return _Line(
        **(link if revision.id else {}),
        does=revision.does,
        tables=list(revision.tables),
    )


def _lock(
    tree: Tree, versions: Mapping[str, str], file_class: Callable[[str], str]
) -> str:
    # One line per file, so that branches that change different files merge.
    lines = ",\n".join(
        "    "
        + json.dumps({"path": path, "blob": file.blob, "class": file_class(path)})
        for path, file in tree.items()
    )
    used = json.dumps(dict(sorted(versions.items())))
    return (
        "{\n"
        f'  "format": {LOCK_FORMAT},\n'
        f'  "versions": {used},\n'
        f'  "files": [\n{lines}\n  ]\n'
        "}\n"
    )
