"""Derive English and Python forms of a snake_case name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pluralizer import Pluralizer

# Plurals that the library misses or forms in Latin.
_IRREGULAR = {
    "agenda": "agendas",
    "corpus": "corpora",
    "focus": "focuses",
    "german": "germans",
    "index": "indexes",
    "lens": "lenses",
    "medium": "media",
    "mosquito": "mosquitoes",
    "roman": "romans",
    "schema": "schemas",
    "shaman": "shamans",
    "specimen": "specimens",
    "syllabus": "syllabuses",
    "talisman": "talismans",
    "virus": "viruses",
}
_UNCOUNTABLE = (
    *(
        "baggage",
        "barracks",
        "clothing",
        "crossroads",
        "feedback",
        "furniture",
        "goods",
    ),
    *("jewelry", "knowledge", "luggage", "means", "merchandise", "money", "offspring"),
    *("species", "weather"),
)
# Sounds, not letters, decide between "a" and "an".
_CONSONANT_SOUND = ("eu", "one", "ubi", "uni", "usa", "use", "usu", "uti")
_VOWEL_SOUND = ("heir", "honest", "honor", "honour", "hour")


def pluralised(name: str) -> str:
    """Return the plural of the last word, which may be the word itself."""
    start, underscore, word = name.rpartition("_")
    return start + underscore + _library().pluralize(word)


def is_plural(name: str) -> bool:
    """Return whether a name is a plural, and not also the singular."""
    return pluralised(name) == name != singular(name)


def singular(name: str) -> str:
    """Return the name with this plural, or the name itself."""
    start, underscore, word = name.rpartition("_")
    found = start + underscore + _library().singular(word)
    return found if pluralised(found) == name else name


@cache
def _library() -> Pluralizer:
    # Imported only for resources of one's own.
    from pluralizer import Pluralizer  # noqa: PLC0415

    library = Pluralizer()  # type: ignore[no-untyped-call]
    for one, many in _IRREGULAR.items():
        library.add_irregular_rule(one, many)
    for word in _UNCOUNTABLE:
        library.add_uncountable_rule(word)
    return library


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
