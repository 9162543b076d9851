"""assistant.threads.* and agents.sessions.*: what an agent shows around a conversation."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.wire import Payload


@method("assistant.threads.setStatus", scope="assistant:write")
async def set_status(call: Call) -> Payload:
    """Shows "Flightplan is thinking..." under a thread."""
    channel = call.channel_of_app("channel_id")
    thread_ts = call.required("thread_ts", "invalid_thread_ts")
    call.workspace.core.message(channel, thread_ts, "invalid_thread_ts")
    call.workspace.sessions.set_status(channel, thread_ts, call.text("status"))
    return {}


@method("assistant.threads.setTitle", scope="assistant:write")
async def set_title(call: Call) -> Payload:
    """Names a conversation with the app."""
    channel = call.channel_of_app("channel_id")
    if not channel.is_direct:
        raise SlackError("channel_type_not_supported")
    call.workspace.core.message(channel, call.required("thread_ts"), "invalid_thread_ts")
    call.required("title")
    return {}


@method("assistant.threads.setSuggestedPrompts", scope="assistant:write")
async def set_suggested_prompts(call: Call) -> Payload:
    """Offers up to four prompts in a direct conversation."""
    channel = call.channel_of_app("channel_id")
    if not channel.is_direct:
        raise SlackError("channel_type_not_supported")
    call.workspace.sessions.suggest(channel, call.objects("prompts"))
    return {}


@method("agents.sessions.setStatus", scope="chat:write")
async def set_session_status(call: Call) -> Payload:
    """Says whether the app is at work on a thread; while it is, people may press Stop."""
    if call.workspace.core.manifest.features.agent_view is None:
        raise SlackError("feature_not_enabled")
    channel = call.channel_of_app("channel_id")
    thread_ts = call.required("thread_ts")
    call.workspace.core.message(channel, thread_ts, "invalid_thread_ts")
    status = call.required("status")
    stoppable = call.workspace.sessions.set_session(channel, thread_ts, status)
    if stoppable or status != "processing":
        return {"status": status}
    return {"status": status, "warning": "missing_agent_session_stopped_event_subscription"}
