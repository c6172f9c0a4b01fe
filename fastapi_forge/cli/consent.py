"""Ask for consent before anything from a template is executed."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi_forge.errors import UntrustedTemplateError


def require_consent(
    template: str, what: str, lines: Sequence[str], *, trusted: bool, asks: bool
) -> None:
    """Raise UntrustedTemplateError unless the flag or the user gives consent."""
    if not lines or trusted:
        return
    listed = "\n".join(f"  {line}" for line in lines)
    if asks:
        # Import questionary only if it is needed.
        from fastapi_forge.wizard import ask_consent  # noqa: PLC0415

        if ask_consent(
            f"The template {template} {what}:\n{listed}\nDo you trust this template?"
        ):
            return
    raise UntrustedTemplateError(
        f"The template {template} {what}:\n{listed}\nThis needs your consent.",
        hint="Nothing was written. Pass --trust to allow it.",
    )
