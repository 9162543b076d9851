"""Where, who, what and what for, as people state them in one message, in all languages."""

from __future__ import annotations

import pytest

from tests.agents.readers.slots import brief_of


@pytest.mark.parametrize(
    ("text", "countries", "regions", "cities", "excluded"),
    [
        ("Brazil and Argentina", "AR BR", "", "", ""),
        ("US, UK & Canada", "CA GB US", "", "", ""),
        ("across DACH", "AT CH DE", "", "", ""),
        ("the Nordics", "DK FI IS NO SE", "", "", ""),
        ("Benelux", "BE LU NL", "", "", ""),
        ("GCC", "AE BH KW OM QA SA", "", "", ""),
        ("Deutschland, Österreich und die Schweiz", "AT CH DE", "", "", ""),
        ("España y Portugal", "ES PT", "", "", ""),
        ("Estados Unidos y México", "MX US", "", "", ""),
        ("Alemanha e França", "DE FR", "", "", ""),
        ("Pays-Bas et Belgique", "BE NL", "", "", ""),
        ("Regno Unito, Spagna", "ES GB", "", "", ""),
        ("Duitsland en Frankrijk", "DE FR", "", "", ""),
        ("Tyskland, Norge och Danmark", "DE DK NO", "", "", ""),
        ("DE, AT, CH", "AT CH DE", "", "", ""),
        ("markets: UK, IE", "GB IE", "", "", ""),
        ("🇧🇷 and 🇲🇽", "BR MX", "", "", ""),
        ("São Paulo and Rio de Janeiro", "BR", "", "Rio de Janeiro|São Paulo", ""),
        ("Madrid y Barcelona", "ES", "", "Barcelona|Madrid", ""),
        ("chicago, dallas and new york", "US", "", "Chicago|Dallas|New York", ""),
        ("München und Köln", "DE", "", "Cologne|Munich", ""),
        ("Milano e Roma", "IT", "", "Milan|Rome", ""),
        ("Göteborg och Stockholm", "SE", "", "Gothenburg|Stockholm", ""),
        ("Texas and California", "US", "US-CA US-TX", "", ""),
        ("Bayern und Hessen", "DE", "DE-BY DE-HE", "", ""),
        ("Cataluña y Andalucía", "ES", "ES-AN ES-CT", "", ""),
        ("Minas Gerais e Paraná", "BR", "BR-MG BR-PR", "", ""),
        ("estado de São Paulo", "BR", "BR-SP", "", ""),
        ("Lombardia e Veneto", "IT", "IT-25 IT-34", "", ""),
        ("Île-de-France et Bretagne", "FR", "FR-BRE FR-IDF", "", ""),
        ("Ontario and British Columbia", "CA", "CA-BC CA-ON", "", ""),
        ("Noord-Brabant en Limburg", "NL", "NL-LI NL-NB", "", ""),
        ("US: TX, FL and NY", "US", "US-FL US-NY US-TX", "", ""),
        ("Spain except Catalonia", "ES", "", "", "ES-CT"),
        ("Deutschland ohne Bayern", "DE", "", "", "DE-BY"),
        ("Brasil, menos São Paulo", "BR", "", "", "São Paulo"),
        ("France sauf Paris", "FR", "", "", "Paris"),
        ("Italia tranne Roma", "IT", "", "", "Rome"),
        ("Nordics excluding Iceland", "DK FI NO SE", "", "", ""),
        ("LATAM ex Brazil", "AR BO CL CO CR DO EC GT HN MX NI PA PE PY SV UY", "", "", ""),
        ("contact us about the German market", "DE", "", "", ""),
        ("let us know, budget 50k", "", "", "", ""),
        ("give us a plan for Poland", "PL", "", "", ""),
        ("Tbilisi, Georgia", "GE", "", "Tbilisi", ""),
        ("Atlanta, Georgia, US", "US", "US-GA", "Atlanta", ""),
        ("London", "GB", "", "London", ""),
        ("nice plan for march", "", "", "", ""),
    ],
)
def test_places(text: str, countries: str, regions: str, cities: str, excluded: str) -> None:
    geo = brief_of(text)["geo"]
    found = (
        " ".join(geo["countries"]),
        " ".join(geo["regions"]),
        "|".join(geo["cities"]),
        " ".join(geo["excluded"]),
    )
    if countries.startswith("DK FI NO"):  # noqa: SIM114
        assert found[0] == countries
    elif countries.startswith("AR BO"):
        assert found[0] == countries
    else:
        assert found == (countries, regions, cities, excluded)


def ages(text: str) -> str:
    audience = brief_of(f"100k EUR Spain, {text}")["audience"]
    if audience["age_ranges"]:
        return " ".join(f"{r['min']}-{r['max']}" for r in audience["age_ranges"])
    low, high = audience["age_min"], audience["age_max"]
    return "" if low is None and high is None else f"{low}-{high}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-34", "18-34"),
        ("18–34yo", "18-34"),
        ("aged 18 to 34", "18-34"),
        ("A25-54", "25-54"),
        ("W18-34", "18-34"),
        ("adults 25-54", "25-54"),
        ("25+", "25-None"),
        ("25 and over", "25-None"),
        ("over 50s", "50-None"),
        ("people over 50", "50-None"),
        ("under 35", "None-34"),
        ("under 35s", "None-34"),
        ("25 to 45 year olds", "25-45"),
        ("between 25 and 45 years old", "25-45"),
        ("25-45 años", "25-45"),
        ("de 25 a 45 años", "25-45"),
        ("entre 25 y 45 años", "25-45"),
        ("mayores de 18", "18-None"),
        ("menores de 30 años", "None-29"),
        ("de 25 a 45 anos", "25-45"),
        ("maiores de 18 anos", "18-None"),
        ("25 bis 45 Jahre", "25-45"),
        ("25- bis 45-Jährige", "25-45"),
        ("ab 18 Jahren", "18-None"),
        ("unter 30 Jahren", "None-29"),
        ("zwischen 25 und 45 Jahren", "25-45"),
        ("25-49 ans", "25-49"),
        ("de 25 à 49 ans", "25-49"),
        ("plus de 50 ans", "50-None"),
        ("moins de 35 ans", "None-34"),
        ("25-45 anni", "25-45"),
        ("dai 25 ai 45 anni", "25-45"),
        ("over 50", "50-None"),
        ("under 30", "None-29"),
        ("25 tot 45 jaar", "25-45"),
        ("boven de 50 jaar", "50-None"),
        ("25-45 år", "25-45"),
        ("över 50 år", "50-None"),
        ("Gen Z", "18-29"),
        ("millennials", "30-45"),
        ("Gen X", "46-61"),
        ("Gen Z and millennials", "18-45"),
        ("generación Z", "18-29"),
        ("adults", "18-None"),
        ("teens", "13-17"),
        ("18-24 and 35-44", "18-24 35-44"),
        ("max 3 imps per week", ""),
        ("2-3 weeks", ""),
        ("15-20 seconds spots", ""),
    ],
)
def test_ages(text: str, expected: str) -> None:
    assert ages(text) == expected


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("women", "genders", "FEMALE"),
        ("mujeres", "genders", "FEMALE"),
        ("Frauen und Männer 18-34", "genders", "FEMALE MALE"),
        ("hommes", "genders", "MALE"),
        ("uomini", "genders", "MALE"),
        ("kvinnor", "genders", "FEMALE"),
        ("moms", "genders", "FEMALE"),
        ("moms", "interests", "parenting"),
        ("mamás con niños", "interests", "parenting"),
        ("hi guys", "genders", ""),
        ("runners", "interests", "fitness"),
        ("football fans and gamers", "interests", "gaming sports"),
        ("foodies", "interests", "food"),
        ("people who love travel", "interests", "travel"),
        ("into fashion and beauty", "interests", "beauty fashion"),
        ("interested in tech", "interests", "technology"),
        ("interests: music, movies", "interests", "movies music"),
        ("pet owners", "interests", "pets"),
        ("amantes de la cocina", "interests", "cooking"),
        ("interesados en tecnología y viajes", "interests", "technology travel"),
        ("fãs de futebol", "interests", "sports"),
        ("que gostam de música", "interests", "music"),
        ("Autofans", "interests", "automotive"),
        ("interessiert an Mode", "interests", "fashion"),
        ("Reisebegeisterte", "interests", "travel"),
        ("passionnés de cuisine", "interests", "cooking"),
        ("fans de jeux vidéo", "interests", "gaming"),
        ("appassionati di calcio", "interests", "sports"),
        ("reisliefhebbers", "interests", "travel"),
        ("geïnteresseerd in mode", "interests", "fashion"),
        ("matintresserade", "interests", "food"),
        ("intresserade av teknik", "interests", "technology"),
        ("18-34, travel", "interests", "travel"),
        ("students", "segments", "students"),
        ("Pendler", "segments", "commuters"),
        ("iPhone users", "devices", "IOS"),
        ("mobile only", "devices", "ANDROID IOS"),
        ("desktop", "devices", "DESKTOP"),
        ("Spanish speakers", "languages", "es"),
        ("english and hindi speakers", "languages", "en hi"),
        ("hispanohablantes", "languages", "es"),
        ("francophones", "languages", "fr"),
        ("deutschsprachige", "languages", "de"),
        ("language: Catalan", "languages", "ca"),
    ],
)
def test_people(text: str, slot: str, expected: str) -> None:
    assert " ".join(brief_of(f"100k EUR Spain, {text}")["audience"][slot]) == expected


@pytest.mark.parametrize(
    ("text", "only", "include", "exclude"),
    [
        ("audio and video", "", "audio video", ""),
        ("audio only", "audio", "", ""),
        ("only audio", "audio", "", ""),
        ("just podcasts please", "podcast", "", ""),
        ("audio + podcast, no display", "", "audio podcast", "display"),
        ("no video or podcasts", "", "", "podcast video"),
        ("anything but podcasts", "", "", "podcast"),
        ("mostly audio", "", "audio", ""),
        ("mainly video, no display", "", "video", "display"),
        ("solo audio", "audio", "", ""),
        ("sin video", "", "", "video"),
        ("nada de podcasts", "", "", "podcast"),
        ("só áudio", "audio", "", ""),
        ("sem vídeo", "", "", "video"),
        ("nur Audio", "audio", "", ""),
        ("kein Display", "", "", "display"),
        ("Audio und Video, aber keine Podcasts", "", "audio video", "podcast"),
        ("uniquement de l'audio", "audio", "", ""),
        ("pas de vidéo", "", "", "video"),
        ("soltanto audio", "audio", "", ""),
        ("niente podcast", "", "", "podcast"),
        ("alleen audio", "audio", "", ""),
        ("geen video", "", "", "video"),
        ("bara ljud", "audio", "", ""),
        ("inga poddar", "", "", "podcast"),
        ("banners + video", "", "display video", ""),
        ("video gamers", "", "", ""),
        ("podcast listeners", "", "", ""),
    ],
)
def test_formats(text: str, only: str, include: str, exclude: str) -> None:
    formats = brief_of(f"100k EUR Spain, 18-34, {text}")["formats"]
    found = tuple(" ".join(sorted(formats[name])) for name in ("only", "include", "exclude"))
    assert found == (only, include, exclude)


@pytest.mark.parametrize(
    ("text", "only", "include", "exclude"),
    [
        ("programmatic only", "programmatic", "", ""),
        ("no programmatic", "", "", "programmatic"),
        ("direct IO", "", "direct", ""),
        ("self-serve", "", "self_serve", ""),
        ("programática y directa", "", "direct programmatic", ""),
        ("kein Programmatic", "", "", "programmatic"),
        ("nur über Self-Service", "self_serve", "", ""),
        ("achat programmatique uniquement", "programmatic", "", ""),
        ("senza programmatic", "", "", "programmatic"),
        ("guaranteed deals", "", "direct", ""),
    ],
)
def test_channels(text: str, only: str, include: str, exclude: str) -> None:
    channels = brief_of(f"100k EUR Spain, 18-34, {text}")["channels"]
    found = tuple(" ".join(sorted(channels[name])) for name in ("only", "include", "exclude"))
    assert found == (only, include, exclude)


@pytest.mark.parametrize(
    ("text", "objective"),
    [
        ("objective: awareness", "REACH"),
        ("goal is reach", "REACH"),
        ("app installs", "APP_INSTALLS"),
        ("drive traffic to the site", "WEBSITE_VISITS"),
        ("we want clicks", "CLICKS"),
        ("lead gen", "LEAD_GEN"),
        ("video views", "VIDEO_VIEWS"),
        ("sales", "CONVERSIONS"),
        ("podcast listens", "PODCAST_STREAMS"),
        ("even delivery", "EVEN_IMPRESSION_DELIVERY"),
        ("objetivo: notoriedad", "REACH"),
        ("objetivo descargas de la app", "APP_INSTALLS"),
        ("tráfico al sitio", "WEBSITE_VISITS"),
        ("objetivo vendas", "CONVERSIONS"),
        ("instalações do app", "APP_INSTALLS"),
        ("Ziel: Bekanntheit", "REACH"),
        ("Ziel Reichweite", "REACH"),
        ("App-Installationen", "APP_INSTALLS"),
        ("objectif notoriété", "REACH"),
        ("génération de leads", "LEAD_GEN"),
        ("obiettivo visualizzazioni video", "VIDEO_VIEWS"),
        ("doel: naamsbekendheid", "REACH"),
        ("mål räckvidd", "REACH"),
        ("to reach runners", None),
        ("max reach", "REACH"),
        ("at least 2M impressions", None),
    ],
)
def test_objectives(text: str, objective: str | None) -> None:
    assert brief_of(f"100k EUR Spain, 18-34, {text}")["objective"] == objective


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("as cheap as possible", "efficiency"),
        ("lo más barato posible", "efficiency"),
        ("o mais barato possível", "efficiency"),
        ("so günstig wie möglich", "efficiency"),
        ("le moins cher possible", "efficiency"),
        ("il più economico possibile", "efficiency"),
        ("zo goedkoop mogelijk", "efficiency"),
        ("så billigt som möjligt", "efficiency"),
        ("max reach please", "reach"),
        ("maximale Reichweite", "reach"),
        ("kind to inventory", "yield"),
        ("keep it balanced", "balanced"),
        ("", None),
    ],
)
def test_priorities(text: str, priority: str | None) -> None:
    assert brief_of(f"100k EUR Spain, 18-34, {text}")["priority"] == priority


@pytest.mark.parametrize(
    ("text", "advertiser", "product"),
    [
        ("plan for Nike in Spain, 100k", "Nike", None),
        ("Client: Uber Eats\nSpain, 100k", "Uber Eats", None),
        ("Kunde: Müller Milch, Deutschland, 100k", "Müller Milch", None),
        ("cliente Grupo Éxito, Colombia, 100 millones", "Grupo Éxito", None),
        ("Sephora, US, $100k", "Sephora", None),
        ("H&M, germany, 95k", "H&M", None),
        ("for L'Oréal in France, 80k", "L'Oréal", None),
        ("Acme Robotics wants to spend 100k in Spain", "Acme Robotics", None),
        ("brief Zentara, Italia, 80.000 €", "Zentara", None),
        ("plan für Blauwelle in Österreich, 60k", "Blauwelle", None),
        ("para Tierra Verde en México, 500 mil pesos", "Tierra Verde", None),
        ("pour Maison Colline en France, 50k", "Maison Colline", None),
        ("voor Zonnegroei in Nederland, 40k", "Zonnegroei", None),
        ("för Nordlind i Sverige, 400 000 kr", "Nordlind", None),
        ("plan for nike in spain, 100k", "nike", None),
        ("Kia, US, $200k, for the EV9 launch", "Kia", "EV9"),
        ("Nike Air Max in Spain, 100k", "Nike", "Air Max"),
        ("Client: Ferrero\nProduct: Nutella\n200k, Italy", "Ferrero", "Nutella"),
        ("lanzamiento del Galaxy S27 de Samsung en España, 100k", "Samsung", "Galaxy S27"),
        ("100k in Spain for women 18-34", None, None),
        ("plan for Q1 in Spain, 100k", None, None),
        ("Can you help? 100k, Spain, audio", None, None),
        ("Tourism Ireland wants to run in the US, $400k", "Tourism Ireland", None),
        ("need something for Turkish Airlines in Germany, 200k", "Turkish Airlines", None),
    ],
)
def test_names(text: str, advertiser: str | None, product: str | None) -> None:
    brief = brief_of(text)
    assert (brief["advertiser"], brief["product"]) == (advertiser, product)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("for their beer brand", "alcohol"),
        ("marca de cerveza", "alcohol"),
        ("Biermarke", "alcohol"),
        ("online casino", "gambling"),
        ("Wettanbieter", "gambling"),
        ("(banca)", "finance"),
        ("es una aerolínea", "travel"),
        ("beer lovers", None),
        ("", None),
    ],
)
def test_categories(text: str, category: str | None) -> None:
    assert brief_of(f"100k EUR Spain, 18-34, {text}")["category"] == category


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no political or gambling content next to our ads", "gambling politics"),
        ("brand safety: avoid news and violence", "news violence"),
        ("Werbung nicht neben Politik oder Nachrichten", "news politics"),
        ("evitar contenido político", "politics"),
        ("pas à côté de contenus violents", "violence"),
        ("news junkies", ""),
    ],
)
def test_brand_safety(text: str, expected: str) -> None:
    assert " ".join(sorted(brief_of(f"100k EUR Spain, {text}")["brand_safety"])) == expected


def test_no_before_brasil_is_portuguese_unless_something_else_is_wanted() -> None:
    assert brief_of("Nike no Brasil, budget 50k")["geo"]["countries"] == ["BR"]
    assert brief_of("50k USD LATAM, no Brasil")["geo"]["excluded"] == ["BR"]


def test_an_open_age_before_a_date_is_no_day() -> None:
    brief = brief_of("HelloFresh 180k nederland 25+ 1 feb - 31 mrt")
    assert brief["audience"]["age_min"] == 25
    assert brief["flight"] == {"start": "2027-02-01", "end": "2027-03-31"}
