"""users.*: people; their e-mail addresses only with users:read.email."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.people import Person
from sandbox.slack.wire import Payload


@method("users.info", scope="users:read")
async def users_info(call: Call) -> Payload:
    """One person."""
    person = call.workspace.core.person(call.required("user", "user_not_found"))
    return {"user": _as_user(call, person)}


@method("users.list", scope="users:read")
async def users_list(call: Call) -> Payload:
    """Everybody in the workspace, and the strangers it shares channels with."""
    people = call.workspace.core.everybody
    return {
        "members": [_as_user(call, each) for each in people],
        "response_metadata": {"next_cursor": ""},
    }


@method("users.lookupByEmail", scope="users:read.email")
async def users_lookup_by_email(call: Call) -> Payload:
    """The member with that e-mail address."""
    email = call.required("email", "users_not_found").lower()
    for person in call.workspace.core.everybody:
        if person.email == email and not person.is_stranger and person.role != "bot":
            return {"user": _as_user(call, person)}
    raise SlackError("users_not_found")


def _as_user(call: Call, person: Person) -> Payload:
    return person.as_user(
        with_email=call.workspace.core.manifest.grants("users:read.email"),
        with_locale=call.flag("include_locale"),
    )
