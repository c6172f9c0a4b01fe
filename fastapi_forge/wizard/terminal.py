"""Ask questions at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.template.options import Plain
from fastapi_forge.template.schema import Schema
from fastapi_forge.wizard import prompts
from fastapi_forge.wizard.actions import BACK, Action, Back
from fastapi_forge.wizard.answering import answer_question
from fastapi_forge.wizard.flow import Topic
from fastapi_forge.wizard.layout import show_line, show_problem, waiting, width, wrapped
from fastapi_forge.wizard.prompts import Entry
from fastapi_forge.wizard.review import review, shown
from fastapi_forge.wizard.state import Question

_ACTIONS = {
    Action.CREATE: Entry(title="Create", help="write these files"),
    Action.RESOURCES: Entry(
        title="Resources", help="add your own, keep or remove the example"
    ),
    Action.MORE: Entry(title="Customise more", help="set the other options"),
    Action.CANCEL: Entry(title="Cancel", help="leave without writing anything"),
}


class Terminal:
    """Ask questions and print the answers."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def question(self, question: Question) -> Plain | Back:
        key = question.option.key
        if question.problem:
            show_problem(f"'{key}' needs another value. {question.problem}")
        answer = answer_question(question)
        if answer is not BACK:
            for line in shown(question.option, answer):
                show_line(wrapped(f"{key}: {line}", width(), first="  ", rest="    "))
        return answer

    def summary(
        self,
        answers: Answers,
        count_files: Callable[[], int],
        *,
        more: bool,
        resources: bool,
    ) -> Action:
        with waiting("Computing the list of files ..."):
            files = count_files()
        show_line("\nSummary\n", style="class:heading")
        show_line(review(self._schema, answers, files, width()) + "\n")
        hidden = {Action.MORE: not more, Action.RESOURCES: not resources}
        actions = [action for action in _ACTIONS if not hidden.get(action)]
        chosen = prompts.choose(
            "What next?",
            [_ACTIONS[action] for action in actions],
            back=actions.index(Action.CANCEL),
        )
        return Action.BACK if chosen is BACK else actions[chosen]

    def topic(self, topics: Sequence[Topic]) -> Topic | Back:
        chosen = prompts.choose(
            "What would you like to customise?",
            [Entry(title=topic.title, help=", ".join(topic.open)) for topic in topics],
        )
        return BACK if chosen is BACK else topics[chosen]

    def leave(self) -> bool:
        asked = "Leave without creating anything?"
        return prompts.confirm(asked, default=False) is True
