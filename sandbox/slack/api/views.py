"""views.*: modals and Home tabs."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method, missing_argument
from sandbox.slack.errors import SlackError
from sandbox.slack.wire import Payload


@method("views.open")
async def views_open(call: Call) -> Payload:
    """Opens a modal for whoever the trigger belongs to."""
    view = _view(call)
    return {"view": call.workspace.modals.open(_redeem(call), view)}


@method("views.push")
async def views_push(call: Call) -> Payload:
    """Puts a modal on top of the open one."""
    view = _view(call)
    user_id = _redeem(call)
    if not call.workspace.modals.stack(user_id):
        raise SlackError("not_found")
    return {"view": call.workspace.modals.push(user_id, view)}


@method("views.update")
async def views_update(call: Call) -> Payload:
    """Changes an open modal."""
    view = _view(call)
    view_id, external_id = call.optional("view_id"), call.optional("external_id")
    if (view_id is None) == (external_id is None):
        raise SlackError("invalid_arguments")
    found = call.workspace.modals.find(view_id, external_id)
    return {"view": call.workspace.modals.update(found, view, call.optional("hash"))}


@method("views.publish")
async def views_publish(call: Call) -> Payload:
    """Makes a view somebody's Home tab."""
    if not call.workspace.core.manifest.features.app_home.home_tab_enabled:
        raise SlackError("not_enabled")
    view = _view(call)
    person = call.workspace.core.person(call.required("user_id"))
    return {"view": call.workspace.modals.publish(person.id, view, call.optional("hash"))}


def _redeem(call: Call) -> str:
    return call.workspace.triggers.redeem(call.required("trigger_id"))


def _view(call: Call) -> object:
    if "view" not in call.arguments:
        raise missing_argument("view")
    return call.arguments["view"]
