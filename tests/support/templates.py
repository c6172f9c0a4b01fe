"""Write small templates for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.resources.language import parse
from fastapi_forge.template.options import Value

SETTINGS = """\
_subdirectory: project
_templates_suffix: .jinja
_envops:
  keep_trailing_newline: true
  trim_blocks: true
  lstrip_blocks: true
  undefined: jinja2.StrictUndefined
name: {type: str, default: myapi}
entities: {type: yaml, when: false, default: []}
_forge: {format: ruff}
"""


def write_files(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    return root


def write_template(
    root: Path, files: Mapping[str, str], *, questions: str = ""
) -> Path:
    """Write a template to `root` that renders `files`; `questions` are added."""
    project = {f"project/{path}": text for path, text in files.items()}
    return write_files(root, {"copier.yml": SETTINGS + questions, **project})


def state_of(resources: Sequence[str] = (), **answers: Value) -> State:
    return State(
        template=TemplateRef(name="sample", version="1.2.3"),
        answers={"name": "myapi", **answers},
        resources=tuple(map(parse, resources)),
    )
