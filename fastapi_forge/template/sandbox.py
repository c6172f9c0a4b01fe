"""Run a template's own Jinja while its questions are answered.

Copier renders a question only when it asks it itself. This environment is the same:
Copier's sandbox and filters with the template's settings.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.questions import MISSING, Script

FILTERS = "jinja2_ansible_filters.AnsibleCoreFiltersExtension"
_UNDEFINED = {
    "jinja2.Undefined": jinja2.Undefined,
    "jinja2.StrictUndefined": jinja2.StrictUndefined,
}
_HINT = "This is a bug in the template. Your answers are fine."
# From a syntax error to an endless range.
_FAULTS = (
    *(jinja2.TemplateError, ValueError, TypeError, ArithmeticError, LookupError),
    *(AttributeError, RecursionError, MemoryError),
)


class _UnsetError(jinja2.UndefinedError):
    """A default that renders to `UNSET`: there is none."""


class Sandbox:
    def __init__(
        self, root: Path, settings: Mapping[str, Any], extensions: tuple[str, ...]
    ) -> None:
        self._environment = environment(root, settings, extensions)
        self._compiled: dict[str, jinja2.Template] = {}
        self._constants: dict[str, str] = {}

    def parse(self, template: str) -> nodes.Template:
        """Return the syntax tree, or raise jinja2.TemplateSyntaxError."""
        return self._environment.parse(template)

    def text(self, template: str, context: Mapping[str, object]) -> str:
        """Raise TemplateError for any error of the template's Jinja in the block."""
        if template in self._constants:
            return self._constants[template]
        try:
            if template not in self._compiled:
                self._compile(template)
            return self._compiled[template].render(context)
        except _UnsetError:
            raise
        except _FAULTS as error:
            message = str(error) or type(error).__name__
            raise TemplateError(f"copier.yml: {message}", _HINT) from error

    def _compile(self, template: str) -> None:
        compiled = self._environment.from_string(template)
        kinds = {type(node) for node in self.parse(template).find_all(nodes.Node)}
        if kinds <= {nodes.Output, nodes.TemplateData}:
            # Like most labels and choices.
            self._constants[template] = compiled.render()
        self._compiled[template] = compiled

    def value(self, written: object, context: Mapping[str, object]) -> object:
        """Render text, also in lists; return other values as they are, or MISSING."""
        if isinstance(written, str):
            if written in self._constants:
                return self._constants[written]
            unset = jinja2.StrictUndefined("UNSET", exc=_UnsetError)
            try:
                return self.text(written, {**context, "UNSET": unset})
            except _UnsetError:
                return MISSING
        if isinstance(written, list):
            return [self.value(item, context) for item in written]
        return written


def environment(
    root: Path, settings: Mapping[str, Any], extensions: tuple[str, ...] = ()
) -> SandboxedEnvironment:
    """Return the Jinja environment that Copier uses for the template in `root`."""
    options = {"keep_trailing_newline": True, **settings}
    if "undefined" in options:
        options["undefined"] = _undefined(options["undefined"])
    return _Environment(
        loader=_Loader(root), extensions=[FILTERS, *extensions], **options
    )


class _Environment(SandboxedEnvironment):
    """Block access to modules through the parser of a path, as Copier does."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as Jinja declares it
        is_parser = isinstance(obj, PurePath) and attr == "parser"
        return not is_parser and super().is_safe_attribute(obj, attr, value)


class _Loader(jinja2.FileSystemLoader):
    """Load nothing outside the template, not even through a link."""

    def __init__(self, root: Path) -> None:
        super().__init__(str(root.resolve()))

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:  # noqa: ANN401 - as Jinja declares it
        found = super().get_source(environment, template)
        if not Path(found[1]).resolve().is_relative_to(self.searchpath[0]):
            raise jinja2.TemplateNotFound(template)
        return found


def sandbox_of(script: Script) -> Sandbox:
    """Return the environment; raise TemplateError if it cannot be created."""
    if script.extensions and not script.trusted:
        raise TemplateError("The template's extensions are not trusted.")
    settings = json.dumps(dict(script.settings), sort_keys=True)
    try:
        return _sandbox(script.root, settings, script.extensions)
    except (ImportError, AttributeError) as error:
        raise TemplateError(
            f"The template's Jinja extensions cannot be loaded: {error}.",
            "Install them into forge's environment.",
        ) from error
    except (TypeError, ValueError) as error:
        raise TemplateError(f"'_envops' is not valid for Jinja: {error}.") from error


def context_of(script: Script) -> dict[str, object]:
    """Return Copier's own variables for questions."""
    return {
        "_folder_name": script.folder,
        "_copier_python": sys.executable,
        "_copier_phase": "prompt",
        "_copier_operation": "copy",
        "_external_data": {},
        "_copier_conf": {
            "src_path": PurePath(script.root),
            "dst_path": PurePath(script.folder),
            "answers_file": PurePath(".copier-answers.yml"),
            "os": {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(
                sys.platform
            ),
            "sep": os.sep,
        },
    }


@lru_cache(maxsize=8)
def _sandbox(root: Path, settings: str, extensions: tuple[str, ...]) -> Sandbox:
    return Sandbox(root, json.loads(settings), extensions)


def _undefined(name: object) -> type[jinja2.Undefined]:
    if name not in _UNDEFINED:
        raise ValueError(
            f"{name!r} is not a valid value for 'undefined': use"
            f" {' or '.join(_UNDEFINED)}"
        )
    return _UNDEFINED[str(name)]
