"""Snippets: hits as they were written, in the part of a text that has most of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.folding import fold_text, list_words
from visions.search.snippet import cut_snippet, find_hits, find_text


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Una CITTÀ verde", ["citt"], ["CITTÀ"]),
        ("die Straße, Strassen", ["strasse"], ["Straße", "Strassen"]),
        ("ﬁets en Fietsen", ["fiets"], ["ﬁets", "Fietsen"]),
        ("e\u0301tat d'e\u0301te\u0301", ["ete"], ["e\u0301te\u0301"]),
        ("ΉΛΙΟΣ ήλιος", ["ηλιοσ"], ["ΉΛΙΟΣ", "ήλιος"]),
        ("subway way", ["way"], ["way"]),
        ("snow_way", ["way"], ["way"]),
        ("anything", [], []),
    ],
)
def test_hits_are_shown_as_written(text: str, words: list[str], hits: list[str]) -> None:
    assert [text[a:b] for a, b in find_hits(text, words)] == hits


@given(st.text(), st.data())
def test_what_was_found_is_one_of_the_words(text: str, data: st.DataObject) -> None:
    words = list_words(text)
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    hits = [fold_text(text[a:b]) for a, b in find_hits(text, [word])]
    assert any(word in hit for hit in hits)


LONG = " ".join(f"one{n}" for n in range(100)) + " the tram and the tram " + "two " * 100


def test_a_long_text_is_cut_around_its_hits() -> None:
    snippet = cut_snippet(LONG, find_hits(LONG, ["tram"]), 80)
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")
    assert len(snippet.text) <= 84
    assert [snippet.text[a:b] for a, b in snippet.hits] == ["tram", "tram"]
    assert set(snippet.text.strip("… ").split()) <= set(LONG.split())


def test_a_short_text_stays_whole() -> None:
    snippet = cut_snippet("a tram", [(2, 6)], 80)
    assert (snippet.text, snippet.hits) == ("a tram", ((2, 6),))
    assert (
        cut_snippet(LONG, [], 30).text
        == "one0 one1 one2 one3 one4 one5 …"[:30].rsplit(" ", 1)[0] + " …"
    )


@given(st.text(max_size=400), st.integers(10, 80), st.text(min_size=1, max_size=3))
def test_hits_of_a_cut_text_are_the_same_words(text: str, width: int, wanted: str) -> None:
    line = " ".join(text.split())
    spans = find_text(line, wanted)
    snippet = cut_snippet(line, spans, width)
    assert len(snippet.text) <= width + 4 or len(line) <= width
    assert all(snippet.text[a:b] == wanted for a, b in snippet.hits)
    if spans and len(wanted) < width // 2:
        assert snippet.hits
