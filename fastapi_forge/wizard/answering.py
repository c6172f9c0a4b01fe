"""Choose the prompt for each kind of question."""

from __future__ import annotations

from fastapi_forge.answers.display import show
from fastapi_forge.errors import RequestError
from fastapi_forge.template.options import Plain
from fastapi_forge.wizard import prompts
from fastapi_forge.wizard.actions import BACK, Back
from fastapi_forge.wizard.layout import show_problem
from fastapi_forge.wizard.prompts import Entry
from fastapi_forge.wizard.specs import answer_specs
from fastapi_forge.wizard.state import Offer, Question


def answer_question(question: Question) -> Plain | Back:
    """Ask until the answer is valid."""
    option = question.option
    if option.holds_resources:
        return answer_specs(question)
    if not question.offers:
        return _text(question)
    if option.type == "list":
        return _several(question)
    return _one(question)


def _one(question: Question) -> Plain | Back:
    offers = question.offers
    allowed = [index for index, offer in enumerate(offers) if not offer.refusal]
    preselected = [
        index for index in allowed if offers[index].value == question.default
    ]
    chosen = prompts.choose(
        question.asked, [*map(_entry, offers)], (preselected or allowed)[0]
    )
    return BACK if chosen is BACK else offers[chosen].value


def _several(question: Question) -> Plain | Back:
    offers, default = question.offers, question.default
    ticked = [
        index
        for index, offer in enumerate(offers)
        if isinstance(default, tuple) and offer.value in default
    ]
    while True:
        chosen = prompts.choose_several(question.asked, [*map(_entry, offers)], ticked)
        if chosen is BACK:
            return BACK
        try:
            return question.read([offers[index].value for index in chosen])
        except RequestError as error:
            show_problem(error.message, error.hint)
            ticked = list(chosen)


def _text(question: Question) -> Plain | Back:
    text = show(question.default)
    listed = question.option.type == "list"
    how = "separate with commas; Enter when done" if listed else "Enter when done"
    while True:
        typed = prompts.text(
            question.asked, text, how=how, hidden=question.option.is_secret
        )
        if typed is BACK:
            return BACK
        try:
            return question.read(typed)
        except RequestError as error:
            show_problem(error.message, error.hint)
            text = " ".join(typed.splitlines())


def _entry(offer: Offer) -> Entry:
    title, _, explanation = offer.help.partition(": ")
    return Entry(title=title, help=explanation, refusal=offer.refusal)
