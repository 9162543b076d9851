"""How a booking stands: each seller's campaign and lines, and what a person can do about it."""

from __future__ import annotations

from bot.cards import buttons
from bot.cards.blocks import Block, Card, actions, button, card, confirm, context, section
from bot.cards.buttons import PlanRef
from bot.cards.lines import title
from bot.cards.text import clip, escape
from bot.words import Words, names
from bot.words.numbers import money
from bot.words.refusals import problem
from desk.booking import standing
from desk.results import BookingView
from media.booking import Booked, BookedLine, Order

_SIGNS = {"confirmed": "✔", "rejected": "✘", "unknown": "?", "sent": "…", "intended": "…"}
_ARCHIVED = "–"
_MOST_LINES = 12
_MOST_ORDERS = 8
_MOST_CHARACTERS, _MOST_SECTION = 11_000, 2_900
"""Of all orders together, and of one."""


def booking_card(view: BookingView, language: str) -> Card:
    """Progress while it is booked, then the outcome with links, retry and undo."""
    words = Words(language)
    state = title(names.state_name(view.state, words))
    done, total = _progress(view)
    said = words.t("{state}: {done} of {total} lines", state=state, done=done, total=total)
    room = min(_MOST_SECTION, _MOST_CHARACTERS // max(len(view.orders[:_MOST_ORDERS]), 1))
    return card(
        said,
        section(f"*{said}*\n{_bar(done, total)}"),
        *(_order(order, booked, room, words) for order, booked in view.orders[:_MOST_ORDERS]),
        _explained(view, words),
        _buttons(view, words),
    )


def _progress(view: BookingView) -> tuple[int, int]:
    """The lines that are as the state says, and all: of an undone booking those that are undone."""
    lines = [line for _, booked in view.orders for line in booked.lines]
    total = sum(len(order.lines) for order, _ in view.orders)
    if view.state == "undone":
        return total, total
    return sum(line.state == "confirmed" and not line.archived for line in lines), total


def _bar(done: int, total: int) -> str:
    full = round(20 * done / total) if total else 0
    return "▰" * full + "▱" * (20 - full)


def _order(order: Order, booked: Booked, most: int, words: Words) -> Block | None:
    """One seller's campaign with its link, and its lines."""
    channel = title(names.channel_name(order.account.channel, words))
    name = f"*{escape(channel)}*  ·  {escape(order.account.account_id)}"
    if booked.url:
        said = words.t("open the campaign")
        name += f"  ·  <{_address(booked.url)}|{said}>"
    lines = _fitting([_line(order, known, words) for known in booked.lines], most - len(name) - 40)
    if (n := len(booked.lines) - len(lines)) > 0:
        lines.append(words.n("and {n} more line", "and {n} more lines", n, n=n))
    return section("\n".join([name, *lines]))


def _fitting(lines: list[str], most: int) -> list[str]:
    """The first lines that fit into so many characters: none is cut, because of its link."""
    kept: list[str] = []
    for line in lines[:_MOST_LINES]:
        most -= len(line) + 1
        if most < 0:
            break
        kept.append(line)
    return kept


def _line(order: Order, known: BookedLine, words: Words) -> str:
    line = next((x for x in order.lines if x.line == known.line), None)
    if line is None:
        return escape(known.line)
    place = line.city or line.region or line.market
    name = escape(names.cell_name(place, line.format, line.channel, words))
    amount = money(line.budget, order.currency, words.language)
    state = names.state_name(_state(known), words)
    if known.url:
        state = f"<{_address(known.url)}|{state}>"
    sign = _ARCHIVED if known.archived else _SIGNS.get(known.state, "")
    return f"{sign} {name} {amount}: {state}{_why(known, words)}"


def _state(known: BookedLine) -> str:
    if known.archived:
        return "undone"
    return "live" if known.live else known.state


def _why(known: BookedLine, words: Words) -> str:
    if known.problem is not None:
        return f" – {clip(escape(problem(known.problem, words)), 240)}"
    return f" – {names.waiting(known.waiting_for, words)}" if known.waiting_for else ""


def _address(url: str) -> str:
    """A link's address: only the web, and nothing that ends the link early."""
    safe = url if url.startswith(("https://", "http://")) else "https://invalid.example/"
    return safe.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C").replace("&", "&amp;")


def _explained(view: BookingView, words: Words) -> Block | None:
    live, confirmed = _live(view)
    if view.state == "booked" and live:
        return context(
            words.n(
                "{n} of {total} line is live.",
                "{n} of {total} lines are live.",
                confirmed,
                n=live,
                total=confirmed,
            )
        )
    said = {
        "booked": words.t("Everything is booked, and paused until it is set live."),
        "waiting": words.t("A seller still decides. I will say so here when it has."),
        "partial": words.t("Some lines are not booked. What is booked stays known."),
        "failed": words.t("Nothing is booked, and the inventory is free again."),
        "undone": words.t("What was booked is paused and archived; the inventory is free again."),
    }.get(view.state, "")
    return context(said)


def _live(view: BookingView) -> tuple[int, int]:
    """How many lines run, of how many that are confirmed."""
    lines = [line for _, booked in view.orders for line in booked.lines if not line.archived]
    confirmed = [line for line in lines if line.state == "confirmed"]
    return sum(line.live for line in confirmed), len(confirmed)


def _buttons(view: BookingView, words: Words) -> Block | None:
    ref = str(PlanRef(view.plan.id, view.plan.version))
    rest = any(standing.can_be_retried(booked) for _, booked in view.orders)
    retry = (
        (button(words.t("Retry the rest"), buttons.RETRY, ref, style="primary"),) if rest else ()
    )
    undo = _undo(ref, words)
    live, confirmed = _live(view)
    booked = (undo,) if live == confirmed else (_launch(ref, words), undo)
    offered = {"partial": (*retry, undo), "failed": retry, "booked": booked, "waiting": (undo,)}
    shown = offered.get(view.state, ())
    return actions("booking", *shown) if shown else None


def _launch(ref: str, words: Words) -> Block:
    asked = confirm(
        words.t("Set the campaigns live?"),
        words.t("They run, and spend, on their dates."),
        words.t("Set live"),
        words.t("Not yet"),
    )
    return button(words.t("Set live"), buttons.LAUNCH, ref, style="primary", confirm=asked)


def _undo(ref: str, words: Words) -> Block:
    asked = confirm(
        words.t("Undo the booking?"),
        words.t("Campaigns are paused and archived, and the inventory is freed."),
        words.t("Undo"),
        words.t("Keep it"),
    )
    return button(words.t("Undo"), buttons.UNDO, ref, style="danger", confirm=asked)
