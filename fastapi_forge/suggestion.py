"""Suggest the correct spelling of an unknown word."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_BEGINNING = 3


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the most similar known word, or the only one with the same beginning."""
    words = list(known)
    folded = {candidate.casefold(): candidate for candidate in words}
    typed = word.casefold().replace("-", "_")
    for attempt in (word.casefold(), typed):
        close = get_close_matches(attempt, folded, n=1, cutoff=0.6)
        if close:
            return folded[close[0]]
    beginning = typed[:_BEGINNING]
    starting = [candidate for candidate in words if candidate.startswith(beginning)]
    is_unambiguous = len(beginning) == _BEGINNING and len(starting) == 1
    return starting[0] if is_unambiguous else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a sentence with the most similar word, or with all of them."""
    words = list(known)
    found = nearest(word, words)
    if found is not None:
        return f"Did you mean '{found}'?"
    return f"Choose one of: {', '.join(words)}."
