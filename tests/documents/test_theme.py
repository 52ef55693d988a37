"""Documents in a workshop's own design: they fit, they can be read, and no answer is lost."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from playwright.sync_api import Browser

from tests.documents.filled import FULL, HAMM, make_long, make_many
from tests.documents.paper import POINTS_PER_MM, find_faults
from tests.documents.samples import (
    ARTICLE,
    LONGEST,
    PRINTS,
    VERSION,
    WORKSHOP,
    make_entry,
    make_walls,
)
from tests.documents.test_fit import trim_to
from tests.documents.test_in_browser import (
    Visit,
    assert_all_is_there,
    browser,
    find_violations,
    open_page,
    print_page,
    put_picture,
    visit,
)
from tests.documents.test_pdf import LATIN_1000, ONE_CITY, draw_jpeg
from visions.answers import Answers, ExtraAnswer, Remark
from visions.answers.file import load_answers
from visions.documents.gallery import set_gallery
from visions.documents.html import set_html
from visions.documents.livery import enlarge, list_theme_assets
from visions.documents.pdf import Page, SetPdf, set_pdf
from visions.documents.report_answers import view_answers
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.errors import DocumentFailed
from visions.i18n import speak
from visions.model import LANGUAGES, Tandem
from visions.theme import OPTIONAL, PLAIN, Colours, ExtraField, Lines, Logo, Theme

__all__ = ["browser", "visit"]  # fixtures

SIZES = {"A4": (210, 297), "Letter": (215.9, 279.4), "A3": (297, 420)}
WIDE_SIZES = {"A3": (420, 297), "Tabloid": (431.8, 279.4)}
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
    b'<circle cx="50" cy="50" r="46" fill="#7a1f5c"/><path d="M110 20h180v60h-180z"/></svg>'
)
LOGO = Logo("logo.svg", SVG, 300, 100, "Logo of the network")
COLOURS = Colours(
    ink="#221a26",
    deep="#4a1942",
    teal="#7a1f5c",
    quiet="#5c5060",
    rule="#8f8494",
    hair="#cdc3d0",
    tint="#f3eaf2",
    accent="#b5202f",
)
FIELDS = (
    ExtraField("budget_idea", {"": "Where could the money come from, and who asks for it first?"}),
    ExtraField("helpers", {"en": "Who helps us", "de": "Wer hilft uns dabei"}, 2),
)
DESIGNS = {
    "letter": Theme(worksheet_paper="Letter", logo=LOGO, colours=COLOURS),
    "a3": Theme(worksheet_paper="A3", logo=LOGO),
    "lines": Theme(lines=Lines(4, 2, 3, 2, 4)),
    "few": Theme(lines=Lines(2, 1, 1, 1, 3), removed=("indicators",)),
    "removed": Theme(removed=OPTIONAL),
    "letter with fields": Theme(worksheet_paper="Letter", removed=("headline",), fields=FIELDS),
    "fields": Theme(fields=FIELDS),
}
OWN = Theme(
    colours=COLOURS,
    logo=LOGO,
    worksheet_paper="Letter",
    roadmap_paper="Tabloid",
    removed=("headline",),
    fields=FIELDS[:1],
    labels={"en": {"keep": "Take along: what we like", "risk_label": "What may go wrong"}},
)
TOO_MUCH = Theme(lines=Lines(5, 4, 4, 4, 8))
EXTRA = (
    ExtraAnswer("budget_idea", "A fund for both cities"),
    ExtraAnswer("old_key", "An answer whose field is gone"),
)
FULLER = replace(FULL, worksheet=replace(FULL.worksheet, extra=EXTRA))


def set_worksheet(
    theme: Theme,
    language: str = "en",
    tandem: Tandem = HAMM,
    *,
    answers: Answers | None = None,
    text: str = ARTICLE,
    size: tuple[int, int] = (1344, 896),
) -> SetPdf:
    entry = make_entry(tandem, 1, text, size=size)
    kept = trim_to(answers, len(tandem.cities)) if answers else None
    view = view_worksheet(WORKSHOP, tandem, entry, language, VERSION, answers=kept, theme=theme)
    return set_pdf([Page(view, draw_jpeg(*size))], theme=theme)


def set_roadmap(
    theme: Theme, language: str, tandem: Tandem, answers: Answers | None = None
) -> SetPdf:
    entry = make_entry(tandem, 1)
    kept = trim_to(answers, len(tandem.cities)) if answers else None
    view = view_roadmap(WORKSHOP, tandem, entry, language, VERSION, answers=kept, theme=theme)
    return set_pdf([Page(view, draw_jpeg(1344, 896))], theme=theme)


def list_cases() -> Iterator[tuple[str, str, Tandem]]:
    """Every design with every number of cities, and each with two of the languages."""
    for row, name in enumerate(DESIGNS):
        for column, tandem in enumerate((ONE_CITY, HAMM, LONGEST)):
            for step in (0, 4):
                yield name, LANGUAGES[(row + column * 3 + step) % len(LANGUAGES)], tandem


def in_points(size: tuple[float, float]) -> tuple[float, float]:
    return size[0] * POINTS_PER_MM, size[1] * POINTS_PER_MM


def read_text(result: SetPdf) -> str:
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        return " ".join(page.extract_text(x_tolerance=1) or "" for page in pdf.pages)


@pytest.mark.parametrize(("name", "language", "tandem"), list(list_cases()))
def test_every_design_fits_on_its_page(name: str, language: str, tandem: Tandem) -> None:
    theme = DESIGNS[name]
    size = in_points(SIZES[theme.worksheet_paper])
    faults, pages = find_faults(set_worksheet(theme, language, tandem), size)
    assert (faults, pages) == ([], 1)
    for answers, shape in (
        (None, (896, 1344)),
        (FULLER, (1344, 896)),
        (make_long(300), (600, 600)),
    ):
        text = LATIN_1000[:1000]
        result = set_worksheet(theme, language, tandem, answers=answers, text=text, size=shape)
        assert find_faults(result, size)[0] == []


@pytest.mark.parametrize("language", LANGUAGES[:6])
def test_a_roadmap_fits_on_tabloid(language: str) -> None:
    size = in_points(WIDE_SIZES["Tabloid"])
    for tandem in (ONE_CITY, HAMM, LONGEST):
        assert find_faults(set_roadmap(OWN, language, tandem), size) == ([], 1)
    assert find_faults(set_roadmap(OWN, language, HAMM, make_many(40)), size)[0] == []


@pytest.mark.parametrize("key", ["keep", "missing", "notice", "first_step", "leave_blank"])
def test_the_longest_words_that_are_allowed_fit(key: str) -> None:
    for tandem in (ONE_CITY, HAMM, LONGEST):
        words = ("Überlänge " * 6)[:60].strip() if key != "notice" else "Mm " * 16
        theme = Theme(labels={"de": {key: words}})
        size = in_points(SIZES["A4"])
        assert find_faults(set_worksheet(theme, "de", tandem), size) == ([], 1)


def test_what_does_not_fit_is_told_in_words() -> None:
    for tandem in (ONE_CITY, LONGEST):
        with pytest.raises(DocumentFailed) as caught:
            set_worksheet(TOO_MUCH, tandem=tandem)
        told = str(caught.value)
        assert re.search(r"its boxes need \d+ mm more than there is on one page", told)
        assert "Take lines, fields or boxes away in theme.toml." in told


def test_the_plain_design_gives_the_same_bytes_as_none() -> None:
    page = Page(view_worksheet(WORKSHOP, HAMM, make_entry(HAMM, 1), "en", VERSION), None)
    assert set_pdf([page]).pdf == set_pdf([page], theme=Theme()).pdf
    assert list_theme_assets(PLAIN) == {}


def test_a_themed_file_is_for_screen_readers_too() -> None:
    with pikepdf.open(io.BytesIO(set_worksheet(OWN, answers=FULLER).pdf)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        alts = []
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                alts.append(str(item.get("/Alt")))
    # Once, however many pages show it; and the picture.
    assert alts.count("Logo of the network") == 1
    assert len(alts) == 2


def test_lengths_are_enlarged_and_nothing_else() -> None:
    text = b'#let a = 10mm // 2x\n1.5pt + 3 * 1mm / 1mm; "7mmx"; x1mm; 2em; 50%; #mm'
    assert enlarge(text, 2.0) == (
        b"#let a = 20.00000mm // 2x\n3.00000pt + 3 * 2.00000mm / 2.00000mm; "
        b'"7mmx"; x1mm; 2em; 50%; #mm'
    )
    assert enlarge(text, 1.0) == text


def test_colours_words_and_fields_are_on_the_paper() -> None:
    result = set_worksheet(OWN, answers=FULLER)
    text = read_text(result)
    for expected in (
        "Take along",
        "Where could the money come from",
        "A fund for both cities",
        "old_key An answer whose field is gone",
        # Its box was taken out, its answer was not.
        "Newspaper headline on 31 December 2024 Two cities, one sky",
    ):
        assert expected in " ".join(text.split()), expected
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        fills = [rect["non_stroking_color"] for rect in pdf.pages[0].rects]
    deep = tuple(int(COLOURS.deep[n : n + 2], 16) / 255 for n in (1, 3, 5))
    assert any(fill == pytest.approx(deep, abs=0.01) for fill in fills)
    assert "What may go wrong" in read_text(set_roadmap(OWN, "en", HAMM))


def test_more_remarks_than_lines_are_all_there() -> None:
    remarks = tuple(Remark(f"remark number {n}") for n in range(1, 6))
    answers = replace(FULL, worksheet=replace(FULL.worksheet, keep=remarks))
    text = read_text(set_worksheet(PLAIN, answers=answers))
    entry = make_entry(HAMM, 1)
    view = view_worksheet(WORKSHOP, HAMM, entry, "en", VERSION, answers=answers)
    page = set_html(view, picture="image.png", assets="assets")
    for remark in remarks:
        assert remark.text in text
        assert remark.text in page


def test_the_report_tells_of_the_own_fields() -> None:
    entry, say = make_entry(HAMM, 1), speak("en")
    view = view_answers(WORKSHOP, HAMM, entry, FULLER, 1, say, VERSION, OWN)
    assert view is not None
    told = dict(view.opinions)
    assert told[FIELDS[0].labels[""]] == ("A fund for both cities",)
    assert told["old_key"] == ("An answer whose field is gone",)
    assert "Take along: what we like" in told


# In a browser


def show(visit: Visit, folder: Path, kind: str, theme: Theme, answers: Answers | None) -> None:
    for name, data in list_theme_assets(theme).items():
        (folder / "assets" / name).write_bytes(data)
    put_picture(folder / "t" / "0001" / "image.png")
    make = view_worksheet if kind == "worksheet" else view_roadmap
    entry = make_entry(HAMM, 1)
    view = make(WORKSHOP, HAMM, entry, "en", VERSION, answers=answers, theme=theme)
    page = set_html(view, picture="image.png", assets="../../assets", theme=theme)
    open_page(visit, folder / "t" / "0001" / f"{kind}.html", page)


@pytest.mark.parametrize("kind", ["worksheet", "roadmap"])
@pytest.mark.parametrize("answers", [None, FULLER])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_themed_page_is_accessible(
    visit: Visit, tmp_path: Path, kind: str, answers: Answers | None, width: int
) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    show(visit, tmp_path, kind, OWN, answers)
    assert_all_is_there(visit)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    band = visit.page.locator(".masthead")
    assert band.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(74, 25, 66)"
    assert visit.page.get_by_role("img", name="Logo of the network").is_visible()
    assert find_violations(visit.page) == []


def test_a_themed_gallery_is_accessible(visit: Visit, tmp_path: Path) -> None:
    for name, data in list_theme_assets(OWN).items():
        (tmp_path / "assets" / name).write_bytes(data)
    walls = make_walls()
    for picture in (one for wall in walls for one in wall.pictures if one.image):
        put_picture(tmp_path / str(picture.image))
    page = set_gallery(WORKSHOP, walls, assets="assets", version=VERSION, prints=PRINTS, theme=OWN)
    open_page(visit, tmp_path / "index.html", page)
    assert_all_is_there(visit)
    logo = visit.page.get_by_role("img", name="Logo of the network")
    box = logo.bounding_box()
    assert box is not None
    assert box["width"] > 100
    assert find_violations(visit.page) == []


@pytest.mark.parametrize(
    ("theme", "kind", "size"),
    [
        (OWN, "worksheet", (216, 279)),
        (OWN, "roadmap", (432, 279)),
        (DESIGNS["a3"], "worksheet", (297, 420)),
        (DESIGNS["fields"], "worksheet", (210, 297)),
        (DESIGNS["lines"], "worksheet", (210, 297)),
        (DESIGNS["few"], "worksheet", (210, 297)),
    ],
)
def test_a_themed_page_prints_on_one_sheet_of_its_paper(
    visit: Visit, tmp_path: Path, theme: Theme, kind: str, size: tuple[int, int]
) -> None:
    show(visit, tmp_path, kind, theme, None)
    assert print_page(visit.page) == [size]


def test_own_fields_are_filled_in_on_the_screen(
    browser: Browser, visit: Visit, tmp_path: Path
) -> None:
    show(visit, tmp_path, "worksheet", OWN, FULLER)
    page = visit.page
    page.get_by_role("button", name="Fill in here").click()
    box = page.locator('[data-field="extra.budget_idea"]').get_by_role("textbox")
    assert box.input_value() == "A fund for both cities"
    box.fill("Another fund")
    # The headline has no box on this sheet, and still an answer to change.
    old = page.get_by_role("textbox", name="old_key")
    old.fill("")
    with page.expect_download() as found:
        page.get_by_role("button", name="Save file").click()
    saved = Path(found.value.path()).read_bytes()
    assert json.loads(saved)["worksheet"]["extra"] == [
        {"key": "budget_idea", "text": "Another fund"}
    ]
    answers = load_answers(saved, 2)
    assert answers.worksheet.headline == FULL.worksheet.headline
    assert find_violations(page) == []


def test_a_box_that_was_taken_out_is_not_offered(visit: Visit, tmp_path: Path) -> None:
    show(visit, tmp_path, "worksheet", replace(OWN, removed=OPTIONAL), None)
    visit.page.get_by_role("button", name="Fill in here").click()
    assert visit.page.locator(".fill-rest").count() == 0
    page = visit.page.inner_text("main")
    assert "Newspaper headline" not in page
    assert "Who or what is missing?" not in page
