"""Slots as people state them in one message, in all languages; each row names what must be read."""

from datetime import date
from typing import Any

import pytest

from agents.understanding import understand

TODAY = date(2026, 11, 20)


def brief_of(*messages: str) -> dict[str, Any]:
    data: dict[str, Any] = understand(messages, TODAY)[-1][1].model_dump(mode="json")
    return data


def budget(text: str) -> str:
    found = brief_of(text)["budget"]
    if found is None:
        return ""
    parts = [found["amount"], found["currency"] or "-", found["period"]]
    parts += [f"max {found['max']}"] if found["max"] else []
    parts += ["at_most"] if found["at_most"] else []
    parts += [found["basis"]] if found["basis"] else []
    return " ".join(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R$ 250k no Brasil", "250000.00 BRL total"),
        ("$1.2M in the US", "1200000.00 USD total"),
        ("budget: 10.000 EUR, Spain", "10000.00 EUR total"),
        ("100k in Germany", "100000.00 EUR total"),
        ("$100k in Mexico", "100000.00 MXN total"),
        ("$100k in Germany", "100000.00 USD total"),
        ("$100k for Canada", "100000.00 CAD total"),
        ("we have 75 thousand pounds for the UK", "75000.00 GBP total"),
        ("half a million dollars in the US", "500000.00 USD total"),
        ("25 lakh in India", "2500000.00 INR total"),
        ("₹2.5 crore, India", "25000000.00 INR total"),
        ("100 mil reais, Brasil", "100000.00 BRL total"),
        ("cien mil euros en España", "100000.00 EUR total"),
        ("dos millones de pesos, Colombia", "2000000.00 COP total"),
        ("1,5 millones de pesos, México", "1500000.00 MXN total"),
        ("fünfzigtausend Euro, Österreich", "50000.00 EUR total"),
        ("Budget 1,2 Mio. €, Deutschland", "1200000.00 EUR total"),
        ("80 TEUR Deutschland", "80000.00 EUR total"),
        ("deux cent mille euros, France", "200000.00 EUR total"),
        ("150 000 € en France", "150000.00 EUR total"),
        ("centomila euro in Italia", "100000.00 EUR total"),
        ("50 mila euro, Italia", "50000.00 EUR total"),
        ("60 duizend euro, Nederland", "60000.00 EUR total"),
        ("750 tkr, Sverige", "750000.00 SEK total"),
        ("2 miljoner kronor i Sverige", "2000000.00 SEK total"),
        ("500 000 kr, Norge", "500000.00 NOK total"),
        ("CHF 160'000, Schweiz", "160000.00 CHF total"),
        ("¥30M, Japan", "30000000.00 JPY total"),
        ("S/ 250 000 en Perú", "250000.00 PEN total"),
        ("R650k, South Africa", "650000.00 ZAR total"),
        ("SGD 120k Singapore", "120000.00 SGD total"),
        ("AED 400k, UAE", "400000.00 AED total"),
        ("20-30k EUR, Spain", "20000.00 EUR total max 30000.00"),
        ("between 20k and 30k euros in Spain", "20000.00 EUR total max 30000.00"),
        ("entre 20 y 30 mil euros, España", "20000.00 EUR total max 30000.00"),
        ("zwischen 60 und 80k €, Deutschland", "60000.00 EUR total max 80000.00"),
        ("up to $50k, US", "50000.00 USD total at_most"),
        ("max 50k EUR, Spain", "50000.00 EUR total at_most"),
        ("até R$ 90 mil, Brasil", "90000.00 BRL total at_most"),
        ("hasta 90.000 euros en España", "90000.00 EUR total at_most"),
        ("höchstens 50.000 €, Deutschland", "50000.00 EUR total at_most"),
        ("200 000 € max, France", "200000.00 EUR total at_most"),
        ("massimo 40.000 euro, Italia", "40000.00 EUR total at_most"),
        ("maximaal 40k, Nederland", "40000.00 EUR total at_most"),
        ("upp till 300 000 kr, Sverige", "300000.00 SEK total at_most"),
        ("$5k per day, US", "5000.00 USD day"),
        ("$5k/day US", "5000.00 USD day"),
        ("daily budget of $5k in the US", "5000.00 USD day"),
        ("€20k a week, Spain", "20000.00 EUR week"),
        ("20.000 euros por semana, España", "20000.00 EUR week"),
        ("R$ 50 mil por mês, Brasil", "50000.00 BRL month"),
        ("10.000 € pro Woche, Deutschland", "10000.00 EUR week"),
        ("80.000 € al mese, Italia", "80000.00 EUR month"),
        ("15k € par mois, France", "15000.00 EUR month"),
        ("5k per week, Nederland", "5000.00 EUR week"),
        ("100k net, Germany", "100000.00 EUR total net"),
        ("70.000 EUR netto, Deutschland", "70000.00 EUR total net"),
        ("R$ 1.500.000,00 bruto, Brasil", "1500000.00 BRL total gross"),
        ("client has $2B in revenue; budget is $300k, US", "300000.00 USD total"),
        ("15,000 employees, they want to spend 200k USD in the US", "200000.00 USD total"),
        ("We spent 80k last year. This time 120k EUR, Spain", "120000.00 EUR total"),
        ("El año pasado gastaron 50 mil, ahora 80 mil euros, España", "80000.00 EUR total"),
        ("the car costs $45k; budget $300k, US", "300000.00 USD total"),
        ("HHI $100k+, budget $300k, US", "300000.00 USD total"),
        ("sorry 30k not 300k, EUR, Spain", "30000.00 EUR total"),
        ("not 300k but 30k EUR, Spain", "30000.00 EUR total"),
        ("5 million impressions in Spain", ""),
        ("we have 200 stores in Spain", ""),
        ("2M followers, Spain", ""),
    ],
)
def test_budgets(text: str, expected: str) -> None:
    assert budget(text) == expected


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
    ("text", "expected"),
    [
        ("CPM under $12", "CPM <= 12.0"),
        ("max CPM 9.50", "CPM <= 9.5"),
        ("CPM of 12 or less", "CPM <= 12.0"),
        ("a $12 CPM", "CPM <= 12.0"),
        ("CPC below 0.45", "CPC <= 0.45"),
        ("CPA até R$ 35", "CPA <= 35.0"),
        ("CPC máximo 0,45€", "CPC <= 0.45"),
        ("TKP unter 7 Euro", "CPM <= 7.0"),
        ("CPM höchstens 9 €", "CPM <= 9.0"),
        ("CPC sous 1,20 €", "CPC <= 1.2"),
        ("CPM sotto i 10 euro", "CPM <= 10.0"),
        ("CPM onder de 8 euro", "CPM <= 8.0"),
        ("CPM under 90 kr", "CPM <= 90.0"),
        ("CTR at least 0.5%", "CTR >= 0.005"),
        ("CTR > 0,3 %", "CTR >= 0.003"),
        ("0.8% CTR", "CTR >= 0.008"),
        ("VTR min 70%", "VTR >= 0.7"),
        ("completion rate above 80%", "VTR >= 0.8"),
        ("at least 5M impressions", "IMPRESSIONS >= 5000000.0"),
        ("20 Mio Impressions", "IMPRESSIONS >= 20000000.0"),
        ("10k clicks", "CLICKS >= 10000.0"),
        ("reach at least 2 million people", "REACH >= 2000000.0"),
        ("reach 18-34 runners", ""),
        ("they paid a $9 CPM last year", ""),
    ],
)
def test_kpis(text: str, expected: str) -> None:
    kpis = brief_of(f"100k EUR Spain; {text}")["kpis"]
    assert " ".join(f"{k['metric']} {k['op']} {k['value']}" for k in kpis) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("freq cap 3/week", "3 week"),
        ("frequency cap of 2 per day", "2 day"),
        ("max 3 impressions per user per week", "3 week"),
        ("no more than 5 times a month", "5 month"),
        ("3x per week", "3 week"),
        ("cap 4 per month", "4 month"),
        ("twice a day max", "2 day"),
        ("máximo 3 impactos por semana", "3 week"),
        ("no máximo 4 impactos por semana", "4 week"),
        ("tope de frecuencia 2 al día", "2 day"),
        ("maximal 3 Kontakte pro Woche", "3 week"),
        ("Frequency Cap 3 pro Woche", "3 week"),
        ("répétition max 3/semaine", "3 week"),
        ("pas plus de 2 fois par jour", "2 day"),
        ("massimo 2 impression al giorno", "2 day"),
        ("maximaal 3 keer per week", "3 week"),
        ("max 3 kontakter per vecka", "3 week"),
        ("cap freq at 10 for the whole campaign", "10 flight"),
        ("5k per week", ""),
    ],
)
def test_frequency_caps(text: str, expected: str) -> None:
    cap = brief_of(f"100k EUR Spain, 18-34, {text}")["frequency_cap"]
    assert ("" if cap is None else f"{cap['impressions']} {cap['per']}") == expected


def rules(text: str) -> str:
    found = []
    for rule in brief_of(text)["constraints"]:
        where = " ".join(rule["where"].values())
        bounds = "" if rule["kind"] == "exclude" else f" {rule.get('min')} {rule.get('max')}"
        found.append(f"{rule['kind']} {where}{bounds}")
    return "; ".join(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 30% video", "share video 0.3 None"),
        ("min 30% on video", "share video 0.3 None"),
        ("no more than 40% podcast", "share podcast None 0.4"),
        ("40% video max", "share video None 0.4"),
        ("half on podcasts", "share podcast 0.5 0.5"),
        ("mostly audio", "share audio 0.5 None"),
        ("60/40 audio/video", "share audio 0.6 0.6; share video 0.4 0.4"),
        ("60% audio 40% video", "share audio 0.6 0.6; share video 0.4 0.4"),
        ("audio 60% and video 40%", "share audio 0.6 0.6; share video 0.4 0.4"),
        ("al menos 30% en video", "share video 0.3 None"),
        ("40% em áudio", "share audio 0.4 0.4"),
        ("mindestens 30 % Video", "share video 0.3 None"),
        ("au moins 50 % en audio", "share audio 0.5 None"),
        ("almeno il 30% in video", "share video 0.3 None"),
        ("minstens 30% video", "share video 0.3 None"),
        ("minst 30 % video", "share video 0.3 None"),
        ("30-40% video", "share video 0.3 0.4"),
        ("video between 30% and 40%", "share video 0.3 0.4"),
        ("protect video inventory", "protect video None None"),
        ("go easy on our podcast inventory", "protect podcast None None"),
        ("proteger el inventario de video", "protect video None None"),
        ("Video-Inventar schonen", "protect video None None"),
        ("ménager l'inventaire vidéo", "protect video None None"),
        ("sobre todo audio", "share audio 0.5 None"),
        ("hauptsächlich Audio", "share audio 0.5 None"),
        ("surtout de l'audio", "share audio 0.5 None"),
        ("vooral audio", "share audio 0.5 None"),
    ],
)
def test_shares_and_protection(text: str, expected: str) -> None:
    assert rules(f"100k EUR Spain, 18-34, {text}") == expected


@pytest.mark.parametrize(
    ("text", "total", "expected"),
    [
        ("100k EUR in Spain + 60k EUR in Portugal", "160000.00", "ES 100000.00 100000.00; PT 60000.00 60000.00"),  # noqa: E501
        ("Spain 100k EUR, Portugal 60k EUR", "160000.00", "ES 100000.00 100000.00; PT 60000.00 60000.00"),  # noqa: E501
        ("200k EUR total: Spain 120k, Portugal 80k", "200000.00", "ES 120000.00 120000.00; PT 80000.00 80000.00"),  # noqa: E501
        ("EUR 300k total (ES 150k, IT 100k, PT 50k)", "300000.00", "ES 150000.00 150000.00; IT 100000.00 100000.00; PT 50000.00 50000.00"),  # noqa: E501
        ("200k USD, 50k of it in Mexico, rest Colombia", "200000.00", "MX 50000.00 50000.00"),
        ("$200k US, at least 50k on video", "200000.00", "video 50000.00 None"),
        ("Thailand, Vietnam: USD 160k, 80k each", "160000.00", "TH 80000.00 80000.00; VN 80000.00 80000.00"),  # noqa: E501
        ("90.000 EUR, Polen und Deutschland, davon mind. 30.000 in Polen", "90000.00", "PL 30000.00 None"),  # noqa: E501
        ("110k € France et Belgique, dont 50k pour la Belgique", "110000.00", "BE 50000.00 50000.00"),  # noqa: E501
        ("50k for audio and 30k for video in Spain", "80000.00", "audio 50000.00 50000.00; video 30000.00 30000.00"),  # noqa: E501
    ],
)  # fmt: skip
def test_parts_of_a_budget(text: str, total: str, expected: str) -> None:
    brief = brief_of(text)
    parts = [
        f"{' '.join(c['where'].values())} {c['min']} {c['max']}"
        for c in brief["constraints"]
        if c["kind"] == "amount"
    ]
    assert brief["budget"]["amount"] == total
    assert "; ".join(parts) == expected


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5 mil GBP", "1500000.00 GBP total"),
        ("one and a half million pounds", "1500000.00 GBP total"),
        ("un millón y medio de euros", "1500000.00 EUR total"),
        ("millón y medio de euros", "1500000.00 EUR total"),
        ("um milhão e meio de reais", "1500000.00 BRL total"),
        ("un million et demi d'euros", "1500000.00 EUR total"),
        ("anderthalb Millionen Euro", "1500000.00 EUR total"),
        ("anderhalf miljoen euro", "1500000.00 EUR total"),
        ("50 T€", "50000.00 EUR total"),
        ("TEUR 50", "50000.00 EUR total"),
        ("500 ksek", "500000.00 SEK total"),
        ("400 000-500 000 kr", "400000.00 SEK total max 500000.00"),
        ("tra i 40 e i 50 mila euro", "40000.00 EUR total max 50000.00"),
        ("50k € como mucho", "50000.00 EUR total at_most"),
        ("50 000 € max. Nike", "50000.00 EUR total at_most"),
        ("10 000 € hebdomadaires", "10000.00 EUR week"),
        ("dagsbudget 50 000 kr", "50000.00 SEK day"),
        ("50.000 € im Monat März", "50000.00 EUR total"),
        ("Total spend: 50k GBP", "50000.00 GBP total"),
        ("Nike India june, ₹50L", "5000000.00 INR total"),
        ("Nike France juin, un demi-million d'euros", "500000.00 EUR total"),
        ("Coolblue, 2 ton euro, NL", "200000.00 EUR total"),
        ("Coolblue, een halve ton, NL", "50000.00 EUR total"),
        ("Doctolib, 12 000 € par mois de mars à mai, France", "12000.00 EUR month"),
        ("Maroc Telecom, Maroc, 500 000 dhs, mars", "500000.00 MAD total"),
        ("thanks a million, you're a lifesaver", ""),
    ],
)
def test_amounts_in_words_halves_and_trade_units(text: str, expected: str) -> None:
    country = "Sverige" if "SEK" in expected else ""
    assert budget(f"{text}, {country}") == expected


def test_no_before_brasil_is_portuguese_unless_something_else_is_wanted() -> None:
    assert brief_of("Nike no Brasil, budget 50k")["geo"]["countries"] == ["BR"]
    assert brief_of("50k USD LATAM, no Brasil")["geo"]["excluded"] == ["BR"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no less than 30% in video", "share video 0.3 None"),
        (">=30% video", "share video 0.3 None"),
        ("30% mínimo en video", "share video 0.3 None"),
        ("minimo il 30% di video", "share video 0.3 None"),
        ("mindestens 30 % Videoanteil", "share video 0.3 None"),
        ("at least a 30% share for video", "share video 0.3 None"),
        ("no más del 20% en display", "share display None 0.2"),
        ("non più del 20% in display", "share display None 0.2"),
        ("20% max en display", "share display None 0.2"),
        ("cap display at 20%", "share display None 0.2"),
        ("Display auf 20% begrenzen", "share display None 0.2"),
        ("metà del budget sui podcast", "share podcast 0.5 0.5"),
        ("Videoinventar schützen", "protect video None None"),
    ],
)
def test_bounds_of_shares_before_and_behind(text: str, expected: str) -> None:
    assert rules(f"100k EUR Spain, {text}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70/20/10 (DE/AT/CH)", "share DE 0.7 0.7; share AT 0.2 0.2; share CH 0.1 0.1"),
        (
            "video/audio/display 50/30/20",
            "share video 0.5 0.5; share audio 0.3 0.3; share display 0.2 0.2",
        ),
    ],
)
def test_ratios_of_three(text: str, expected: str) -> None:
    assert set(rules(f"100k EUR DACH, {text}").split("; ")) == set(expected.split("; "))


def test_an_amount_behind_a_list_is_of_the_whole_list() -> None:
    text = "Nederland, België, Duitsland - €210k waarvan min. €60k in Duitsland"
    assert budget(text) == "210000.00 EUR total"


def test_the_dutch_you_is_no_german_each() -> None:
    brief = brief_of("kan je 25 mille wegzetten in podcasts, Amsterdam en Rotterdam, 30-49, april")
    assert (brief["budget"]["amount"], brief["constraints"]) == ("25000.00", [])


def test_an_open_age_before_a_date_is_no_day() -> None:
    brief = brief_of("HelloFresh 180k nederland 25+ 1 feb - 31 mrt")
    assert brief["audience"]["age_min"] == 25
    assert brief["flight"] == {"start": "2027-02-01", "end": "2027-03-31"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Swatch, Suisse + Autriche, 120k CHF, mai", "et là-dessus 30k pour l'Autriche"),
        ("Swatch, Suisse + Autriche, 120k CHF, mai", "mets 30k pour l'Autriche"),
        ("Swatch, Switzerland + Austria, 120k CHF, may", "put 30k in Austria"),
        ("Swatch, Svizzera e Austria, 120k CHF, maggio", "di cui 30k per l'Austria"),
    ],
)
def test_an_amount_for_one_of_the_markets_is_a_part(first: str, then: str) -> None:
    brief = brief_of(first, then)
    assert brief["budget"]["amount"] == "120000.00"
    (part,) = brief["constraints"]
    assert (part["where"]["market"], part["min"], part["max"]) == ("AT", "30000.00", "30000.00")


def test_more_money_announces_the_new_whole() -> None:
    edits = {"they've found more money: R650k now": "650000.00", "50k more budget": "550000.00"}
    for text, amount in edits.items():
        brief = brief_of("Takealot, South Africa, R500k", text)
        assert brief["budget"]["amount"] == amount


def test_a_share_never_reaches_over_the_end_of_a_sentence() -> None:
    brief = brief_of("Portugal and Spain, €220k", "video + audio. at least half has to be Portugal")
    (share,) = brief["constraints"]
    assert (share["where"]["market"], share["min"]) == ("PT", 0.5)
    assert brief["formats"]["include"] == ["audio", "video"]


def test_a_part_of_what_a_trade_region_gets() -> None:
    brief = brief_of("GCC campaign, USD 400k total. 100k of it to Saudi Arabia")
    assert [c["where"]["market"] for c in brief["constraints"]] == ["SA"]


@pytest.mark.parametrize(
    "text",
    [
        "e o CPM tem de ficar no máximo nos 7 euros",
        "CPM tem que ser no máximo 7",
        "el CPM tiene que quedar como máximo en 7 euros",
        "il CPM deve stare al massimo sui 7 euro",
        "der TKP soll bei maximal 7 Euro liegen",
    ],
)
def test_a_bound_behind_verbs_and_prepositions(text: str) -> None:
    (kpi,) = brief_of("NOS 55.000 € Portugal", text)["kpis"]
    assert (kpi["metric"], kpi["op"], kpi["value"]) == ("CPM", "<=", 7.0)


def test_a_ratio_far_from_its_markets_names_them_all() -> None:
    brief = brief_of(
        "250k USD in Germany, France & UK, April, travellers 30-55, split 50/30/20, audio + video"
    )
    shares = {c["where"]["market"]: c["min"] for c in brief["constraints"]}
    assert shares == {"DE": 0.5, "FR": 0.3, "GB": 0.2}
    assert brief["audience"]["interests"] == ["travel"]
    assert brief["flight"]["start"] == "2027-04-01"
