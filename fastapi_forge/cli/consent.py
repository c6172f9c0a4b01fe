"""Nothing that a template brings is run unless somebody agreed to it."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi_forge.errors import UntrustedTemplateError


def require_consent(
    template: str, what: str, lines: Sequence[str], *, trusted: bool, asks: bool
) -> None:
    """Raises UntrustedTemplateError unless the flag or a person says yes."""
    if not lines or trusted:
        return
    listed = "\n".join(f"  {line}" for line in lines)
    if asks:
        # questionary is loaded where somebody is asked.
        from fastapi_forge.wizard import agree  # noqa: PLC0415

        if agree(
            f"The template {template} {what}:\n{listed}\nDo you trust this template?"
        ):
            return
    raise UntrustedTemplateError(
        f"The template {template} {what}:\n{listed}\nThis needs your consent.",
        hint="Nothing was written. Pass --trust to allow it.",
    )
