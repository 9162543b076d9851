"""Places in eight languages: which is meant, in which list, and when a name means none."""

from __future__ import annotations

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, brief_of


def geo(text: str) -> str:
    """Countries; regions; cities; what is left out: what the messages of a thread come to."""
    found = understand(text.split(" || "), TODAY)[-1][1].geo
    lists = (("", found.countries), ("", found.regions), ("cities ", found.cities))
    parts = [*lists, ("without ", found.excluded)]
    return "; ".join(word + ",".join(sorted(codes)) for word, codes in parts if codes)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Volaris, 900,000 pesos, mex, del 3 de mayo al 13 de junio", "MX"),
        ("Bimbo Mex, 2 mdp, febrero", "MX"),
        ("aus + nz, 60k, Bunnings", "AU,NZ"),
        ("GER + AUT, 40k €, Obi", "AT,DE"),
        ("Cerveza Quilmes, ARG, 30 millones", "AR"),
        ("EE. UU., 100k, audio", "US"),
        ("VK en Ierland, 50k, Booking", "GB,IE"),
        ("U.K. and U.S., $100k", "GB,US"),
        ("BRA + ARG, 150k dólares, Mercado Pago", "AR,BR"),
        ("Dom Rep, 30k USD, Brugal", "DO"),
        ("POR e ESP, 40k euros, Worten", "ES,PT"),
        ("SWE/NOR/DEN, 900k SEK, Elgiganten", "DK,NO,SE"),
    ],
)
def test_a_country_in_few_letters(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Sephora ES 45k 18-34", "ES"),
        ("plan Cabify ES 45k € abril 18-40", "ES"),
        ("Nike DE Q1 50k", "DE"),
        ("Nike IT video 50k Q1", "IT"),
        ("Nike Germany NO video 50k Q1", "DE"),
        ("Netflix FR 80k avril", "FR"),
        ("Glovo PT 30k maio", "PT"),
        ("Foodora NO 400k NOK", "NO"),
        ("Subway CO, 200 millones COP", "CO"),
        ("Spotify PE, 100k soles", "PE"),
        ("McDonald's US, $300k", "US"),
        ("Nike - FR, BE, NL - 120k eur", "BE,FR,NL"),
        ("geo: BR", "BR"),
        ("[DE] Otto, 40k, März", "DE"),
        ("(PT) Continente, plano de Natal, Lisboa e Porto, 40k", "PT; cities Lisbon,Porto"),
        ("us+ca, $90k, Chewy", "CA,US"),
        ("TX and FL, $40k, guys 18-34, Dr. Squatch", "US; US-FL,US-TX"),
        ("$40k, CA + NY + WA, Allbirds", "US; US-CA,US-NY,US-WA"),
        ("Publix $50k FL, GA, AL", "US; US-AL,US-FL,US-GA"),
        ("TX/OK/LA, $60k, Whataburger", "US; US-LA,US-OK,US-TX"),
        ("g'day, 90k for Bunnings. QLD, NSW and VIC, blokes 35-64", "AU; AU-NSW,AU-QLD,AU-VIC"),
        ("ON and QC, 80k CAD, Metro", "CA; CA-ON,CA-QC"),
        ("SP e RJ, R$ 500 mil, Guaraná", "BR; BR-RJ,BR-SP"),
        ("RS, SC e PR, 200 mil reais, Renner", "BR; BR-PR,BR-RS,BR-SC"),
        ("NRW, 60k, Rewe", "DE; DE-NW"),
        ("KZN and Gauteng, R300k, Pick n Pay", "ZA; ZA-GP,ZA-KZN"),
        ("BaWü und Bayern, 60k, dm", "DE; DE-BW,DE-BY"),
        ("CDMX y GDL, 400 mil pesos, Rappi", "MX; cities Guadalajara,Mexico City"),
    ],
)
def test_codes(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the German market, 60k eur, Otto", "DE"),
        ("deutscher Markt, 60k, Otto", "DE"),
        ("de Nederlandse markt, 60k, HEMA", "NL"),
        ("mexicanos de 18 a 24, 100k usd, Tecate", "MX"),
        ("jóvenes argentinos 18-25, 30k usd, Quilmes", "AR"),
        ("consommateurs belges, 40k €, Delhaize", "BE"),
        ("British and Irish mums, £30k", "GB,IE"),
        ("French fashion label Sézane, New York, $40k", "US; cities New York"),
        ("marca española de moda, México, 2 mdp", "MX"),
    ],
)
def test_a_country_by_its_people(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Cataluña y Aragón, 50k, Consum", "ES; ES-AR,ES-CT"),
        ("Comunidad de Madrid, 30k €, Mahou", "ES; ES-MD"),
        ("Hamburg und Schleswig-Holstein, 30k, Sky", "DE; DE-HH,DE-SH"),
        ("Niedersachsen + Bremen, 30k, Nordsee", "DE; DE-HB,DE-NI"),
        ("Tirol und Vorarlberg, 20k €, MPreis", "AT; AT-7,AT-8"),
        ("cantons de Vaud et Genève, 40k CHF, Migros", "CH; CH-GE,CH-VD"),
        ("Auvergne-Rhône-Alpes, 30k€, Rossignol", "FR; FR-ARA"),
        ("Trentino-Alto Adige e Friuli, 20k euro", "IT; IT-32,IT-36"),
        ("Vlaanderen + NL, 40k, Bol", "BE,NL; BE-VLG"),
        ("Skåne och Halland, 200 tkr, Lidl", "SE; SE-M,SE-N"),
        ("Nova Scotia & New Brunswick, C$30k", "CA; CA-NB,CA-NS"),
        ("New York, New Jersey and Connecticut, $60k", "US; US-CT,US-NJ,US-NY"),
        ("Georgia, Alabama and Tennessee, $60k", "US; US-AL,US-GA,US-TN"),
        ("provincia de Córdoba, 20 millones ARS", "AR; AR-X"),
        ("Santa Catarina e Paraná, 320k, Leroy Merlin", "BR; BR-PR,BR-SC"),
        ("Goiás e Distrito Federal, R$ 90 mil", "BR; BR-DF,BR-GO"),
        ("Maharashtra and Gujarat, ₹50 lakh", "IN; IN-GJ,IN-MH"),
        ("Baden-Württemberg u Hessen: 48.000€", "DE; DE-BW,DE-HE"),
    ],
)
def test_regions(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Perth + Brisbane, Hungry Jack's, $50k", "AU; cities Brisbane,Perth"),
        ("NY + LA + Chicago, $90k, Warby Parker", "US; cities Chicago,Los Angeles,New York"),
        ("NYC/LA/Chicago, $90k", "US; cities Chicago,Los Angeles,New York"),
        ("Rosario, Córdoba y Mendoza (Argentina), 45 palos", "AR; cities Córdoba,Mendoza,Rosario"),
        ("Lima, Arequipa y Trujillo, 200k soles", "PE; cities Arequipa,Lima,Trujillo"),
        ("Mérida y Cancún, 500 mil MXN", "MX; cities Cancún,Mérida"),
        ("Zaragoza y Bilbao, 40k", "ES; cities Bilbao,Zaragoza"),
        ("Lisboa, Braga e Coimbra, 20k €", "PT; cities Braga,Coimbra,Lisbon"),
        ("BH, Goiânia e Brasília, R$ 150 mil", "BR; cities Belo Horizonte,Brasília,Goiânia"),
        ("Rio e Niterói, R$ 90 mil", "BR; cities Niterói,Rio de Janeiro"),
        ("Freiburg und Karlsruhe, 15k €", "DE; cities Freiburg,Karlsruhe"),
        ("Graz, Linz und Salzburg, 20k", "AT; cities Graz,Linz,Salzburg"),
        ("Genève et Lausanne, 50k CHF", "CH; cities Geneva,Lausanne"),
        ("Rennes, Nantes, Angers : 30k €", "FR; cities Angers,Nantes,Rennes"),
        ("Milano, Napoli e Bari, 30k €", "IT; cities Bari,Milan,Naples"),
        ("Catania e Palermo, 20k", "IT; cities Catania,Palermo"),
        ("Nijmegen, Arnhem, 20k €", "NL; cities Arnhem,Nijmegen"),
        ("Linköping och Norrköping, 200 tkr", "SE; cities Linköping,Norrköping"),
        ("Lund, Malmö och Helsingborg, 200 tkr", "SE; cities Helsingborg,Lund,Malmö"),
        ("Brighton and Reading, £30k", "GB; cities Brighton,Reading"),
        ("Montréal et Laval, 40k $ CA", "CA; cities Laval,Montreal"),
        ("Gold Coast and Cairns, A$40k", "AU; cities Cairns,Gold Coast"),
        ("Bangalore + Hyderabad + Chennai, ₹30 lakh", "IN; cities Bengaluru,Chennai,Hyderabad"),
        ("Copenhagen and Aarhus, 200k DKK", "DK; cities Aarhus,Copenhagen"),
        ("Portland, Seattle + Boise, $40k", "US; cities Boise,Portland,Seattle"),
        ("San Diego & San Jose, $40k", "US; cities San Diego,San Jose"),
        ("London and Dublin, £40k", "GB,IE; cities Dublin,London"),
    ],
)
def test_cities(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("plna for Deliveroo plz - 45k gbp, London + Brimingham", "GB; cities Birmingham,London"),
        ("Barcelna y Madrid, 40k €", "ES; cities Barcelona,Madrid"),
        ("Liverpol and Bristol, £40k", "GB; cities Bristol,Liverpool"),
        ("Brisbaine, A$40k", "AU; cities Brisbane"),
        ("Austrailia, A$40k", "AU"),
        ("Swtizerland, CHF 40k", "CH"),
        ("Amsterdm en Rotterdam, 20k €", "NL; cities Amsterdam,Rotterdam"),
        ("Hambrug und Berlin, 20k €", "DE; cities Berlin,Hamburg"),
        ("Califronia and Texas, $40k", "US; US-CA,US-TX"),
        ("Massachusets, $40k", "US; US-MA"),
        ("Marsielle et Lyon, 40k €", "FR; cities Lyon,Marseille"),
        ("Medellin y Bogota, 90 millones COP", "CO; cities Bogotá,Medellín"),
        ("Lombarida e Veneto, 40k €", "IT; IT-25,IT-34"),
    ],
)
def test_slips_of_the_finger(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Adidas\n- Germany\n- France\n- Italy\n90k eur", "DE,FR,IT"),
        ("Markets:\n* UK\n* Ireland\nBudget: £60k", "GB,IE"),
        ("Praças: SP, Rio e BH, R$ 300 mil", "BR; cities Belo Horizonte,Rio de Janeiro,São Paulo"),
        ("France/Belgique/Suisse, 90k €", "BE,CH,FR"),
        ("UK / US / CA / AU, $300k", "AU,CA,GB,US"),
        ("1) Chicago 2) Detroit 3) Milwaukee — $60k", "US; cities Chicago,Detroit,Milwaukee"),
        ("Paris, Lyon et la Bretagne, 60k €", "FR; FR-BRE; cities Lyon,Paris"),
    ],
)
def test_lists(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("España menos Canarias, 35k€", "ES; without ES-CN"),
        ("plan xa Hawkers, 35k€, españa menos canarias, abril", "ES; without ES-CN"),
        ("Österreich ohne Wien, 40k", "AT; without Vienna"),
        ("all of UK except Scotland, £60k", "GB; without GB-SCT"),
        ("France hors Corse, 40k €", "FR; without FR-20R"),
        ("Nederland behalve Limburg, 40k €", "NL; without NL-LI"),
        ("todo México salvo Yucatán, 2 mdp", "MX; without MX-YUC"),
        ("nationwide US but not Florida, $400k", "US; without US-FL"),
        ("Australia, not Tassie, A$90k", "AU; without AU-TAS"),
        ("Schweiz ohne Tessin, CHF 40k", "CH; without CH-TI"),
        ("EU5 without UK, 90k eur", "DE,ES,FR,IT; without GB"),
    ],
)
def test_what_is_left_out(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("España, todo el país, 40k, Mahou", "ES"),
        ("120.000 € Estrella Galicia del 1 de junio al 31 de agosto en toda España", "ES"),
        ("Brasil todo, 350 mil reais", "BR"),
        ("France entière, 40k €, Leclerc", "FR"),
        ("hela Sverige, 400 tkr, ICA", "SE"),
        ("nur Deutschschweiz, CHF 40k", "CH"),
        ("uniquement la Suisse romande, 40k CHF", "CH"),
        ("só no Rio, R$ 50 mil", "BR; cities Rio de Janeiro"),
        ("Texas only, $40k", "US; US-TX"),
    ],
)
def test_whole_countries_and_single_places(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Hungry Jack's, Australia, A$40k", "AU"),
        ("Bavaria, Colombia, 200 millones", "CO"),
        ("Deutsche Bank, Spain, 60k eur", "ES"),
        ("American Express, Italy, 60k eur", "IT"),
        ("Singapore Airlines, Australia, A$60k", "AU"),
        ("Banco de Bogotá, Colombia, 200 millones", "CO"),
        ("Paris Saint-Germain, Spain, 40k eur", "ES"),
        ("Versace, Milan, 40k €", "IT; cities Milan"),
        ("Chicago Town pizza, UK, £40k", "GB"),
        ("Arizona iced tea, Germany, 40k eur", "DE"),
        ("Columbia Sportswear, France, 40k €", "FR"),
        ("Seat Ibiza, Italia, 40k", "IT"),
        ("Nice biscuits, UK, £40k", "GB"),
        ("Evian, Schweiz, CHF 40k", "CH"),
        ("Wiener Linien, 20k, Wien", "AT; cities Vienna"),
        ("Victoria, México, cerveza, 2 mdp", "MX"),
        ("El Corte Inglés, Portugal, 40k", "PT"),
        ("Peru Rail, Chile, 40k usd", "CL"),
    ],
)
def test_a_place_inside_a_name_is_none(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("nice plan for Nike, 40k usd, Canada", "CA"),
        ("mobile only, $40k US", "US"),
        ("plano de Natal, Portugal, 40k €", "PT"),
        ("(PT) campanha Natal, Worten, Lisboa e Porto, 30k", "PT; cities Lisbon,Porto"),
        ("vivo, R$ 400 mil, Brasil", "BR"),
        ("come sempre Italia, 40k", "IT"),
        ("mehr Sport, 40k €, Österreich", "AT"),
        ("personal care, US, $40k", "US"),
        ("Thanksgiving turkey promo, $40k, US", "US"),
        ("Georgia from our team asked for £40k UK", "GB"),
        ("thanks, Jordan. £40k UK", "GB"),
        ("let us know, 40k", ""),
        ("es un brief de Nike, 40k", ""),
        ("PR team and HR want 40k for Nike", ""),
        ("TV and CTV are out, 40k for Nike", ""),
        ("AM/PM drive time, 40k, Nike", ""),
        ("CPM de 10, 40k, Nike", ""),
        ("ma 40k per Nike, audio", ""),
        ("no me convence, 40k para Nike", ""),
        ("hola de nuevo, 40k para Nike", ""),
        ("AB test, 40k, Nike", ""),
        ("CEO wants ROI, 40k, Nike", ""),
        ("VIP ladies, 40k, Nike", ""),
        ("san valentín, 40k, Nike", ""),
        ("für die Marke Nike, 40k, ab Mai", ""),
        ("italian food fans, 40k, Samsung", ""),
        ("english language only, 40k, Samsung", ""),
    ],
)
def test_words_that_are_no_places(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Linköping och Norrköping, 200 tkr, Foodora || skippa Linköping", "SE; cities Norrköping"),
        ("Berlin, Hamburg, 40k € || Hamburg weg", "DE; cities Berlin"),
        ("40k €, Spain || no, Portugal", "PT"),
        ("40k €, Deutschland || statt Deutschland Österreich", "AT"),
        ("40k €, Nederland || België ook", "BE,NL"),
        ("40k €, España || solo Cataluña", "ES; ES-CT"),
        ("40k €, Österreich || ohne Wien bitte", "AT; without Vienna"),
        ("$40k, TX and FL || add GA", "US; US-FL,US-GA,US-TX"),
        ("40k €, DACH || ohne Schweiz", "AT,DE"),
    ],
)
def test_later_turns(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Tesco: everything in England but not London, £120k", "GB; GB-ENG; without London"),
        ("client: New York Life. market: Florida. $90k", "US; US-FL"),
        ("Canada Goose in the UK, £70k", "GB"),
        ("Lidl, ROI and NI, €60k", "GB,IE; GB-NIR"),
        ("Super Bock no Porto, Braga e Guimarães, 15k €", "PT; cities Braga,Guimarães,Porto"),
        ("Kantone Luzern, Zug und Schwyz, 20k CHF", "CH; CH-LU,CH-SZ,CH-ZG"),
        ("Vlaanderen behalve Limburg, 25k, Colruyt", "BE; BE-VLG; without BE-VLI"),
        ("$80k, US || just the west coast: CA, OR, WA", "US; US-CA,US-OR,US-WA"),
        ("Zaragosa y Pamplna, 15k €, Alcampo", "ES; cities Pamplona,Zaragoza"),
        ("PLUS supermarkt: Den Bosch, Breda, 15k", "NL; cities 's-Hertogenbosch,Breda"),
    ],
)
def test_places_beside_what_is_none(text: str, places: str) -> None:
    assert geo(text) == places


@pytest.mark.parametrize(
    "words", ["in Belgium just Flanders", "in Belgien nur Flandern", "en Bélgica solo Flandes"]
)
def test_only_a_region_in_its_country_leaves_the_other_countries(words: str) -> None:
    geo = brief_of("Dove: NL 55k, BE 35k, euros", words).geo
    assert (geo.countries, geo.regions) == (("BE", "NL"), ("BE-VLG",))
