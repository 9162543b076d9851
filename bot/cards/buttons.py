"""The action ids of all buttons and modals, and the opaque values that buttons carry.

Nothing that decides anything travels in a button: an id, and the hash of the version it was shown
for. Amounts, accounts and roles are looked up on the server at the click.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.payloads import Malformed

APPROVE = "approve"
REJECT = "reject"
ADJUST = "adjust"
ALTERNATIVES = "alternatives"
USE_ALTERNATIVE = "use_alternative"
EXPORT = "export"
SET_UP = "set_up_advertiser"
SAY = "say"
RETRY = "retry_booking"
UNDO = "undo_booking"
LAUNCH = "launch_booking"
SHOW_PLAN = "show_plan"
OPEN_THREAD = "open_thread"
EDIT_ROLES = "edit_roles"
EDIT_RULES = "edit_rules"
CHOOSE_ADVERTISER = "choose_advertiser"
_PLAN_REF = re.compile(r"([\w-]{1,64}):(\d{1,6})", re.ASCII)
_REQUEST_REF = re.compile(r"([\w-]{1,64}):([\w-]{1,64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class PlanRef:
    """A plan version in a button's value."""

    plan: str
    version: int

    def __str__(self) -> str:
        return f"{self.plan}:{self.version}"

    @classmethod
    def read(cls, value: str) -> PlanRef:
        """Raises Malformed for anything that no button of ours carries."""
        plan, version = _parts(_PLAN_REF, value)
        return cls(plan, int(version))


@dataclass(frozen=True, slots=True)
class RequestRef:
    """A request for approval and the plan version that it was shown with."""

    request: str
    plan_hash: str

    def __str__(self) -> str:
        return f"{self.request}:{self.plan_hash}"

    @classmethod
    def read(cls, value: str) -> RequestRef:
        """Raises Malformed for anything that no button of ours carries."""
        return cls(*_parts(_REQUEST_REF, value))


def _parts(form: re.Pattern[str], value: str) -> tuple[str, str]:
    found = form.fullmatch(value)
    if found is None:
        raise Malformed(f"a button's value: {value[:80]!r}")
    return found[1], found[2]
