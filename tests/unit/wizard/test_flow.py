from __future__ import annotations

import pytest

from fastapi_forge.answers.resolution import Answers
from fastapi_forge.answers.sources import Known
from fastapi_forge.errors import CancelledError, ForbiddenAnswerError
from fastapi_forge.template.schema import Schema, Value
from fastapi_forge.wizard.actions import BACK, Action
from fastapi_forge.wizard.flow import Interview
from fastapi_forge.wizard.state import WizardState
from tests.support.interviews import NAMED, SCHEMA, Script, flag, said

CORE = ["database", "auth", "docker", "cors", "origins"]
CREATE, MORE, CANCEL = Action.CREATE, Action.MORE, Action.CANCEL
ENTERS = [None] * len(CORE)


def interview(
    script: Script, known: Known = NAMED, schema: Schema = SCHEMA
) -> dict[str, Value]:
    final = Interview(WizardState(schema, known, {}), script, lambda _answers: 3).run()
    assert known.items() <= final.items()
    return said(final.items())


def test_core_questions_then_the_summary() -> None:
    script = Script(None, None, False, None, ("http://b",), CREATE)

    answered = interview(script)

    assert script.asked == [*CORE, "SUMMARY"]
    assert answered == {
        "database": "sqlite",
        "auth": "jwt",
        "docker": False,
        "cors": True,
        "origins": ("http://b",),
    }


def test_questions_are_numbered_within_their_group() -> None:
    script = Script(None, "none", None, False, Action.RESOURCES, None, (), CREATE)

    interview(script)

    positions = {
        key: (question.number, question.total)
        for key, question in script.questions.items()
    }
    assert positions == {
        "database": (1, 5),
        "auth": (2, 5),
        "docker": (3, 5),
        "cors": (4, 5),
        "example": (1, 2),
        "resources": (2, 2),
    }


def test_resources_are_one_step_from_the_summary() -> None:
    script = Script(*ENTERS, Action.RESOURCES, BACK, CREATE)

    interview(script)

    assert script.offers_resources
    assert script.asked == [*CORE, "SUMMARY", "example", "SUMMARY"]


def test_name_comes_first_when_it_is_missing() -> None:
    script = Script("shop", *ENTERS, CREATE)

    assert interview(script, {})["name"] == "shop"
    assert script.asked[0] == "name"


def test_given_answers_are_not_asked() -> None:
    script = Script(None, None, CREATE)

    interview(script, NAMED | flag("database", "postgresql") | flag("cors", False))

    assert script.asked == ["auth", "docker", "SUMMARY"]


def test_inapplicable_questions_are_not_asked() -> None:
    script = Script(None, None, None, False, CREATE)

    assert "origins" not in interview(script)
    assert "origins" not in script.summaries[0].values


def test_single_possible_answer_is_not_asked() -> None:
    script = Script(None, None, False, None, None, MORE, "All of these", *[None] * 4)

    with pytest.raises(StopIteration):
        interview(script)

    assert script.asked[-5:] == [
        "author",
        "features",
        "example",
        "resources",
        "SUMMARY",
    ]
    assert script.summaries[1].values["deploy"] == "none"


def test_default_depends_on_earlier_answers() -> None:
    script = Script("none", *ENTERS[1:], CREATE)

    assert interview(script)["auth"] == "none"
    assert [bool(offer.refusal) for offer in script.questions["auth"].offers] == [
        0,
        0,
        1,
    ]


def test_forbidden_choice_has_a_reason() -> None:
    script = Script(None, *ENTERS[1:-1], CREATE)

    interview(script, NAMED | flag("auth", "jwt"))

    refusals = {
        offer.value: offer.refusal for offer in script.questions["database"].offers
    }
    assert "users are kept in the database" in refusals.pop("none")
    assert refusals == {"sqlite": "", "postgresql": ""}


def test_given_answers_that_exclude_each_other_are_refused_at_once() -> None:
    script = Script()

    with pytest.raises(ForbiddenAnswerError):
        interview(script, NAMED | flag("database", "none") | flag("auth", "jwt"))

    assert script.asked == []


def test_back_asks_the_question_before_with_its_answer_preselected() -> None:
    script = Script("postgresql", BACK, None, *ENTERS[1:], CREATE)

    answered = interview(script)

    assert script.asked[:3] == ["database", "auth", "database"]
    assert answered["database"] == "postgresql"


def test_going_back_keeps_the_answers_between() -> None:
    script = Script("postgresql", "none", False, BACK, BACK, None, None, None, CREATE)

    answered = interview(script)

    assert script.asked == [
        "database",
        "auth",
        "docker",
        "cors",
        "docker",
        "auth",
        "cors",
        "origins",
        "SUMMARY",
    ]
    assert (answered["auth"], answered["docker"]) == ("none", False)


def test_invalidated_answer_is_asked_again() -> None:
    script = Script(
        None, None, None, BACK, BACK, BACK, "none", "api-key", None, None, CREATE
    )

    answered = interview(script)

    assert answered["auth"] == "api-key"
    assert script.asked[5:] == [
        "auth",
        "database",
        "auth",
        "cors",
        "origins",
        "SUMMARY",
    ]
    assert "users are kept in the database" in script.questions["auth"].problem
    assert script.questions["auth"].default == "none"


def test_inapplicable_answer_is_dropped_and_remembered() -> None:
    script = Script(
        *ENTERS[:-1],
        ("http://b",),
        *(Action.BACK, BACK, False),
        *(Action.BACK, True, CREATE),
    )

    answered = interview(script)

    assert script.asked[5:] == [
        "SUMMARY",
        "origins",
        "cors",
        "SUMMARY",
        "cors",
        "SUMMARY",
    ]
    assert "origins" not in script.summaries[1].values
    assert answered["origins"] == ("http://b",)


def test_back_at_the_first_question_asks_whether_to_leave() -> None:
    script = Script(BACK, leaves=True)

    with pytest.raises(CancelledError):
        interview(script)

    assert script.asked == ["database", "LEAVE"]


def test_staying_asks_the_first_question_again() -> None:
    script = Script(BACK, *ENTERS, CREATE)

    interview(script)

    assert script.asked[:3] == ["database", "LEAVE", "database"]


def test_back_from_the_summary_leads_to_the_last_question() -> None:
    script = Script(*ENTERS, Action.BACK, BACK, False, CREATE)

    answered = interview(script)

    assert script.asked[5:] == ["SUMMARY", "origins", "cors", "SUMMARY"]
    assert answered["cors"] is False


def test_back_from_the_summary_without_a_question_may_leave() -> None:
    known = NAMED | flag("database", "none") | flag("auth", "none")
    known |= flag("docker", True)
    script = Script(Action.BACK, CREATE)

    interview(script, known | flag("cors", False))

    assert script.asked == ["SUMMARY", "LEAVE", "SUMMARY"]


def test_cancel_at_the_summary() -> None:
    with pytest.raises(CancelledError):
        interview(Script(*ENTERS, CANCEL))


def test_customising_a_group_returns_to_the_summary() -> None:
    script = Script(*ENTERS, MORE, "Code", "Ann", ("b",), CREATE)

    answered = interview(script)

    assert script.asked[5:] == ["SUMMARY", "TOPICS", "author", "features", "SUMMARY"]
    assert (answered["author"], answered["features"]) == ("Ann", ("b",))


def test_topics_are_groups_with_open_questions() -> None:
    script = Script(*ENTERS, MORE, BACK, CREATE)

    interview(script, NAMED | flag("deploy", "none"))

    assert [(topic.title, topic.open) for topic in script.topics] == [
        ("Code", ("author", "features")),
        ("Content", ("example", "resources")),
        ("All of these", ()),
    ]
    assert script.asked[5:] == ["SUMMARY", "TOPICS", "SUMMARY"]


def test_nothing_more_to_customise() -> None:
    known = NAMED | flag("author", "") | flag("features", ()) | flag("deploy", "none")
    script = Script(*ENTERS, CREATE)

    interview(script, known | flag("example", True) | flag("resources", ()))

    assert script.asked[-1] == "SUMMARY (nothing more)"


def test_all_groups_at_once() -> None:
    script = Script(*ENTERS, MORE, "All of these", *[None] * 5, CREATE)

    interview(script)

    asked = ["author", "features", "example", "resources", "deploy", "SUMMARY"]
    assert script.asked[7:] == asked


def test_back_at_the_first_question_of_a_group_chooses_another() -> None:
    script = Script(*ENTERS, MORE, "Code", BACK, "Deploy", "kubernetes", CREATE)

    answered = interview(script)

    asked = ["SUMMARY", "TOPICS", "author", "TOPICS", "deploy", "SUMMARY"]
    assert script.asked[5:] == asked
    assert "author" not in answered


def test_back_inside_a_group_and_out_of_it() -> None:
    script = Script(*ENTERS, MORE, "Code", "Ann", BACK, BACK, BACK, CREATE)

    answered = interview(script)

    asked = ["TOPICS", "author", "features", "author", "TOPICS", "SUMMARY"]
    assert script.asked[6:] == asked
    assert answered["author"] == "Ann"


def test_group_can_be_customised_again() -> None:
    script = Script(
        *ENTERS, MORE, "Code", "Ann", None, MORE, "Code", "Bob", None, CREATE
    )

    assert interview(script)["author"] == "Bob"


def test_back_from_the_summary_after_customising() -> None:
    script = Script(*ENTERS, MORE, "Code", None, None, Action.BACK, BACK, "Bob", CREATE)

    answered = interview(script)

    assert script.asked[9:] == ["SUMMARY", "features", "author", "SUMMARY"]
    assert answered["author"] == "Bob"


def test_customised_answer_yields_to_the_core() -> None:
    script = Script(
        *ENTERS,
        *(MORE, "Deploy", "kubernetes"),
        *(Action.BACK, BACK, BACK, BACK, False),
        CREATE,
    )

    answered = interview(script)

    assert script.asked[-4:] == ["origins", "cors", "docker", "SUMMARY"]
    assert answered["docker"] is False
    assert "deploy" not in answered


def test_resources_are_asked_again_without_the_example() -> None:
    own = ("note text:str tag:ref --owned",)
    script = Script(
        *ENTERS,
        *(MORE, "Content", True, own),
        *(Action.BACK, BACK, False, (), CREATE),
    )

    answered = interview(script)

    assert script.asked[-4:] == ["resources", "example", "resources", "SUMMARY"]
    question = script.questions["resources"]
    assert question.default == own
    assert "tag" in question.problem
    assert answered["resources"] == ()


def test_files_are_counted_for_the_answers_shown() -> None:
    counted: list[Answers] = []
    script = Script(*ENTERS, CREATE)

    def count(answers: Answers) -> int:
        counted.append(answers)
        return 7

    Interview(WizardState(SCHEMA, NAMED, {}), script, count).run()

    assert counted == script.summaries
    assert script.files == 7
