"""Render a template, with Copier unless it is forge's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fastapi_forge.rendering.builtin import BuiltinTemplate, render_builtin
from fastapi_forge.rendering.failures import translated
from fastapi_forge.rendering.formatting import format_code
from fastapi_forge.rendering.state import State
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import read_value_rules, values_of
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.output_rules import read_output_rules
from fastapi_forge.temporary import temporary_directory


def render(
    state: State,
    template: Path,
    *,
    trusted: bool = False,
    renderer: BuiltinTemplate | None = None,
) -> Tree:
    """Return every file of `template` for `state`, formatted if the template asks for
    it.

    `trusted`: the template's Jinja extensions may be loaded. `renderer` replaces Copier
    for a released version of forge's own template.
    """
    formats = read_output_rules(template).formats
    data = values_of(state, read_value_rules(template))
    try:
        with temporary_directory("forge-render-") as temporary:
            # The template can see the name of this directory.
            name = state.folder or Path(str(state.answers.get("name"))).name
            project = temporary / (name or "project")
            project.mkdir()
            if template == builtin_template():
                return _formatted(render_builtin(data), project)
            if renderer:
                return _formatted(renderer.tree(data), project)
            # Imported only for other templates, because it takes time.
            from fastapi_forge.rendering.copying import copy_template  # noqa: PLC0415

            copy_template(template, project, data, trusted=trusted)
            if formats:
                format_code(project)
            return Tree.read(project)
    except Exception as error:  # a template can raise anything
        raise translated(error, template) from error


def _formatted(tree: Tree, directory: Path) -> Tree:
    tree.write(directory)
    format_code(directory)
    return Tree(
        {
            path: replace(file, content=(directory / path).read_bytes())
            for path, file in tree.items()
        }
    )
