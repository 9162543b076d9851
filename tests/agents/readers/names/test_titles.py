"""Names of words that mean something else: weekdays, months, seasons, places, people, drinks.

The advertiser stands in [brackets], the product in {braces}; behind each line are the countries
and the month of the flight, which the words of the name must not change. Turns stand between "||".
"""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import Brief
from tests.agents.readers.advertisers.test_names import marked_names, plain

TODAY = date(2026, 11, 20)

NAMED = [
    ("plan for [Friday Lamps], UK, £40k, march", "GB 03"),
    ("[October Kitchens] - UK - £60k - february", "GB 02"),
    ("can you do something for [Saturday Shoes]? 30k gbp, leeds, march", "GB 03"),
    ("client: [May & Sons], UK, £25k, april", "GB 04"),
    ("[Jordan Mills] want £50k in Ireland, march", "IE 03"),
    ("brief for [Paris Baguette], US, $90k, may", "US 05"),
    ("[Cuba Libre Rum Bar], Miami, $20k, june", "US 06"),
    ("$70k for [Turkey Hill Dairy], Pennsylvania, march", "US 03"),
    ("[Winter Palace Teas], Canada, CAD 30k, feb", "CA 02"),
    ("[Spring Chicken Foods] wants the UK, £80k, june", "GB 06"),
    ("Brief: [Summer Fridays], US, $120k, april", "US 04"),
    ("[Sunday Riley] / US / $200k / march", "US 03"),
    ("need a plan for [The Daily Harvest Box], US, $45k, may", "US 05"),
    ("*Client:* [Half Moon Coffee] *Budget:* $30k *Market:* US *Flight:* may", "US 05"),
    ("[Paper & Plane] uk 20k gbp march", "GB 03"),
    ("nz$20k [Tui & Fern], new zealand, march", "NZ 03"),
    ("plan for [Monday Motors] by EOD pls, UK, £40k, march", "GB 03"),
    ("something for [Copper Kettle] by tomorrow: Ireland, 30k eur, march", "IE 03"),
    ("[Lucky Dog Pet Food], US, $60k, march", "US 03"),
    ("[Bright Owl Beer] wants Ireland, €60k, may", "IE 05"),
    ("AUD 40k Australia, [Corner Post Bakery], may", "AU 05"),
    ("[Morning Star Farms], US, $90k, june", "US 06"),
    ("we got [Quarter Past Six] with $30k in Texas, march", "US 03"),
    ("[China Grill] wants Florida, $40k, march", "US 03"),
    ("plan for [Brazil Nut Butter Co], UK, £20k, may", "GB 05"),
    ("[Chelsea Boots Club], Manchester, £15k, march", "GB 03"),
    ("[Victoria's Garden], Leeds, £15k, may", "GB 05"),
    ("hey team! [Carolina's Pies], Ohio, $15k, june", "US 06"),
    ("[First Light Bank] needs leads in Canada, CAD 90k, may", "CA 05"),
    ("this one is for [Last Call Distillery]: Kentucky, $40k, may", "US 05"),
    ("[Long Way Home Movers], Texas, $30k, june", "US 06"),
    ("[Mountain Dew], US, $400k, june", "US 06"),
    ("[Simple Sunday Coffee] just sent a brief: £35k, UK, may", "GB 05"),
    ("Fwd from Tom @ Blue Harbour Media:\n> [Kestrel Blinds], UK, £30k, may", "GB 05"),
    (
        "> Hi Ana,\n> We'd like to book [Thursday Boots] for March. $80k, US.\n"
        "> Best,\n> Joe Miller | Account Lead | Red Fox Media",
        "US 03",
    ),
    (
        "> Hello,\n> [Pine Street Pets] has $50k for Texas in May.\n"
        "> Thanks, Bill\n> Northside Media Group",
        "US 05",
    ),
    ("From: Karen Holt\nSubject: brief\n[Silver Birch Homes], UK, £45k, may", "GB 05"),
    (
        "new business: [Wednesday Wines], £30k, UK, may || client says too expensive, make it 25k",
        "GB 05",
    ),
    ("[Holloway Tents], UK, £30k, june || client feedback: add Ireland", "GB,IE 06"),
    ("[Rosehip Lane], UK, £30k, june || ugh sorry, 40k", "GB 06"),
    ("[Ambrose Tea], UK, £30k || oops, dates: june", "GB 06"),
    ("[Sprout Social Club] uk £25k may || Thanks!! one more thing, no display", "GB 05"),
    ("[Early Bird Mattress], US, $80k, march || Client wants Texas only", "US 03"),
    ("[Two Rivers Brewing], Ohio, $20k, may || my bad, june", "US 06"),
    ("plan para [Muebles Lunes], España, 20k euros, marzo", "ES 03"),
    ("Para [Zapatería Abril]: 12.000 €, Valencia, mayo", "ES 05"),
    ("Para [Bodegas Invierno], 30k, España, mayo", "ES 05"),
    ("Desde [Viento Norte] piden 40.000 € para España en mayo", "ES 05"),
    ("[Café Domingo], Madrid, 15.000 euros, mayo", "ES 05"),
    ("[Helados Verano], Andalucía, 20k euros, julio", "ES 07"),
    ("cliente: [Casa Marzo], México, 500k MXN, mayo", "MX 05"),
    ("[Heladería Cuba] quiere Madrid en junio, 10k euros", "ES 06"),
    ("[Tierra del Fuego Outdoor], Argentina, 30k USD, mayo", "AR 05"),
    ("campaña de [Don Ernesto] en Perú, 80k soles, mayo", "PE 05"),
    ("[Chocolates Primavera], Colombia, 90 millones COP, mayo", "CO 05"),
    ("[Colegio San Marcos] busca leads en Lima, 40k soles, mayo", "PE 05"),
    ("brief: [Marea Alta], España, 25k, agosto", "ES 08"),
    ("Cliente: [Doña Petrona]\nPaís: Argentina\nPresupuesto: USD 30k\nFechas: mayo", "AR 05"),
    ("El [Corte Fino] quiere Madrid, 20k euros, mayo", "ES 05"),
    ("La [Clínica del Valle] quiere Bogotá, 90 millones COP, mayo", "CO 05"),
    ("para [Grupo Bimbo] (pan {Artesano}), México, 2 mdp, mayo", "MX 05"),
    ("[Bavaria] quiere mover su cerveza {Águila} en Colombia, 200 millones COP, mayo", "CO 05"),
    ("cliente [Henkel], detergente {Dixan}, España, 90k, mayo", "ES 05"),
    ("[Toyota] quiere empujar su coche {Yaris}, España, 90k, mayo", "ES 05"),
    ("desde [Grupo Sol] me piden 20k en España, mayo || ay perdón, son 25k", "ES 05"),
    ("[Zumos Olivar], España, 20k, mayo || el cliente pide junio", "ES 06"),
    ("[Ruta Sur], México, 900k MXN, mayo || uy se me pasó: solo audio", "MX 05"),
    ("[Luna Nueva Colchones], España, 20k, mayo", "ES 05"),
    (
        "me llega de la agencia:\n> Hola Luis,\n"
        "> Para [Textiles Roca] tenemos 50.000 € en España, mayo.\n> Un saludo,\n"
        "> Carmen (Arena Sur)",
        "ES 05",
    ),
    ("[Agencia de Viajes Otoño], España, 20k, mayo", "ES 05"),
    ("plano para a [Padaria Domingo], Brasil, R$ 50 mil, maio", "BR 05"),
    ("[Sorvetes Verão], Brasil, R$ 80 mil, junho", "BR 06"),
    ("a [Lojas Marisol] quer Brasil, R$ 90 mil, maio", "BR 05"),
    ("cliente [Ambev], cerveja {Original}, Brasil, R$ 900 mil, maio", "BR 05"),
    ("[Fiat] quer lançar seu carro {Pulse}, Brasil, R$ 900 mil, maio", "BR 05"),
    ("[Boticário] (perfume {Malbec}), Brasil, R$ 300 mil, maio", "BR 05"),
    ("Cliente: [Dona Benta]\nVerba: R$ 90 mil\nPraça: Brasil\nPeríodo: maio", "BR 05"),
    ("[Pedra Azul Hotéis], Brasil, R$ 60 mil, julho || ih esqueci: só vídeo", "BR 07"),
    ("[Ponto Frio], Brasil, R$ 200 mil, maio || o cliente atrasou, joga pra junho", "BR 06"),
    ("[Quinta do Lago Vinhos], Portugal, 30k euros, maio", "PT 05"),
    (
        "segue e-mail:\n> Oi Ju, tudo bem?\n"
        "> A [Vale Verde] quer R$ 70 mil no Brasil em maio.\n> Abs, Carla",
        "BR 05",
    ),
    (
        "> Olá Rui,\n> A [Terra Nova] tem 40.000 € para Portugal em maio.\n> Abraços,\n> Inês",
        "PT 05",
    ),
    ("campanha da [Lua Cheia] em Portugal, 20k euros, maio", "PT 05"),
    ("[Domingo Feliz] precisa de alcance, Brasil, R$ 100 mil, maio", "BR 05"),
    ("[Sol & Sal], Portugal, 25k euros, junho", "PT 06"),
    ("[Rio Doce Águas] Brasil R$ 50 mil maio || puts, errei: R$ 60 mil", "BR 05"),
    ("Für [Bäckerei Sommer]: 10.000 €, Leipzig, März", "DE 03"),
    ("[Café Montag], Hamburg, 12k, Mai", "DE 05"),
    ("[Dezember Design] will Deutschland, 40k, Mai", "DE 05"),
    ("Kunde: [Winter & Söhne], Deutschland, 30k, Mai", "DE 05"),
    ("Kunde ist [Jung Brauerei], Bayern, 20k, Mai", "DE 05"),
    ("Plan für [Herbst Immobilien], Berlin, 20k, Mai", "DE 05"),
    ("[Schwaben Bräu] in Baden-Württemberg, 30k, Mai", "DE 05"),
    ("[Berliner Kindl], Berlin, 50k, Mai", "DE 05"),
    ("[Wiener Feinbäckerei], Deutschland, 50k, Mai", "DE 05"),
    ("30k für [Alte Mühle], Bayern, Mai", "DE 05"),
    ("48k für [Teutoburger Quelle], NRW, Mai", "DE 05"),
    ("[Emsland Group] möchte Niedersachsen, 30k, Mai", "DE 05"),
    ("letztes Mal mit [N26], DE, jetzt 200k, Mai", "DE 05"),
    ("mach mir nen Plan für [o2], Deutschland, 300k, Mai", "DE 05"),
    ("[Krombacher] (Bier {Starkbier 1803}), DE, 90k, Mai", "DE 05"),
    ("[Ferrero] (Produkt: {Kinder Riegel}), DE, 90k, Mai", "DE 05"),
    ("[Emmi], Produkt {Caffè Latte}, CH, CHF 90k, Mai", "CH 05"),
    ("[Sonnenschein Reisen], DE, 30k, Juli || Kunde meint zu teuer, bitte 25k", "DE 07"),
    (
        "> Hallo Jan,\n> für [Blaue Stunde] bitte 30.000 € in Österreich im Mai.\n> "
        "Viele Grüße\n> Petra Lang, Agentur Nordlicht",
        "AT 05",
    ),
    ("Pour [Boulangerie Dimanche] : 12 000 €, Lyon, mai", "FR 05"),
    ("Pour [Maison Janvier], 30k€, France, mai", "FR 05"),
    ("[Café Lundi], Paris, 15k€, mai", "FR 05"),
    ("client : [Le Petit Septembre], France, 30k€, mai", "FR 05"),
    ("[Printemps du Vin] veut la France, 40k€, juin", "FR 06"),
    ("[Les Deux Marmottes], France, 40k€, mai", "FR 05"),
    ("plan pour [Mardi & Fils], Belgique, 20k€, mai", "BE 05"),
    ("[Danone] veut pousser son yaourt {Skyr}, France, 90k€, mai", "FR 05"),
    ("[Renault], voiture {Clio}, France, 90k€, mai", "FR 05"),
    ("[L'Oréal] (parfum {Libre}), France, 200k€, mai", "FR 05"),
    ("[Lune Rousse], Québec, 20 000 $, mai || oups, juin", "CA 06"),
    ("[Petite Ourse], France, 20k€, mai || le client trouve ça trop cher, 15k", "FR 05"),
    (
        "> Bonjour Marc,\n> [Nouvelle Vague Optique] souhaite la France en mai, 40 "
        "000 €.\n> Cordialement,\n> Julie Petit (Agence Soleil)",
        "FR 05",
    ),
    ("Pour [Ferme du Midi], 20k€, Occitanie, juin", "FR 06"),
    ("[Nuit Blanche Matelas], France, 60k€, mai", "FR 05"),
    ("Per [Pasticceria Domenica]: 10.000 €, Milano, maggio", "IT 05"),
    ("[Gelateria Estate], Roma, 12k euro, giugno", "IT 06"),
    ("[Caffè Lunedì] vuole Torino, 10k euro, maggio", "IT 05"),
    ("cliente: [Don Peppe], Italia, 30k, maggio", "IT 05"),
    ("piano per [Terra Rossa], Puglia, 20k, maggio", "IT 05"),
    ("La [Cantina del Sole] vuole Italia, 30k, maggio", "IT 05"),
    ("[Ferrero], merendina {Fiesta}, Italia, 200k, maggio", "IT 05"),
    ("[Fiat] (auto {Panda}), Italia, 200k, maggio", "IT 05"),
    ("[Acqua Chiara] cerca copertura in Italia, 60k, giugno", "IT 06"),
    ("[Primavera Sposi], Italia, 30k, maggio || ops, giugno", "IT 06"),
    ("[Sale & Pepe], Italia, 30k, maggio || il cliente dice che costa troppo, 25k", "IT 05"),
    (
        "> Ciao Anna,\n> per [Borgo Antico] abbiamo 40.000 € in Italia a maggio.\n> "
        "Un saluto, Paolo",
        "IT 05",
    ),
    ("[Meubels Maart], Nederland, 20k, mei", "NL 05"),
    ("[Zomer & Zonen], Nederland, 20k, mei", "NL 05"),
    ("plan voor [Huis van Mei], Amsterdam, 20k, maart", "NL 03"),
    ("[Swiss Sense] wil Nederland, 60k, mei", "NL 05"),
    ("30k in Nederland voor [Danish Design Huis], mei", "NL 05"),
    ("[Heineken], bier {Affligem}, Nederland, 90k, mei", "NL 05"),
    ("[Kleine Beer], Nederland, 20k, mei || oeps, juni", "NL 06"),
    ("[Volle Maan], Nederland, 20k, mei || de klant vindt het te duur, 15k", "NL 05"),
    (
        "> Hoi Kim,\n> Voor [Blauwe Zee] hebben we 30.000 euro in Nederland in "
        "mei.\n> Groetjes, Bas",
        "NL 05",
    ),
    ("För [Bageri Söndag]: 50 000 kr, Malmö, maj", "SE 05"),
    ("[Sommar & Sol], Sverige, 200k SEK, juni", "SE 06"),
    ("plan för [Vinterspår], Norrland, 100k SEK, mars", ""),
    ("[Café Fredag] vill nå Göteborg, 80k SEK, maj", "SE 05"),
    ("kund: [Unga Örnar], Sverige, 200k SEK, maj", "SE 05"),
    ("[Carlsberg], öl {Falcon}, Sverige, 900k SEK, maj", "SE 05"),
    ("[Volvo] (bil {EX40}), Sverige, 900k SEK, maj", "SE 05"),
    ("[Norra Bergen], Sverige, 200k SEK, maj || oj, juni", "SE 06"),
    ("[Stilla Vatten], Sverige, 200k SEK, maj || kunden tycker det är för dyrt, 150k", "SE 05"),
    ("> Hej Lisa,\n> vi har 250 000 kr till [Gröna Linjen] i Sverige i maj.\n> Mvh, Anna", "SE 05"),
    ("> Kære Mads,\n> vi har 250.000 kr. til [Legoland] i Danmark i maj.\n> Mvh Sofie", "DK 05"),
    ("Hei!\nVi trenger en plan til [Freia], Norge, 500k NOK, mai", "NO 05"),
]

NAMELESS = [
    ("12k euro, Bergamo e Brescia, maggio", "IT 05"),
    ("50k, Lyon et Nantes, mai, parents", "FR 05"),
    ("March in Germany, €50k", "DE 03"),
    ("Friday to Sunday, UK, £20k, in May", "GB"),
    ("By EOD please: 50k, France, may", "FR 05"),
    ("Para mayo: 20k euros, España", "ES 05"),
    ("Desde marzo hasta mayo, España, 20k euros", "ES 03"),
    ("Para España, 20k euros, mayo", "ES 05"),
    ("Pour mai : 20k€, France", "FR 05"),
    ("Pour la Belgique, 20k€, mai", "BE 05"),
    ("Für März: 20k, Deutschland", "DE 03"),
    ("Für Österreich, 20k, Mai", "AT 05"),
    ("Per maggio: 20k, Italia", "IT 05"),
    ("Voor mei: 20k, Nederland", "NL 05"),
    ("För maj: 200k SEK, Sverige", "SE 05"),
    ("Hei, 500 000 NOK, Norge, mai", "NO 05"),
    ("Kære Mads,\n250.000 kr. i Danmark i maj\nMvh Sofie", "DK 05"),
    ("Oi gente, R$ 50 mil no Brasil em maio. Abs, Leo", "BR 05"),
    ("Easter Weekend, UK, £20k, families", "GB"),
    ("Long Weekend in May, UK, £20k", "GB 05"),
    ("Black Friday Germany 40k", ""),
    ("Sommer in Deutschland, 40k", "DE 06"),
    ("Verano en España, 40k", "ES 06"),
    ("Weekend push, Texas, $40k, may", "US 05"),
    ("Wochenende in Berlin, 20k, Mai", "DE 05"),
    ("Stryk Varberg, 20k SEK, Sverige, maj", ""),
    ("US, Canada, $90k, may, beer drinkers", "CA,US 05"),
    ("Chile y Perú, 90k USD, mayo", "CL,PE 05"),
    ("Georgia and Alabama, $40k, may", "US 05"),
    ("Jordan and Turkey, $40k, may", "JO,TR 05"),
    ("New Year in Madrid, 20k euros", "ES"),
    ("Fwd from Lena @ Kingfisher Media:\n> UK, £50k, May", "GB 05"),
    (
        "> Hi Sam,\n> £50k, UK, May.\n> Thanks,\n> Priya | Account Director | Bright Harbour Media",
        "GB 05",
    ),
    ("Bonjour Marc, 20k€, France, mai. Cordialement, Julie", "FR 05"),
    ("Hoi Kim, 20k, Nederland, mei. Groetjes, Bas", "NL 05"),
    ("Client feedback: 50k, Germany, may", "DE 05"),
    ("Cerveza en España, 40k, mayo", "ES 05"),
    ("Beer campaign, Ireland, €40k, may", "IE 05"),
    ("Autos in Deutschland, 40k, Mai", "DE 05"),
    ("Two Weeks in March, UK, £20k", "GB 03"),
    ("Women 25-44, UK, £20k, may", "GB 05"),
]


def read(line: str) -> Brief:
    return understand(plain(line).split(" || "), TODAY)[-1][1]


def facts(brief: Brief, wanted: str) -> str:
    """Countries and month of a Brief, as many of the two as are wanted."""
    month = "" if brief.flight is None else f"{brief.flight.start:%m}"
    found = [",".join(sorted(brief.geo.countries)), month]
    return " ".join(found[: len(wanted.split())])


@pytest.mark.parametrize(("line", "wanted"), NAMED)
def test_borrowed_words_belong_to_the_name(line: str, wanted: str) -> None:
    brief = read(line)
    found = {"advertiser": brief.advertiser, "product": brief.product}
    assert {slot: name for slot, name in found.items() if name} == marked_names(line)
    assert facts(brief, wanted) == wanted


@pytest.mark.parametrize(("line", "wanted"), NAMELESS)
def test_dates_places_and_people_are_nobody(line: str, wanted: str) -> None:
    brief = read(line)
    assert (brief.advertiser, brief.product) == (None, None)
    assert facts(brief, wanted) == wanted
