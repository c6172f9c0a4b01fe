"""Sessions that remain valid, or gain permissions."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import SESSION_ROWS, SESSIONS, TOKENS, USER_ADMIN, USERS

# Hidden in lists of accounts, but otherwise unchanged.
SOFT_DELETION = Edit(
    USER_ADMIN,
    r"await super\(\).delete\(identifier\)",
    "await self.sessions.end_all(identifier)",
)

LOGIN_HOLES: tuple[Hole, ...] = (
    Hole(
        "jwt",
        "refresh token as access token",
        "answers 200",
        (Edit(TOKENS, r'if claims\["type"\] != kind', "if not kind"),),
    ),
    Hole(
        "jwt",
        "access token as refresh token",
        "answers 200",
        (
            Edit(TOKENS, r'if claims\["type"\] != kind', "if not kind"),
            Edit(SESSIONS, r"if not rotated and not .*:", "if False:"),
        ),
    ),
    Hole(
        "jwt",
        "replayed refresh token",
        "the replay",
        (Edit(SESSIONS, r"if not rotated and not .*:", "if False:"),),
    ),
    Hole(
        "jwt",
        "replayed refresh token",
        "what the thief can do after the replay: access token",
        (Edit(SESSIONS, r"await self._end_replayed\(claims\)", "pass"),),
    ),
    Hole(
        "jwt",
        "refresh token replayed later",
        "the replay",
        (
            Edit(
                SESSIONS,
                r"GRACE = timedelta\(seconds=10\)",
                "GRACE = timedelta(days=1)",
            ),
        ),
    ),
    Hole(
        "jwt",
        "refresh token used twice at the same time",
        "the second response",
        (Edit(SESSION_ROWS, r"UserSession.refresh_jti == old_jti,", ""),),
    ),
    Hole(
        "jwt",
        "scope widened by a refresh",
        "at most",
        (
            Edit(
                SESSIONS,
                r"_granted\(claims.scopes, scopes\)",
                "_granted(frozenset(Permission), scopes)",
            ),
        ),
    ),
    Hole(
        "jwt",
        "tokens after the logout",
        "refresh token",
        (Edit(SESSIONS, r"await self.crud.end_family\(principal.family\)", "pass"),),
    ),
    Hole(
        "jwt",
        "deactivated account",
        "its password",
        (
            Edit(USERS, r"if not user.is_active", "if False"),
            Edit("app/crud/user.py", r"locked.is_active and ", ""),
        ),
    ),
    Hole(
        "jwt",
        "sessions from before a password change",
        "another session",
        (Edit(USERS, r"await self.sessions.end_all\(user.id, but=.*\)", "pass"),),
    ),
    Hole(
        "jwt",
        "password changed without the old one",
        "current_password",
        (Edit(USERS, r"current.get_secret_value\(\)|if not matches:", "if False:"),),
    ),
    Hole("jwt", "deleted account", "its password", (SOFT_DELETION,)),
    Hole(
        "jwt",
        "another user's session by its id",
        "answers 204",
        (
            Edit(
                SESSION_ROWS,
                r"(UserSession.id == identifier), UserSession.user_id == user_id",
                r"\1",
            ),
        ),
    ),
)
