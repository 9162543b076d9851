"""Formats and channels: only, include, exclude, and swaps among them."""

from __future__ import annotations

from agents.readers.findings.proposals import Proposal, Swap
from agents.reducer.draft import Draft, merged
from media.brief import Channels, Formats, ShareConstraint, Where


def apply_wish(draft: Draft, proposal: Proposal) -> None:
    """Puts a format or channel into its list, or swaps two."""
    kind = proposal.path.split("/")[1]
    held: Formats | Channels = getattr(draft.brief, kind)
    lists = {name: tuple(getattr(held, name)) for name in ("only", "include", "exclude")}
    if isinstance(proposal.value, Swap):
        _swap(lists, proposal.value)
        target = "include"
    elif proposal.op == "remove":
        target = proposal.path.rpartition("/")[2]
        lists[target] = tuple(v for v in lists[target] if v != proposal.value)
    else:
        target = proposal.path.rpartition("/")[2]
        fresh = proposal.path in draft.fresh
        if proposal.op == "only" and not fresh:
            lists[target] = ()
        _place_wish(lists, target, str(proposal.value), fresh=fresh)
    draft.put(**{kind: held.model_copy(update=lists)})
    if proposal.path.endswith("/exclude") and proposal.op != "remove":
        _unbind(draft, kind, str(proposal.value))
    draft.cite(f"/{kind}/{target}", proposal.evidence)
    for name in lists:
        if not lists[name]:
            draft.forget(f"/{kind}/{name}")


def _unbind(draft: Draft, kind: str, value: str) -> None:
    """Drops the share of what is ruled out: it would ask for what is not to run."""
    where = Where.model_validate({kind.removesuffix("s"): value})
    bounds = draft.brief.constraints
    kept = tuple(c for c in bounds if not (isinstance(c, ShareConstraint) and c.where == where))
    if len(kept) < len(bounds):
        draft.put(constraints=kept)
    if bounds and not kept:
        draft.forget("/constraints")


def _place_wish(lists: dict[str, tuple[str, ...]], target: str, value: str, fresh: bool) -> None:
    """Puts a format or channel into one list and out of the others that it contradicts."""
    if target == "exclude":
        for name in ("only", "include"):
            lists[name] = tuple(v for v in lists[name] if v != value)
    else:
        lists["exclude"] = tuple(v for v in lists["exclude"] if v != value)
    if target == "only":
        lists["only"] = merged(lists["only"] if fresh else (), value)
        lists["include"] = ()
    elif target == "include" and lists["only"]:
        lists["only"] = merged(lists["only"], value)
    else:
        lists[target] = merged(lists[target], value)


def _swap(lists: dict[str, tuple[str, ...]], swap: Swap) -> None:
    """Puts one in the place of another, which is out from then on if it stood."""
    if swap.old in (*lists["only"], *lists["include"]):
        lists["exclude"] = merged(lists["exclude"], swap.old)
    name = "only" if swap.old in lists["only"] else "include"
    lists[name] = merged(tuple(v for v in lists[name] if v != swap.old), swap.new)
    lists["exclude"] = tuple(v for v in lists["exclude"] if v != swap.new)
