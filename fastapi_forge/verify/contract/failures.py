"""Why a service could not be asked at all."""

from __future__ import annotations

from fastapi_forge.errors import ForgeError


class ContractError(ForgeError):
    """The service does not offer what asking it needs."""

    code = "contract"
