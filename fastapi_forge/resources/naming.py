"""Derive English and Python forms of a snake_case name."""

from __future__ import annotations

import re

_IRREGULAR = {
    "child": "children",
    "criterion": "criteria",
    "foot": "feet",
    "hero": "heroes",
    "knife": "knives",
    "leaf": "leaves",
    "life": "lives",
    "man": "men",
    "mouse": "mice",
    "potato": "potatoes",
    "quiz": "quizzes",
    "shelf": "shelves",
    "tooth": "teeth",
    "wife": "wives",
    "wolf": "wolves",
    "woman": "women",
}
# Sounds, not letters, decide between "a" and "an".
_CONSONANT_SOUND = ("eu", "one", "ubi", "uni", "usa", "use", "usu", "uti")
_VOWEL_SOUND = ("heir", "honest", "honor", "honour", "hour")


def pluralised(name: str) -> str:
    """Return the plural of the last word; `--plural` overrides wrong ones."""
    start, underscore, word = name.rpartition("_")
    return start + underscore + _plural(word)


def singular(name: str) -> str:
    """Return the name with this plural, or the name itself."""
    endings = ("s", ""), ("es", ""), ("ies", "y")
    names = [name.removesuffix(old) + new for old, new in endings]
    return next((it for it in names if it and pluralised(it) == name), name)


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith("sis"):
        return word[:-2] + "es"
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    return word + "s"


def class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def label(name: str) -> str:
    return name.replace("_", " ")


def with_article(words: str) -> str:
    vowel = words.startswith(("a", "e", "i", "o", "u"))
    if words.startswith(_CONSONANT_SOUND):
        vowel = False
    if words.startswith(_VOWEL_SOUND):
        vowel = True
    return f"{'an' if vowel else 'a'} {words}"
