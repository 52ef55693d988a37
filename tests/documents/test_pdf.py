"""The PDF documents: on one page, readable, accessible, the same every time, and never code."""

from __future__ import annotations

import dataclasses
import io
import re
import threading
import time
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.documents.samples import (
    ARNSBERG,
    ARTICLE,
    HOSTILE,
    LONG,
    LONGEST,
    WORKSHOP,
    make_entry,
    make_roadmap,
    make_worksheet,
)
from visions.documents.pdf import LEFT_OUT, NOT_ACCESSIBLE, Page, SetPdf, set_pdf
from visions.documents.sheets import view_roadmap
from visions.documents.view import RoadmapView, WorksheetView, as_data
from visions.errors import DocumentFailed, TemplateFailed
from visions.i18n import speak
from visions.model import LANGUAGES, City, Entry, State, Tandem

POINTS_PER_MM = 72 / 25.4
SMALLEST = 7.5

ONE_CITY = Tandem("pirna", (City("Pirna", "DE"),), "", ("de",))
WIDEST = Tandem(
    "a-tandem-whose-key-is-as-long-as-allowed",
    tuple(
        City(f"{first}aden-{first}ürttembergshausen an der {first}upper ob der Tauber")
        for first in "BMW"
    ),
    "Klimaneutralität und Digitalisierung der Verwaltung im Quar",
    ("de",),
)
TANDEMS = {1: ONE_CITY, 2: ARNSBERG, 3: LONGEST}
SHAPES = {"landscape": (1344, 896), "square": (1024, 1024), "portrait": (896, 1344)}
LATIN_1000 = (ARTICLE + ", drawn at eye level with people of all ages; ") * 6
GREEK_1000 = (
    "Μια έξυπνη πόλη με δέντρα, ποδήλατα και πολίτες που σχεδιάζουν μαζί την πλατεία. " * 13
)
PROMPTS = {"short": ARTICLE, "thousand": LATIN_1000[:1000], "greek": GREEK_1000[:1000]}


@cache
def draw_jpeg(width: int, height: int, tone: int = 90) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).point(
        lambda value: (value + tone) % 256
    ).save(buffer, "JPEG")
    return buffer.getvalue()


def page_of(
    kind: str,
    language: str = "en",
    tandem: Tandem = ARNSBERG,
    text: str = ARTICLE,
    size: tuple[int, int] | None = (1344, 896),
    provider: str = "openai",
) -> Page:
    entry: Entry = (
        make_entry(tandem, 1, text, size=size, provider=provider)
        if size
        else make_entry(tandem, 1, text, state=State.FAILED)
    )
    make = make_worksheet if kind == "worksheet" else make_roadmap
    return Page(make(tandem, language, entry), draw_jpeg(*size) if size else None)


def read(result: SetPdf) -> pdfplumber.pdf.PDF:
    return pdfplumber.open(io.BytesIO(result.pdf))


def squeeze(text: str) -> str:
    """The letters of a text alone, as lines and columns may break it anywhere."""
    return re.sub(r"[\s\u200b]+", "", text)


def find_labels(view: WorksheetView | RoadmapView) -> Iterator[str]:
    """Every text of the view that a reader must find on the paper."""
    elsewhere = {
        # metadata of the file, or the alternative text of the picture
        "document_title", "caption", "alt", "language", "file", "prompt", "place",
        # printed in pieces, see below; or only where there is a prompt card
        "keep", "adapt", "leave_out", "vision_sentence", "prompt_goes_on", "prompt_card", "page_of",
        "key", "tandem", "columns", "rows",
        # of the page on the screen
        "form",
    }  # fmt: skip
    if view.head.picture.file is None:
        elsewhere |= {
            "system",
            "system_label",
            *(["label"] if isinstance(view, WorksheetView) else []),
        }
    if isinstance(view, RoadmapView):
        # Told by the worksheet, or by the table itself.
        elsewhere |= {
            "prompt_label",
            "system",
            "system_label",
            "disclaimer",
            "period_label",
            "empty",
        }

    def walk(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key not in elsewhere:
                    yield from walk(inner)
        elif isinstance(value, (list, tuple)):
            for inner in value:
                yield from walk(inner)

    yield from (label for label in walk(as_data(view)) if label and label != "–")
    if isinstance(view, WorksheetView):
        for opinion in (view.keep, view.adapt, view.leave_out):
            yield from opinion.split(": ")
        yield from (words.strip(" ,.") for words in view.vision_sentence.split("…"))


def check_paper(result: SetPdf, size: tuple[float, float], pages: int = 1) -> None:
    """Size and number of pages; no small type; nothing cut off or printed over."""
    assert result.warnings == ()
    with read(result) as pdf:
        assert len(pdf.pages) == pages
        for page in pdf.pages:
            assert (page.width, page.height) == pytest.approx(size, abs=1)
            letters = [char for char in page.chars if char["text"].strip()]
            assert min(char["size"] for char in letters) >= SMALLEST - 0.01
            for char in letters:
                assert char["x0"] > 10
                assert char["x1"] < size[0] - 10
                assert char["top"] > 10
                assert char["bottom"] < size[1] - 10
            words = page.extract_words(x_tolerance=1)
            assert find_overlaps(words) == []


def find_overlaps(words: list[dict[str, float]]) -> list[str]:
    found = []
    for n, one in enumerate(words):
        for other in words[n + 1 :]:
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            # Boxes hold the whole line height of the font, letters about half of it.
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            height = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
            if across > 0.6 and down > 0.45 * height:
                found.append(f"{one['text']} / {other['text']}")
    return found


A4 = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
A3_LANDSCAPE = (420 * POINTS_PER_MM, 297 * POINTS_PER_MM)

# Languages × cities with the other dimensions turning, so that each pair of values meets.
MATRIX = [
    (language, cities, list(PROMPTS)[(row + cities) % 3], [*SHAPES, None][(row + cities) % 4])
    for row, language in enumerate(LANGUAGES)
    for cities in (1, 2, 3)
]


@pytest.mark.parametrize(("language", "cities", "prompt", "shape"), MATRIX)
def test_worksheet_is_one_page_with_every_label(
    language: str, cities: int, prompt: str, shape: str | None
) -> None:
    page = page_of(
        "worksheet", language, TANDEMS[cities], PROMPTS[prompt], SHAPES[shape] if shape else None
    )
    result = set_pdf([page])
    check_paper(result, A4)
    with read(result) as pdf:
        text = squeeze(pdf.pages[0].extract_text(x_tolerance=1) or "")
    check_labels(page.view, text)
    if prompt == "short":
        assert squeeze(PROMPTS[prompt][:20]) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longer_label_of_a_sketch_covers_nothing(language: str) -> None:
    page = page_of("worksheet", language, TANDEMS[3], PROMPTS["greek"], provider="sketch")
    result = set_pdf([page])
    check_paper(result, A4)
    with read(result) as pdf:
        check_labels(page.view, squeeze(pdf.pages[0].extract_text(x_tolerance=1) or ""))


def check_labels(view: WorksheetView | RoadmapView, text: str) -> None:
    # A label that runs over two lines in a column has its neighbours' words in between.
    missing = [
        label
        for label in find_labels(view)
        if not all(squeeze(word) in text for word in re.split(r"[\s-]+", label))
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cities", [1, 2, 3])
def test_roadmap_is_one_page_with_every_label(language: str, cities: int) -> None:
    size = [*SHAPES.values(), None][(cities + len(language)) % 4]
    page = page_of("roadmap", language, TANDEMS[cities], size=size)
    result = set_pdf([page])
    check_paper(result, A3_LANDSCAPE)
    with read(result) as pdf:
        check_labels(page.view, squeeze(pdf.pages[0].extract_text(x_tolerance=1) or ""))


HORIZONS = [
    "2023-10-23",
    "2023-11-06",
    "2023-11-20",
    "2024-01-20",
    "2024-12-31",
    "2025-10-23",
    "2027-10-22",
    "2036-12-31",
    "2099-12-31",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prompt_stands_in_the_quotation_marks_of_the_catalogue(language: str) -> None:
    caption = speak(language).text("{label}. Prompt: “{prompt}”", label="", prompt="@@")
    with read(set_pdf([page_of("worksheet", language, text="@@")])) as pdf:
        assert caption[-4:] in squeeze(pdf.pages[0].extract_text())


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_break_at_a_hyphen_that_stays_single(language: str) -> None:
    """Typst sets it twice in Polish; a prompt is printed as it was written."""
    words = "co-creation and user-friendly follow-up "
    texts = [words * (repeats - 6) + "x" * repeats + " " + words * 6 for repeats in range(6, 12)]
    pages = [page_of("worksheet", language, text=text) for text in texts]
    with read(set_pdf(pages)) as pdf:
        told = "\n".join(page.extract_text() for page in pdf.pages)
    assert "-\u200b\n" in told or re.search(r"\w-\n", told)
    assert re.findall(r"(?<!\S)-\w+", told) == []


@pytest.mark.parametrize("horizon", HORIZONS)
def test_roadmap_of_any_length(horizon: str) -> None:
    workshop = dataclasses.replace(WORKSHOP, horizon=type(WORKSHOP.horizon).fromisoformat(horizon))
    view = view_roadmap(workshop, LONGEST, make_entry(LONGEST, 1), "el", "0.0.0")
    check_paper(set_pdf([Page(view, None)]), A3_LANDSCAPE)


@pytest.mark.parametrize("language", ["de", "el", "bg", "pl"])
def test_longest_names_that_a_workshop_may_have(language: str) -> None:
    assert all(len(city.name) <= 60 for city in WIDEST.cities)
    check_paper(set_pdf([page_of("worksheet", language, WIDEST)]), A4)
    check_paper(set_pdf([page_of("roadmap", language, WIDEST)]), A3_LANDSCAPE)


@pytest.mark.parametrize(
    ("language", "cities"), [("en", 2), ("de", 2), ("el", 3), ("bg", 2), ("pl", 2)]
)
def test_lines_leave_room_to_write(language: str, cities: int) -> None:
    tandem, text = TANDEMS[cities], PROMPTS["greek" if language == "el" else "short"]
    with read(set_pdf([page_of("worksheet", language, tandem, text)])) as pdf:
        width = (184 - 12) / 3 * POINTS_PER_MM
        page = pdf.pages[0]
        tops = sorted(
            {round(line["top"], 1) for line in [*page.lines, *page.rects, *page.curves]
             if line["height"] < 2 and abs(line["width"] - width) < 1}
        )  # fmt: skip
    assert len(tops) == 3
    least = 9 if cities == 2 else 8
    assert all((low - high) / POINTS_PER_MM >= least - 0.05 for high, low in pairwise(tops))


@pytest.mark.parametrize("count", [1_600, 4_000, 32_000])
def test_long_prompt_goes_on_on_a_card(count: int) -> None:
    text = (LONG * 10)[:count] if count > 1_600 else "wide WWWW " * 160
    page = page_of("worksheet", "de", text=text)
    assert isinstance(page.view, WorksheetView)
    with read(set_pdf([page])) as pdf:
        first, *cards = (sheet.extract_text(x_tolerance=1) or "" for sheet in pdf.pages)
        assert squeeze(page.view.prompt_goes_on) in squeeze(first)
        assert page.view.prompt_card in cards[0]
        total = len(pdf.pages)
        for number, sheet in enumerate([first, *cards], start=1):
            where = page.view.page_of.format(n=number, total=total)
            assert squeeze(where) in squeeze(sheet)
        for paper in pdf.pages:
            assert min(char["size"] for char in paper.chars) >= SMALLEST - 0.01
        # Columns: the words of a card in reading order are those of the prompt.
        columns = [
            paper.crop((x, top, x + paper.width / 2, paper.height - 33)).extract_text(x_tolerance=1)
            for paper, top in zip(pdf.pages[1:], (70, *([10] * total)), strict=False)
            for x in (0, paper.width / 2)
        ]
    assert squeeze(text) in squeeze("".join(columns))


def test_equal_input_gives_equal_bytes() -> None:
    pages = [page_of("worksheet", "ro"), page_of("worksheet", "el", LONGEST, GREEK_1000)]
    first = set_pdf(pages).pdf
    from_another_thread: list[bytes] = []
    thread = threading.Thread(target=lambda: from_another_thread.append(set_pdf(pages).pdf))
    thread.start()
    thread.join()
    assert set_pdf(pages).pdf == first
    assert from_another_thread == [first]


def test_time_stamp_is_the_newest_of_the_pages() -> None:
    page = page_of("worksheet")
    head = dataclasses.replace(page.view.head, created=86_400)
    old = Page(dataclasses.replace(page.view, head=head), page.picture)
    for pages, year in (([old], "D:1970"), ([old, page], "D:2023")):
        with pikepdf.open(io.BytesIO(set_pdf(pages).pdf)) as pdf:
            assert str(pdf.docinfo["/CreationDate"]).startswith(year)


def test_changed_picture_is_read_again() -> None:
    view = page_of("worksheet").view
    pictures = [draw_jpeg(300, 200, tone) for tone in (10, 120)]
    for picture in (*pictures, *pictures):
        with pikepdf.open(io.BytesIO(set_pdf([Page(view, picture)]).pdf)) as pdf:
            (image,) = pdf.pages[0].get_images().values()
            assert image.read_raw_bytes() == picture


@pytest.mark.parametrize("kind", ["worksheet", "roadmap"])
def test_claims_both_standards_and_holds_what_they_ask(kind: str) -> None:
    page = page_of(kind, "it")
    with pikepdf.open(io.BytesIO(set_pdf([page]).pdf)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == page.view.head.document_title
        assert str(pdf.Root.Lang).startswith("it")
        tags = [str(tag) for tag in walk_tags(pdf.Root.StructTreeRoot)]
        assert tags.count("/H1") == 1
        assert "/TH" in tags
        assert "/Table" in tags
        assert "/Figure" in tags
        alts = [str(node.Alt) for node in walk_nodes(pdf.Root.StructTreeRoot) if "/Alt" in node]
        assert page.view.head.picture.alt in alts


def walk_nodes(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        for inner in node:
            yield from walk_nodes(inner)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from walk_nodes(node.K)


def walk_tags(root: pikepdf.Object) -> Iterator[str]:
    return (str(node.S) for node in walk_nodes(root))


def test_merged_pages_keep_their_languages() -> None:
    pages = [page_of("roadmap", language) for language in ("de", "el", "nl")]
    result = set_pdf(pages)
    check_paper(result, A3_LANDSCAPE, pages=3)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        tags = list(walk_tags(pdf.Root.StructTreeRoot))
        languages = {
            str(node.Lang) for node in walk_nodes(pdf.Root.StructTreeRoot) if "/Lang" in node
        }
        assert tags.count("/H1") == 3
        assert languages | {str(pdf.Root.Lang)} >= {"de", "el", "nl"}


def test_pages_of_two_kinds_are_refused() -> None:
    for pages in ([], [page_of("worksheet"), page_of("roadmap")]):
        with pytest.raises(ValueError, match="one kind"):
            set_pdf(pages)


CODE = (
    '#read("/etc/passwd")',
    "] #panic() [",
    "{{7*7}}",
    "$x^2$ *bold* _italic_ `code` @label <tag> // comment",
    "\\u{41} \\ \\\\ ~",
    "\"quoted\" and 'single'",
    "= Heading\n- item\n+ item",
    "–…—“”„«»",
    "țară și șosea; Ελλάδα ἀρχή; Łódź",
    "-" * 300,
    "x" * 600,
)


@pytest.mark.parametrize("words", CODE)
def test_hostile_words_print_as_text(words: str) -> None:
    name = words.splitlines()[0][:60]
    tandem = Tandem("t", (City(name), City("Hamm")), name, ("en",))
    for kind in ("worksheet", "roadmap"):
        page = page_of(kind, "en", tandem, words)
        result = set_pdf([page])
        assert result.warnings == ()
        with read(result) as pdf:
            text = squeeze("".join(sheet.extract_text(x_tolerance=1) or "" for sheet in pdf.pages))
        if kind == "worksheet":
            assert all(squeeze(line)[:40] in text for line in words.splitlines())
        assert text.count(squeeze(name)[:6]) >= 2


UNPRINTABLE = (
    HOSTILE,
    "a\x00b\x1b[31m",
    "lone \ud800 \udfff",
    "\u202eevil\u2066 \u200f\u061c",
    "日本語の街 مدينة ذكية עיר חכמה ไทย",
    "\u0378 \ue000 \U000f0000 \uffff \ufffe",
    "👩‍👩‍👧 👍🏽 🇬🇷 ☂️ 🏳️‍🌈 1️⃣",
    "e\u0301\u0302\u0303\u0304" * 20 + "🌳\u0301 ☐\u20e3",
    "\u2028\u2029\x0b\x0c\x85",
    "\U000e0041\u034f\u115f\u3164",
)


@pytest.mark.parametrize("words", UNPRINTABLE)
def test_what_no_font_has_is_replaced_and_the_file_stays_accessible(words: str) -> None:
    tandem = Tandem("t", (City("x" + words[:40]),), words[:50], ("en",))
    for kind in ("worksheet", "roadmap"):
        result = set_pdf([page_of(kind, "en", tandem, "before " + words + " after")])
        assert result.warnings == ()


def test_uncovered_script_prints_as_boxes_and_emoji_as_emoji() -> None:
    with read(set_pdf([page_of("worksheet", text="漢字 and 🌳 and 🚲")])) as pdf:
        text = pdf.pages[0].extract_text() or ""
    assert LEFT_OUT * 2 in text.replace(" ", "")
    assert "🌳" in text
    assert "🚲" in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=400))
def test_any_text_can_be_set(name: str, prompt: str) -> None:
    tandem = Tandem("t", (City(name),), name, ("en",))
    page = page_of("worksheet", "en", tandem, prompt, size=None)
    assert NOT_ACCESSIBLE not in set_pdf([page]).warnings


# ---- a workshop's own templates


def test_own_template_wins(tmp_path: Path) -> None:
    own = tmp_path / "worksheet.typ"
    own.write_text(
        '#import "theme.typ": *\n'
        '#let data = json("data.json")\n'
        "#set document(title: data.title)\n#show: dress\n"
        "#for page in data.pages [= Ours: #page.head.tandem]\n",
        encoding="utf-8",
    )
    with read(set_pdf([page_of("worksheet")], templates=tmp_path)) as pdf:
        assert "Ours: Alba Iulia" in (pdf.pages[0].extract_text() or "")
    # The other document, and a folder that is not there, change nothing.
    page = page_of("roadmap")
    assert set_pdf([page], templates=tmp_path / "none").pdf == set_pdf([page]).pdf


def test_own_theme_changes_the_built_in_templates(tmp_path: Path) -> None:
    theme = Path(set_pdf.__code__.co_filename).parent / "templates" / "theme.typ"
    text = theme.read_text(encoding="utf-8").replace('colour("deep")', 'rgb("#770011")')
    (tmp_path / "theme.typ").write_text(text, encoding="utf-8")
    page = page_of("roadmap")
    assert set_pdf([page], templates=tmp_path).pdf != set_pdf([page]).pdf


def test_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "roadmap.typ").write_text("#let x = 1\n\n#nothing\n", encoding="utf-8")
    with pytest.raises(DocumentFailed) as caught:
        set_pdf([page_of("roadmap")], templates=tmp_path)
    assert "roadmap.typ, line 3" in caught.value.message
    assert "built-in template stood in" in caught.value.message
    assert str(tmp_path) not in caught.value.message


def test_template_cannot_read_outside_its_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "link.typ").symlink_to(secret)
    for path in (str(secret), "../secret.txt", "link.typ"):
        (folder / "roadmap.typ").write_text(f'#read("{path}")', encoding="utf-8")
        with pytest.raises(DocumentFailed):
            set_pdf([page_of("roadmap")], templates=folder)


def test_endless_template_is_stopped_and_not_tried_again(tmp_path: Path) -> None:
    loop = "#for a in range(1000000) { for b in range(1000000) { let c = a } }"
    (tmp_path / "roadmap.typ").write_text(loop, encoding="utf-8")
    page = page_of("roadmap")
    with pytest.raises(TemplateFailed, match="longer than 1 s") as caught:
        set_pdf([page], templates=tmp_path, deadline=1.0)
    assert caught.value.stand_in == set_pdf([page]).pdf
    begun = time.monotonic()
    with pytest.raises(TemplateFailed, match="longer than 1 s"):
        set_pdf([page], templates=tmp_path, deadline=30.0)
    assert time.monotonic() - begun < 10
    # Once it is mended, it is tried again.
    (tmp_path / "roadmap.typ").write_text("#set document(title: [A])\nOURS", encoding="utf-8")
    with read(set_pdf([page], templates=tmp_path)) as pdf:
        assert "OURS" in (pdf.pages[0].extract_text() or "")


def test_the_built_in_template_stands_in_for_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "worksheet.typ").write_text("#nothing", encoding="utf-8")
    page = page_of("worksheet")
    with pytest.raises(TemplateFailed) as caught:
        set_pdf([page], templates=tmp_path)
    assert caught.value.stand_in == set_pdf([page]).pdf
    # What does not need the broken file is not touched by it.
    assert set_pdf([page_of("roadmap")], templates=tmp_path).pdf.startswith(b"%PDF")


def test_what_a_part_of_ones_own_lacks_is_told_of_that_part(tmp_path: Path) -> None:
    (tmp_path / "sheet.typ").write_text("#let nothing = 1", encoding="utf-8")
    with pytest.raises(TemplateFailed, match=r"templates/sheet\.typ: .*worksheet.*\.typ, line"):
        set_pdf([page_of("worksheet")], templates=tmp_path)


def test_broken_picture_is_an_error_that_names_the_document() -> None:
    with pytest.raises(DocumentFailed, match="The worksheet of alba-iulia-arnsberg/0001"):
        set_pdf([Page(page_of("worksheet").view, b"not a picture")])


def test_last_resort_is_a_pdf_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visions.documents.pdf._MOST_REPAIRS", 0)
    result = set_pdf([page_of("worksheet")])
    assert result.warnings[0] == NOT_ACCESSIBLE
    assert result.pdf.startswith(b"%PDF")
