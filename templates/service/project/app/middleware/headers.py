from starlette.types import Message, Scope

# Starlette's classes for headers do more than middleware needs, for every request.

# The message with status and headers; the second one refuses a WebSocket.
RESPONSE_STARTS = frozenset({"http.response.start", "websocket.http.response.start"})


def header_of(scope: Scope, name: bytes) -> str:
    """The header, named in lower case, as it was first given; empty when it was not."""
    for key, value in scope["headers"]:
        if key == name:
            given: bytes = value
            return given.decode("latin-1")
    return ""


def add_header(message: Message, name: bytes, value: bytes) -> None:
    # Not in place: a response may be sent again.
    message["headers"] = [*message["headers"], (name, value)]
