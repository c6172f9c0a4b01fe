"""Ask for resources, one specification per line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi_forge.errors import RequestError
from fastapi_forge.resources.language import parse
from fastapi_forge.resources.mistakes import plural_warning
from fastapi_forge.resources.types import FIELD_TYPES
from fastapi_forge.template.options import Plain
from fastapi_forge.wizard import prompts
from fastapi_forge.wizard.actions import BACK, Back
from fastapi_forge.wizard.layout import show_line, show_problem
from fastapi_forge.wizard.state import Question

_EXAMPLES = (
    "For example (? lists all types and modifiers):",
    "  author name:str:unique",
    "  book title:str:max=200 author:ref status:enum:draft,live:default=draft",
)
_HELP_WORDS = {"?", "help"}
_HELP = """
A resource is a name and its fields. A field is NAME:TYPE:MODIFIER:MODIFIER...

  Types       {types}
  Modifiers   optional unique index min=N max=N digits=N places=N future past
              last: default=VALUE pattern=REGEX
  enum        status:enum:draft,live   values after the type
              state:enum:"In Progress",Done   in quotes if they contain spaces
  ref, many   author:ref   tags:many:tag   another resource
  Options     --plural WORD   --owned   --actions close:status=closed,open:status=open

  author name:str:unique email:email:optional
  book title:str:max=200 price:decimal:digits=10:places=2:min=0 author:ref
  loan book:ref due:date:future status:enum:open,closed:default=open --owned
"""


def answer_specs(question: Question) -> Plain | Back:
    """Ask for specifications until an empty line; a step back edits the last one."""
    default = question.default if isinstance(question.default, tuple) else ()
    specs: dict[str, str] = {}
    text = _add(specs, map(str, default))
    earlier: list[str] = []
    while True:
        typed = prompts.text(
            _asked(question.asked, specs),
            text,
            how="one per line, empty when done; ?: help",
            earlier=earlier,
        )
        text = ""
        if typed is BACK:
            if not specs:
                return BACK
            _, text = specs.popitem()
        elif typed.strip().lower() in _HELP_WORDS:
            show_line(_HELP.format(types=" ".join(FIELD_TYPES)))
        elif typed.strip():
            earlier.append(typed)
            text = _add(specs, typed.splitlines())
        else:
            try:
                return question.read(tuple(specs.values()))
            except RequestError as error:
                show_problem(error.message, error.hint)


def _add(specs: dict[str, str], lines: Iterable[str]) -> str:
    """Add lines to `specs`, or return the first rejected line for correction."""
    for line in filter(str.strip, lines):
        try:
            resource = parse(line)
        except RequestError as error:
            show_problem(error.message, error.hint)
            return line
        if warning := plural_warning(resource):
            show_problem(warning)
        # Entering a resource again replaces it.
        specs[resource.name] = resource.spec()
    return ""


def _asked(help_text: str, specs: Mapping[str, str]) -> str:
    numbered = (f"{number}. {spec}" for number, spec in enumerate(specs.values(), 1))
    return "\n".join((help_text, *(numbered if specs else _EXAMPLES)))
