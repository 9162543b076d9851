"""The HTTP side of the Web API: any body, any verb, tokens, scopes, rates, and Slack's answers."""

from __future__ import annotations

import base64
import json
from json import JSONDecodeError

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox.slack.api.registry import METHODS, Call, Method
from sandbox.slack.errors import SlackError
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace

# Arguments that travel as JSON text in forms and query strings, with the error for bad JSON.
_JSON_ARGUMENTS = {
    "attachments": "invalid_attachments",
    "blocks": "invalid_blocks_format",
    "chunks": "invalid_chunks",
    "files": "invalid_arguments",
    "message": "invalid_arguments",
    "metadata": "invalid_metadata_format",
    "prompts": "invalid_arguments",
    "view": "invalid_arguments",
}


async def web_api(request: Request) -> JSONResponse:
    """Answers one call of the Web API."""
    workspace: Workspace = request.app.state.workspace
    name: str = request.path_params["method"]
    try:
        return _answer(workspace, await _call(workspace, name, request))
    except SlackError as error:
        return _refusal(workspace, error)


async def _call(workspace: Workspace, name: str, request: Request) -> Payload:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", extra={"req_method": name})
    arguments = await read_arguments(request)
    call = Call(workspace, arguments, _token(request, arguments))
    _authorize(call, method)
    await workspace.core.faults.before_call(name)
    workspace.rates.admit(name, call.text("channel"))
    return await method.handler(call)


async def read_arguments(request: Request) -> Payload:
    """The arguments of query string, form and JSON body together, JSON texts parsed."""
    arguments: Payload = {**_client_of(request), **request.query_params}
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        arguments |= await _json_body(request)
    elif content_type.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        arguments |= dict(await request.form())
    return {name: _parsed(name, value) for name, value in arguments.items()}


async def _json_body(request: Request) -> Payload:
    body = await request.body()
    try:
        parsed = json.loads(body or b"{}")
    except JSONDecodeError:
        raise SlackError("invalid_json") from None
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return parsed


def _parsed(name: str, value: object) -> object:
    if name not in _JSON_ARGUMENTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except JSONDecodeError:
        raise SlackError(_JSON_ARGUMENTS[name]) from None


def _client_of(request: Request) -> Payload:
    """OAuth calls may name the client by HTTP Basic, as the Python SDK does."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    client_id, _, secret = base64.b64decode(credentials).decode().partition(":")
    return {"client_id": client_id, "client_secret": secret}


def _token(request: Request, arguments: Payload) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(arguments.get("token", ""))


def _authorize(call: Call, method: Method) -> None:
    if method.access == "anyone":
        return
    if call.workspace.tokens.kind(call.token) != method.access:
        raise SlackError("not_allowed_token_type")
    if method.scope:
        call.need(method.scope)


def _answer(workspace: Workspace, answer: Payload) -> JSONResponse:
    return JSONResponse({"ok": True, **answer}, headers=_headers(workspace))


def _refusal(workspace: Workspace, error: SlackError) -> JSONResponse:
    headers = _headers(workspace)
    body = error.body()
    retry_after = body.pop("retry_after", None)
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    return JSONResponse(body, status_code=error.status, headers=headers)


def _headers(workspace: Workspace) -> dict[str, str]:
    return {"x-oauth-scopes": ",".join(workspace.core.manifest.scopes)}
