"""What people do on the page: write, press, submit, run commands; and the fault switches."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox.slack import typed_text
from sandbox.slack.errors import SlackError
from sandbox.slack.page import requests as asked
from sandbox.slack.page.reads import workspace_of
from sandbox.slack.people import BOT_USER_ID, LOCALES, Person
from sandbox.slack.posting import Draft
from sandbox.slack.store import Channel
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace

Model = TypeVar("Model", bound=BaseModel)


async def say(request: Request) -> JSONResponse:
    """Posts what a person typed."""
    workspace, wish = workspace_of(request), await _read(request, asked.Say)
    person, channel = _where(workspace, wish.user, wish.channel)
    text = typed_text.encode(wish.text, workspace.core.everybody)
    files = [workspace.files.get(each)[0] for each in wish.files]
    if not text and not files:
        raise SlackError("no_text")
    draft = Draft(text=text, thread_ts=wish.thread_ts, files=files or None)
    message = workspace.posts.by_person(person, channel, draft)
    workspace.members.remind_to_invite(channel, person, text)
    return JSONResponse({"ok": True, "ts": message.ts})


async def edit(request: Request) -> JSONResponse:
    """Changes or deletes a person's own message."""
    workspace, wish = workspace_of(request), await _read(request, asked.Edit)
    person, channel = _where(workspace, wish.user, wish.channel)
    message = workspace.core.message(channel, wish.ts)
    if message.body.get("user") != person.id:
        raise SlackError("cant_update_message")
    if wish.text is None:
        workspace.posts.delete(message)
    else:
        text = typed_text.encode(wish.text, workspace.core.everybody)
        workspace.posts.change(message, text, typed_text.rich_text(text))
    return JSONResponse({"ok": True})


async def command(request: Request) -> JSONResponse:
    """Runs a slash command."""
    workspace, wish = workspace_of(request), await _read(request, asked.Command)
    person, channel = _where(workspace, wish.user, wish.channel)
    known = workspace.core.manifest.command(wish.command)
    escaped = known is not None and known.should_escape
    text = typed_text.encode(wish.text, workspace.core.everybody) if escaped else wish.text
    await workspace.interactions.command(person, channel, wish.command, text)
    return JSONResponse({"ok": True})


async def click(request: Request) -> JSONResponse:
    """Presses a button or chooses from a menu."""
    workspace, wish = workspace_of(request), await _read(request, asked.Click)
    person = workspace.core.person(wish.user)
    if wish.view_id:
        view = _view(workspace, person, wish.view_id)
        await workspace.interactions.click_in_view(
            person, view, wish.block_id, wish.action_id, wish.value, wish.answers
        )
    else:
        channel = workspace.core.channel(wish.channel or "")
        message = workspace.core.message(channel, wish.ts or "")
        await workspace.interactions.click_in_message(
            person, message, wish.block_id, wish.action_id, wish.value
        )
    return JSONResponse({"ok": True})


async def submit(request: Request) -> JSONResponse:
    """Submits a modal; complaints come back by block id."""
    workspace, wish = workspace_of(request), await _read(request, asked.Submit)
    person = workspace.core.person(wish.user)
    view = _view(workspace, person, wish.view_id)
    errors = await workspace.interactions.submit(person, view, wish.answers)
    return JSONResponse({"ok": True, "errors": errors})


async def close(request: Request) -> JSONResponse:
    """Closes a modal by hand."""
    workspace, wish = workspace_of(request), await _read(request, asked.Close)
    person = workspace.core.person(wish.user)
    view = _view(workspace, person, wish.view_id)
    await workspace.interactions.close(person, view, cleared=wish.cleared)
    return JSONResponse({"ok": True})


async def visit(request: Request) -> JSONResponse:
    """Opens the app on one of its tabs."""
    workspace, wish = workspace_of(request), await _read(request, asked.Visit)
    person = workspace.core.person(wish.user)
    workspace.members.open_app(person, workspace.core.channel(person.id), wish.tab)
    return JSONResponse({"ok": True})


async def language(request: Request) -> JSONResponse:
    """Changes a person's own language; the app is not told, but may ask."""
    workspace, wish = workspace_of(request), await _read(request, asked.Language)
    if wish.locale not in LOCALES:
        raise SlackError("invalid_arguments")
    workspace.core.store.set_locale(workspace.core.person(wish.user).id, wish.locale)
    return JSONResponse({"ok": True})


async def stop(request: Request) -> JSONResponse:
    """Presses Stop on a thread that the app is working on."""
    workspace, wish = workspace_of(request), await _read(request, asked.Stop)
    person, channel = _where(workspace, wish.user, wish.channel)
    workspace.sessions.stop(person, channel, wish.thread_ts)
    return JSONResponse({"ok": True})


async def invite(request: Request) -> JSONResponse:
    """Invites the app into a channel."""
    workspace, wish = workspace_of(request), await _read(request, asked.Invite)
    person, channel = _where(workspace, wish.user, wish.channel)
    workspace.members.invite_app(channel, person)
    return JSONResponse({"ok": True})


async def attach(request: Request) -> JSONResponse:
    """Keeps a file that somebody is about to share."""
    workspace = workspace_of(request)
    name, user = request.query_params["name"], request.query_params["user"]
    meta = workspace.files.keep(name, await request.body(), user)
    return JSONResponse({"ok": True, "file": meta})


async def uninstall(request: Request) -> JSONResponse:
    """Removes the app from the workspace, as an admin may."""
    workspace = workspace_of(request)
    if not workspace.core.person(request.query_params["user"]).is_admin:
        raise SlackError("not_allowed")
    workspace.members.uninstall()
    workspace.tokens.revoke()
    return JSONResponse({"ok": True})


async def faults(request: Request) -> JSONResponse:
    """Turns fault switches."""
    workspace, wish = workspace_of(request), await _read(request, asked.SetFaults)
    switches = workspace.core.faults
    if wish.clear:
        switches.clear()
    switches.drop_acks = _or(wish.drop_acks, switches.drop_acks)
    switches.redeliver = _or(wish.redeliver, switches.redeliver)
    if wish.latency is not None:
        switches.latency = wish.latency
    if wish.fail_method:
        switches.fail(wish.fail_method, wish.fail_error, times=wish.fail_times)
    if wish.rate_limit:
        switches.rate_limit(wish.rate_limit, retry_after=wish.retry_after)
    if wish.disconnect:
        await workspace.sockets.disconnect(wish.disconnect)
    return JSONResponse({"ok": True})


def _or(wished: int | None, present: int) -> int:
    return present if wished is None else wished


async def _read(request: Request, model: type[Model]) -> Model:
    return model.model_validate_json(await request.body())


def _where(workspace: Workspace, user_id: str, channel_id: str) -> tuple[Person, Channel]:
    person, channel = workspace.core.person(user_id), workspace.core.channel(channel_id)
    if person.id not in channel.members or person.id == BOT_USER_ID:
        raise SlackError("not_in_channel")
    return person, channel


def _view(workspace: Workspace, person: Person, view_id: str) -> Payload:
    home = workspace.core.store.home(person.id)
    if home and home["id"] == view_id:
        return home
    return workspace.modals.find(view_id, None)
