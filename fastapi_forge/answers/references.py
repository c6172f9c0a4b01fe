"""Determine which questions of a template read the answers to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import jinja2
from jinja2 import meta

from fastapi_forge.template.questions import Question, Script
from fastapi_forge.template.sandbox import Sandbox, sandbox_of


def references(script: Script) -> Iterator[frozenset[str]]:
    """Return each question's key with those that its Jinja reads.

    If that is not certain, return the keys of all questions together.
    """
    keys = frozenset(question.key for question in script.questions)
    sandbox = sandbox_of(script)
    found = [_variables(sandbox, question) for question in script.questions]
    if script.extensions or any(variables is None for variables in found):
        yield keys
    for question, variables in zip(script.questions, found, strict=True):
        yield keys & {question.key, *(variables or ())}


def _variables(sandbox: Sandbox, question: Question) -> set[str] | None:
    """Return the names that the question reads, or None if it includes other files."""
    parts = (question.default, question.choices, question.when, question.validator)
    found: set[str] = set()
    for text in _texts(parts):
        try:
            tree = sandbox.parse(text)
        except jinja2.TemplateSyntaxError:
            return None
        if any(True for _ in meta.find_referenced_templates(tree)):
            return None
        found |= meta.find_undeclared_variables(tree)
    return found


def _texts(written: object) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    elif isinstance(written, Mapping):
        for part in (*written, *written.values()):
            yield from _texts(part)
    elif isinstance(written, list | tuple):
        for part in written:
            yield from _texts(part)
