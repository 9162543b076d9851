"""api.test, auth.*, apps.*, oauth.*, team.info: who is calling and how they connect."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID, TEAM_NAME
from sandbox.slack.wire import Payload


@method("api.test", access="anyone")
async def api_test(call: Call) -> Payload:
    """Echoes its arguments, or fails as asked."""
    error = call.optional("error")
    if error:
        raise SlackError(error)
    return {"args": {key: value for key, value in call.arguments.items() if key != "token"}}


@method("auth.test")
async def auth_test(call: Call) -> Payload:
    """Whose token it is."""
    core = call.workspace.core
    return {
        "url": f"{core.base_url}/",
        "team": TEAM_NAME,
        "user": core.bot.handle,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
async def auth_revoke(call: Call) -> Payload:
    """Ends the token's life."""
    if call.flag("test"):
        return {"revoked": False}
    call.workspace.tokens.revoke()
    return {"revoked": True}


@method("team.info", scope="team:read")
async def team_info(call: Call) -> Payload:
    """The workspace."""
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN}}


@method("bots.info", scope="users:read")
async def bots_info(call: Call) -> Payload:
    """The app as a bot."""
    if call.text("bot", BOT_ID) != BOT_ID:
        raise SlackError("bot_not_found")
    name = call.workspace.core.manifest.bot_name
    bot = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER_ID, "name": name, "deleted": False}
    return {"bot": bot}


@method("apps.connections.open", access="app")
async def apps_connections_open(call: Call) -> Payload:
    """The address of a new web socket."""
    core = call.workspace.core
    if not core.manifest.settings.socket_mode_enabled:
        raise SlackError("forbidden_team")
    ticket = call.workspace.sockets.issue_ticket()
    return {"url": f"{core.base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}"}


@method("oauth.v2.access", access="anyone")
async def oauth_v2_access(call: Call) -> Payload:
    """A bot token for a code or a refresh token."""
    return call.workspace.tokens.exchange(
        client_id=call.text("client_id"),
        client_secret=call.text("client_secret"),
        code=call.text("code"),
        refresh=call.text("refresh_token"),
    )
