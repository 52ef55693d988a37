"""Sheets in two languages at once: both are there, told apart, and fit."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pikepdf
import pytest

from tests.documents.filled import FULL, HALF, HAMM
from tests.documents.paper import A3_LANDSCAPE, A4, count_words, find_faults, split_words
from tests.documents.samples import ARTICLE, HOSTILE, LONGEST, VERSION, WORKSHOP, make_entry
from tests.documents.test_fit import TANDEMS, list_answers, trim_to
from tests.documents.test_html import Reader
from tests.documents.test_pdf import ONE_CITY, SHAPES, draw_jpeg, read
from visions.answers import Answers
from visions.documents.bilingual import CLOSE, OPEN, join_texts, mark_languages, strip_marks
from visions.documents.html import set_html
from visions.documents.pdf import Page, SetPdf, set_pdf
from visions.documents.plain_text import clean_text
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView, WorksheetView
from visions.errors import TemplateFailed
from visions.i18n import speak
from visions.model import LANGUAGES, State, Tandem
from visions.theme import PLAIN, ExtraField, Theme

PAIRS = ("it-de", "ro-de", "el-de", "bg-de", "pl-de", "nl-de")
MARKS = "\u2061\u2062\u2063\u2064"
VIEWS = {"worksheet": view_worksheet, "roadmap": view_roadmap}
ANSWERS = {"empty": None, "half": HALF, "full": FULL}


def view_pair(
    kind: str,
    pair: str,
    tandem: Tandem = HAMM,
    answers: Answers | None = None,
    *,
    shape: str = "landscape",
    theme: Theme = PLAIN,
) -> WorksheetView | RoadmapView:
    size = SHAPES.get(shape)
    entry = make_entry(tandem, 1, size=size) if size else make_entry(tandem, 1, state=State.FAILED)
    kept = trim_to(answers, len(tandem.cities)) if answers else None
    revision = 1 if answers else 0
    return VIEWS[kind](
        WORKSHOP, tandem, entry, pair, VERSION, answers=kept, revision=revision, theme=theme
    )


def set_pair(view: WorksheetView | RoadmapView, shape: str = "landscape") -> SetPdf:
    return set_pdf([Page(view, draw_jpeg(*SHAPES[shape]) if shape in SHAPES else None)])


def set_page(view: WorksheetView | RoadmapView, templates: Path | None = None) -> str:
    return set_html(view, picture="image.jpg", assets="assets", templates=templates)


def test_equal_texts_are_not_told_twice() -> None:
    assert join_texts("Prompt", "Prompt") == "Prompt"
    assert strip_marks(join_texts("Data", "Datum")) == "Data / Datum"
    assert strip_marks(join_texts("", "können") + " " + join_texts("a", "")) == "können a"
    assert join_texts("A\nB", "C\nB").count(OPEN) == 1


def test_what_people_write_holds_no_marks() -> None:
    assert clean_text(f"a{MARKS}b") == "ab"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<p>{}</p>",
            '<p><span class="pair">Data <span class="second" lang="de">Datum</span></span></p>',
        ),
        ('<img alt="{}">', '<img alt="Data / Datum">'),
        ("<title>{}</title>", "<title>Data / Datum</title>"),
        ('<svg><text x="1">{}</text></svg>', '<svg><text x="1">Data / Datum</text></svg>'),
    ],
)
def test_elements_tell_the_second_language_and_attributes_say_it(page: str, expected: str) -> None:
    assert mark_languages(page.format(join_texts("Data", "Datum")), "de") == expected


def test_words_that_a_template_takes_apart_keep_their_language() -> None:
    words = join_texts("Entro il 31", "Bis zum").split()
    page = mark_languages("".join(f"<b>{word}</b>" for word in words), "de")
    second = '<b><span class="second" lang="de">{}</span></b>'
    assert page == "<b>Entro</b><b>il</b><b>31</b><b> </b>" + second.format("Bis") + second.format(
        "zum"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_of_every_language_has_its_blanks_at_the_same_places(language: str) -> None:
    assert speak(language).text("By {date}, … in {cities} can …, because …").count("…") == 3
    other = "de" if language != "de" else "it"
    sentence = view_pair("worksheet", f"{language}-{other}").vision_sentence  # type: ignore[union-attr]
    assert sentence.count("…") == 3
    for part in sentence.split("…"):
        assert part.count(OPEN) == part.count(CLOSE) <= 1


@pytest.mark.parametrize("kind", VIEWS)
@pytest.mark.parametrize("state", ANSWERS)
def test_page_says_everything_in_both_languages(kind: str, state: str) -> None:
    answers = ANSWERS[state]
    page = set_page(view_pair(kind, "it-de", answers=answers))
    assert not set(page) & set(MARKS)
    read = Reader(page)
    assert read.tags[0] == ("html", {"lang": "it"})
    spans = [attributes for tag, attributes in read.tags if tag == "span"]
    assert {attributes.get("lang") for attributes in spans} == {None, "de"}
    assert "Tandem di apprendimento" in read.text
    assert "Peer-Learning-Tandem" in read.text
    form = json.loads(view_pair(kind, "it-de", answers=answers).form.data)  # type: ignore[union-attr]
    assert form["texts"]["save"] == "Salva il file / Datei speichern"
    single = json.loads(view_pair(kind, "it", answers=answers).form.data)  # type: ignore[union-attr]
    assert form["answers"] == single["answers"]


@pytest.mark.parametrize("kind", VIEWS)
def test_hostile_words_come_out_as_words(kind: str) -> None:
    entry = make_entry(HAMM, 1, HOSTILE + MARKS)
    page = set_page(VIEWS[kind](WORKSHOP, HAMM, entry, "it-de", VERSION))
    read = Reader(page)
    assert "<script>alert(1)</script>" in read.text
    assert not [name for _, attributes in read.tags for name in attributes if name[:2] == "on"]
    assert set_pair(VIEWS[kind](WORKSHOP, HAMM, entry, "it-de", VERSION)).warnings == ()


def test_a_built_in_page_that_stands_in_has_no_marks_either(tmp_path: Path) -> None:
    (tmp_path / "worksheet.html.j2").write_text("{{ nothing }}", "utf-8")
    with pytest.raises(TemplateFailed) as caught:
        set_page(view_pair("worksheet", "it-de"), tmp_path)
    assert 'lang="de"' in caught.value.stand_in.decode()
    assert not set(caught.value.stand_in.decode()) & set(MARKS)


@pytest.mark.parametrize("kind", VIEWS)
def test_file_is_accessible_and_names_both_languages(kind: str) -> None:
    result = set_pair(view_pair(kind, "it-de", answers=FULL))
    assert result.warnings == ()
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "it"
        for page in pdf.pages:
            assert b"/Lang(de)" in page.Contents.read_bytes()
        assert " / " in str(pdf.docinfo.Title)
    with read(result) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert not set(text) & set(MARKS)


def test_words_of_a_design_stand_in_both_languages() -> None:
    theme = Theme(
        fields=(ExtraField("money", {"it": "Soldi", "de": "Geld"}),),
        labels={"it": {"missing": "Chi manca?", "keep": "Buono"}, "de": {"missing": "Wer fehlt?"}},
    )
    view = view_pair("worksheet", "it-de", theme=theme)
    page = Reader(set_page(view)).text
    words = count_words(set_pdf([Page(view, None)], theme=theme))
    for word in ("Soldi", "Geld", "manca", "fehlt", "Buono", "Behalten"):
        assert word in page
        assert words[word] == 1


def check_fit(kind: str, pair: str, tandem: Tandem, shape: str, state: str) -> None:
    answers = ANSWERS[state]
    result = set_pair(view_pair(kind, pair, tandem, answers, shape=shape), shape)
    faults, pages = find_faults(result, A4 if kind == "worksheet" else A3_LANDSCAPE)
    assert faults == []
    assert pages == (2 if kind == "roadmap" and answers else 1)
    if answers:
        kept = trim_to(answers, len(tandem.cities))
        words = count_words(result)
        for text in list_answers(kept, worksheet=kind == "worksheet"):
            assert all(word in words for word in split_words(text)), text


CASES = list(itertools.product(TANDEMS, (*SHAPES, ""), ANSWERS))


@pytest.mark.parametrize(("number", "pair"), list(enumerate(PAIRS)))
@pytest.mark.parametrize("kind", VIEWS)
def test_pairs_fit(kind: str, number: int, pair: str) -> None:
    for tandem, shape, state in CASES[number :: 2 * len(PAIRS)]:
        check_fit(kind, pair, tandem, shape, state)
    check_fit(kind, pair, LONGEST, "portrait", "full")


@pytest.mark.proof
@pytest.mark.parametrize(
    "pair", ["-".join(two) for two in itertools.permutations(LANGUAGES, 2) if "de" in two]
)
@pytest.mark.parametrize("kind", VIEWS)
def test_every_pair_fits_in_every_case(kind: str, pair: str) -> None:
    for tandem, shape, state in CASES:
        check_fit(kind, pair, tandem, shape, state)


def test_merged_sheets_have_languages_of_their_own() -> None:
    views = [view_pair("worksheet", pair, ONE_CITY) for pair in ("it-de", "nl-el", "ro")]
    with read(set_pdf([Page(view, None) for view in views])) as pdf:
        first, second, third = (page.extract_text() for page in pdf.pages)
    assert "Realistische Vision" in first
    assert "Ρεαλιστικό όραμα" in second
    assert "Realistische Vision" not in second
    assert " / " not in third
    assert ARTICLE.split()[0] in third
