"""Dates as people write them, on 20 November 2026 (a Friday) unless said otherwise."""

from datetime import date

import pytest

from agents.reducer import complete
from agents.understanding import understand
from media.flight import Flight

TODAY = date(2026, 11, 20)


def flight(text: str, country: str = "Germany") -> str | None:
    brief = understand([f"100k EUR {country}", text], TODAY)[-1][1]
    return None if brief.flight is None else f"{brief.flight.start} {brief.flight.end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flight: Q1", "2027-01-01 2027-03-31"),
        ("q2 2027", "2027-04-01 2027-06-30"),
        ("Q3'27", "2027-07-01 2027-09-30"),
        ("2Q27", "2027-04-01 2027-06-30"),
        ("first quarter of 2027", "2027-01-01 2027-03-31"),
        ("primer trimestre 2027", "2027-01-01 2027-03-31"),
        ("2º trimestre", "2027-04-01 2027-06-30"),
        ("im ersten Quartal", "2027-01-01 2027-03-31"),
        ("deuxième trimestre 2027", "2027-04-01 2027-06-30"),
        ("terzo trimestre 2027", "2027-07-01 2027-09-30"),
        ("kvartal 2", "2027-04-01 2027-06-30"),
        ("Q4", "2026-11-20 2026-12-31"),
        ("Q1 and Q2", "2027-01-01 2027-06-30"),
        ("Q1-Q2 2027", "2027-01-01 2027-06-30"),
        ("H1 2027", "2027-01-01 2027-06-30"),
        ("h2 2027", "2027-07-01 2027-12-31"),
        ("second half of 2027", "2027-07-01 2027-12-31"),
        ("erstes Halbjahr 2027", "2027-01-01 2027-06-30"),
        ("segundo semestre de 2027", "2027-07-01 2027-12-31"),
        ("secondo semestre 2027", "2027-07-01 2027-12-31"),
        ("S1 2027", "2027-01-01 2027-06-30"),
        ("in January", "2027-01-01 2027-01-31"),
        ("en enero", "2027-01-01 2027-01-31"),
        ("em fevereiro", "2027-02-01 2027-02-28"),
        ("im März", "2027-03-01 2027-03-31"),
        ("en août 2027", "2027-08-01 2027-08-31"),
        ("a maggio", "2027-05-01 2027-05-31"),
        ("in mei", "2027-05-01 2027-05-31"),
        ("i juni", "2027-06-01 2027-06-30"),
        ("November", "2026-11-20 2026-11-30"),
        ("jan-feb", "2027-01-01 2027-02-28"),
        ("January to March", "2027-01-01 2027-03-31"),
        ("de enero a marzo", "2027-01-01 2027-03-31"),
        ("janeiro e fevereiro", "2027-01-01 2027-02-28"),
        ("Jänner und Februar", "2027-01-01 2027-02-28"),
        ("da gennaio a marzo", "2027-01-01 2027-03-31"),
        ("januari t/m maart", "2027-01-01 2027-03-31"),
        ("january through april", "2027-01-01 2027-04-30"),
        ("from Jan 5 to Feb 10", "2027-01-05 2027-02-10"),
        ("Jan 5th - Feb 10th, 2027", "2027-01-05 2027-02-10"),
        ("5 Jan – 10 Feb", "2027-01-05 2027-02-10"),
        ("5-25 January", "2027-01-05 2027-01-25"),
        ("January 5-25", "2027-01-05 2027-01-25"),
        ("from the 5th to the 25th of January", "2027-01-05 2027-01-25"),
        ("del 5 al 25 de enero", "2027-01-05 2027-01-25"),
        ("entre el 5 de enero y el 10 de febrero", "2027-01-05 2027-02-10"),
        ("desde el 5 de enero hasta el 10 de febrero de 2027", "2027-01-05 2027-02-10"),
        ("5 a 25 de janeiro", "2027-01-05 2027-01-25"),
        ("de 5 de janeiro até 10 de fevereiro", "2027-01-05 2027-02-10"),
        ("5. bis 25. Januar", "2027-01-05 2027-01-25"),
        ("vom 5. Januar bis zum 10. Februar", "2027-01-05 2027-02-10"),
        ("05.01.-10.02.2027", "2027-01-05 2027-02-10"),
        ("5.1. – 10.2.", "2027-01-05 2027-02-10"),
        ("vom 05.01.2027 bis 10.02.2027", "2027-01-05 2027-02-10"),
        ("du 5 janvier au 10 février", "2027-01-05 2027-02-10"),
        ("entre le 5 et le 25 janvier", "2027-01-05 2027-01-25"),
        ("dal 5 al 25 gennaio", "2027-01-05 2027-01-25"),
        ("dal 5 gennaio fino al 10 febbraio", "2027-01-05 2027-02-10"),
        ("van 5 januari tot en met 10 februari", "2027-01-05 2027-02-10"),
        ("5 t/m 25 januari", "2027-01-05 2027-01-25"),
        ("från 5 januari till 10 februari", "2027-01-05 2027-02-10"),
        ("5–25 januari", "2027-01-05 2027-01-25"),
        ("5/1 - 10/2", "2027-01-05 2027-02-10"),
        ("05/01/2027 al 10/02/2027", "2027-01-05 2027-02-10"),
        ("2027-01-05 to 2027-02-10", "2027-01-05 2027-02-10"),
        ("2027-01-05 – 2027-02-10", "2027-01-05 2027-02-10"),
        ("December 15 to January 15", "2026-12-15 2027-01-15"),
        ("15 Dec 2026 - 15 Jan 2027", "2026-12-15 2027-01-15"),
        ("until 15 December", "2026-11-20 2026-12-15"),
        ("till end of January", "2026-11-20 2027-01-31"),
        ("from now until 15 Dec", "2026-11-20 2026-12-15"),
        ("hasta el 15 de diciembre", "2026-11-20 2026-12-15"),
        ("até 15 de dezembro", "2026-11-20 2026-12-15"),
        ("bis 15. Dezember", "2026-11-20 2026-12-15"),
        ("bis Ende Januar", "2026-11-20 2027-01-31"),
        ("jusqu'au 15 décembre", "2026-11-20 2026-12-15"),
        ("fino al 15 dicembre", "2026-11-20 2026-12-15"),
        ("tot 15 december", "2026-11-20 2026-12-15"),
        ("6 weeks from 1 March", "2027-03-01 2027-04-11"),
        ("for 6 weeks starting March 1", "2027-03-01 2027-04-11"),
        ("a six-week flight starting 1 March", "2027-03-01 2027-04-11"),
        ("starts 1 March, runs 6 weeks", "2027-03-01 2027-04-11"),
        ("Start: 1 March\nDuration: 6 weeks", "2027-03-01 2027-04-11"),
        ("6 semanas desde el 1 de marzo", "2027-03-01 2027-04-11"),
        ("a partir del 1 de marzo por 6 semanas", "2027-03-01 2027-04-11"),
        ("6 semanas a partir de 1 de março", "2027-03-01 2027-04-11"),
        ("ab 1. März für 6 Wochen", "2027-03-01 2027-04-11"),
        ("6 Wochen ab dem 1. März", "2027-03-01 2027-04-11"),
        ("à partir du 1er mars pendant 6 semaines", "2027-03-01 2027-04-11"),
        ("6 semaines à partir du 1er mars", "2027-03-01 2027-04-11"),
        ("dal 1° marzo per 6 settimane", "2027-03-01 2027-04-11"),
        ("vanaf 1 maart, 6 weken", "2027-03-01 2027-04-11"),
        ("från 1 mars i 6 veckor", "2027-03-01 2027-04-11"),
        ("10 days from Dec 1", "2026-12-01 2026-12-10"),
        ("2 months starting Jan 1", "2027-01-01 2027-02-28"),
        ("starting next Monday for two weeks", "2026-11-23 2026-12-06"),
        ("ab nächsten Montag 3 Wochen", "2026-11-23 2026-12-13"),
        ("first two weeks of March", "2027-03-01 2027-03-14"),
        ("last week of January", "2027-01-25 2027-01-31"),
        ("first half of March", "2027-03-01 2027-03-15"),
        ("second half of March", "2027-03-16 2027-03-31"),
        ("primera quincena de marzo", "2027-03-01 2027-03-15"),
        ("segunda quinzena de março", "2027-03-16 2027-03-31"),
        ("erste Hälfte März", "2027-03-01 2027-03-15"),
        ("next week", "2026-11-23 2026-11-29"),
        ("la semana que viene", "2026-11-23 2026-11-29"),
        ("próxima semana", "2026-11-23 2026-11-29"),
        ("semana que vem", "2026-11-23 2026-11-29"),
        ("nächste Woche", "2026-11-23 2026-11-29"),
        ("la semaine prochaine", "2026-11-23 2026-11-29"),
        ("la prossima settimana", "2026-11-23 2026-11-29"),
        ("volgende week", "2026-11-23 2026-11-29"),
        ("nästa vecka", "2026-11-23 2026-11-29"),
        ("next month", "2026-12-01 2026-12-31"),
        ("el mes que viene", "2026-12-01 2026-12-31"),
        ("no próximo mês", "2026-12-01 2026-12-31"),
        ("nächsten Monat", "2026-12-01 2026-12-31"),
        ("le mois prochain", "2026-12-01 2026-12-31"),
        ("il prossimo mese", "2026-12-01 2026-12-31"),
        ("volgende maand", "2026-12-01 2026-12-31"),
        ("nästa månad", "2026-12-01 2026-12-31"),
        ("next quarter", "2027-01-01 2027-03-31"),
        ("nächstes Quartal", "2027-01-01 2027-03-31"),
        ("this weekend", "2026-11-21 2026-11-22"),
        ("rest of the year", "2026-11-20 2026-12-31"),
        ("Black Friday week", "2026-11-23 2026-11-29"),
        ("week of Black Friday", "2026-11-23 2026-11-29"),
        ("la semana de Black Friday", "2026-11-23 2026-11-29"),
        ("Christmas week", "2026-12-21 2026-12-27"),
        ("Weihnachtswoche", "2026-12-21 2026-12-27"),
        ("la semaine de Noël", "2026-12-21 2026-12-27"),
        ("from 1 to 24 December", "2026-12-01 2026-12-24"),
        ("KW 2-5", "2027-01-11 2027-02-07"),
        ("KW 2 bis KW 5 2027", "2027-01-11 2027-02-07"),
        ("week 2 to week 5", "2027-01-11 2027-02-07"),
        ("vecka 2-5", "2027-01-11 2027-02-07"),
        ("v.2-v.5", "2027-01-11 2027-02-07"),
        ("week of 25 January", "2027-01-25 2027-01-31"),
        ("semana del 25 de enero", "2027-01-25 2027-01-31"),
        ("summer 2027", "2027-06-01 2027-08-31"),
        ("diesen Sommer", "2027-06-01 2027-08-31"),
        ("this summer", "2027-06-01 2027-08-31"),
        ("all of 2027", "2027-01-01 2027-12-31"),
        ("full year 2027", "2027-01-01 2027-12-31"),
        ("todo el mes de marzo", "2027-03-01 2027-03-31"),
        ("mid-January to mid-February", "2027-01-15 2027-02-15"),
        ("Ramadan 2027", "2027-02-08 2027-03-08"),
        ("Easter week 2027", "2027-03-22 2027-03-28"),
        ("1-24 dec", "2026-12-01 2026-12-24"),
        ("dec 1-24", "2026-12-01 2026-12-24"),
        ("18-34", None),
        ("4 weeks", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert flight(text) == expected


def test_summer_is_southern_in_the_south() -> None:
    assert flight("summer", "Australia") == "2026-12-01 2027-02-28"
    assert flight("verano", "Argentina") == "2026-12-01 2027-02-28"


def test_month_comes_first_in_the_united_states() -> None:
    assert flight("1/5 - 2/10", "US") == "2027-01-05 2027-02-10"


def test_holidays_follow_the_market() -> None:
    assert flight("week of Mother's Day", "UK") == "2027-03-01 2027-03-07"
    assert flight("week of Mother's Day", "US") == "2027-05-03 2027-05-09"
    assert flight("semana do carnaval", "Brasil") == "2027-02-01 2027-02-07"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow", "2026-11-21 2026-12-18"),
        ("20k USD in Mexico tomorrow", "2026-11-21 2026-12-18"),
        ("a partir de amanhã", "2026-11-21 2026-12-18"),
        ("can you send it tomorrow?", None),
        ("call with the client tomorrow. 25-54", None),
        ("guten Morgen!", None),
        ("need it by tomorrow morning", None),
    ],
)
def test_tomorrow_starts_a_flight_unless_it_is_about_a_call(
    text: str, expected: str | None
) -> None:
    assert flight(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Mrz 27", "2027-03-01", "2027-03-31"),
        ("Q1/27", "2027-01-01", "2027-03-31"),
        ("first two months of 2027", "2027-01-01", "2027-02-28"),
        ("from Black Friday to Cyber Monday", "2026-11-27", "2026-11-30"),
        ("15-ene a 14-feb", "2027-01-15", "2027-02-14"),
        ("15 janv. - 14 févr.", "2027-01-15", "2027-02-14"),
        ("gen-mar", "2027-01-01", "2027-03-31"),
        ("Início: 01/03\nFim: 31/03", "2027-03-01", "2027-03-31"),
        ("Start: 1 mars\nSlut: 31 mars", "2027-03-01", "2027-03-31"),
        ("Mo 1. März bis Mi 31. März", "2027-03-01", "2027-03-31"),
        ("ma 1 maart t/m wo 31 maart", "2027-03-01", "2027-03-31"),
        ("von Anfang bis Ende März", "2027-03-01", "2027-03-31"),
        ("in der ersten Märzhälfte", "2027-03-01", "2027-03-15"),
        ("1ère quinzaine de mars", "2027-03-01", "2027-03-15"),
        ("fin du mois de mars", "2027-03-21", "2027-03-31"),
        ("début mars", "2027-03-01", "2027-03-10"),
        ("weeks 1 and 2", "2027-01-04", "2027-01-17"),
        ("KW 01/02", "2027-01-04", "2027-01-17"),
        ("S48", "2026-11-23", "2026-11-29"),
        ("veckan som börjar 23 november", "2026-11-23", "2026-11-29"),
        ("volgend kwartaal", "2027-01-01", "2027-03-31"),
    ],
)
def test_dates_as_forms_and_calendars_write_them(text: str, start: str, end: str) -> None:
    flight = understand([f"50k €, {text}, audio"], date(2026, 11, 20))[-1][1].flight
    assert flight is not None
    assert (str(flight.start), str(flight.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("must be spent before 15 December", "2026-12-14"),
        ("antes de fin de enero", "2027-01-31"),
        ("avant fin janvier", "2027-01-31"),
        ("vor Ende Januar", "2027-01-31"),
    ],
)
def test_before_a_day_is_an_end(text: str, end: str) -> None:
    flight = understand([f"50k €, {text}, audio"], TODAY)[-1][1].flight
    assert flight is not None
    assert (str(flight.start), str(flight.end)) == (str(TODAY), end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("las dos primeras semanas de junio", "2027-06-01 2027-06-14"),
        ("les 3 dernières semaines de juin", "2027-06-10 2027-06-30"),
        ("de två första veckorna i juni", "2027-06-01 2027-06-14"),
        ("die ersten beiden Wochen im Juni", "2027-06-01 2027-06-14"),
        ("2.º semestre", "2026-11-20 2026-12-31"),
        ("they sold 2bn in 2025", None),
    ],
)
def test_parts_counted_either_way_round_and_years_that_are_over(
    text: str, expected: str | None
) -> None:
    assert flight(text) == expected


@pytest.mark.parametrize(
    ("first", "then", "start", "end"),
    [
        ("Nike UK 40k for 3 weeks", "starting 7 june", "2027-06-07", "2027-06-27"),
        ("Nike UK 40k from june 1", "for 3 weeks", "2027-06-01", "2027-06-21"),
        (
            "Movistar Chile, 40 mil dólares, 4 semanas",
            "parte el 7 de junio",
            "2027-06-07",
            "2027-07-04",
        ),
        (
            "Kärcher Deutschland 25k, läuft 4 Wochen",
            "Start ist der 1. März",
            "2027-03-01",
            "2027-03-28",
        ),
        (
            "Leroy Merlin Brasil 320k, agosto",
            "começa só no dia 9 de agosto",
            "2027-08-09",
            "2027-08-31",
        ),
        (
            "Leroy Merlin Brasil 320k, agosto",
            "termina no dia 9 de agosto",
            "2027-08-01",
            "2027-08-09",
        ),
        ("Decathlon France 40k€, 2 mois", "à partir du 1er juin", "2027-06-01", "2027-07-31"),
    ],
)
def test_start_and_length_said_in_two_messages(first: str, then: str, start: str, end: str) -> None:
    brief = understand([first, then], TODAY)[-1][1]
    assert brief.flight == Flight(start=date.fromisoformat(start), end=date.fromisoformat(end))


def test_a_length_without_a_start_is_kept_in_what_is_assumed() -> None:
    brief = complete(understand(["Nike UK 40k for 3 weeks"], TODAY)[-1][1], TODAY)
    assert "flight" in brief.assumed
    assert brief.flight == Flight(start=date(2026, 11, 23), end=date(2026, 12, 13))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2027-01-04/2027-01-31", "2027-01-04", "2027-01-31"),
        ("20270104-20270131", "2027-01-04", "2027-01-31"),
        ("4-Jan-27 to 31-Jan-27", "2027-01-04", "2027-01-31"),
        ("11. Jan bis einschl. 7. Feb", "2027-01-11", "2027-02-07"),
        ("S3 à S6", "2027-01-18", "2027-02-14"),
        ("d'ici fin février", "2026-11-20", "2027-02-28"),
        ("entro fine febbraio", "2026-11-20", "2027-02-28"),
        ("até final do trimestre", "2026-11-20", "2026-12-31"),
        ("fram till jul", "2026-11-20", "2026-12-25"),
        ("Jan & first half of Feb", "2027-01-01", "2027-02-15"),
        ("Valentine's period", "2027-02-08", "2027-02-14"),
        ("25.01-21.02", "2027-01-25", "2027-02-21"),
        ("April u. Mai", "2027-04-01", "2027-05-31"),
        ("1. marts til 31. marts", "2027-03-01", "2027-03-31"),
        ("mai og juni", "2027-05-01", "2027-06-30"),
        ("next week and the week after", "2026-11-23", "2026-12-06"),
        ("la semana que viene y la siguiente", "2026-11-23", "2026-12-06"),
        ("nächste Woche und die Woche danach", "2026-11-23", "2026-12-06"),
        ("el finde del 5 y 6 de junio", "2027-06-05", "2027-06-06"),
        ("25 de janeiro até a terça de carnaval", "2027-01-25", "2027-02-09"),
    ],
)
def test_dates_as_exports_and_neighbours_write_them(text: str, start: str, end: str) -> None:
    assert flight(text) == f"{start} {end}"


def test_a_new_end_says_nothing_of_the_start_that_stands() -> None:
    first = "Nike, 50k EUR, Spain, March 2027"
    reading, brief = understand([first, "until the 20th"], date(2026, 11, 20))[-1]
    assert brief.flight == Flight(start=date(2027, 3, 1), end=date(2027, 3, 20))
    assert not reading.decisions
