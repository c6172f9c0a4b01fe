"""Security holes for the check `auth`: each attack finds at least one."""

from __future__ import annotations

from tests.support.holes.answers import ANSWER_HOLES
from tests.support.holes.cookies import COOKIE_HOLES
from tests.support.holes.guesses import GUESS_HOLES
from tests.support.holes.hole import Hole
from tests.support.holes.issuers import ISSUER_HOLES
from tests.support.holes.keys import KEY_HOLES
from tests.support.holes.logins import LOGIN_HOLES
from tests.support.holes.passwords import PASSWORD_HOLES
from tests.support.holes.recovery import RECOVERY_HOLES
from tests.support.holes.rights import RIGHT_HOLES
from tests.support.holes.tokens import TOKEN_HOLES

KINDS = {
    "jwt": ("--auth=jwt",),
    "jwt with keys": ("--auth=jwt", "--set=api_keys=true"),
    # With keys too, because no other kind has so many accounts in attacks.
    "cookie": ("--auth=jwt", "--cookie-login", "--api-keys"),
    "basic": ("--auth=basic",),
    "api-key": ("--auth=api-key",),
    "api-key in settings": ("--auth=api-key", "--database=none"),
    "oidc": ("--auth=oidc",),
}
HOLES: tuple[Hole, ...] = (
    *TOKEN_HOLES,
    *LOGIN_HOLES,
    *RIGHT_HOLES,
    *PASSWORD_HOLES,
    *GUESS_HOLES,
    *KEY_HOLES,
    *RECOVERY_HOLES,
    *COOKIE_HOLES,
    *ISSUER_HOLES,
    *ANSWER_HOLES,
)
