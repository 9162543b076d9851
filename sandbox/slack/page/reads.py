"""What the page shows: the workspace as one person sees it, channels, threads, files, live news."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from sandbox.slack.people import APP_ID, BOT_USER_ID, LOCALES, PEOPLE, TEAM_NAME, Person
from sandbox.slack.store import Channel, Message
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace

HEARTBEAT_SECONDS = 15.0


def workspace_of(request: Request) -> Workspace:
    """The workspace that the server serves."""
    workspace: Workspace = request.app.state.workspace
    return workspace


async def bootstrap(request: Request) -> JSONResponse:
    """Everything the page needs once: people, channels, the app, commands."""
    workspace = workspace_of(request)
    viewer = _viewer(workspace, request.query_params["user"])
    manifest = workspace.core.manifest
    channels = [c for c in workspace.core.store.channels() if viewer.id in c.members]
    return JSONResponse(
        {
            "team": TEAM_NAME,
            "viewer": viewer.id,
            "users": [_as_user(each) for each in workspace.core.everybody],
            "actors": [each.id for each in PEOPLE],
            "app": {
                "id": APP_ID,
                "name": manifest.bot_name,
                "user": BOT_USER_ID,
                "color": manifest.display_information.background_color,
                "description": manifest.display_information.description,
                "home_tab": manifest.features.app_home.home_tab_enabled,
                "connected": workspace.app_is_connected,
            },
            "commands": [each.model_dump() for each in manifest.features.slash_commands],
            "channels": [_as_channel(each) for each in channels],
            "locale": viewer.locale,
            "locales": LOCALES,
            "modals": workspace.modals.stack(viewer.id),
        }
    )


async def channel_messages(request: Request) -> JSONResponse:
    """A channel's messages for one person, with the states of its threads."""
    workspace, channel = workspace_of(request), _channel(request)
    return JSONResponse(
        {
            "messages": _seen(workspace, request, workspace.core.store.roots(channel.id)),
            "sessions": workspace.sessions.states(channel),
            "prompts": workspace.sessions.prompts(channel),
        }
    )


async def thread_messages(request: Request) -> JSONResponse:
    """A thread for one person: its root, the answers, its state."""
    workspace, channel = workspace_of(request), _channel(request)
    root_ts = request.path_params["ts"]
    thread = workspace.core.store.thread(channel.id, root_ts)
    return JSONResponse(
        {
            "messages": _seen(workspace, request, thread),
            "session": workspace.sessions.state(channel, root_ts),
        }
    )


async def home(request: Request) -> JSONResponse:
    """A person's Home tab."""
    return JSONResponse(
        {"view": workspace_of(request).core.store.home(request.query_params["user"])}
    )


async def file_content(request: Request) -> Response:
    """A file's bytes for the page, to download or (text) to look at."""
    meta, content = workspace_of(request).files.get(request.path_params["file_id"])
    disposition = "inline" if "inline" in request.query_params else "attachment"
    headers = {"content-disposition": f'{disposition}; filename="{meta["name"]}"'}
    return Response(content, media_type=meta["mimetype"], headers=headers)


async def news(request: Request) -> StreamingResponse:
    """Server-sent events: what changes for one person from now on."""
    workspace, user_id = workspace_of(request), request.query_params["user"]
    return StreamingResponse(_news(workspace, user_id), media_type="text/event-stream")


async def _news(workspace: Workspace, user_id: str) -> AsyncIterator[str]:
    async with workspace.core.feed.listen(user_id) as queue:
        yield "event: ready\ndata: {}\n\n"
        while True:
            try:
                item = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if item["kind"] == "goodbye":
                return
            yield f"data: {json.dumps(item)}\n\n"


def _viewer(workspace: Workspace, wanted: str) -> Person:
    by_handle = {each.handle: each.id for each in PEOPLE}
    return workspace.core.person(by_handle.get(wanted, wanted))


def _channel(request: Request) -> Channel:
    return workspace_of(request).core.channel(request.path_params["channel"])


def _seen(workspace: Workspace, request: Request, messages: Sequence[Message]) -> list[Payload]:
    viewer = request.query_params["user"]
    return [workspace.posts.as_seen(each) for each in messages if each.visible_to(viewer)]


def _as_user(person: Person) -> Payload:
    return {
        "id": person.id,
        "name": person.name,
        "short": person.name.split()[0],
        "title": person.title,
        "role": person.role,
        "stranger": person.is_stranger,
        "guest": person.is_guest,
    }


def _as_channel(channel: Channel) -> Payload:
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic,
        "direct": channel.is_direct,
        "shared": channel.is_shared,
        "members": list(channel.members),
    }
