"""Resolve the given answers to a complete set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from fastapi_forge.answers.constraints import applies, inapplicable_notes, settle
from fastapi_forge.answers.sources import Given, Known, Source
from fastapi_forge.errors import MissingAnswerError
from fastapi_forge.template.options import plain
from fastapi_forge.template.schema import NAME, Option, Schema, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All options that apply, in the order of the schema."""

    values: Mapping[str, Value]
    sources: Mapping[str, Source]
    details: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    """Options that differ from the schema because of other answers."""


def resolve(
    schema: Schema,
    known: Known,
    machine: Mapping[str, Value],
    *,
    asking: bool = False,
) -> Answers:
    """Return all answers; raise ForbiddenAnswerError if explicit ones exclude each
    other.

    `machine` contains values for `environment_defaults`, which replace the template's
    own defaults if they are valid. `asking`: options without a default will be asked.
    """
    if schema.script is not None:
        # Jinja is imported only for templates that need it.
        from fastapi_forge.answers.script import resolve_script  # noqa: PLC0415

        run = resolve_script(schema, schema.script, known, machine, asking=asking)
        return _answers(run.settled, list(run.settled), run.notes, run.options)
    if NAME not in known:
        raise MissingAnswerError(
            "The project has no name.", hint=("Pass a name: 'forge new myapi'.")
        )
    start = {
        option.key: known.get(option.key) or _default(schema, option, machine)
        for option in schema.options
    }
    settled, notes = settle(schema, start)
    notes += inapplicable_notes(schema, settled)
    applying = [
        option.key for option in schema.options if applies(schema, option, settled)
    ]
    return _answers(settled, applying, notes)


def _answers(
    settled: Mapping[str, Given],
    keys: Sequence[str],
    notes: Sequence[str],
    options: Mapping[str, Option] = MappingProxyType({}),
) -> Answers:
    return Answers(
        values={key: settled[key].value for key in keys},
        sources={key: settled[key].source for key in keys},
        details={key: settled[key].detail for key in keys},
        notes=tuple(notes),
        options=options,
    )


def _default(schema: Schema, option: Option, machine: Mapping[str, Value]) -> Given:
    if option.key in schema.environment_defaults and option.key in machine:
        value = plain(machine[option.key])
        offered = not option.choices or value in option.values
        if offered and option.takes(str(value)):
            return Given(value=value, source="default", detail="this machine")
    return Given(value=option.default, source="default", detail="default")
