"""Render forge's own template without Copier, which takes longer to import.

Only the features that this template uses are supported: questions of type str, bool and
yaml with a default; `_subdirectory`, `_templates_suffix` and `_envops`; patterns of a
single name in `_exclude`; answers in path names, where an empty one omits everything
below it; one `{% yield one from many %}` in a name, where `many` may be in a group; no
variables of Copier's own. Answers are already validated. Copier defines the correct
result, and tests/template compares.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from fnmatch import translate
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

from fastapi_forge.errors import TemplateError
from fastapi_forge.rendering.compiled import Compiled
from fastapi_forge.rendering.tree import File, Tree, refuse_name
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.casting import is_true
from fastapi_forge.template.documents import parse_yaml, read_documents
from fastapi_forge.template.reading import mapping, texts
from fastapi_forge.template.sandbox import environment

Context: TypeAlias = Mapping[str, object]

_MARKUP = re.compile(r"\{[{%#]")
_YIELD = re.compile(
    r"(?P<before>.*){% yield (?P<one>\w+) from (?P<many>[\w.]+) %}"
    r"(?P<name>.*){% endyield %}(?P<after>.*)"
)


def render_builtin(data: Context) -> Tree:
    """Return every file of the built-in template, as Copier would write it."""
    return _builtin().tree(data)


@cache
def _builtin() -> BuiltinTemplate:
    return BuiltinTemplate(builtin_template())


class BuiltinTemplate:
    """A renderer that caches what it has read and compiled, for many projects."""

    def __init__(self, root: Path) -> None:
        documents = read_documents(root)
        self._root = root
        self._project = root / str(documents["_subdirectory"])
        self._suffix = str(documents["_templates_suffix"])
        patterns = texts(documents.get("_exclude", ()), "_exclude")
        self._excluded = re.compile("|".join(map(translate, patterns)) or "$.")
        self._questions = {
            key: mapping(question, key)
            for key, question in documents.items()
            if not key.startswith("_")
        }
        settings = mapping(documents["_envops"], "_envops")
        self._jinja = environment(root, settings)
        self._jinja.auto_reload = False
        self._compiled = Compiled(self._jinja, root, settings)

    def tree(self, data: Context) -> Tree:
        files: dict[str, File] = {}
        for path, file in self._files(self._project, "", self.answered(data)):
            if files.setdefault(path, file) != file:
                raise TemplateError(
                    f"Two files of the template have the same path: {path}."
                )
        self._compiled.save()
        return Tree(files)

    def answered(self, data: Context) -> Context:
        """Return the answers with all computed questions."""
        context = dict(data)
        for key, question in self._questions.items():
            given = context.get(key, question["default"])
            if key not in data:
                given = self._value(given, context)
            context[key] = _cast(key, str(question["type"]), given)
        return context

    def _value(self, written: object, context: Context) -> object:
        if isinstance(written, list):
            return [self._value(item, context) for item in written]
        return self._text(written, context) if isinstance(written, str) else written

    def _files(
        self, folder: Path, path: str, context: Context
    ) -> Iterator[tuple[str, File]]:
        for entry in os.scandir(folder):
            for name, inside in self._names(entry.name, context):
                below = f"{path}{name}"
                refuse_name(below)
                if entry.is_dir():
                    yield from self._files(Path(entry), f"{below}/", inside)
                else:
                    yield below, self._file(Path(entry), inside)

    def _names(self, written: str, context: Context) -> Iterator[tuple[str, Context]]:
        """Return the names that a path name becomes: none, one, or one per item."""
        name = written.removesuffix(self._suffix)
        loop = _YIELD.fullmatch(name)
        if loop is None:
            contexts = [context]
        else:
            name = f"{loop['before']}{loop['name']}{loop['after']}"
            many: object = context
            for key in loop["many"].split("."):
                many = cast("Context", many)[key]
            contexts = [
                {**context, loop["one"]: one} for one in cast("list[object]", many)
            ]
        for inside in contexts:
            text = self._text(name, inside)
            if text and not self._excluded.match(text):
                yield text, inside

    def _file(self, source: Path, context: Context) -> File:
        if source.name.endswith(self._suffix):
            template = self._jinja.get_template(
                source.relative_to(self._root).as_posix()
            )
            content = template.render(context).encode()
        else:
            content = source.read_bytes()
        if b"\r\n" in content and b"\0" not in content:
            # A checkout on Windows may use CRLF.
            content = content.replace(b"\r\n", b"\n")
        return File(content=content, executable=bool(source.stat().st_mode & 0o100))

    def _text(self, written: str, context: Context) -> str:
        if not _MARKUP.search(written):
            return written
        return self._compiled.render(written)(context)


def _cast(key: str, kind: str, value: object) -> object:
    if kind == "bool":
        return is_true(value)
    if kind == "str":
        return str(value)
    if kind == "yaml":
        return parse_yaml(value) if isinstance(value, str) else value
    raise TemplateError(f"'{key}' has the type {kind!r}, which only Copier supports.")
