"""What is answered to a message that is no brief, and what a change would bring."""

from __future__ import annotations

from datetime import date

from bot.words import names, numbers
from bot.words.refusals import said
from bot.words.values import Values
from media.money import MICROS, to_micros
from media.stored import restored
from media.words import times_of


def _question(v: Values) -> str:
    slots = v.listed([names.slot_name(slot, v.words) for slot in v.texts("slots")])
    return v.words.t("To plan this I still need {slots}.", slots=slots)


def _would_give(v: Values) -> str:
    change = v.number("reach_change")
    values = {"reach": v.short("reach"), "total": v.amount("total")}
    if v.has("metric") and times_of(v.text("metric")) > 1:
        values["goal"] = v.counted()
        return v.words.t(
            "With {total} that would bring {reach} {goal} ({change}).",
            change=_signed_count(v),
            **values,
        )
    if change == 0:
        return v.words.t("With {total} that would reach {reach} people, as now.", **values)
    values["change"] = numbers.short_count(abs(change), v.language)
    if change > 0:
        return v.words.t(
            "With {total} that would reach {reach} people, {change} more than now.", **values
        )
    return v.words.t(
        "With {total} that would reach {reach} people, {change} fewer than now.", **values
    )


def _share_of_plan(v: Values) -> str:
    what = names.any_name(v.text("what"), v.words)
    return v.words.t(
        "{what} has {share} of the budget and {shown} of the impressions, at a CPM of {cpm}; the "
        "plan's is {plan_cpm}.",
        what=what[:1].upper() + what[1:],
        share=v.percent("budget_share"),
        shown=v.percent("impressions_share"),
        cpm=v.unit_price("cpm"),
        plan_cpm=v.unit_price("plan_cpm"),
    )


def _likely_range(v: Values) -> str:
    return v.words.t(
        "{metric}: between {low} and {high} in 8 of 10 cases.",
        metric=names.capital(v.metric()),
        low=v.metric_value("low", rough=True),
        high=v.metric_value("high", rough=True),
    )


def _target_chance(v: Values) -> str:
    return v.words.t(
        "The target for {metric} is kept with a chance of {chance}.",
        metric=v.metric(),
        chance=v.percent("chance"),
    )


def _rests_on(v: Values) -> str:
    least, most = v.count("least"), v.count("most")
    if least == most:
        return v.words.n(
            "Each line's forecast rests on {n} past campaign.",
            "Each line's forecast rests on {n} past campaigns.",
            round(v.number("most")),
            n=most,
        )
    return v.words.t(
        "The lines' forecasts rest on {least} to {most} past campaigns each.",
        least=least,
        most=most,
    )


def _advocate(v: Values, name: str) -> str:
    return v.words.t(
        "{name}: {reach} {goal} ({people}), {cost} for each of them, on inventory that is {sold} "
        "sold.",
        name=name,
        goal=v.counted() if v.has("metric") else names.counted_name("REACH", v.words),
        reach=numbers.signed(v.number("reach_share"), v.language),
        people=_signed_count(v),
        cost=numbers.signed(v.number("cost_share"), v.language),
        sold=v.percent("sell_through"),
    )


def _signed_count(v: Values) -> str:
    change = v.number("reach_change")
    sign = "+" if change >= 0 else "−"
    return sign + numbers.short_count(abs(change), v.language)


def _advocate_reach(v: Values) -> str:
    return _advocate(v, v.words.t("For the most reach"))


def _advocate_efficiency(v: Values) -> str:
    return _advocate(v, v.words.t("For the lowest cost"))


def _advocate_yield(v: Values) -> str:
    return _advocate(v, v.words.t("For inventory that sells slowly"))


def _trouble(v: Values) -> str:
    if v.has("text"):
        return v.text("text")
    parts = (said(restored(v.raw[key]), v.words) for key in ("message", "remedy"))
    return " ".join(part for part in parts if part)


def _planned(v: Values) -> str:
    return v.words.t("Here is a plan for {total}.", total=v.text("total"))


def _off_topic(v: Values) -> str:
    return v.words.t("I plan media and nothing else. Tell me a budget and a country to begin.")


def _abuse(v: Values) -> str:
    return v.words.t("I will gladly help with a media plan when you are ready.")


def _injection(v: Values) -> str:
    return v.words.t(
        "I cannot do that. Approvals, limits and rules are checked on the server, whatever is "
        "written here."
    )


def _other_people(v: Values) -> str:
    return v.words.t("I do not share what others have planned or spent.")


def _nothing_to_undo(v: Values) -> str:
    return v.words.t("There is nothing to take back.")


def _idea_dropped(v: Values) -> str:
    return v.words.t("Very well, everything stays as it was.")


def _no_plan_yet(v: Values) -> str:
    return v.words.t("There is no plan yet. Tell me a budget and a country to begin.")


def _approve(v: Values) -> str:
    return v.words.t("Press *Approve* on the newest card; words alone cannot approve a plan.")


def _reject(v: Values) -> str:
    return v.words.t("Press *Reject* on the newest card and give a reason.")


def _language(v: Values) -> str:
    return v.words.t("Gladly. I answer in English from now on.")


def _help(v: Values) -> str:
    return v.words.t(
        "Tell me a budget, a country and who to reach; I answer with a plan, its evidence and a "
        "button to approve it. Change it in plain words: “make it 300k”, “drop podcasts”, "
        "“add Argentina”; or ask: “why so much audio?”, “how sure are you?”."
    )


def _chatter(v: Values) -> str:
    return v.words.t("You are welcome. Tell me what to plan next.")


def _not_understood(v: Values) -> str:
    return v.words.t(
        "I did not understand that. Try a budget, a country, dates or an audience, such as “50k in "
        "Brazil in March”."
    )


def _undone(v: Values) -> str:
    return v.words.t("I took the last change back.")


def _afresh(v: Values) -> str:
    return v.words.t("A new brief: what was said before is put aside.")


def _booked_here(v: Values) -> str:
    return v.words.t(
        "The plan of this thread is booked. Write the new brief outside this thread, so that it "
        "does not replace what runs."
    )


def _first_plan(v: Values) -> str:
    return v.words.t("Back to the first plan.")


def _how_much(v: Values) -> str:
    what = names.any_name(v.text("value"), v.words)
    if v.text("degree") == "less":
        return v.words.t("How much {what} at most? Such as “at most 20% {what}”.", what=what)
    return v.words.t("How much {what} at least? Such as “at least 60% {what}”.", what=what)


def _each_of_which(v: Values) -> str:
    if v.raw["min"] == v.raw["max"]:
        share = numbers.percent(v.number("min"), v.language)
        return v.words.t("{share} for each country, or for each format?", share=share)
    if v.has("min"):
        share = numbers.percent(v.number("min"), v.language)
        return v.words.t("At least {share} for each country, or for each format?", share=share)
    share = numbers.percent(v.number("max"), v.language)
    return v.words.t("At most {share} for each country, or for each format?", share=share)


def _share_of_place(v: Values) -> str:
    bound = "min" if v.has("min") else "max"
    return v.words.t(
        "{share} {part} within {place} can only be kept to when {place} has a budget or a share of "
        "its own. How much is for {place}? Please say both together.",
        share=numbers.percent(v.number(bound), v.language),
        part=names.any_name(v.text("part"), v.words),
        place=names.any_name(v.text("place"), v.words),
    )


def _budget_by_dates(v: Values) -> str:
    return v.words.t(
        "I added up the amounts for the dates. The plan spreads the budget over the flight and "
        "keeps none of them apart."
    )


def _words_not_used(v: Values) -> str:
    said = v.listed([f"“{word}”" for word in v.texts("words")])
    return v.words.t("I did not use: {words}.", words=said)


def _left_open(v: Values) -> str:
    said = v.listed([f"“{word}”" for word in v.texts("words")])
    return v.words.t("This is not settled yet, so I changed nothing for it: {words}.", words=said)


def _budget_or_target(v: Values) -> str:
    return v.words.t(
        "Is {figure} the new budget, or the new target for {metric}?",
        figure=v.short("value"),
        metric=names.metric_name(v.text("metric"), v.words),
    )


def _which_month(v: Values) -> str:
    if v.text("half") == "first":
        return v.words.t("The first half of which month?")
    return v.words.t("The second half of which month?")


def _nothing_runs_then(v: Values) -> str:
    return v.words.t("Nothing runs then, so there was nothing to leave out.")


def _no_dates_to_leave_out(v: Values) -> str:
    return v.words.t("There are no dates yet to leave that out of. When does the campaign run?")


def _could_mean(v: Values) -> str:
    return v.words.t(
        "“{words}” could mean {id}; say so if it does.",
        words=v.text("words"),
        id=names.any_name(v.text("id"), v.words),
    )


def _two_readings(v: Values) -> str:
    ours, theirs = (_reading(v, key) for key in ("ours", "theirs"))
    return v.words.t(
        "I took “{words}” as {ours}; if you meant {theirs}, say so.",
        words=v.text("words"),
        ours=ours,
        theirs=theirs,
    )


def _reading(v: Values, key: str) -> str:
    """A budget or dates, as in the Brief's JSON."""
    found = v.raw[key]
    if not isinstance(found, dict):
        return str(found)
    if "amount" in found:
        amount, currency = to_micros(str(found["amount"])), found.get("currency")
        if not isinstance(currency, str):
            return numbers.decimal(float(amount / MICROS), v.language, 2)
        return numbers.money(amount, currency, v.language)
    days = [
        date.fromisoformat(day)
        for key in ("start", "end")
        if isinstance(day := found.get(key), str)
    ]
    return " – ".join(numbers.full_date(day, v.language) for day in days) or "–"


SENTENCES = {
    "how_much": _how_much,
    "each_of_which": _each_of_which,
    "share_of_place": _share_of_place,
    "budget_by_dates": _budget_by_dates,
    "words_not_used": _words_not_used,
    "left_open": _left_open,
    "budget_or_target": _budget_or_target,
    "which_month": _which_month,
    "nothing_runs_then": _nothing_runs_then,
    "no_dates_to_leave_out": _no_dates_to_leave_out,
    "could_mean": _could_mean,
    "two_readings": _two_readings,
    "question": _question,
    "would_give": _would_give,
    "share_of_plan": _share_of_plan,
    "likely_range": _likely_range,
    "target_chance": _target_chance,
    "rests_on": _rests_on,
    "advocate_reach": _advocate_reach,
    "advocate_efficiency": _advocate_efficiency,
    "advocate_yield": _advocate_yield,
    "trouble": _trouble,
    "planned": _planned,
    "refused_off_topic": _off_topic,
    "refused_abuse": _abuse,
    "refused_injection": _injection,
    "refused_other_people": _other_people,
    "nothing_to_undo": _nothing_to_undo,
    "idea_dropped": _idea_dropped,
    "no_plan_yet": _no_plan_yet,
    "approve_with_the_button": _approve,
    "reject_with_the_button": _reject,
    "language": _language,
    "help": _help,
    "chatter": _chatter,
    "not_understood": _not_understood,
    "went_back_undo": _undone,
    "went_back_first_plan": _first_plan,
    "began_afresh": _afresh,
    "booked_here": _booked_here,
}
