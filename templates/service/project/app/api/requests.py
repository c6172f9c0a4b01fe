"""The media types of bodies that endpoints accept."""

from fastapi import Request
from fastapi.params import Form
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


async def require_media_type(request: Request) -> None:
    """Refuse a body of the wrong media type: 415 (RFC 9110, section 15.5.16).

    FastAPI would report a body without content (422).
    """
    route = request.scope["route"]
    if not isinstance(route, APIRoute) or route.body_field is None:
        return
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if isinstance(route.body_field.field_info, Form):
        fits, expected = given in FORMS, "a form"
    else:
        fits, expected = _is_json(given), "application/json"
    if _has_body(request) and not fits:
        raise HTTPException(415, f"The body must be {expected}.")


def _is_json(media_type: str) -> bool:
    main, _, sub = media_type.partition("/")
    return main == "application" and (sub == "json" or sub.endswith("+json"))


def _has_body(request: Request) -> bool:
    length = request.headers.get("content-length", "0")
    return length != "0" or "transfer-encoding" in request.headers
