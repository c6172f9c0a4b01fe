"""Typical use of a running service, one function per kind of service."""

from __future__ import annotations

from dataclasses import replace

from fastapi_forge.verify.plan import read_plan
from tests.support.renders import TEMPLATE
from tests.support.services import Answer, Client

ANN = {
    "username": "ann",
    "email": "ann@example.com",
    "password": "a sentence that nobody guesses",
}
LOGIN = {"username": ANN["username"], "password": ANN["password"]}
NEW_PASSWORD = "Übermäßig lange Wörter 💥"
ORIGIN = "http://localhost:3000"


def look_around(client: Client) -> None:
    """Call what every service has, outside the prefix."""
    assert client.call(200, "GET", "/health").body["status"] == "ok"
    assert client.call(200, "GET", "/").body["docs"] == "/docs"
    assert "/openapi.json" in client.call(200, "GET", "/docs").text
    client.call(200, "GET", "/redoc")
    assert client.call(200, "GET", "/openapi.json").body["openapi"].startswith("3.")
    client.call(200, "GET", "/status")
    unknown = client.call(404, "GET", "/nowhere", headers={"X-Request-ID": "abc-1"})
    assert unknown.body["request_id"] == unknown.headers["x-request-id"] == "abc-1"


def sign_up(api: Client) -> Client:
    """Register, log in and out; return a client with the token of another login."""
    register(api)
    wrong = {**LOGIN, "password": "not it at all"}
    assert api.call(400, "POST", "/auth/token", form=wrong).body["error"]
    api.call(401, "GET", "/users/me")
    here = _logged_in(api)
    assert here.call(200, "GET", "/users/me").body["username"] == "ann"
    here.call(403, "GET", "/users")
    there = _logged_in(api)
    assert len(there.call(200, "GET", "/auth/sessions").body) == 2
    here.call(204, "POST", "/auth/logout")
    here.call(401, "GET", "/users/me")
    assert len(there.call(200, "GET", "/auth/sessions").body) == 1
    _change_password(there)
    new = {**LOGIN, "password": NEW_PASSWORD}
    api.call(400, "POST", "/auth/token", form=LOGIN)
    api.call(200, "POST", "/auth/token", form=new)
    return there


def register(api: Client) -> None:
    registered = api.call(201, "POST", "/auth/register", body=ANN)
    assert "password" not in registered.text
    api.call(409, "POST", "/auth/register", body=ANN)


def _logged_in(api: Client) -> Client:
    """Return a client with the tokens of a refreshed login."""
    first = api.call(200, "POST", "/auth/token", form=LOGIN).body
    form = {"refresh_token": first["refresh_token"]}
    second = api.call(200, "POST", "/auth/refresh", form=form).body
    assert second["refresh_token"] != first["refresh_token"]
    return api.with_token(second["access_token"])


def _change_password(me: Client) -> None:
    change = {"password": NEW_PASSWORD, "current_password": ANN["password"]}
    wrong = {**change, "current_password": "not it at all"}
    me.call(403, "PATCH", "/users/me", body=wrong)
    me.call(200, "PATCH", "/users/me", body=change)
    me.call(200, "GET", "/users/me")


def call_with_password(api: Client) -> Client:
    """Register and use the password, also one that is not ASCII."""
    register(api)
    me = api.with_password(ANN["username"], ANN["password"])
    for nobody in (api, api.with_password("ann", "wrong"), api.with_token("wrong")):
        answer = nobody.call(401, "GET", "/users/me")
        assert answer.headers["www-authenticate"].startswith("Basic realm=")
    assert me.call(200, "GET", "/users/me").body["username"] == "ann"
    me.call(403, "GET", "/users")
    change = {"password": NEW_PASSWORD, "current_password": ANN["password"]}
    me.call(200, "PATCH", "/users/me", body=change)
    me.call(401, "GET", "/users/me")
    return api.with_password(ANN["username"], NEW_PASSWORD)


def manage_accounts(boss: Client) -> None:
    """As an administrator, find an account, change its roles and block it."""
    form = {**ANN, "username": "bob", "email": "bob@example.com"}
    boss.call(201, "POST", "/auth/register", body=form)
    found = boss.call(200, "GET", "/users?sort_by=username").body
    assert [account["username"] for account in found["items"]] == ["ann", "bob", "boss"]
    roles = boss.call(200, "GET", "/roles").body
    assert [role["name"] for role in roles] == ["viewer", "editor", "admin"]

    [bob] = [account for account in found["items"] if account["username"] == "bob"]
    path = f"/users/{bob['id']}"
    assert bob["roles"] == ["editor"]
    changed = boss.call(200, "PATCH", path, body={"roles": ["viewer", "admin"]}).body
    assert sorted(changed["roles"]) == ["admin", "viewer"]
    changed = boss.call(200, "PATCH", path, body={"is_active": False}).body
    assert changed["is_active"] is False
    me = boss.call(200, "GET", "/users/me").body
    boss.call(409, "PATCH", f"/users/{me['id']}", body={"roles": []})
    boss.call(204, "DELETE", path)
    boss.call(404, "GET", path)


def call_with_key(api: Client, key: str) -> Client:
    """Return a client with a key with all permissions; none without keys."""
    path = "/openapi.json"
    paths = Client(port=api.port).call(200, "GET", path).body["paths"]
    protected = next(
        path for path, item in paths.items() if item.get("get", {}).get("security")
    )
    anybody = Client(port=api.port)
    anybody.call(401, "GET", protected)
    for wrong in ("nobody", key[:-1], f"{key}x"):
        headers = {"X-API-Key": wrong}
        answer = anybody.call(401, "GET", protected, headers=headers)
        assert answer.headers["www-authenticate"] == "APIKey"
    known = replace(api, headers={"X-API-Key": key})
    replace(known, prefix="").call(200, "GET", protected)
    return known


def use_keys(api: Client) -> None:
    """Create, rotate and revoke a key for a machine."""
    new = {"name": "report", "permissions": ["api-keys:read"], "expires_in_days": 90}
    made = api.call(201, "POST", "/api-keys", body=new)
    path = f"/api-keys/{made.body['id']}"
    machine = replace(api, headers={"X-API-Key": made.body["key"]})
    assert machine.call(200, "GET", path).body["name"] == "report"
    machine.call(403, "DELETE", path)
    rotated = api.call(200, "POST", f"{path}/rotate").body
    machine.call(401, "GET", path)
    machine = replace(api, headers={"X-API-Key": rotated["key"]})
    assert machine.call(200, "GET", path).body["last_used_at"] is not None
    api.call(204, "DELETE", path)
    machine.call(401, "GET", path)
    api.call(409, "POST", "/api-keys", body=new)


def use_own_keys(me: Client) -> None:
    """Create a key for a script, with fewer permissions than its user."""
    new = {"name": "report", "permissions": ["account:read", "api-keys:read"]}
    made = me.call(201, "POST", "/api-keys", body=new).body
    path = f"/api-keys/{made['id']}"
    machine = replace(me, headers={"X-API-Key": made["key"]})
    assert machine.call(200, "GET", "/users/me").body["username"] == "ann"
    assert machine.call(200, "GET", path).body["permissions"] == new["permissions"]
    machine.call(403, "DELETE", path)
    me.call(403, "POST", "/api-keys", body={**new, "permissions": ["users:read"]})
    rotated = me.call(200, "POST", f"{path}/rotate").body
    machine.call(401, "GET", "/users/me")
    machine = replace(me, headers={"X-API-Key": rotated["key"]})
    machine.call(200, "GET", "/users/me")
    me.call(204, "DELETE", path)
    machine.call(401, "GET", "/users/me")


def show_a_token(api: Client, token: str) -> Client:
    """Return a client with a token of the issuer."""
    assert api.call(401, "GET", "/me").headers["www-authenticate"] == "Bearer"
    wrong = api.with_token(token[:-4] + "AAAA").call(401, "GET", "/me")
    assert "invalid_token" in wrong.headers["www-authenticate"]
    me = api.with_token(token)
    assert "me:read" in me.call(200, "GET", "/me").body["permissions"]
    return me


def has_no_accounts(api: Client) -> None:
    api.call(404, "POST", "/auth/register", body=ANN)
    api.call(404, "GET", "/users/me")


def answers_other_origins(client: Client, *, allowed: bool) -> None:
    headers = {"Origin": ORIGIN}
    answer = client.call(200, "GET", "/health", headers=headers)
    assert ("access-control-allow-origin" in answer.headers) is allowed


def use_tasks(api: Client) -> None:
    tag = created(api, "/tags", {"name": "urgent"})
    task = created(api, "/tasks", {"title": "Write a service", "tags": [{"id": tag}]})
    path = f"/tasks/{task}"
    stored = api.call(200, "GET", path).body
    assert (stored["status"], stored["tags"][0]["id"]) == ("pending", tag)

    assert api.call(200, "PATCH", path, body={"priority": 3}).body["priority"] == 3
    assert api.call(200, "POST", f"{path}/complete").body["status"] == "completed"
    api.call(409, "POST", f"{path}/complete")
    listed = api.call(200, "GET", f"/tasks?status=completed&tag_id={tag}").body
    assert (listed["total"], listed["items"][0]["id"]) == (1, task)
    assert api.call(200, "GET", "/tasks?status=pending").body["total"] == 0
    api.call(422, "GET", "/tasks?stauts=pending")
    refused = api.call(422, "POST", "/tasks", body={"title": "abc"})
    assert refused.body["errors"][0]["loc"][-1] == "title"

    api.call(204, "DELETE", path)
    api.call(404, "GET", path)
    api.call(422, "GET", f"{path}x")
    created(api, "/tasks", {"title": "Stay here"})


_TRIED = read_plan(TEMPLATE).sampling.values["resources"]["own_resources"]
assert isinstance(_TRIED, list)
OWN_RESOURCES = tuple(map(str, _TRIED))
AUTHOR = {"name": "Ursula"}


def use_books(api: Client) -> None:
    author = created(api, "/authors", AUTHOR)
    genre = created(api, "/genres", {"name": "Novel"})
    book = {"title": "The Dispossessed", "author_id": author, "price": "12.50"}
    book_id = created(api, "/books", {**book, "genres": [{"id": genre}]})
    path = f"/books/{book_id}"
    stored = api.call(200, "GET", path).body
    assert (stored["price"], stored["genres"][0]["id"]) == ("12.50", genre)

    api.call(409, "POST", "/books", body=book)
    api.call(422, "POST", "/books", body={**book, "title": "Other", "price": "-1"})
    found = api.call(200, "GET", f"/books?author_id={author}&genre_id={genre}").body
    assert found["total"] == 1
    assert api.call(200, "PATCH", path, body={"genres": []}).body["genres"] == []
    # An author with books cannot be deleted.
    api.call(409, "DELETE", f"/authors/{author}")
    api.call(204, "DELETE", path)
    api.call(204, "DELETE", f"/authors/{author}")
    api.call(204, "DELETE", f"/genres/{genre}")
    created(api, "/books", {**book, "author_id": created(api, "/authors", AUTHOR)})


def use_nothing(api: Client) -> None:
    """A service without resources has no tasks."""
    api.call(404, "GET", "/tasks")


def created(api: Client, path: str, body: object) -> int | str:
    """Return the id of the created object, from Location."""
    answer: Answer = api.call(201, "POST", path, body=body)
    identifier: int | str = answer.body["id"]
    assert answer.headers["location"].endswith(f"{path}/{identifier}")
    return identifier
