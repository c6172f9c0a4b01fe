"""Define what is stored of a released version of the template."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.ledger import Revision
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import ValueRules, values_of, with_revisions
from fastapi_forge.resources.language import parse
from fastapi_forge.template.builtin import BUILTIN
from fastapi_forge.template.options import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Render:
    """A project that was rendered when the version was released."""

    answers: Mapping[str, Value]
    resources: tuple[str, ...]
    revisions: tuple[Revision, ...] | None
    """The ledger of the new project."""
    digest: str
    """Of its files before formatting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    version: str
    template: Tree
    renders: tuple[Render, ...]
    paths: tuple[str, ...]
    """Every path in these renders."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Paths of the previous release that have another name, with the new one."""
    deleted: tuple[str, ...] = ()
    """Other paths of the previous release that are gone."""


def new_state(
    version: str, answers: Mapping[str, Value], resources: tuple[str, ...]
) -> State:
    """Return the state of a new project of this version."""
    return State(
        template=TemplateRef(name=BUILTIN, version=version),
        answers=answers,
        resources=tuple(map(parse, resources)),
    )


def rendered(
    state: State, rules: ValueRules, renderer: BuiltinTemplate
) -> tuple[Render, Tree]:
    """Render a new project without formatting it."""
    tree = renderer.tree(values_of(state, rules))
    render = Render(
        answers=state.answers,
        resources=tuple(
            resource.spec(with_plural=True) for resource in state.resources or ()
        ),
        revisions=with_revisions(state, rules).revisions,
        digest=digest_of(tree),
    )
    return render, tree


def digest_of(tree: Tree) -> str:
    """Return one digest of all paths, contents and modes."""
    lines = (
        f"{path}\0{file.blob}\0{file.executable:d}\n" for path, file in tree.items()
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
