"""What is brought back stands where it stood before it was ruled out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agents.readers.findings.proposals import Proposal
from media.brief import Brief, Channels, Formats


def readmitted(past: Sequence[Brief], proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals; to restore what is ruled out is to ask for it, if it stood."""
    for proposal in proposals:
        kind, _, name = proposal.path[1:].partition("/")
        if proposal.op != "restore" or name != "exclude":
            yield proposal
            continue
        yield replace(proposal, op="remove")
        if _stood(past, kind, proposal.value):
            yield replace(proposal, path=f"/{kind}/include", op="add")


def _stood(past: Sequence[Brief], kind: str, value: object) -> bool:
    """Whether the last Brief that did not rule the value out asked for it."""
    held: Iterator[Formats | Channels] = (getattr(brief, kind) for brief in reversed(past))
    free = next((lists for lists in held if value not in lists.exclude), None)
    return free is not None and value in (*free.only, *free.include)
