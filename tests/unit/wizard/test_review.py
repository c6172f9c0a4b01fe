from __future__ import annotations

from fastapi_forge.answers.resolution import Answers, resolve
from fastapi_forge.answers.sources import Given, Known
from fastapi_forge.wizard.review import review
from tests.support.interviews import NAMED, SCHEMA, flag


def resolved(known: Known) -> Answers:
    return resolve(SCHEMA, known, {"author": "Ann"})


def prompt(value: str) -> Given:
    return Given(value=value, source="prompt", detail="your answer")


def test_every_answer_with_its_origin() -> None:
    known = NAMED | flag("docker", False) | {"database": prompt("none")}

    assert (
        review(SCHEMA, resolved(known), 87, 79)
        == """\
  Name     name       shop      (NAME)
  Core     database   none
           auth       none      (forced: users are kept in the database)
           docker     no        (--docker)
           cors       yes       (default)
           origins    http://a  (default)
  Code     access     async     (default)
           author     Ann       (this machine)
           features   a         (default)
  Content  example    yes       (default)
           resources  none      (default)
  Deploy   deploy     none      (default)

  87 files in total; nothing has been written yet."""
    )


def test_long_answers_stay_in_their_column() -> None:
    specs = ("author name:str", "book " + " ".join(f"f{n}:str" for n in range(20)))
    known = NAMED | flag("resources", specs) | {"author": prompt("word " * 40)}

    text = review(SCHEMA, resolved(known), 1, 79)

    assert max(map(len, text.splitlines())) <= 79
    assert "resources  author name:str\n" in text
    assert "\n  1 file in total;" in text


def test_notes_are_below_the_answers() -> None:
    preset = Given(value="jwt", source="preset", detail="preset standard")

    text = review(
        SCHEMA, resolved(NAMED | flag("database", "none") | {"auth": preset}), 2, 79
    )

    assert "\n  Note: auth=jwt from the preset standard becomes auth=none:" in text


def test_empty_values_are_marked() -> None:
    known = NAMED | {"author": prompt("")} | flag("features", ())

    text = review(SCHEMA, resolved(known), 2, 79)

    assert "author     (empty)\n" in text
    assert "features   none" in text
