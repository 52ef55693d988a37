"""Search, full-size view and comparison in a real browser, from a folder and without a server."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from tests.documents.samples import (
    ARNSBERG,
    ENEMY,
    HOSTILE,
    LONG,
    LONGEST,
    PRINTS,
    VERSION,
    WORKSHOP,
    make_entry,
    make_links,
)
from tests.documents.stand_in import make_stand_in
from tests.documents.test_in_browser import (
    Visit,
    assert_all_is_there,
    browser,
    find_violations,
    open_page,
    put_picture,
    visit,
)
from visions.documents.gallery import set_gallery
from visions.documents.html import ASSETS
from visions.documents.links import PictureAnswers, PictureLinks, TandemPictures, Thumbnail
from visions.documents.plain_text import clean_text
from visions.folding import fold_text, list_words
from visions.i18n import find_languages, speak
from visions.model import Entry, State, Tandem

__all__ = ["browser", "visit"]  # fixtures

ORIGINAL = b"the bytes as they were received"
PROMPTS = {
    1: "Μια παραθαλάσσια πόλη· ο Ήλιος ανατέλλει",
    2: "O piață însorită, copiii merg la școală",
    3: "Ein Marktplatz an der Hauptstraße, über den Dächern",
    4: "Cichy rynek w Łodzi, żółte tramwaje",
    5: "Тих площад с дървета и чешма",
    6: "Una città con più alberi",
}
SHOWN = "document.querySelectorAll('.piece:not([hidden])').length"


def hang(
    tandem: Tandem, number: int, text: str, answers: PictureAnswers | None = None, **more: Any
) -> PictureLinks:
    entry = make_entry(tandem, number, text, **more)
    if entry.record:
        digest = hashlib.sha256(ORIGINAL).hexdigest()
        entry = dataclasses.replace(entry, record=dataclasses.replace(entry.record, sha256=digest))
    links = make_links(tandem, entry)
    small = f"{tandem.key}/{entry.id.digits}/thumbnail.jpg"
    return dataclasses.replace(
        links, thumbnail=Thumbnail(small, 30, 300) if links.image else None, answers=answers
    )


def make_room() -> list[TandemPictures]:
    """Six pictures of one tandem; of another a sketch that is chosen, one that is still to come,
    and a sketch that stands in."""
    said = PictureAnswers("Two rivers, one plan", "By 2030 …", ("Two rivers, one plan", "Brücke"))
    first = [hang(ARNSBERG, number, text) for number, text in PROMPTS.items()]
    first[5] = dataclasses.replace(first[5], answers=said)
    sketch = hang(LONGEST, 1, "a quiet harbour", provider="sketch")
    waiting = hang(LONGEST, 2, "a school by the sea", state=State.ACCEPTED)
    second = (dataclasses.replace(sketch, chosen=True), waiting, make_stand_in(LONGEST, 3))
    return [TandemPictures(ARNSBERG, tuple(first)), TandemPictures(LONGEST, second)]


def open_room(
    visit: Visit, folder: Path, *walls: TandemPictures, language: str = "en", hash: str = ""
) -> None:
    groups = walls or make_room()
    for links in (links for group in groups for links in group.pictures):
        if links.image:
            put_picture(folder / links.image)
        if links.thumbnail:
            put_picture(folder / links.thumbnail.href, (30, 20))
    workshop = dataclasses.replace(WORKSHOP, languages=(language,))
    page = set_gallery(workshop, groups, assets="assets", version=VERSION, prints=PRINTS)
    if hash:
        (folder / "index.html").write_text(page, "utf-8")
        visit.page.goto((folder / "index.html").as_uri() + hash)
    else:
        open_page(visit, folder / "index.html", page)


def search(visit: Visit, words: str) -> list[str]:
    """Type these words; return the anchors of what is still hung."""
    visit.page.fill("#gallery_search", words)
    found: list[str] = visit.page.evaluate(
        "[...document.querySelectorAll('.piece:not([hidden])')].map(piece => piece.id)"
    )
    return found


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("ηλιος ΠΌΛΗ", 1), ("ΗΛΙ", 1), ("piata", 2), ("SCOALA insor", 2), ("şcoală", 2),
        ("hauptstrasse uber", 3) , ("hauptstraße", 3), ("dachern MARKT", 3), ("lodzi", 4),
        ("ŻÓŁTE zolte", 4), ("ДЪРВЕТА", 5), ("чешм площ", 5), ("citta piu", 6), ("CITTÀ", 6),
        ("brucke", 6), ("rivers plan", 6), ("alba-iulia-arnsberg/0004", 4),
    ],
)  # fmt: skip
def test_search_knows_no_accents_and_no_case(
    visit: Visit, tmp_path: Path, typed: str, number: int
) -> None:
    open_room(visit, tmp_path)
    assert visit.page.evaluate(SHOWN) == 9
    assert search(visit, typed) == [f"alba-iulia-arnsberg-{number:04d}"]
    assert visit.page.text_content(".finder-count") == "Shown: 1 of 9"
    assert visit.page.get_attribute(".finder-count", "role") == "status"
    assert visit.page.locator(".wall:visible").count() == 1
    assert len(search(visit, "")) == 9
    assert visit.complaints == []


def test_a_word_must_begin_with_what_was_typed_and_all_of_them_must_be_there(
    visit: Visit, tmp_path: Path
) -> None:
    open_room(visit, tmp_path)
    assert search(visit, "platz") == []
    assert visit.page.locator(".nothing-found").is_visible()
    assert search(visit, "marktplatz piata") == []
    assert len(search(visit, "geestland")) == 3
    assert not visit.page.locator(".nothing-found").is_visible()
    search(visit, "platz")
    visit.page.click(".nothing-found button")
    assert visit.page.evaluate(SHOWN) == 9


def test_what_was_typed_is_marked_where_it_stands(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    search(visit, "hauptstrasse DACH")
    visit.page.wait_for_function("CSS.highlights.get('found').size === 2")
    marked = visit.page.evaluate("[...CSS.highlights.get('found')].map(range => range.toString())")
    assert marked == ["Hauptstraße", "Dächern"]
    search(visit, "")
    assert visit.page.evaluate("CSS.highlights.get('found').size") == 0


WRITTEN = [
    "Città ȘCOALĂ şcoală Ήλιος ΗΛΙΟΣ Straße STRASSE ẞ Łódź zeeën Йод ﬁets Ⅻ İstanbul ıslak",
    "ΐ ΰ ᾳ ὈΔΥΣΣΕΎΣ Đà Nẵng Œuvre Ærø e\u0301t\u00e9 ½ ² ﷺ 日本語 가나 한국 ク゛ʼn ǆ Ǆ",
    HOSTILE,
]


def fold_in_page(visit: Visit, text: str) -> tuple[str, list[str]]:
    folded: tuple[str, list[str]] = visit.page.evaluate(
        "text => [gallery.fold(text), gallery.listWords(text)]", text
    )
    return folded


@pytest.fixture
def folding(visit: Visit) -> Visit:
    visit.page.add_script_tag(path=ASSETS / "gallery-search.js")
    return visit


@pytest.mark.parametrize("text", [*PROMPTS.values(), *map(clean_text, WRITTEN)])
def test_page_folds_as_the_package_does(folding: Visit, text: str) -> None:
    folded, words = fold_in_page(folding, text)
    assert folded == fold_text(text)
    assert words == list_words(text)


def test_page_folds_any_letters_as_the_package_does(folding: Visit) -> None:
    """Letters of the languages of Europe, whatever stands beside them."""
    letters = st.characters(max_codepoint=0x52F, exclude_categories=("Cs", "Cn"))

    @settings(max_examples=150, deadline=None)
    @given(st.text(letters | st.characters(min_codepoint=0x1E00, max_codepoint=0x1FFE,
                                           exclude_categories=("Cs", "Cn"))))  # fmt: skip
    def check(text: str) -> None:
        folded, words = fold_in_page(folding, text)
        assert folded == fold_text(text)
        assert words == list_words(text)

    check()


@pytest.mark.parametrize(
    ("chip", "numbers"),
    [
        ("Chosen", ["longest-1"]),
        ("With answers", ["arnsberg-6"]),
        ("AI-generated picture", [f"arnsberg-{n}" for n in range(1, 7)]),
        ("Sketch without AI", ["longest-1", "longest-3"]),
        ("Without a picture", ["longest-2", "longest-3"]),
    ],
)
def test_chips_leave_what_they_say(
    visit: Visit, tmp_path: Path, chip: str, numbers: list[str]
) -> None:
    open_room(visit, tmp_path)
    button = visit.page.get_by_role("button", name=chip, exact=True)
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    keys = {"arnsberg": ARNSBERG.key, "longest": LONGEST.key}
    named = {f"{keys[one[:-2]]}-000{one[-1]}" for one in numbers}
    assert set(search(visit, "")) == named
    button.click()
    assert visit.page.evaluate(SHOWN) == 9


def test_one_tandem_alone_with_search_and_chip(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    visit.page.select_option(".finder select", LONGEST.key)
    assert visit.page.evaluate(SHOWN) == 3
    visit.page.get_by_role("button", name="Without a picture").click()
    assert visit.page.evaluate(SHOWN) == 2
    assert len(search(visit, "school")) == 1


def test_reload_and_back_keep_what_was_looked_for(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    search(visit, "città & più")
    visit.page.get_by_role("button", name="With answers").click()
    visit.page.reload()
    assert visit.page.input_value("#gallery_search") == "città & più"
    assert visit.page.evaluate(SHOWN) == 1
    visit.page.click(".piece:not([hidden]) a.frame")
    assert visit.page.locator("dialog.view").is_visible()
    visit.page.reload()
    expect(visit.page.locator("dialog.view")).to_be_visible()
    visit.page.go_back()
    expect(visit.page.locator("dialog.view")).to_be_hidden()
    assert visit.page.input_value("#gallery_search") == "città & più"
    assert visit.complaints == []


@pytest.mark.parametrize(
    "hash",
    ["#show=nobody&marked=a,b,,&only=x,<b>&tandem=none", "#=", "#search=%E0%A4%A", "#a=b=c&&&"],
)
def test_a_strange_address_does_no_harm(visit: Visit, tmp_path: Path, hash: str) -> None:
    open_room(visit, tmp_path, hash=hash)
    assert visit.page.locator("#gallery_search").is_visible()
    assert visit.page.locator("dialog[open]").count() == 0
    assert visit.complaints == []


def test_one_picture_in_full_with_all_that_is_known_of_it(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    visit.page.click("#alba-iulia-arnsberg-0006 a.frame")
    view = visit.page.locator("dialog.view")
    text = view.inner_text()
    for told in (
        "Alba Iulia – Arnsberg · Prompt 6", "6 of 9", PROMPTS[6], "AI-generated picture", "OpenAI",
        "gpt-image-2", "23 Oct 2023, 14:05 (UTC)", "Two rivers, one plan", "By 2030 …",
        hashlib.sha256(ORIGINAL).hexdigest(), "outputs/alba-iulia-arnsberg/0006/original.png",
        "1536 × 1024 pixels, image/png", "Alba Iulia (Romania) – Arnsberg (Germany, not present)",
    ):  # fmt: skip
        assert told in text
    assert (
        view.locator(".view-picture img").evaluate("i => i.decode().then(() => i.naturalWidth)")
        == 300
    )
    view.get_by_text("Is a picture unchanged?").click()
    assert "sha256sum alba-iulia-arnsberg/0006/original.png" in view.inner_text()
    hrefs = view.locator(".files a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert "alba-iulia-arnsberg/0006/roadmap.de.pdf" in hrefs
    assert find_violations(visit.page) == []


def test_keys_walk_through_what_was_found(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    visit.page.get_by_role("button", name="AI-generated picture").click()
    visit.page.locator("#alba-iulia-arnsberg-0002 a.frame").focus()
    visit.page.keyboard.press("Enter")
    title = visit.page.locator("#view_title")
    keys = visit.page.keyboard
    expect(title).to_be_focused()
    for key, number in (
        ("ArrowRight", 3), ("ArrowLeft", 2), ("Home", 1), ("ArrowLeft", 1), ("End", 6),
        ("ArrowRight", 6), ("ArrowLeft", 5),
    ):  # fmt: skip
        keys.press(key)
        expect(title).to_have_text(f"Alba Iulia – Arnsberg · Prompt {number}")
        expect(visit.page.locator(".view-place")).to_have_text(f"{number} of 6")
    keys.press("Escape")
    expect(visit.page.locator("dialog.view")).to_be_hidden()
    expect(visit.page.locator("#alba-iulia-arnsberg-0005 a.frame")).to_be_focused()
    assert "show=" not in visit.page.url
    assert visit.complaints == []


def test_focus_stays_in_the_open_view(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    visit.page.get_by_role("button", name="Details: Alba Iulia – Arnsberg · Prompt 1").click()
    for _ in range(30):
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


def test_a_file_tells_whether_it_is_the_one_that_was_received(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    visit.page.click("#alba-iulia-arnsberg-0001 a.frame")
    picker, status = (
        visit.page.locator(".view input[type=file]"),
        visit.page.locator(".check-status"),
    )
    (tmp_path / "original.png").write_bytes(ORIGINAL)
    picker.set_input_files(tmp_path / "original.png")
    expect(status).to_have_text(
        "original.png is unchanged: it is the original file of this picture."
    )
    assert status.get_attribute("data-is") == "same"
    (tmp_path / "original.png").write_bytes(ORIGINAL + b".")
    picker.set_input_files(tmp_path / "original.png")
    expect(status).to_have_attribute("data-is", "other")


def test_the_digest_can_be_copied(visit: Visit, tmp_path: Path) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_room(visit, tmp_path)
    visit.page.click("#alba-iulia-arnsberg-0001 a.frame")
    visit.page.get_by_role("button", name="Copy the SHA-256").click()
    expect(visit.page.locator(".check-status")).to_have_text("Copied.")
    assert (
        visit.page.evaluate("navigator.clipboard.readText()")
        == hashlib.sha256(ORIGINAL).hexdigest()
    )


def test_two_to_four_pictures_side_by_side(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    mark = visit.page.locator(".piece-actions .mark")
    mark.nth(0).click()
    told = visit.page.locator(".marks [role=status]")
    visit.page.get_by_role("button", name="Side by side").click()
    expect(told).to_have_text("Mark one more picture to compare.")
    for number in (1, 2, 3, 4):
        mark.nth(number).click()
    expect(told).to_have_text("At most four pictures can stand side by side.")
    assert mark.nth(4).get_attribute("aria-pressed") == "false"
    visit.page.get_by_role("button", name="Side by side").click()
    columns = visit.page.locator(".side-column")
    assert columns.count() == 4
    for number, column in enumerate(columns.all(), 1):
        assert PROMPTS[number] in column.inner_text()
        assert "AI-generated picture" in column.inner_text()
    boxes = [box for column in columns.all() if (box := column.bounding_box())]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[1]["x"] > boxes[0]["x"]
    assert find_violations(visit.page) == []
    visit.complaints.clear()  # axe looks into style sheets, which the page's own policy forbids
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog.side")).to_be_hidden()
    expect(visit.page.locator(".marks .main-button")).to_be_focused()
    visit.page.reload()
    assert visit.page.locator(".piece-marked").count() == 4
    visit.page.get_by_role("button", name="Remove marks").click()
    assert not visit.page.locator(".marks").is_visible()
    assert visit.complaints == []


def test_without_script_all_is_there(browser: Browser, tmp_path: Path, visit: Visit) -> None:
    open_room(visit, tmp_path)
    page = browser.new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator(".piece:visible").count() == 9
    assert page.locator("#gallery_search").count() == 0
    assert page.locator(".piece-actions").count() == 0
    piece = page.locator("#alba-iulia-arnsberg-0006")
    piece.locator("summary").click()
    text = piece.inner_text()
    for told in (PROMPTS[6], "By 2030 …", hashlib.sha256(ORIGINAL).hexdigest(), "gpt-image-2"):
        assert told in text
    assert "sha256sum" in page.locator("#how_to_check").inner_text()
    page.close()


def test_hostile_words_do_nothing_wherever_they_stand(visit: Visit, tmp_path: Path) -> None:
    said = PictureAnswers(HOSTILE, HOSTILE, (HOSTILE,))
    visit.page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    open_room(
        visit, tmp_path, TandemPictures(ENEMY, tuple(hang(ENEMY, n, HOSTILE, said) for n in (1, 2)))
    )
    assert len(search(visit, "alert(1) 7*7")) == 2
    visit.page.click("#enemy-0001 a.frame")
    shown = visit.page.locator(".view-text > .prompt").text_content()
    assert shown == clean_text(HOSTILE)
    assert visit.page.locator(".view-text img, .view-text script, .view-text svg").count() == 0
    visit.page.keyboard.press("Escape")
    for number in (0, 1):
        visit.page.locator(".piece-actions .mark").nth(number).click()
    visit.page.get_by_role("button", name="Side by side").click()
    assert visit.page.locator(".side-column .prompt").first.text_content() == clean_text(HOSTILE)
    assert_all_is_there(visit)


@pytest.mark.parametrize(
    ("language", "width"),
    [*((language, 360) for language in find_languages()), ("el", 640), ("en", 1280)],
)
def test_views_have_no_barrier_and_fit_every_screen(
    visit: Visit, tmp_path: Path, language: str, width: int
) -> None:
    """640 px is what a screen of 1280 px shows at 200 %."""
    visit.page.set_viewport_size({"width": width, "height": 740})
    said = PictureAnswers("W" * 300, LONG, (LONG,))
    pictures = tuple(hang(LONGEST, n, text, said) for n, text in ((1, LONG), (2, "W" * 500)))
    open_room(visit, tmp_path, TandemPictures(LONGEST, pictures), language=language)

    def assert_sound() -> None:
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        for box in visit.page.locator("dialog[open]").all():
            assert box.evaluate("d => d.scrollWidth") <= width
        if language in ("en", "el"):
            assert find_violations(visit.page) == []

    assert_sound()
    visit.page.locator(".piece-actions .open").first.click()
    assert_sound()
    visit.page.keyboard.press("Escape")
    search(visit, "qqq")
    assert (
        visit.page.locator(".nothing-found")
        .inner_text()
        .startswith(
            speak(language).text("Nothing found. Try fewer words, or the beginning of a word.")
        )
    )
    assert_sound()
    visit.page.click(".nothing-found button")
    for number in (0, 1):
        visit.page.locator(".piece-actions .mark").nth(number).click()
    assert_sound()
    visit.page.locator(".marks .main-button").click()
    assert_sound()
    assert visit.page.locator(".side-column").count() == 2


@pytest.mark.parametrize("width", [360, 1280])
def test_buttons_are_large_enough_for_a_finger(visit: Visit, tmp_path: Path, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 740})
    open_room(visit, tmp_path)
    visit.page.locator(".piece-actions .mark").first.click()
    visit.page.locator(".piece-actions .open").nth(1).click()
    sizes = visit.page.evaluate(
        """[...document.querySelectorAll('button, select, input')].filter(b => b.offsetParent)
          .map(b => [b.offsetWidth, b.offsetHeight, b.textContent])"""
    )
    assert len(sizes) > 20
    assert [size for size in sizes if min(size[:2]) < 36] == []


def test_paper_has_pictures_words_labels_and_no_controls(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    visit.page.locator(".piece-actions .mark").first.click()
    # A browser fetches what a page holds back before it prints, but not on a slow machine.
    visit.page.evaluate("[...document.images].forEach(one => { one.loading = 'eager' })")
    visit.page.wait_for_function("[...document.images].every(one => one.complete)")
    with pdfplumber.open(io.BytesIO(visit.page.pdf(prefer_css_page_size=True))) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        pictures = sum(len(page.images) for page in pdf.pages)
        assert all(round(page.width / 72 * 25.4) == 210 for page in pdf.pages)
    assert pictures == 8
    digest = hashlib.sha256(ORIGINAL).hexdigest()
    assert text.count(digest[:16]) == 7
    assert "alba-iulia-arnsberg/0003" in text
    assert "Ein Marktplatz" in text
    assert text.count("AI-generated picture") == 6
    for control in (
        "Details",
        "Compare",
        "Show only",
        "All tandems",
        "Shown:",
        "Marked",
        "PDF",
        "Search",
    ):
        assert control not in text


def test_paper_shows_what_was_found(visit: Visit, tmp_path: Path) -> None:
    open_room(visit, tmp_path)
    search(visit, "marktplatz")
    with pdfplumber.open(io.BytesIO(visit.page.pdf(prefer_css_page_size=True))) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Ein Marktplatz" in text
    assert "harbour" not in text


def test_five_hundred_pictures_stay_fluent(visit: Visit, tmp_path: Path) -> None:
    """Far away from what a slow machine needs; the fault would be seconds."""
    entry: Entry = make_entry(ARNSBERG, 1)
    put_picture(tmp_path / "image.png")
    pictures = []
    for number in range(1, 501):
        one = make_entry(ARNSBERG, number, f"a town number{number} with people and trees")
        pictures.append(dataclasses.replace(make_links(ARNSBERG, one), image="image.png"))
    assert entry.record
    open_room(visit, tmp_path, TandemPictures(ARNSBERG, tuple(pictures)))
    taken = visit.page.evaluate(
        """async () => {
          const input = document.getElementById('gallery_search');
          const times = [];
          for (const typed of ['n', 'nu', 'num', 'number4', 'number49', 'tree', '']) {
            const start = performance.now();
            input.value = typed;
            input.dispatchEvent(new Event('input'));
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            times.push(performance.now() - start);
          }
          return times;
        }"""
    )
    assert max(taken) < 500
    assert search(visit, "number499") == ["alba-iulia-arnsberg-0499"]
    # Only what is near the screen has been laid out.
    assert (
        visit.page.evaluate("getComputedStyle(document.querySelector('.piece')).contentVisibility")
        == "auto"
    )
