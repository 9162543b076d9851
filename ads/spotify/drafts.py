"""Draft ad sets: made or mended, compared with what was approved, and validated by Spotify."""

from __future__ import annotations

from collections.abc import Mapping

from ads.booking import problem_of
from ads.references import carries, idempotency_key
from ads.spotify.answers import CampaignDraft, PublishResult, StoredAdSet
from ads.spotify.entities import differences
from ads.spotify.errors import Gone, Invalid, Violation, sentence
from ads.spotify.finding import draft_ad_sets
from ads.spotify.http import Account
from ads.spotify.reading import open_lines, refused, rejected, sent
from ads.spotify.upkeep import delete
from ads.spotify.wire import AdSetBody, Publish
from media.booking import Booked, Order, OrderLine, Problem
from media.errors import CorrectableError, TransientError

_DRAFTS = "{me}/drafts/ad_sets"


async def create_or_mend(
    account: Account, order: Order, line: OrderLine, body: AdSetBody
) -> StoredAdSet:
    """The line's draft as it was approved: found, mended or new; spare copies are deleted."""
    found = [
        draft
        for draft in await draft_ad_sets(account, body.campaign_id)
        if carries(draft.name, line.reference)
    ]
    for spare in found[1:]:
        await delete(account, f"{_DRAFTS}/{spare.id}")
    if not found:
        key = idempotency_key(order, line.line, f"ad set draft in {body.campaign_id}")
        return await account.create(_DRAFTS, body, StoredAdSet, key)
    if differences(body, found[0], line):
        return await account.change(f"{_DRAFTS}/{found[0].id}", body, StoredAdSet)
    return found[0]


async def compared(
    account: Account, order: Order, known: Booked, bodies: Mapping[str, AdSetBody]
) -> Booked:
    """Only what was approved is left in the draft; lines that are missing are to be sent again.

    Raises TransientError when a line has vanished, CorrectableError when something is there that
    is not ours.
    """
    drafts = await draft_ad_sets(account, known.campaign_id or "")
    claimed: set[str] = set()
    for line in open_lines(order, known):
        stored = await create_or_mend(account, order, line, bodies[line.line])
        claimed.add(stored.id)
        known = sent(known, line, stored.id)
    for draft in drafts:
        if draft.id not in claimed:
            await _remove_ours(account, order, draft)
    current = await account.get(f"{{me}}/drafts/campaigns/{known.campaign_id}", CampaignDraft)
    return known.model_copy(update={"version": current.draft_hierarchy_version})


async def validated(account: Account, order: Order, known: Booked) -> Booked:
    """What Spotify would publish. Each round either passes or takes refused lines out."""
    for _ in range(len(order.lines) + 1):
        if not open_lines(order, known):
            return known
        violations = await _violations(account, known)
        if not violations:
            return known
        known = await _without_refused(account, order, known, violations)
    return known


async def _violations(account: Account, known: Booked) -> tuple[Violation, ...]:
    request = Publish(action="VALIDATE", draft_hierarchy_version=known.version or 1)
    try:
        path = f"{{me}}/drafts/campaigns/{known.campaign_id}"
        result = await account.ask(path, request, PublishResult)
    except Invalid as invalid:
        return invalid.violations
    return tuple(
        Violation(e.validation_entity_type, e.validation_entity_id, e.message)
        for e in result.validation_errors
    )


async def _without_refused(
    account: Account, order: Order, known: Booked, violations: tuple[Violation, ...]
) -> Booked:
    by_id = {known.line(line.line).external_id: line for line in open_lines(order, known)}
    refusals = {v.entity: v for v in violations if v.entity in by_id}
    if not refusals:
        message, remedy = sentence(" ".join(v.words for v in violations))
        return refused(known, Problem(line=None, message=message, remedy=remedy))
    for entity, violation in refusals.items():
        line = by_id[entity]
        await delete(account, f"{_DRAFTS}/{entity}")
        problem = problem_of(CorrectableError(*sentence(violation.words)), line.line)
        known = rejected(known, line, problem)
    try:
        draft = await account.get(f"{{me}}/drafts/campaigns/{known.campaign_id}", CampaignDraft)
    except Gone:
        raise TransientError("The draft at Spotify has expired.", "We set it up again.") from None
    return known.model_copy(update={"version": draft.draft_hierarchy_version})


async def _remove_ours(account: Account, order: Order, draft: StoredAdSet) -> None:
    if not any(carries(draft.name, line.reference) for line in order.lines):
        raise CorrectableError(
            "Somebody has added to the draft at Spotify.",
            "Delete that draft at Spotify, then retry.",
        )
    await delete(account, f"{_DRAFTS}/{draft.id}")
