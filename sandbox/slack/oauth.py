"""Tokens: which are good, what they may do, and (with rotation on) how they are renewed."""

from __future__ import annotations

import time
from typing import Literal

from sandbox.slack.core import Core
from sandbox.slack.errors import SlackError
from sandbox.slack.ids import new_secret
from sandbox.slack.people import ADAM, APP_ID, BOT_USER_ID, TEAM_ID, TEAM_NAME
from sandbox.slack.wire import Payload

TokenKind = Literal["bot", "app"]

ROTATED_SECONDS = 12 * 3600


class Tokens:
    """The tokens of the installed app."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._codes: set[str] = set()
        self._refresh: str | None = None
        self._rotated: dict[str, float] = {}
        self._revoked = False

    def kind(self, token: str) -> TokenKind:
        """What sort of token it is; raises as Slack does for none, a wrong or an expired one."""
        if not token:
            raise SlackError("not_authed")
        if self._revoked:
            raise SlackError("account_inactive")
        if token == self._core.credentials.app_token:
            return "app"
        if token == self._core.credentials.bot_token:
            return "bot"
        if token not in self._rotated:
            raise SlackError("invalid_auth")
        if time.time() > self._rotated[token]:
            raise SlackError("token_expired")
        return "bot"

    def revoke(self) -> None:
        """No token is good any more: the app was removed."""
        self._revoked = True

    def authorize(self, client_id: str) -> str:
        """A code for `oauth.v2.access`, as if an admin had allowed the app."""
        if client_id != self._core.credentials.client_id:
            raise SlackError("invalid_client_id")
        code = new_secret()
        self._codes.add(code)
        return code

    def exchange(self, client_id: str, client_secret: str, code: str, refresh: str) -> Payload:
        """A bot token for a code, or for a refresh token when tokens rotate."""
        credentials = self._core.credentials
        if client_id != credentials.client_id:
            raise SlackError("invalid_client_id")
        if client_secret != credentials.client_secret:
            raise SlackError("bad_client_secret")
        if refresh:
            self._spend_refresh(refresh)
        else:
            self._spend_code(code)
        self._revoked = False
        return self._installation() | (
            self._rotation() if self._core.manifest.rotates_tokens else {}
        )

    def _spend_code(self, code: str) -> None:
        if code not in self._codes:
            raise SlackError("invalid_code")
        self._codes.discard(code)

    def _spend_refresh(self, refresh: str) -> None:
        if not self._core.manifest.rotates_tokens or refresh != self._refresh:
            raise SlackError("invalid_refresh_token")
        self._refresh = None

    def _rotation(self) -> Payload:
        token = new_secret("xoxe.xoxb-1-")
        self._refresh = new_secret("xoxe-1-")
        self._rotated[token] = time.time() + ROTATED_SECONDS
        return {
            "access_token": token,
            "refresh_token": self._refresh,
            "expires_in": ROTATED_SECONDS,
        }

    def _installation(self) -> Payload:
        return {
            "app_id": APP_ID,
            "authed_user": {"id": ADAM.id},
            "scope": ",".join(self._core.manifest.scopes),
            "token_type": "bot",
            "access_token": self._core.credentials.bot_token,
            "bot_user_id": BOT_USER_ID,
            "team": {"id": TEAM_ID, "name": TEAM_NAME},
            "enterprise": None,
            "is_enterprise_install": False,
        }
