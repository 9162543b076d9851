"""The same few things said in eight languages: who is meant, what is wanted, how it is bounded.

Each row stands behind an ordinary brief of its language and names what it adds to it.
"""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

BRIEFS = {
    "en": "Nike in the UK, £50k",
    "es": "Nike en España, 50.000 €",
    "pt": "Nike no Brasil, R$ 50 mil",
    "de": "Nike in Deutschland, 50.000 €",
    "fr": "Nike en France, 50 000 €",
    "it": "Nike in Italia, 50.000 €",
    "nl": "Nike in Nederland, € 50.000",
    "sv": "Nike i Sverige, 500 000 kr",
}


def said(language: str, text: str) -> str:
    """What the words add to the brief of the language."""
    brief = BRIEFS[language]
    plain = described(brief).split("; ")
    return "; ".join(s for s in described(f"{brief}, {text}").split("; ") if s not in plain)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Leidenschaft fürs Kochen", "interests cooking"),
        ("de", "Leute 25+ die gern kochen", "ages 25-; interests cooking"),
        ("de", "Männer, die Fußball schauen", "genders MALE; interests sports"),
        ("de", "Weinkenner ab 40", "ages 40-; interests food"),
        ("de", "die gerne zocken", "interests gaming"),
        ("en", "18-34s with a love of music", "ages 18-34; interests music"),
        ("en", "30-65, love of cooking", "ages 30-65; interests cooking"),
        ("en", "anyone who works out", "interests fitness"),
        ("en", "men who watch football", "genders MALE; interests sports"),
        ("en", "people that like going to concerts", "interests music"),
        ("en", "people who garden", "interests home"),
        ("en", "those who read a lot of books", "interests books"),
        ("es", "a quienes les encanta viajar", "interests travel"),
        ("es", "gente a la que le gusta salir a comer", "interests food"),
        ("es", "gente con perro", "interests pets"),
        ("es", "pasión por los coches", "interests automotive"),
        ("es", "que les gusten los autos", "interests automotive"),
        ("es", "que ven series", "interests tv"),
        ("fr", "amour de la cuisine", "interests cooking"),
        ("fr", "ceux qui cuisinent", "interests cooking"),
        ("fr", "des gens qui courent", "interests fitness"),
        ("fr", "hommes qui suivent le foot", "genders MALE; interests sports"),
        ("fr", "mordus de cinéma", "interests movies"),
        ("fr", "qui lisent beaucoup", "interests books"),
        ("it", "a cui piace leggere", "interests books"),
        ("it", "amore per la cucina", "interests cooking"),
        ("it", "chi viaggia spesso", "interests travel"),
        ("it", "patiti di motori", "interests automotive"),
        ("nl", "die veel reizen", "interests travel"),
        ("nl", "liefde voor koken", "interests cooking"),
        ("nl", "mannen die voetbal kijken", "genders MALE; interests sports"),
        ("pt", "gente que cozinha", "interests cooking"),
        ("pt", "pessoas que leem muito", "interests books"),
        ("pt", "que assistem séries", "interests tv"),
        ("pt", "quem curte balada", "interests parties"),
        ("pt", "quem gosta de carro", "interests automotive"),
        ("pt", "quem malha e corre", "interests fitness"),
        ("sv", "män som tittar på fotboll", "genders MALE; interests sports"),
        ("sv", "som gillar att laga mat", "interests cooking"),
        ("sv", "som spelar tv-spel", "interests gaming"),
    ],
)
def test_what_people_do_and_love_is_an_interest(language: str, text: str, expected: str) -> None:
    assert said(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Frauenzielgruppe 20-39", "ages 20-39; genders FEMALE"),
        ("de", "Kerle 18-35", "ages 18-35; genders MALE"),
        ("de", "Typen zwischen 20 und 35", "ages 20-35; genders MALE"),
        ("de", "W/M 30-59", "ages 30-59; genders FEMALE,MALE"),
        ("en", "18-40 m/f", "ages 18-40; genders FEMALE,MALE"),
        ("en", "M&F 25-54", "ages 25-54; genders FEMALE,MALE"),
        ("en", "blokes 35-64 into DIY", "ages 35-64; genders MALE; interests diy"),
        ("en", "chaps 40+", "ages 40-; genders MALE"),
        ("en", "in their 20s and 30s", "ages 20-39"),
        ("en", "lads 18-24", "ages 18-24; genders MALE"),
        ("en", "lassies and lads 18-30", "ages 18-30; genders FEMALE,MALE"),
        ("en", "twentysomethings", "ages 20-29"),
        ("es", "H y M 25-44", "ages 25-44; genders FEMALE,MALE"),
        ("es", "caballeros mayores de 40", "ages 40-; genders MALE"),
        ("es", "señoras de 50+", "ages 50-; genders FEMALE"),
        ("es", "veinteañeros", "ages 20-29"),
        ("fr", "H/F 18-35", "ages 18-35; genders FEMALE,MALE"),
        ("fr", "les gars 20-35", "ages 20-35; genders MALE"),
        ("fr", "messieurs de plus de 50 ans", "ages 50-; genders MALE"),
        ("fr", "nanas 18-30", "ages 18-30; genders FEMALE"),
        ("fr", "trentenaires", "ages 30-39"),
        ("it", "M/F 20-45", "ages 20-45; genders FEMALE,MALE"),
        ("it", "signore over 50", "ages 50-; genders FEMALE"),
        ("nl", "M/V 20-49", "ages 20-49; genders FEMALE,MALE"),
        ("nl", "dertigers", "ages 30-39"),
        ("nl", "m/v 18-35", "ages 18-35; genders FEMALE,MALE"),
        ("nl", "twintigers", "ages 20-29"),
        ("pt", "caras de 20 a 35", "ages 20-35; genders MALE"),
        ("pt", "moças de 18 a 25", "ages 18-25; genders FEMALE"),
        ("sv", "M/K 20-50", "ages 20-50; genders FEMALE,MALE"),
        ("de", "russische Muttersprachler", "languages ru"),
        ("en", "Welsh speakers 30+", "ages 30-; languages cy"),
        ("en", "in French and English", "languages en,fr"),
        ("en", "no desktop", ""),
        ("es", "de habla inglesa", "languages en"),
        ("es", "que hablen inglés", "languages en"),
        ("es", "solo en catalán", "languages ca"),
        ("fr", "qui parlent anglais", "languages en"),
        ("pt", "público de língua inglesa", "languages en"),
        ("sv", "arabisktalande", "languages ar"),
    ],
)
def test_who_people_are_and_what_they_speak(language: str, text: str, expected: str) -> None:
    assert said(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "um Leads zu sammeln", "objective LEAD_GEN"),
        ("de", "will Klicks", "objective CLICKS"),
        ("es", "buscan clics", "objective CLICKS"),
        ("es", "descargas app", "objective APP_INSTALLS"),
        ("fr", "drive to site", "objective WEBSITE_VISITS"),
        ("fr", "ils veulent des leads", "objective LEAD_GEN"),
        ("fr", "qui veut des clics", "objective CLICKS"),
        ("fr", "téléchargements appli", "objective APP_INSTALLS"),
        ("it", "per aumentare le vendite", "objective CONVERSIONS"),
        ("it", "vogliono lead", "objective LEAD_GEN"),
        ("nl", "willen leads", "objective LEAD_GEN"),
        ("pt", "busca cliques", "objective CLICKS"),
        ("pt", "querem cadastros", "objective LEAD_GEN"),
        ("sv", "vill ha klick", "objective CLICKS"),
    ],
)
def test_what_clients_are_after(language: str, text: str, expected: str) -> None:
    assert said(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Audio, sonst nichts", "formats only audio"),
        ("de", "Podcast lassen wir weg", "formats exclude podcast"),
        ("de", "Video und nichts anderes", "formats only video"),
        ("de", "reine Audiokampagne", "formats only audio"),
        ("en", "it's all video", "formats only video"),
        ("en", "not into podcasts", "formats exclude podcast"),
        ("es", "audio nomás", "formats only audio"),
        ("es", "nomás video", "formats only video"),
        ("it", "nient'altro che video", "formats only video"),
        ("nl", "audio en verder niks", "formats only audio"),
        ("pt", "áudio e nada mais", "formats only audio"),
        ("sv", "ljud och inget annat", "formats only audio"),
        ("de", "Alles über Self-Serve, nichts anderes", "channels only self_serve"),
        ("de", "alles programmatisch", "channels only programmatic"),
        ("en", "buy it direct", "channels include direct"),
        ("en", "everything programmatic, nothing else", "channels only programmatic"),
        ("en", "only direct pls, client wants reserved inventory", "channels only direct"),
        ("es", "inventario garantizado", "channels include direct"),
        ("es", "reserva directa", "channels include direct"),
        ("fr", "uniquement en direct", "channels only direct"),
        ("nl", "alles programmatic", "channels only programmatic"),
        ("pt", "tudo por compra direta", "channels only direct"),
    ],
)
def test_nothing_else_and_everything_through_one(language: str, text: str, expected: str) -> None:
    assert said(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "CPC maximal 60 Cent", "CPC <= 0.6"),
        ("de", "Durchsehrate ab 75 %", "VTR >= 0.75"),
        ("de", "Kosten pro Lead unter 30 €", "CPA <= 30"),
        ("de", "der TKP sollte nicht über 12 € liegen", "CPM <= 12"),
        ("en", "CPC below 40p", "CPC <= 0.4"),
        ("en", "CPCV of 2p", "CPCV <= 0.02"),
        ("en", "CPM may go up to £13", "CPM <= 13"),
        ("en", "CPM shouldn't exceed £10", "CPM <= 10"),
        ("en", "keep CPMs south of £7", "CPM <= 7"),
        ("es", "costo por instalación menor a 2 €", "CPA <= 2"),
        ("es", "el CPM puede llegar hasta 12 €", "CPM <= 12"),
        ("fr", "le CPM peut monter jusqu'à 12 €", "CPM <= 12"),
        ("it", "costo per lead sotto i 20 €", "CPA <= 20"),
        ("nl", "CPM mag tot € 12 gaan", "CPM <= 12"),
        ("pt", "CPM não pode passar de R$ 20", "CPM <= 20"),
        ("pt", "custo por lead de no máximo R$ 40", "CPA <= 40"),
        ("es", "3 impactos/usuario/semana", "cap 3/week"),
        ("es", "max 3 impactos x semana por usuario", "cap 3/week"),
        ("de", "bitte nichts Politisches", "brand_safety politics"),
        ("en", "brand safety: no violence, no adult", "brand_safety adult,violence"),
        ("en", "don't run next to alcohol", "brand_safety alcohol"),
        ("en", "keep us away from news and politics", "brand_safety news,politics"),
        ("es", "nada junto a noticias", "brand_safety news"),
        ("es", "sin violencia ni contenido adulto", "brand_safety adult,violence"),
        ("fr", "loin de la guerre et des catastrophes", "brand_safety disasters,war"),
        ("nl", "geen geweld of seks", "brand_safety adult,violence"),
        ("nl", "vermijd nieuws", "brand_safety news"),
        ("pt", "longe de notícias", "brand_safety news"),
    ],
)
def test_bounds_and_surroundings(language: str, text: str, expected: str) -> None:
    assert said(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "die Kampagne von Mai soll gut laufen", "2027-05-01..2027-05-31"),
        ("en", "10% of their customers are students", ""),
        ("en", "CEO is a big football fan", ""),
        ("en", "display the plan as a table", ""),
        ("en", "guys, can you rush this?", ""),
        ("en", "it's a cheap brand", ""),
        ("en", "see the attached video", ""),
        ("en", "their podcast is famous", ""),
        ("en", "their users are 60% male", ""),
        ("en", "they hit 2M reach last time", ""),
        ("en", "they saw 10k downloads last month", ""),
        ("en", "video call tomorrow at 3", ""),
        ("es", "el equipo de ventas manda saludos", ""),
        ("es", "gracias chicas", ""),
        ("fr", "appelle-moi sur mon mobile", ""),
        ("fr", "en direct du salon", ""),
        ("nl", "man, wat een haast", ""),
        ("pt", "o time de vendas pediu", ""),
        ("pt", "oi pessoal, bom dia meninas", ""),
        ("pt", "pais de origem da marca: Suécia", "BR,SE"),
    ],
)
def test_the_same_words_about_something_else(language: str, text: str, expected: str) -> None:
    assert said(language, text) == expected
