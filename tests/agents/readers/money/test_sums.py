"""Parts and wholes: a total that is only a sum, bounds of parts, and rates."""

from __future__ import annotations

import pytest

from media.brief import AmountConstraint, Brief
from tests.agents.readers.described import brief_of, described

SUM = "Fiat: 80k€ Italy + 30k€ France, March, video"
WHOLE = "Iberia, febrero y marzo, España y Portugal, 150k"


def _parts(brief: Brief) -> str:
    amounts = [c for c in brief.constraints if isinstance(c, AmountConstraint)]
    ends = (f"{c.where} {(c.min or 0) // 10**9}-{(c.max or 0) // 10**9}" for c in amounts)
    return ", ".join(ends)


def _total(brief: Brief) -> int:
    assert brief.budget is not None
    return brief.budget.amount // 10**9


@pytest.mark.parametrize(
    ("edit", "total", "parts"),
    [
        ("drop France", 80, "IT 80-80"),
        ("France 40k", 120, "FR 40-40, IT 80-80"),
        ("cut Italy by 20k", 90, "FR 30-30, IT 60-60"),
        ("add Spain with 10k", 120, "ES 10-10, FR 30-30, IT 80-80"),
        ("Spain 10k too", 120, "ES 10-10, FR 30-30, IT 80-80"),
        ("move 10k from Italy to France", 110, "FR 40-40, IT 70-70"),
        ("swap France for Spain", 110, "ES 30-30, IT 80-80"),
        ("total now 100k", 100, "FR 30-30, IT 80-80"),
    ],
)
def test_a_total_that_nobody_said_follows_its_parts(edit: str, total: int, parts: str) -> None:
    brief = brief_of(SUM, edit)
    assert (_total(brief), _parts(brief)) == (total, parts)


@pytest.mark.parametrize(
    ("edit", "total", "parts"),
    [
        ("AT wird 50k", 170, "AT 50-50, CH 40-40, DE 80-80"),
        ("AT 50k statt 30k", 170, "AT 50-50, CH 40-40, DE 80-80"),
        ("AT kommt auf 50k", 170, "AT 50-50, CH 40-40, DE 80-80"),
        ("AT: 50k, DE 60k", 150, "AT 50-50, CH 40-40, DE 60-60"),
        ("AT verliert 10k und DE steigt um 20k", 160, "AT 20-20, CH 40-40, DE 100-100"),
        ("dafür DE 20k mehr", 170, "AT 30-30, CH 40-40, DE 100-100"),
        ("Budget 200k", 200, "AT 30-30, CH 40-40, DE 80-80"),
    ],
)
def test_an_amount_beside_what_has_one_is_of_it(edit: str, total: int, parts: str) -> None:
    brief = brief_of("Bergquell, DE 80k, AT 30k, CH 40k, alles in Euro, 1.3.-30.4.", edit)
    assert (_total(brief), _parts(brief)) == (total, parts)


@pytest.mark.parametrize(
    ("edit", "total"),
    [("il Veneto è fuori", 50), ("Lazio passa a 25k", 70), ("aggiungi Piemonte con 10k", 75)],
)
def test_parts_of_regions_are_parts_too(edit: str, total: int) -> None:
    brief = brief_of("Rinaldi, marzo: Lombardia 30k, Lazio 20k, Veneto 15k", edit)
    assert (_total(brief), len(_parts(brief).split(", "))) == (total, len(brief.geo.regions))


def test_what_came_with_a_market_goes_with_it() -> None:
    assert _total(brief_of(SUM, "add Spain with 10k", "drop Spain")) == 110


def test_a_total_that_somebody_said_stays() -> None:
    first = "Fiat: 110k€, 80k in Italy and 30k in France, March, video"
    assert _total(brief_of(first, "France 20k")) == 110


@pytest.mark.parametrize(
    "edit",
    [
        "a Portugal que le toquen al menos 40k",
        "que a Portugal le toquen al menos 40k",
        "Portugal should see at least 40k",
        "Portugal soll wenigstens 40k bekommen",
        "le Portugal doit avoir au moins 40k",
        "al Portogallo vanno almeno 40k",
        "Portugal moet minstens 40k krijgen",
        "Portugal tem que ter pelo menos 40k",
    ],
)
def test_a_bound_beside_one_market_is_a_bound_of_that_market(edit: str) -> None:
    brief = brief_of(WHOLE, edit)
    assert (_total(brief), _parts(brief)) == (150, "PT 40-0")
    assert brief.geo.countries == ("ES", "PT")


@pytest.mark.parametrize(
    "edit",
    [
        "a Portugal dale 40k",
        "Portugal soll 40k kriegen",
        "metti 40k sul Portogallo",
        "Portugal debe tener 40k",
    ],
)
def test_money_that_a_market_is_to_get_is_a_part(edit: str) -> None:
    brief = brief_of(WHOLE, edit)
    assert (_total(brief), _parts(brief)) == (150, "PT 40-40")


@pytest.mark.parametrize(
    "edit", ["without Portugal 90k", "sin Portugal son 90k", "make it 90k and drop Portugal"]
)
def test_what_is_left_without_a_market_is_the_whole(edit: str) -> None:
    brief = brief_of(WHOLE, edit)
    assert (_total(brief), _parts(brief), brief.geo.countries) == (90, "", ("ES",))


@pytest.mark.parametrize(
    ("edit", "total"),
    [
        ("10k less overall", 140),
        ("10k mehr insgesamt", 160),
        ("total minus 10k", 140),
        ("lower the total by 10k", 140),
        ("sube el total en 10k", 160),
        ("reduz o total em 10k", 140),
        ("no total 10k a menos", 140),
        ("in total 80k", 80),
        ("deja el total en 80k", 80),
    ],
)
def test_a_step_of_the_total_is_no_new_total(edit: str, total: int) -> None:
    assert _total(brief_of(WHOLE, edit)) == total


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Lotus, Belgique, 20k€/mois de janvier à mars", "month"),
        ("Acme, Brasil, R$ 20 mil por dia de 1 a 15 de dezembro", "day"),
        ("Acme, España, 2k€ por día del 1 al 15 de enero", "day"),
        ("Acme, Deutschland, 20k€ im Monat von Januar bis März", "month"),
        ("Acme, Deutschland, 20k€ im Monat März", "total"),
        ("Acme, Deutschland, 20k€ in der Woche vom 5. April", "total"),
        ("Acme, Brasil, R$ 20 mil no mês de março", "total"),
    ],
)
def test_a_period_behind_an_amount_is_its_rate(text: str, period: str) -> None:
    brief = brief_of(text)
    assert brief.budget is not None and brief.budget.period == period
    assert brief.flight is not None and brief.flight.start is not None


@pytest.mark.parametrize(
    ("edit", "total"),
    [("lägg på 10 tkr per månad", 100), ("10 tkr mindre per månad", 80), ("10k mer i veckan", 90)],
)
def test_a_step_is_of_the_period_that_stands(edit: str, total: int) -> None:
    brief = brief_of("Viaplay, Sverige, jan-mars, 90 tkr per månad", edit)
    assert brief.budget is not None and brief.budget.period == "month"
    assert _total(brief) == total


@pytest.mark.parametrize(
    "edit",
    [
        "sorry that's net, not gross",
        "das ist netto, nicht brutto",
        "no es bruto sino neto",
        "c'est du net, pas du brut",
        "det är netto, inte brutto",
    ],
)
def test_of_net_and_gross_the_one_counts_that_is_not_denied(edit: str) -> None:
    brief = brief_of("Qantas, Australia, Feb, AUD 200k gross", edit)
    assert brief.budget is not None and brief.budget.basis == "net"


@pytest.mark.parametrize("edit", ["450k, net", "budget is 450k now, net", "Budget 450k, netto"])
def test_a_piece_of_its_own_says_the_basis(edit: str) -> None:
    brief = brief_of("Qantas, Australia, Feb, AUD 200k gross", edit)
    assert brief.budget is not None
    assert (brief.budget.basis, _total(brief)) == ("net", 450)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Sky have £250k max for 1 Jan-31 Mar in the UK", "total"),
        ("Sky hat 250k max für Q1 in Deutschland", "total"),
        ("Sky a 250k max pour Q1 en France", "total"),
        ("Sky, UK, Q1, £20k max per week", "week"),
    ],
)
def test_a_most_before_dates_is_of_the_budget(text: str, period: str) -> None:
    brief = brief_of(text)
    assert brief.budget is not None
    assert (brief.budget.at_most, brief.budget.period) == (True, period)


@pytest.mark.parametrize(
    "edit",
    [
        "haal 20k van Duitsland af en zet het op Nederland",
        "take 20k off Germany and put it on the Netherlands",
        "nimm 20k von Deutschland und gib sie den Niederlanden",
    ],
)
def test_what_is_taken_off_one_and_put_on_another_is_moved(edit: str) -> None:
    brief = brief_of("Nederland 60k, Duitsland 80k, EUR, 5 april t/m 16 mei", edit)
    assert (_total(brief), _parts(brief)) == (140, "DE 60-60, NL 80-80")


def test_a_share_that_goes_to_a_percentage_leaves_the_budget() -> None:
    brief = brief_of("Renault : France et Espagne, 260k€, T1, 60% vidéo", "la vidéo passe à 50%")
    assert _total(brief) == 260
    assert [getattr(c, "max", None) for c in brief.constraints] == [0.5]


def test_money_of_a_market_that_comes_and_of_one_that_goes() -> None:
    first = "Novalpine, France 90k€, Italie 40k€, Espagne 30k€"
    after = described("Novalpine, France 90k€, Espagne 30k€, Portugal 20k€")
    assert described(first, "on retire l'Italie, et ajoute le Portugal avec 20k€") == after
    assert described(first, "drop Italy and add Portugal with 20k€") == after


def test_a_bound_is_told_by_the_adjective_of_its_country() -> None:
    first = "Samsung, Germany + Austria, €120k, at least {}k of it in Austria"
    assert described(first.format(40), "make the austrian minimum 25k") == described(
        first.format(25)
    )
