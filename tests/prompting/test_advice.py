"""Advice: finds what it is for in every language, leaves calm texts alone, never fails."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.prompting.advice import MESSAGES, MOST, Kind, advise

FINDS = {
    Kind.PERSON: [
        ("Mayor Smith opens the square", "Mayor Smith"),
        ("ein Fest mit Angela Merkel", "Angela Merkel"),
        ("Frau Müller am Brunnen", "Frau Müller"),
        ("il sindaco Rossi in piazza", "sindaco Rossi"),
        ("doamna Popescu în parc", "doamna Popescu"),
        ("mevrouw Jansen op de fiets", "mevrouw Jansen"),
        ("ο δήμαρχος Παπαδόπουλος στην πλατεία", "δήμαρχος Παπαδόπουλος"),
        ("кметът Петров на площада", "кметът Петров"),
        ("pani Nowak na rynku", "pani Nowak"),
        ("Mr. Brown waves", "Mr. Brown"),
    ],
    Kind.EMAIL: [("write to jo.doe+x@town-hall.example.org.", "jo.doe+x@town-hall.example.org")],
    Kind.PHONE: [
        ("call +49 30 1234567", "+49 30 1234567"),
        ("unter 0231/50-12345 melden", "0231/50-12345"),
        ("tel. 601 234 567", "601 234 567"),
        ("(0575) 377 123", "(0575) 377 123"),
        ("τηλ. 210 3456789", "210 3456789"),
    ],
    Kind.ADDRESS: [
        ("12 Baker Street at night", "12 Baker Street"),
        ("die Berliner Straße 12", "Berliner Straße 12"),
        ("in der Hauptstr. 5a", "Hauptstr. 5a"),
        ("in via Guido Monaco 14", "via Guido Monaco 14"),
        ("piazza della Repubblica, 3", "piazza della Repubblica, 3"),
        ("strada Mihai Eminescu nr. 4", "strada Mihai Eminescu nr. 4"),
        ("aan de Oudegracht 12", "Oudegracht 12"),
        ("στην οδό Ερμού 15", "οδό Ερμού 15"),
        ("на ул. Иван Вазов 12", "ул. Иван Вазов 12"),
        ("przy ul. Długiej 7", "ul. Długiej 7"),
    ],
    Kind.LANDMARK: [
        ("with the Eiffel Tower", "Eiffel Tower"),
        ("vor dem Brandenburger Tor", "Brandenburger Tor"),
        ("accanto al Colosseo", "Colosseo"),
        ("lângă Casa Poporului", "Casa Poporului"),
        ("bij de Domtoren", "Domtoren"),
        ("κοντά στην Ακρόπολη", "Ακρόπολη"),
        ("пред Айфеловата кула", "Айфеловата"),
        ("obok Wawelu", "Wawelu"),
    ],
    Kind.BRAND: [("an IKEA kitchen", "IKEA"), ("aus Lego", "Lego"), ("Coca-Cola", "Coca-Cola")],
    Kind.ARTIST: [
        ("a wall by Banksy", "Banksy"),
        ("in the style of Anna Schmidt", "in the style of Anna Schmidt"),
        ("im Stil von Gerhard Richter", "im Stil von Gerhard Richter"),
        ("nello stile di Zerocalcare", "nello stile di Zerocalcare"),
        ("w stylu Jana Nowaka", "w stylu Jana Nowaka"),
    ],
    Kind.CLICHE: [
        ("a Smart-City", "Smart-City"),
        ("una città intelligente", "città intelligente"),
        ("un oraș inteligent", "oraș inteligent"),
        ("een slimme stad", "slimme stad"),
        ("μια έξυπνη πόλη", "έξυπνη πόλη"),
        ("интелигентен град", "интелигентен град"),
        ("inteligentne miasto", "inteligentne miasto"),
    ],
    Kind.LETTERING: [
        ("a sign that says hello", "sign that says"),
        ("ein Schild mit der Aufschrift Rathaus", "mit der Aufschrift"),
        ("un cartello con la scritta ciao", "con la scritta"),
        ("un panou cu textul bun venit", "cu textul"),
        ("een bord met de tekst welkom", "met de tekst"),
        ("μια πινακίδα που γράφει καλώς", "που γράφει"),
        ("табела с надпис добре дошли", "с надпис"),
        ("tablica z napisem witamy", "z napisem"),
    ],
    Kind.NEGATION: [
        ("a street with no cars", "no cars"),
        ("eine Straße ohne Autos", "ohne Autos"),
        ("una strada senza auto", "senza auto"),
        ("o stradă fără mașini", "fără mașini"),
        ("een straat zonder auto’s", "zonder auto"),
        ("ένας δρόμος χωρίς αυτοκίνητα", "χωρίς αυτοκίνητα"),
        ("улица без коли", "без коли"),
        ("ulica bez samochodów", "bez samochodów"),
    ],
    Kind.INVISIBLE: [
        ("an urban data platform", "data platform"),
        ("ein digitaler Zwilling", "digitaler Zwilling"),
        ("una piattaforma dati", "piattaforma dati"),
        ("o platformă de date", "platformă de date"),
        ("een dataplatform", "dataplatform"),
        ("μια πλατφόρμα δεδομένων", "πλατφόρμα δεδομένων"),
        ("платформа за данни", "платформа за данни"),
        ("platforma danych", "platforma danych"),
    ],
}
CALM = [
    "a market square where neighbours plan their street together",
    "on 23.10.2023, 2023-10-23 or 23/10/2023, from 2024-2030, for 1.000.000 trees and 10 000 000 €",
    "15 trees, 300 people, 20 °C, at 14:30, in 2030, 12.5 km, 3/4 of the roofs",
    "No lettering. Ohne Schrift. Senza scritte. Fără text. Zonder letters. Bez napisów.",
    "people with and without wheelchairs, not only cyclists, no longer noisy",
    "Eine Frau mit Kind, ein Herr mit Hut, die junge Bürgermeisterin auf dem Marktplatz",
    "a mayor, a nurse and the Mayor’s dog; The President of the sports club laughs",
    "in the style of Van Gogh, im Stil von Kinderbüchern, nello stile di Giotto, w stylu Art Deco",
    "Piazza Santa Maria Novella in the rain",
    "ein breiter Radweg 3 m neben der Allee, der Marktplatz 2030",
    "un bosco e i boschi, a cloud over the meadow, a signal, an apple tree, ein Ufer",
    "il nuovo mercato; o femeie în vârstă; de oude haven; μια γυναίκα· млада жена; starsza pani",
    "smart neighbours in a clever little town",
    "@home, 50@night, a@b",
]
NASTY = [
    *("a", "@", "1", "no ", "A a ", "Anna ", "1 ", "Via Aa ", "a.b@c.", "Straße ", "(+", "Ab-"),
    *(
        "ul. ",
        "12 Abc Abc Abc ",
        "in the style of ",
        "Mr. ",
        "ß",
        "\ud800",
        "😀",
        "\n",
        "sign that ",
    ),
]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [(kind, *one) for kind, found in FINDS.items() for one in found],
    ids=lambda one: str(one)[:30],
)
def test_it_finds(kind: Kind, text: str, words: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in advise(text)] == [(kind, words)]


@pytest.mark.parametrize("text", CALM)
def test_it_leaves_alone(text: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in advise(text)] == []


def test_each_kind_has_its_words() -> None:
    assert set(MESSAGES) == set(Kind) == set(FINDS)
    assert len(set(MESSAGES.values())) == len(Kind)


def test_the_same_is_said_once_and_never_too_much() -> None:
    assert len(advise("no cars, no cars, NO CARS")) == 1
    assert len(advise(" ".join(f"no car{n}." for n in range(50)))) == MOST


PIECES = [text for found in FINDS.values() for text, _ in found]


@given(st.lists(st.one_of(st.text(), st.sampled_from([*PIECES, *NASTY])), max_size=20).map("".join))
def test_it_never_fails_and_stays_in_the_text(text: str) -> None:
    found = advise(text)
    assert len(found) <= MOST
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        end = one.end
        assert one.message


@pytest.mark.parametrize("piece", [*NASTY, *PIECES], ids=lambda one: ascii(one)[:20])
def test_it_is_quick_on_the_longest_prompt(piece: str) -> None:
    """In proportion to the length: what is only quick by luck takes minutes here."""
    text = (piece * 32_000)[:32_000]
    before = time.process_time()
    advise(text)
    assert time.process_time() - before < 2.0
