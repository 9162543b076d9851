"""Answers that are no plan: sentences, the one question, clashing rules, and what the past says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import JsonValue

from bot.cards import buttons
from bot.cards.blocks import (
    Block,
    Card,
    actions,
    button,
    card,
    cell,
    context,
    data_table,
    fits_button,
    number,
    section,
)
from bot.cards.lines import title
from bot.cards.text import bullets, escape, strong
from bot.phrases import (
    changes_of,
    each_in_words,
    figure_in_words,
    fortnight_in_words,
    left_out_in_words,
    relaxed_in_words,
)
from bot.words import Words, names, numbers, sentence
from bot.words.numbers import count, dates, percent, price, short_money
from bot.words.refusals import said as told
from media.money import MICROS
from media.plan import Fact
from media.stored import restored

_MOST_CHOICES = 6
_MOST_ROWS = 20


def answer_card(said: Sequence[Fact], language: str) -> Card:
    """The sentences one below the other, and the rows that they rest on."""
    words = Words(language)
    texts = [text for fact in said if (text := sentence(fact, language))]
    if not texts:
        texts = [sentence(Fact(code="not_understood"), language)]
    choices = [choice for fact in said for choice in _choices(fact, words)]
    return card(
        " ".join(texts),
        section(_paragraphs(texts)),
        actions("choices", *choices) if choices else None,
        _rows(said, words),
    )


def _choices(fact: Fact, words: Words) -> list[Block]:
    """Buttons for the answers to a question of ours; each says what a person would write."""
    match fact.code:
        case "each_of_which":
            named = {"country": words.t("each country"), "format": words.t("each format")}
            said = {title(name): each_in_words(fact, kind) for kind, name in named.items()}
        case "budget_or_target":
            metric = names.metric_name(str(fact.values["metric"]), words)
            slots = {"budget": words.t("Budget"), "target": title(metric)}
            said = {name: figure_in_words(fact, slot) for slot, name in slots.items()}
        case "which_month":
            said = dict(_fortnights(fact, words))
        case "how_much" if fact.values["degree"] == "less":
            code = str(fact.values["value"])
            what = names.any_name(code, words)
            said = {title(words.t("leave out {what}", what=what)): left_out_in_words(code)}
        case _:
            said = {}
    return [
        button(name, f"{buttons.SAY}_{n}", written)
        for n, (name, written) in enumerate(said.items())
    ]


def _fortnights(fact: Fact, words: Words) -> Iterator[tuple[str, str]]:
    """The months to choose from, with the fortnight of each as a person would write it."""
    months = fact.values["months"]
    assert isinstance(months, list)
    for month in map(str, months[:_MOST_CHOICES]):
        named = numbers.month(date.fromisoformat(f"{month}-01"), words.language)
        yield title(named), fortnight_in_words(fact, month)


def _paragraphs(texts: Sequence[str]) -> str:
    first, *others = texts
    if not others:
        return escape(first)
    return f"{escape(first)}\n{bullets(others, most=8)}"


def question_card(
    said: Sequence[Fact], asked: Sequence[str], markets: Sequence[str], language: str
) -> Card:
    """The one question; buttons where the choices are few. `markets` are the countries on offer."""
    words = Words(language)
    texts = [text for fact in said if (text := sentence(fact, language))]
    offered = _country_buttons(markets, words) if "geo" in asked else []
    return card(
        " ".join(texts),
        section(_paragraphs(texts)) if texts else None,
        actions("question", *offered) if offered else None,
        context(words.t("Example: {example}", example=_example(asked, words))),
    )


def _country_buttons(markets: Sequence[str], words: Words) -> list[Block]:
    named = [(code, names.country_name(code, words)) for code in markets[:_MOST_CHOICES]]
    return [button(name, f"{buttons.SAY}_{code}", name) for code, name in named]


def _example(asked: Sequence[str], words: Words) -> str:
    if tuple(asked) == ("budget",):
        return words.t("“250k”, or “up to 40k a month”")
    if tuple(asked) == ("geo",):
        return words.t("“in Brazil and Mexico”")
    return words.t("“250k in Brazil in March”")


def infeasible_card(clash: Fact, said: Sequence[Fact], language: str) -> Card:
    """Which rules clash, and a button for each smallest change that would make a plan possible."""
    words = Words(language)
    rules = _rules(clash, words)
    relaxations = relaxations_of(clash)[:5]
    choices = [
        button(title(sentence(fact, language)), f"{buttons.SAY}_{n}", relaxed_in_words(fact))
        for n, fact in enumerate(relaxations)
        if _can_be_pressed(fact)
    ]
    texts = [text for fact in said if (text := sentence(fact, language))]
    headline, listed = sentence(clash, language), rules
    if len(rules) == 1 and rules[0].endswith("."):
        headline, listed = rules[0], []
    return card(
        " ".join((headline, "; ".join(listed))).strip(),
        section(_paragraphs(texts)) if texts else None,
        section("\n".join((strong(headline), bullets(listed, most=8))).strip()),
        _ways_out(relaxations, words) if relaxations else None,
        actions("relaxations", *choices) if choices else None,
    )


def _can_be_pressed(relaxation: Fact) -> bool:
    """Whether one short message says it, so that a button can."""
    return all(_can_be_said(change) for change in changes_of(relaxation))


def _can_be_said(change: Fact) -> bool:
    if change.values["kind"] in ("allow", "leave_out"):
        return bool(change.values["value"])
    return len(str(change.values["about"]).split()) <= 1


def _ways_out(relaxations: Sequence[Fact], words: Words) -> Block | None:
    """What comes before the buttons, with the ways out that no button says in full."""
    said = words.t("Any one of these would make a plan possible:")
    if all(fact.code == "relax_together" for fact in relaxations):
        said = words.t(
            "No single change is enough. Any one of these combinations would make a plan possible:"
        )
    named = [(fact, title(sentence(fact, words.language))) for fact in relaxations]
    unsaid = [text for fact, text in named if not (_can_be_pressed(fact) and fits_button(text))]
    return section(said + ("\n" + bullets(unsaid, most=5) if unsaid else ""))


def relaxations_of(clash: Fact) -> list[Fact]:
    """The relaxations that an `infeasible` Fact carries."""
    found = clash.values.get("relaxations")
    return [Fact.model_validate(each) for each in found] if isinstance(found, list) else []


def _rules(clash: Fact, words: Words) -> list[str]:
    rules = clash.values.get("rules")
    return [told(restored(rule), words) for rule in rules] if isinstance(rules, list) else []


def _rows(said: Sequence[Fact], words: Words) -> Block | None:
    """The past campaigns that a `history_rows` Fact carries."""
    kept = next((fact for fact in said if fact.code == "history_rows"), None)
    rows = kept.values.get("rows") if kept is not None else None
    if not isinstance(rows, list) or not rows:
        return None
    shown = [_row(row, words) for row in rows[:_MOST_ROWS] if isinstance(row, dict)]
    total = int(str(kept.values.get("count", len(rows)))) if kept is not None else len(rows)
    caption = words.t(
        "The newest {n} of {total} campaigns",
        n=len(shown),
        total=count(total, words.language),
    )
    return data_table(caption, [_head(words), *shown], page_size=10)


def _head(words: Words) -> list[Block]:
    titles = (
        words.t("Campaign"),
        words.t("Advertiser"),
        words.t("What"),
        words.t("Dates"),
        words.t("Spend"),
        words.t("CPM"),
        words.t("Click rate"),
        words.t("Delivered"),
    )
    return [cell(text) for text in titles]


def _row(row: dict[str, JsonValue], words: Words) -> list[Block]:
    language, currency = words.language, str(row["currency"])
    spend, cpm = _number(row["spend"]) or 0.0, _number(row["cpm"])
    what = names.cell_name(str(row["market"]), str(row["format"]), str(row["channel"]), words)
    start = date.fromisoformat(str(row["start"]))
    end = None if row["end"] is None else date.fromisoformat(str(row["end"]))
    return [
        cell(str(row["campaign_id"])),
        cell(str(row["advertiser"])),
        cell(what),
        cell(dates(start, end, language) if end else f"{dates(start, start, language)} –"),
        number(spend, short_money(round(spend * MICROS), currency, language)),
        cell("") if cpm is None else number(cpm, price(round(cpm * MICROS), currency, language)),
        _rate(row["ctr"], words),
        _rate(row["delivery_rate"], words),
    ]


def _rate(value: JsonValue, words: Words) -> Block:
    rate = _number(value)
    return cell("") if rate is None else number(rate, percent(rate, words.language, 2))


def _number(value: JsonValue) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def tried_card(said: Sequence[Fact], language: str) -> Card:
    """What a change would give; nothing was changed."""
    words = Words(language)
    texts = [text for fact in said if (text := sentence(fact, language))]
    note = context(words.t("Only tried out: the plan stays as it is. Say “do it” to change it."))
    return card(" ".join(texts), section(_paragraphs(texts)), note)


def working_card(language: str, step: str = "") -> Card:
    """The placeholder that the answer will replace."""
    words = Words(language)
    said = words.t("Working on it…")
    return card(said, context(f"{said}  {escape(step)}".strip()))
