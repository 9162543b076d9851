"""The web application: Slack's addresses and the page's, over one workspace."""

from __future__ import annotations

from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox.slack.api import web_api
from sandbox.slack.errors import NotAcknowledged, SlackError
from sandbox.slack.interactions import describe_failure
from sandbox.slack.page import page_routes
from sandbox.slack.workspace import Workspace


def build_app(workspace: Workspace) -> Starlette:
    """The application that a server runs."""
    app = Starlette(
        routes=[
            Route("/api/{method}", web_api, methods=["GET", "POST"]),
            WebSocketRoute("/link/", _link),
            Route("/response/{app}/{token}", _respond, methods=["POST"]),
            Route("/upload/v1/{token}", _upload, methods=["POST"]),
            Route("/files-pri/{key}/{name:path}", _private_file),
            Route("/oauth/v2/authorize", _authorize),
            *page_routes(),
        ],
        exception_handlers={
            SlackError: _refused,
            NotAcknowledged: _refused,
            ValidationError: _malformed,
        },
    )
    app.state.workspace = workspace
    return app


async def _link(socket: WebSocket) -> None:
    workspace: Workspace = socket.app.state.workspace
    await workspace.sockets.serve(socket)


async def _respond(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    try:
        workspace.interactions.respond(request.path_params["token"], await request.json())
    except SlackError as error:
        return JSONResponse(error.body(), status_code=error.status)
    return PlainTextResponse("ok")


async def _upload(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    size = workspace.files.receive(request.path_params["token"], await _uploaded(request))
    return PlainTextResponse(f"OK - {size}")


async def _uploaded(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    for part in (await request.form()).values():
        if not isinstance(part, str):
            return await part.read()
    return b""


async def _private_file(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    workspace.tokens.kind(request.headers.get("authorization", "").removeprefix("Bearer "))
    if not workspace.core.manifest.grants("files:read"):
        raise SlackError("missing_scope", status=403, extra={"needed": "files:read"})
    meta, content = workspace.files.get(request.path_params["key"].partition("-")[2])
    return Response(content, media_type=meta["mimetype"])


async def _authorize(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    asked = request.query_params
    code = workspace.tokens.authorize(asked.get("client_id", ""))
    answer = urlencode({"code": code, "state": asked.get("state", "")})
    return RedirectResponse(f"{asked['redirect_uri']}?{answer}", status_code=302)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, SlackError) and error.status != 200 else 400
    code = error.code if isinstance(error, SlackError) else "no_answer"
    body = error.body() if isinstance(error, SlackError) else {"ok": False, "error": code}
    return JSONResponse({**body, "message": describe_failure(error)}, status_code=status)


async def _malformed(request: Request, error: Exception) -> Response:
    return JSONResponse({"ok": False, "error": "malformed", "message": str(error)}, 422)
