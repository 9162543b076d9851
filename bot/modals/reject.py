"""Reject: why."""

from __future__ import annotations

import json
from typing import Any

from bot.cards.blocks import Block
from bot.modals.inputs import Answers, field, modal, text_input
from bot.words import Words

REJECTED = "rejected"
_REASON = "reason"


def reject_modal(request: str, language: str) -> Block:
    """Asks for the reason; `request` is the opaque value of the button."""
    words = Words(language)
    reason = field(
        _REASON,
        words.t("Why?"),
        text_input(lines=True, most=1_000),
        hint=words.t("The reason is shown in the thread and kept in the audit trail."),
    )
    metadata = json.dumps({"request": request, "language": words.language})
    return modal(
        REJECTED,
        words.t("Reject the plan"),
        words.t("Reject"),
        words.t("Cancel"),
        [reason],
        metadata,
    )


def reason_of(view: dict[str, Any]) -> tuple[str, str]:
    """The reason, after the block that complaints about it belong to."""
    return _REASON, Answers(view).text(_REASON)
