"""Resolve answers of templates whose own Jinja decides what is asked next.

Questions are resolved one by one, as in Copier: each depends on the answers before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fastapi_forge.answers.choices import in_order, rendered_choices
from fastapi_forge.answers.display import show
from fastapi_forge.answers.sources import Given, Known
from fastapi_forge.errors import (
    ForbiddenAnswerError,
    InvalidAnswerError,
    MissingAnswerError,
    TemplateError,
)
from fastapi_forge.secret import Secret, is_concealed, masked
from fastapi_forge.suggestion import did_you_mean
from fastapi_forge.template.casting import cast, choice_pairs, is_true
from fastapi_forge.template.options import Choice, Option, Plain, Schema, Value, plain
from fastapi_forge.template.questions import MISSING, Question, Script
from fastapi_forge.template.reading import one_line
from fastapi_forge.template.sandbox import Sandbox, context_of, sandbox_of

_EMPTY: Mapping[str, Plain] = {"bool": False, "int": 0, "float": 0.0, "list": ()}


@dataclass(slots=True, kw_only=True)
class ScriptRun:
    """The answers so far."""

    script: Script
    schema: Schema
    known: Known
    machine: Mapping[str, Value]
    asking: bool
    """True if missing answers will be asked later."""
    sandbox: Sandbox
    context: dict[str, object]
    settled: dict[str, Given] = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def resolve(self, question: Question) -> None:
        """Resolve one question, or omit it if it does not apply."""
        if not is_true(self._value(question, "when", question.when)):
            self._omit(question)
            return
        option = self._option(question)
        self.options[question.key] = option
        given = self.known.get(question.key)
        if given is None:
            given = self._default(question, option)
            # Values derived from a secret are secret too.
            is_secret = question.is_secret or is_concealed(given.value)
        else:
            is_secret = question.is_secret
            self._check(question, option, given)
        value = in_order(option, plain(given.value))
        self.settled[question.key] = replace(
            given, value=Secret(value) if is_secret else value
        )
        self.context[question.key] = for_jinja(value)

    def _omit(self, question: Question) -> None:
        given = self.known.get(question.key)
        if given is not None and given.source not in {"preset", "default"}:
            raise ForbiddenAnswerError(
                f"'{question.key}' (from {given.detail}) does not apply: the"
                f" template asks it only when {question.when}.",
                hint=f"Remove '{question.key}', or change the other option.",
            )
        if given is not None and given.source == "preset":
            self.notes.append(f"'{question.key}' from the {given.detail} is ignored.")
        self.compute(question)

    def compute(self, question: Question) -> None:
        """Make the default visible to later questions."""
        default = self._value(question, "default", question.default)
        if default is not MISSING:
            self.context[question.key] = for_jinja(self._cast(question, default))

    def _option(self, question: Question) -> Option:
        option = self.schema.option(question.key)
        help_text = self._value(question, "help", question.help)
        default = self._value(question, "default", question.default)
        choices = option.choices if option.type == "bool" else self._choices(question)
        has_default = default is not MISSING
        return replace(
            option,
            help=one_line(str(help_text)) or option.key,
            default=self._cast(question, default) if has_default else None,
            choices=choices,
        )

    def _choices(self, question: Question) -> tuple[Choice, ...]:
        written = question.choices
        if isinstance(written, str):
            written = self._value(question, "choices", written)
        try:
            choices = rendered_choices(self.sandbox, written, self.context)
            pairs = list(choice_pairs(question, choices))
        except (ValueError, TypeError, KeyError, TemplateError) as error:
            raise _fault(question, "choices", error) from error
        return tuple(
            Choice(
                value=value,
                help=label,
                refusal=str(self._value(question, "choices", refusal)).strip(),
            )
            for label, value, refusal in pairs
        )

    def _check(self, question: Question, option: Option, given: Given) -> None:
        reason = self._refusal(question, option, plain(given.value))
        if reason:
            raise self._refused(option, given, reason)

    def _default(self, question: Question, option: Option) -> Given:
        if (
            option.key in self.schema.environment_defaults
            and option.key in self.machine
        ):
            value = plain(self.machine[option.key])
            if not self._refusal(question, option, value):
                return Given(value=value, source="default", detail="this machine")
        value = option.default
        if value is None and self._has_no_default(question):
            if not self.asking:
                raise MissingAnswerError(
                    f"'{option.key}' has no value and no default: {option.help}",
                    hint=f"Set it with {option.flag}.",
                )
            value = _EMPTY.get(option.type, "")
        elif not (self.asking or question.is_secret):
            reason = self._refusal(question, option, value)
            if reason:
                raise MissingAnswerError(
                    (
                        f"'{option.key}' needs a value, because its default is not"
                        f" valid: {reason}"
                    ),
                    hint=f"Set it with {option.flag}.",
                )
        return Given(value=value, source="default", detail="default")

    def _has_no_default(self, question: Question) -> bool:
        return self._value(question, "default", question.default) is MISSING

    def _refusal(self, question: Question, option: Option, value: Plain) -> str:
        """Return why the template rejects the value, or nothing."""
        given = value if isinstance(value, tuple) else (value,)
        for item in given if option.choices and option.type != "bool" else ():
            chosen = next((c for c in option.choices if c.value == item), None)
            if chosen is None:
                words = [show(choice.value) for choice in option.choices]
                return f"{did_you_mean(show(item), words)}"
            if chosen.refusal:
                return chosen.refusal
        context = {**self.context, question.key: for_jinja(value)}
        try:
            return self.sandbox.text(question.validator, context).strip()
        except TemplateError as error:
            raise _fault(question, "validator", error) from error

    def _refused(self, option: Option, given: Given, reason: str) -> InvalidAnswerError:
        if option.is_secret and not is_concealed(plain(given.value)):
            # Too short to be masked in the template's message.
            reason = "the template rejects it."
        return InvalidAnswerError(
            f"'{show(given.value)}' is not a valid value for '{option.key}'"
            f" (from {given.detail}): {masked(reason)}"
        )

    def _cast(self, question: Question, value: object) -> Plain:
        try:
            return cast(question, value)
        except ValueError as error:
            raise _fault(question, "default", error) from error

    def _value(self, question: Question, part: str, written: object) -> object:
        try:
            return self.sandbox.value(written, self.context)
        except TemplateError as error:
            raise _fault(question, part, error) from error


def resolve_script(
    schema: Schema,
    script: Script,
    known: Known,
    machine: Mapping[str, Value],
    *,
    asking: bool,
) -> ScriptRun:
    run = _run(schema, script, known, machine, asking=asking)
    for question in script.questions:
        run.resolve(question)
    return run


def _run(
    schema: Schema,
    script: Script,
    known: Known,
    machine: Mapping[str, Value],
    *,
    asking: bool,
) -> ScriptRun:
    return ScriptRun(
        script=script,
        schema=schema,
        known=known,
        machine=machine,
        asking=asking,
        sandbox=sandbox_of(script),
        context=context_of(script),
    )


def context_for(
    schema: Schema, script: Script, values: Mapping[str, Value]
) -> Mapping[str, object]:
    """Return the Jinja context for these answers, with the template's defaults.

    The answers are not validated again.
    """
    run = _run(schema, script, {}, {}, asking=True)
    for question in script.questions:
        if question.key in values:
            run.context[question.key] = for_jinja(plain(values[question.key]))
        else:
            run.compute(question)
    return run.context


def for_jinja(value: Plain) -> object:
    return list(value) if isinstance(value, tuple) else value


def _fault(question: Question, part: str, error: BaseException) -> TemplateError:
    message = str(error).removeprefix("copier.yml: ")
    return TemplateError(
        f"copier.yml: '{part}' of '{question.key}': {message}",
        "This is a bug in the template. Your answers are fine.",
    )
