"""Keep the answers of one run of the wizard, and derive what is left to ask.

This module is pure. `answers.resolution.resolve` decides which answers are valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fastapi_forge.answers.display import show
from fastapi_forge.answers.names import check_project, suggest_name
from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.resources import checked_resources
from fastapi_forge.answers.sources import Given, Known
from fastapi_forge.answers.values import convert
from fastapi_forge.errors import RequestError
from fastapi_forge.secret import Secret, conceal
from fastapi_forge.template.options import Plain, plain
from fastapi_forge.template.schema import NAME, Option, Schema, Value

_ORIGIN = "your answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A choice, with the reason if other answers forbid it."""

    value: Plain
    help: str
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything needed to ask for one option."""

    option: Option
    default: Plain
    offers: tuple[Offer, ...]
    read: Callable[[object], Plain]
    """Convert the input; raise RequestError."""
    problem: str = ""
    """Why an earlier answer must be given again."""
    number: int = 0
    total: int = 0

    @property
    def asked(self) -> str:
        """The text of the question, with its number."""
        position = f" ({self.number} of {self.total})" if self.number else ""
        return f"{self.option.help}{position}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolved:
    known: Known
    before: Mapping[str, Known]
    """For each option the answers to earlier questions."""
    answers: Answers


class WizardState:
    """Raise RequestError immediately if the given answers exclude each other."""

    def __init__(
        self, schema: Schema, given: Known, machine: Mapping[str, Value]
    ) -> None:
        self.schema = schema
        self._given = given
        self._machine = machine
        self._replies: dict[str, Plain] = {}
        self._resolved = self._resolve()

    def set_answer(self, key: str, value: Plain) -> None:
        """Keep an answer, even while it does not apply."""
        self._replies[key] = value
        self._resolved = self._resolve()

    def was_answered(self, key: str) -> bool:
        return key in self._replies

    def known(self) -> Known:
        """Return the given answers and the user's valid answers."""
        return self._resolved.known

    def answers(self) -> Answers:
        return self._resolved.answers

    def is_open(self, key: str) -> bool:
        """Return whether there is more than one possible answer."""
        if key in self._given or key not in self.answers().values:
            return False
        offers = self._offers(self._option(key))
        return not offers or sum(not offer.refusal for offer in offers) > 1

    def is_stale(self, key: str) -> bool:
        """Return whether another answer has invalidated this one."""
        return key in self._replies and key not in self.known()

    def question(self, key: str) -> Question:
        option = self._option(key)
        offers = self._offers(option)
        default = self._replies.get(key, self._default(key))
        if any(offer.refusal and offer.value == default for offer in offers):
            default = self._default(key)
        return Question(
            option=option,
            default=default,
            offers=offers,
            read=lambda raw: self._read(option, raw),
            problem=self._problem(key),
        )

    def _option(self, key: str) -> Option:
        """Return the option, adapted to the answers so far."""
        return self.answers().options.get(key) or self.schema.option(key)

    def _resolve(self) -> _Resolved:
        """Keep the earlier one of two answers that exclude each other."""
        known = dict(self._given)
        answers = self._checked(known)
        before: dict[str, Known] = {}
        for key in self.schema.keys:
            before[key] = dict(known)
            if key in self._replies:
                trial = {**known, key: self._answer(key, self._replies[key])}
                try:
                    answers = self._checked(trial)
                except RequestError:
                    continue
                known = trial
        return _Resolved(known=known, before=before, answers=answers)

    def _read(self, option: Option, raw: object) -> Plain:
        if option.is_secret:
            conceal(raw)
        value = convert(option, raw, _ORIGIN, splits=True)
        if option.key == NAME:
            check_project(show(value), self.schema.packages)
        before = self._resolved.before[option.key]
        self._checked({**before, option.key: self._answer(option.key, value)})
        return value

    def _offers(self, option: Option) -> tuple[Offer, ...]:
        if option.type == "list":
            return tuple(
                Offer(value=choice.value, help=choice.help, refusal=choice.refusal)
                for choice in option.choices
            )
        return tuple(self._checked_offers(option))

    def _checked_offers(self, option: Option) -> Iterator[Offer]:
        known = self._resolved.before[option.key]
        for choice in option.choices:
            answer = self._answer(option.key, choice.value)
            refusal = self._refusal({**known, option.key: answer})
            reason = "" if refusal is None else refusal.message
            yield Offer(
                value=choice.value, help=choice.help, refusal=choice.refusal or reason
            )

    def _default(self, key: str) -> Plain:
        """Return the value without an answer."""
        known = self._resolved.before[key]
        option = self.schema.option(key)
        return plain(self._checked(known).values.get(key, option.default))

    def _problem(self, key: str) -> str:
        if not self.is_stale(key):
            return ""
        answer = self._answer(key, self._replies[key])
        trial = {**self._resolved.before[key], key: answer}
        refusal = self._refusal(trial)
        return "" if refusal is None else refusal.message

    def _refusal(self, known: Known) -> RequestError | None:
        try:
            self._checked(known)
        except RequestError as refusal:
            return refusal
        return None

    def _checked(self, known: Known) -> Answers:
        answers = resolve(self.schema, self._named(known), self._machine, asking=True)
        checked_resources(self.schema, answers)
        return answers

    def _named(self, known: Known) -> Known:
        """Add a name, so that other answers can be validated before it is known."""
        if NAME in known or self.schema.script is not None:
            return known
        default = show(self.schema.option(NAME).default)
        name = suggest_name(default, self.schema.packages)
        return {**known, NAME: Given(value=name, source="default", detail="default")}

    def _answer(self, key: str, value: Plain) -> Given:
        is_secret = self.schema.option(key).is_secret
        kept = Secret(value) if is_secret else value
        return Given(value=kept, source="prompt", detail=_ORIGIN)
