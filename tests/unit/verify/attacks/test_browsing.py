from __future__ import annotations

from fastapi_forge.verify.attacks.browsing import Cookie


def test_a_cookie_as_services_set_it() -> None:
    cookie = Cookie.read("__Host-a=b=c; HttpOnly; Path=/; SameSite=lax; Secure")

    assert (cookie.name, cookie.value) == ("__Host-a", "b=c")
    assert cookie.attributes == {
        "httponly": "",
        "path": "/",
        "samesite": "lax",
        "secure": "",
    }
    assert cookie.headers == {"Cookie": "__Host-a=b=c"}
