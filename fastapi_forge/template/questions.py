"""Represent the questions of a Copier template as written, with their Jinja."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from fastapi_forge.errors import TemplateError

QuestionType: TypeAlias = Literal["bool", "float", "int", "json", "str", "yaml", "path"]
_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)


class Missing:
    """No default, which is different from null."""


MISSING: Final = Missing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question; every `object` and `str` may contain Jinja."""

    key: str
    type: QuestionType
    help: str
    default: object
    choices: object
    when: object
    validator: str
    is_several: bool
    is_secret: bool
    is_multiline: bool

    @property
    def is_asked(self) -> bool:
        """True if it can be asked, and is not only computed."""
        return self.when is not False


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Everything that determines, while answering, what a template asks next."""

    root: Path
    questions: tuple[Question, ...]
    settings: Mapping[str, object]
    """Jinja settings in `_envops`."""
    extensions: tuple[str, ...]
    """Modules that its Jinja imports, which belong to the template or are installed."""
    folder: str = ""
    """The name of the project's directory."""
    trusted: bool = False

    def computes(self, written: object) -> bool:
        """Return whether the text contains Jinja, with the template's delimiters."""
        if isinstance(written, str):
            brackets = (
                self.settings.get("variable_start_string", "{{"),
                self.settings.get("block_start_string", "{%"),
            )
            return any(str(bracket) in written for bracket in brackets)
        if isinstance(written, Mapping):
            return any(map(self.computes, (*written, *written.values())))
        return isinstance(written, list | tuple) and any(map(self.computes, written))


def read_script(root: Path, documents: Mapping[str, object]) -> Script:
    settings = documents.get("_envops") or {}
    if not isinstance(settings, Mapping):
        raise TemplateError("'_envops' must be a mapping.")
    extensions = _list(documents, "_jinja_extensions")
    return Script(
        root=root,
        questions=tuple(_questions(documents)),
        settings=settings,
        extensions=tuple(str(name) for name in extensions),
    )


def _questions(documents: Mapping[str, object]) -> Iterator[Question]:
    secret = _list(documents, "_secret_questions")
    for key, written in documents.items():
        if key.startswith("_"):
            continue
        # Copier's short form: `key: default`.
        question = written if isinstance(written, Mapping) else {"default": written}
        default = question.get("default", MISSING)
        yield Question(
            key=key,
            type=_type(key, question.get("type"), default),
            help=str(question.get("help") or ""),
            default=default,
            choices=question.get("choices") or (),
            when=question.get("when", True),
            validator=str(question.get("validator") or ""),
            is_several=question.get("multiselect") is True,
            is_secret=question.get("secret") is True or key in secret,
            is_multiline=question.get("multiline") not in {None, False},
        )


def _type(key: str, written: object, default: object) -> QuestionType:
    """Return the type as written, or that of the default."""
    name = written or type(default).__name__
    known = next((known for known in _TYPES if known == name), None)
    if written and known is None:
        raise TemplateError(
            f"{written!r} is not a valid type for '{key}'.",
            f"Types of Copier: {', '.join(_TYPES)}.",
        )
    return known or "yaml"


def _list(documents: Mapping[str, object], key: str) -> list[object]:
    listed = documents.get(key) or []
    if not isinstance(listed, list):
        raise TemplateError(f"'{key}' must be a list.")
    return listed
