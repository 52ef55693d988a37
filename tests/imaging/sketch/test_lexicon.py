"""What words stand for: every term of the data file, false friends, negation."""

from __future__ import annotations

import time

import pytest

from visions.imaging.sketch.elements import ELEMENTS
from visions.imaging.sketch.lexicon import LANGUAGES, index_language, load_lexicon, read_text
from visions.imaging.sketch.places import GROUNDS, PLACE_WORDS

MEANS = load_lexicon()["means"]
TERMS = [
    (language, concept, stem)
    for concept, languages in MEANS.items()
    for language, stems in languages.items()
    for stem in stems
]
NEGATIONS = [
    ("en", "A city without cars", "car"),
    ("en", "no cars, but trams and trees", "car"),
    ("en", "a car-free town with bikes", "car"),
    ("de", "Eine Stadt ohne Autos", "car"),
    ("de", "keine Drohnen über dem Dorf", "drone"),
    ("de", "eine autofreie Innenstadt", "car"),
    ("it", "una città senza auto", "car"),
    ("ro", "un oraș fără mașini", "car"),
    ("nl", "een stad zonder auto's", "car"),
    ("el", "μια πόλη χωρίς αυτοκίνητα", "car"),
]
NEAR_MISSES = [
    ("it", "la città al tramonto", "tram"),
    ("de", "die Bürger der Stadt", "medieval"),
    ("de", "ein Riesenrad auf dem Platz", "bike"),
    ("de", "Bürgerbeteiligung für die Stadt", "medieval"),
    ("de", "Landwirtschaft und Wiesen", "business"),
    ("de", "Wasserstoff für die Stadt", "water"),
    ("de", "Parkplätze in der Stadt", "park"),
    ("en", "a business district", "bus"),
    ("en", "the parking of the city", "park"),
    ("en", "a street with the function of a stage", "ferris"),
    ("en", "the skills of the city", "alpine"),
    ("ro", "un oraș în care trăim", "health"),
    ("nl", "een molen met waterstof", "water"),
    ("it", "la gente chiacchiera ai tavolini", "data"),
]


def spell(stem: str) -> str:
    """Return text in which `stem` must be found."""
    return stem.lstrip("=~")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_stands_for_its_concept(language: str) -> None:
    for _, concept, stem in (term for term in TERMS if term[0] == language):
        reading = read_text(spell(stem).lstrip("!"), language)
        if stem.startswith("!"):
            index = index_language(language)[0]
            assert concept not in index.match(index_word(stem)), (concept, stem)
        else:
            assert concept in reading.wanted, (concept, stem, reading)


def index_word(stem: str) -> str:
    from visions.imaging.sketch.lexicon import split_words

    return split_words(stem[1:])[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_words_in_every_language(language: str) -> None:
    assert [concept for concept, words in MEANS.items() if not words.get(language)] == []


def test_case_and_accents_do_not_matter() -> None:
    assert read_text("ΜΙΑ ΠΟΛΗ ΜΕ ΠΟΔΗΛΑΤΑ").wanted == read_text("μια πόλη με ποδήλατα").wanted
    assert (
        read_text("GRÜNE STRASSENBAHN", "de").wanted == read_text("grüne Straßenbahn", "de").wanted
    )
    assert "bike" in read_text("Fahrra\u0308der", "de").wanted


def test_compounds_are_found_in_german_and_dutch() -> None:
    assert "market" in read_text("ein Weihnachtswochenmarkt", "de").wanted
    assert "bike" in read_text("een bakfietsstraat", "nl").wanted
    assert "energy" in read_text("die Windenergiestadt", "de").wanted


@pytest.mark.parametrize(("language", "text", "concept"), NEGATIONS)
def test_negation_takes_away(language: str, text: str, concept: str) -> None:
    for hint in (language, None):
        reading = read_text(text, hint)
        assert concept not in reading.wanted
        assert concept in reading.unwanted


def test_negation_ends_where_the_clause_ends() -> None:
    assert set(read_text("no cars, but trams").wanted) == {"tram"}
    assert "tree" in read_text("ohne Autos, mit Bäumen", "de").wanted
    assert "bus" in read_text("without cars and buses").unwanted
    assert "tree" in read_text("no cars in a city full of trees").wanted


@pytest.mark.parametrize(("language", "text", "concept"), NEAR_MISSES)
def test_near_misses_mean_nothing(language: str, text: str, concept: str) -> None:
    assert concept not in read_text(text, language).wanted


def test_the_language_is_guessed() -> None:
    assert read_text("eine Stadt mit Bäumen").language == "de"
    assert read_text("una città con gli alberi").language == "it"
    assert read_text("μια πόλη με δέντρα").language == "el"
    assert read_text("").language is None
    assert read_text("", "ro").language == "ro"


def test_english_words_count_inside_other_languages() -> None:
    assert "data" in read_text("eine Stadt mit einer urban data platform").wanted


def test_a_hint_that_is_wrong_does_no_harm() -> None:
    assert "bike" in read_text("een stad met fietsen en bomen", "it").wanted


def test_concepts_come_in_order_of_mention() -> None:
    assert read_text("a market, a tram and a market").wanted[:2] == ("market", "tram")


def test_every_concept_is_drawn_somewhere() -> None:
    drawn = {concept for one in ELEMENTS.values() for concept in one.concepts}
    context = {word for word, _ in PLACE_WORDS} | set(GROUNDS)
    light = {"night", "dusk", "dawn", "day", "rain", "clear", "fog"}
    seasons = {"winter", "spring", "summer", "autumn"}
    assert set(MEANS) - drawn - context - light - seasons == set()
    assert drawn - set(MEANS) == set()


def test_a_long_text_is_read_at_once() -> None:
    words = "smart city with trams Straßenbahnhaltestelle wasserstofftankstelle ποδήλατα "
    text = "".join(f"{words}{number:x} " for number in range(2000))[:32_000]
    read_text(text)
    best = min(timed(text) for _ in range(5))
    assert best < 0.05  # ten milliseconds on a quiet machine


def timed(text: str) -> float:
    start = time.perf_counter()
    read_text(text)
    return time.perf_counter() - start
