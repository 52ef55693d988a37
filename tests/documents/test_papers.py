"""Cards, posters, contact sheets and session plans: complete, readable, accessible, never code."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from tests.documents.samples import ARNSBERG, ARTICLE, HOSTILE, LONG, LONGEST, WORKSHOP, make_entry
from tests.documents.test_pdf import POINTS_PER_MM, SMALLEST, draw_jpeg, squeeze
from visions.answers import Answers, WorksheetAnswers
from visions.documents.card import view_cards
from visions.documents.exhibit import view_exhibit
from visions.documents.overview import view_contact_sheet
from visions.documents.paper import set_paper
from visions.documents.pdf import LEFT_OUT, SetPdf
from visions.documents.poster import Size, view_posters
from visions.documents.session_plan import STEPS, view_session_plan
from visions.errors import TemplateFailed
from visions.i18n import speak
from visions.model import LANGUAGES, Entry, State

LANDSCAPE, SQUARE, PORTRAIT = (1344, 896), (1024, 1024), (896, 1344)
REFUSED = replace(
    make_entry(ARNSBERG, 9, "a forbidden city", state=State.REFUSED), detail="violence"
)


def read_pages(result: SetPdf) -> list[str]:
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        return [squeeze(page.extract_text() or "") for page in pdf.pages]


def read_sizes(result: SetPdf) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        return [
            (round(page.width / POINTS_PER_MM), round(page.height / POINTS_PER_MM))
            for page in pdf.pages
        ]


def find_smallest(result: SetPdf) -> float:
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        return min(char["size"] for page in pdf.pages for char in page.chars)


def assert_accessible(result: SetPdf, language: str) -> None:
    assert result.warnings == ()
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.StructTreeRoot is not None


def picture_of(*entries: Entry) -> dict[str, bytes]:
    return {
        str(entry.id): draw_jpeg(entry.record.width, entry.record.height)
        for entry in entries
        if entry.record
    }


def set_cards(*entries: Entry, language: str | None = "en") -> SetPdf:
    view = view_cards(WORKSHOP, [(ARNSBERG, entries)], language)
    return set_paper("prompt_card.typ", view, picture_of(*entries))


# Cards


def test_a_card_says_how_its_picture_came_about() -> None:
    entry = make_entry(ARNSBERG, 3)
    assert entry.record is not None
    entry = replace(entry, record=replace(entry.record, sha256="abcdef0123456789" + "0" * 48))
    (page,) = read_pages(set_cards(entry))
    for text in (ARTICLE, "0003", "AI-generated picture", "OpenAI", "gpt-image-2", "23 Oct 2023",
                 "abcd ef01 2345 6789", "Alba Iulia", "Arnsberg", "not present"):  # fmt: skip
        assert squeeze(text) in page
    (sketch,) = read_pages(set_cards(make_entry(ARNSBERG, 1, provider="sketch")))
    assert squeeze("Sketch drawn by fixed rules, without AI") in sketch
    assert "AI-generated" not in sketch


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_four_cards_share_a_page(count: int) -> None:
    result = set_cards(*(make_entry(ARNSBERG, n) for n in range(1, count + 1)))
    assert read_sizes(result) == [(210, 297)] * -(-count // 4)
    assert_accessible(result, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [LANDSCAPE, SQUARE, PORTRAIT, None])
def test_a_long_prompt_goes_on_on_another_card(size: tuple[int, int] | None, language: str) -> None:
    words = " ".join(f"Menschen{n}" for n in range(350))
    entry = (
        make_entry(ARNSBERG, 1, words, size=size)
        if size
        else make_entry(ARNSBERG, 1, words, state=State.FAILED)
    )
    result = set_cards(entry, language=language)
    text = "".join(read_pages(result))
    assert [n for n in range(350) if f"Menschen{n}" not in text] == []
    assert find_smallest(result) >= SMALLEST - 0.01
    assert "2/" in text
    assert_accessible(result, language)


@pytest.mark.parametrize(
    "words", [LONG[:1000], "x" * 3000, "\n" * 50 + "end", HOSTILE, HOSTILE * 9]
)
def test_no_prompt_is_too_wild_for_a_card(words: str) -> None:
    result = set_cards(make_entry(ARNSBERG, 1, words))
    assert_accessible(result, "en")
    assert "#read" not in words or '#read("f")' in "".join(read_pages(result))
    assert "日" not in words or LEFT_OUT in "".join(read_pages(result))


def test_a_card_is_in_the_first_language_of_its_tandem() -> None:
    view = view_cards(WORKSHOP, [(LONGEST, [make_entry(LONGEST, 1)])])
    assert view.cards[0].language == "el"
    assert view.cards[0].exhibit.picture.label == speak("el").text("AI-generated picture")
    assert view.language == "en"


def test_a_card_without_a_picture_tells_the_reason() -> None:
    (page,) = read_pages(set_cards(REFUSED))
    assert squeeze("The image service did not draw this prompt.") in page
    assert squeeze("a forbidden city") in page
    assert "AI-generated" not in page
    assert "SHA-256" not in page


def test_a_picture_that_is_lost_is_an_empty_frame() -> None:
    entry = make_entry(ARNSBERG, 1)
    view = view_cards(WORKSHOP, [(ARNSBERG, [entry])], "en")
    (page,) = read_pages(set_paper("prompt_card.typ", view, {}))
    assert squeeze("The picture is missing from the archive.") in page


def test_equal_input_gives_equal_bytes() -> None:
    entry = make_entry(ARNSBERG, 1)
    assert set_cards(entry).pdf == set_cards(entry).pdf


# Posters

VISION = Answers(
    WorksheetAnswers(headline="Two cities share their data", vision="By 2024 all can look it up.")
)


def set_posters(size: Size, *entries: Entry, answers: Answers | None = None) -> SetPdf:
    hung = [(ARNSBERG, entry, answers) for entry in entries]
    view = view_posters(WORKSHOP, hung, size, "en")
    return set_paper("poster.typ", view, picture_of(*entries))


@pytest.mark.parametrize(("size", "sides"), [("a3", (297, 420)), ("a2", (420, 594))])
def test_the_picture_turns_the_poster(size: Size, sides: tuple[int, int]) -> None:
    entries = [
        make_entry(ARNSBERG, n, size=shape)
        for n, shape in enumerate((LANDSCAPE, SQUARE, PORTRAIT), 1)
    ]
    result = set_posters(size, *entries, answers=VISION)
    assert read_sizes(result) == [sides[::-1], sides, sides]
    assert_accessible(result, "en")
    for page in read_pages(result):
        for text in (ARTICLE, "AI-generated picture", "Alba Iulia", "Citizen engagement",
                     "Two", "cities", "share", "data", "By", "all", "look", "it", "up.",
                     "Newspaper headline on 31 December 2024", "Two-day tandem workshop",
                     "Berlin · 23 October 2023"):  # fmt: skip
            assert squeeze(text) in page


@pytest.mark.parametrize("shape", [LANDSCAPE, SQUARE, PORTRAIT])
@pytest.mark.parametrize("words", [ARTICLE, LONG[:1000], LONG, HOSTILE])
@pytest.mark.parametrize("answers", [None, VISION])
def test_a_poster_is_one_page_whatever_is_on_it(
    words: str, shape: tuple[int, int], answers: Answers | None
) -> None:
    result = set_posters("a3", make_entry(ARNSBERG, 1, words, size=shape), answers=answers)
    assert len(read_sizes(result)) == 1
    assert_accessible(result, "en")
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        (page,) = pdf.pages
        (image,) = page.images
        # The picture is what one sees first, and is neither cut nor bent.
        part = image["width"] * image["height"] / (page.width * page.height)
        assert part > 0.3
        assert image["width"] / image["height"] == pytest.approx(shape[0] / shape[1], rel=0.01)
        assert all(char["top"] > 0 and char["bottom"] < page.height for char in page.chars)


def test_a_very_long_prompt_points_to_its_card() -> None:
    (page,) = read_pages(set_posters("a3", make_entry(ARNSBERG, 1, LONG * 3)))
    assert squeeze("goes on on the prompt card") in page


def test_a_poster_without_a_picture_is_a_frame() -> None:
    (page,) = read_pages(set_posters("a3", REFUSED))
    assert squeeze("The image service did not draw this prompt.") in page


def test_a_drawing_stays_a_drawing() -> None:
    entry = make_entry(ARNSBERG, 1, provider="sketch")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path d="M0 0h3v2z"/></svg>'
    view = view_posters(WORKSHOP, [(ARNSBERG, entry, None)], "a2", "en")
    result = set_paper("poster.typ", view, {str(entry.id): svg})
    assert_accessible(result, "en")
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        assert pdf.pages[0].images == []


# Contact sheet


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (12, 1), (13, 2), (25, 3)])
def test_twelve_pictures_share_a_page(count: int, pages: int) -> None:
    entries = [make_entry(ARNSBERG, n) for n in range(1, count + 1)]
    view = view_contact_sheet(WORKSHOP, [(ARNSBERG, entries, 2)], "de", "0")
    result = set_paper("contact_sheet.typ", view, picture_of(*entries))
    text = read_pages(result)
    assert read_sizes(result) == [(210, 297)] * pages
    assert_accessible(result, "de")
    label = squeeze(speak("de").text("AI-generated picture"))
    assert "".join(text).count(label) == count
    assert all(f"{n:04d}" in text[(n - 1) // 12] for n in range(1, count + 1))
    chosen = squeeze(speak("de").text("Chosen by the tandem"))
    assert "".join(text).count(chosen) == (count >= 2)


def test_the_contact_sheet_has_room_for_the_longest_names() -> None:
    entries = [
        make_entry(LONGEST, n, size=shape, provider="sketch")
        for n, shape in enumerate((LANDSCAPE, SQUARE, PORTRAIT) * 4, 1)
    ]
    view = view_contact_sheet(WORKSHOP, [(LONGEST, entries, 1)], "el", "0")
    result = set_paper("contact_sheet.typ", view, picture_of(*entries))
    assert len(read_sizes(result)) == 1


# Session plan


def test_the_plan_is_that_of_the_workshop() -> None:
    assert [step.minutes for step in STEPS] == [5, 15, 10, 15, 15, 15, 10, 20]
    view = view_session_plan(WORKSHOP, "en", "0", dt.time(9, 5))
    assert [step.begin for step in view.steps] == [
        "09:05", "09:10", "09:25", "09:35", "09:50", "10:05", "10:20", "10:30",
    ]  # fmt: skip
    assert view.steps[-1].end == "10:50"
    assert view.span == "09:05 – 10:50 (105 minutes)"
    assert view_session_plan(WORKSHOP, "en", "0", dt.time(23)).steps[-1].end == "00:45"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_reads_in_every_language(language: str) -> None:
    view = view_session_plan(WORKSHOP, language, "0")
    result = set_paper("session_plan.typ", view, {})
    assert_accessible(result, language)
    assert len(read_sizes(result)) <= 2
    assert find_smallest(result) >= SMALLEST - 0.01
    text = "".join(read_pages(result))
    for step in view.steps:
        for words in (step.begin, step.title, step.say, step.material):
            assert squeeze(words) in text or words.split()[0] in text
    assert "Arnsberg" in text


def test_the_plan_has_a_table_for_thirty_groups() -> None:
    many = replace(WORKSHOP, tandems=tuple(replace(LONGEST, key=f"t-{n}") for n in range(30)))
    result = set_paper("session_plan.typ", view_session_plan(many, "de", "0"), {})
    assert "".join(read_pages(result)).count("Geestland") == 30
    assert_accessible(result, "de")


def test_an_exhibit_names_an_unusual_service() -> None:
    entry = make_entry(ARNSBERG, 1)
    assert entry.record is not None
    entry = replace(entry, record=replace(entry.record, provider="azure"))
    facts = dict(view_exhibit(ARNSBERG, entry, speak("en")).facts)
    assert facts["Image service"] == "OpenAI (azure)"


def test_a_workshop_can_have_a_paper_of_its_own(tmp_path: Path) -> None:
    own = '#let data = json("data.json")\n#set document(title: data.title)\n#data.paper.span OURS'
    (tmp_path / "session_plan.typ").write_text(own, "utf-8")
    view = view_session_plan(WORKSHOP, "en", "0")
    (page,) = read_pages(set_paper("session_plan.typ", view, {}, templates=tmp_path))
    assert page == squeeze(f"{view.span}OURS")
    (tmp_path / "session_plan.typ").write_text("#nonsense", "utf-8")
    with pytest.raises(TemplateFailed) as caught:
        set_paper("session_plan.typ", view, {}, templates=tmp_path)
    assert caught.value.stand_in == set_paper("session_plan.typ", view, {}).pdf
    assert "templates/session_plan.typ, line 1" in caught.value.message
