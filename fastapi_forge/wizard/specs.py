"""Resources, one specification after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi_forge.errors import RequestError
from fastapi_forge.resources.language import parse
from fastapi_forge.template.options import Plain
from fastapi_forge.wizard import prompts
from fastapi_forge.wizard.layout import complain
from fastapi_forge.wizard.moves import BACK, Back
from fastapi_forge.wizard.sheet import Question

_EXAMPLES = (
    "Add a resource, for example:",
    "  author name:str:unique",
    "  book title:str:max=200 author:ref",
)


def answer_specs(question: Question) -> Plain | Back:
    """Specifications until an empty line; a step back takes up the last one again."""
    default = question.default if isinstance(question.default, tuple) else ()
    specs: dict[str, str] = {}
    text = _add(specs, map(str, default))
    earlier: list[str] = []
    while True:
        typed = prompts.text(
            _asked(question.option.help, specs),
            text,
            how="one per line; empty line when done",
            earlier=earlier,
        )
        text = ""
        if typed is BACK:
            if not specs:
                return BACK
            _, text = specs.popitem()
        elif typed.strip():
            earlier.append(typed)
            text = _add(specs, typed.splitlines())
        else:
            try:
                return question.read(tuple(specs.values()))
            except RequestError as error:
                complain(error.message, error.hint)


def _add(specs: dict[str, str], lines: Iterable[str]) -> str:
    """Add to `specs`; a refused line is returned, to be corrected."""
    for line in filter(str.strip, lines):
        try:
            resource = parse(line)
        except RequestError as error:
            complain(error.message, error.hint)
            return line
        # A resource that is written again takes its old place.
        specs[resource.name] = resource.spec()
    return ""


def _asked(help_text: str, specs: Mapping[str, str]) -> str:
    numbered = (f"{number}. {spec}" for number, spec in enumerate(specs.values(), 1))
    return "\n".join((help_text, *(numbered if specs else _EXAMPLES)))
