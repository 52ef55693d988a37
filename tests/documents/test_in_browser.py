"""The pages in a real browser, opened from disk as a facilitator does."""

from __future__ import annotations

import dataclasses
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.documents.samples import (
    ARNSBERG,
    ARTICLE,
    ENEMY,
    HOSTILE,
    LONG,
    LONGEST,
    PRINTS,
    VERSION,
    WORKSHOP,
    make_entry,
    make_links,
    make_roadmap,
    make_walls,
    make_worksheet,
)
from tests.documents.stand_in import make_stand_in, make_stand_in_entry
from visions.documents.gallery import set_gallery
from visions.documents.html import list_assets, set_html
from visions.documents.links import TandemPictures
from visions.documents.sheets import view_roadmap
from visions.i18n import find_languages
from visions.model import State, Tandem

MILLIMETRE = 72 / 25.4
SHEETS = {
    "worksheet": (make_worksheet, (210, 297)),
    "roadmap": (make_roadmap, (420, 297)),
}
TWO = dataclasses.replace(LONGEST, key="two", cities=LONGEST.cities[:2])
NO_THEME = dataclasses.replace(ARNSBERG, theme="")
ALL_ABSENT = dataclasses.replace(
    LONGEST, cities=tuple(dataclasses.replace(city, absent=True) for city in LONGEST.cities)
)
FIND_BROKEN_WORDS = """() => {
  const broken = [];
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest('.prompt, .for-readers')) continue;
    for (const word of text.data.matchAll(/[^\\s\\-–\\/]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter(line => line.width > 0);
      if (new Set(lines.map(line => Math.round(line.top))).size > 1) broken.push(word[0]);
      const place = text.parentElement.closest('th, td, .head, section, main');
      const end = place.getBoundingClientRect().right;
      if (range.getBoundingClientRect().right > end + 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
"""Words on two lines, or longer than the cell or part of the page that they stand in."""


@dataclass
class Visit:
    """An open page, and what the browser complained about meanwhile."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("These tests need the browser Chromium or Chrome. Install it and run again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    for name, file in list_assets().items():
        if file.exists():
            (tmp_path / "assets").mkdir(exist_ok=True)
            shutil.copyfile(file, tmp_path / "assets" / name)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    visit = Visit(page)
    page.on("console", lambda message: visit.complaints.append(message.text))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("requestfailed", lambda request: visit.complaints.append(f"missing {request.url}"))
    page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
    yield visit
    page.close()


def open_page(visit: Visit, path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    visit.page.goto(path.as_uri())
    visit.page.evaluate("document.fonts.ready")


def put_picture(path: Path, size: tuple[int, int] = (300, 200)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "#3a7d8c").save(path)


def open_sheet(
    visit: Visit, folder: Path, kind: str, tandem: Tandem, language: str, text: str
) -> None:
    put_picture(folder / "t" / "0001" / "image.png")
    view = SHEETS[kind][0](tandem, language, make_entry(tandem, 1, text))
    page = set_html(view, picture="image.png", assets="../../assets")
    open_page(visit, folder / "t" / "0001" / f"{kind}.html", page)


def open_gallery(visit: Visit, folder: Path, language: str, *walls: TandemPictures) -> None:
    groups = walls or make_walls()
    for group in groups:
        for picture in group.pictures:
            if picture.image:
                put_picture(folder / picture.image)
    workshop = dataclasses.replace(WORKSHOP, languages=(language,))
    page = set_gallery(workshop, groups, assets="assets", version=VERSION, prints=PRINTS)
    open_page(visit, folder / "index.html", page)


def find_violations(page: Page) -> list[str]:
    """What axe-core objects to, WCAG 2.1 A and AA and its good practices."""
    source = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    result = page.evaluate("axe.run(document)")
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def print_page(page: Page) -> list[tuple[float, float]]:
    """The sizes of the printed pages in millimetres."""
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        return [
            (round(float(one.mediabox[2]) / MILLIMETRE), round(float(one.mediabox[3]) / MILLIMETRE))
            for one in pdf.pages
        ]


def measure_overhang(page: Page) -> float:
    """By how many pixels the caption is longer than its figure."""
    overhang: float = page.evaluate(
        """() => {
          const band = document.querySelector('figure').getBoundingClientRect();
          const parts = [...document.querySelectorAll('figcaption > *')];
          return Math.max(...parts.map(p => p.getBoundingClientRect().bottom)) - band.bottom;
        }"""
    )
    return overhang


def assert_all_is_there(visit: Visit) -> None:
    assert visit.complaints == []
    assert visit.dialogs == []
    faces = visit.page.evaluate("[...document.fonts].map(face => face.status)")
    assert faces.count("loaded") >= 2
    assert "error" not in faces
    assert visit.page.evaluate(
        "[...document.images].filter(i => i.loading != 'lazy').every(i => i.naturalWidth > 0)"
    )


@pytest.mark.parametrize("language", find_languages())
@pytest.mark.parametrize("kind", SHEETS)
def test_sheet_loads_is_accessible_and_fills_one_page(
    visit: Visit, tmp_path: Path, kind: str, language: str
) -> None:
    open_sheet(visit, tmp_path, kind, LONGEST, language, HOSTILE)
    assert_all_is_there(visit)
    assert find_violations(visit.page) == []
    assert print_page(visit.page) == [SHEETS[kind][1]]


@pytest.mark.parametrize("language", find_languages())
@pytest.mark.parametrize("tandem", [TWO, NO_THEME, ALL_ABSENT], ids=lambda one: one.key)
@pytest.mark.parametrize("kind", SHEETS)
def test_sheet_fits_the_screen_and_one_page_with_whole_words(
    visit: Visit, tmp_path: Path, kind: str, tandem: Tandem, language: str
) -> None:
    """1265 px is what a scroll bar leaves of 1280 px."""
    visit.page.set_viewport_size({"width": 1265, "height": 800})
    open_sheet(visit, tmp_path, kind, tandem, language, ARTICLE)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1265
    assert visit.page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(s => s.scrollWidth <= s.clientWidth)"
    )
    assert visit.page.evaluate(FIND_BROKEN_WORDS) == []
    assert find_violations(visit.page) == []
    assert print_page(visit.page) == [SHEETS[kind][1]]


@pytest.mark.parametrize("days", [0, 20, 49, 75, 530, 4000])
def test_roadmap_of_any_length_keeps_its_tables_apart_on_paper(
    visit: Visit, tmp_path: Path, days: int
) -> None:
    workshop = dataclasses.replace(WORKSHOP, horizon=WORKSHOP.date + timedelta(days))
    view = view_roadmap(workshop, LONGEST, make_entry(LONGEST, 1), "de", VERSION)
    put_picture(tmp_path / "t" / "0001" / "image.png")
    page = set_html(view, picture="image.png", assets="../../assets")
    open_page(visit, tmp_path / "t" / "0001" / "roadmap.html", page)
    assert visit.page.evaluate(FIND_BROKEN_WORDS) == []
    assert len(print_page(visit.page)) == 1
    visit.page.set_viewport_size({"width": round(396 * 96 / 25.4), "height": 1100})
    visit.page.emulate_media(media="print")
    end = visit.page.evaluate(
        "document.querySelector('.periods').getBoundingClientRect().bottom"
        " - document.querySelector('.actions').getBoundingClientRect().top"
    )
    assert end <= 0


def test_all_tandems_are_seen_in_the_bar_and_on_a_phone_it_stays_low(
    visit: Visit, tmp_path: Path
) -> None:
    walls = [
        TandemPictures(dataclasses.replace(LONGEST, key=f"tandem-{number}"), ())
        for number in range(4)
    ]
    open_gallery(visit, tmp_path, "en", *walls)
    bar = visit.page.locator("nav")
    assert bar.evaluate("b => b.scrollWidth <= b.clientWidth && b.scrollHeight <= b.clientHeight")
    visit.page.set_viewport_size({"width": 360, "height": 740})
    assert bar.evaluate("b => b.offsetHeight") <= 64
    assert bar.evaluate("b => b.scrollWidth > b.clientWidth")


@pytest.mark.parametrize("language", find_languages())
@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("text", [ARTICLE, LONG])
def test_note_of_a_stand_in_has_its_place_on_paper(
    visit: Visit, tmp_path: Path, kind: str, language: str, text: str
) -> None:
    width, height = SHEETS[kind][1]
    entry = make_stand_in_entry(ARNSBERG, 1, text)
    put_picture(tmp_path / "t" / "0001" / "image.png")
    page = set_html(
        SHEETS[kind][0](ARNSBERG, language, entry), picture="image.png", assets="../../assets"
    )
    visit.page.set_viewport_size(
        {"width": round((width - 24) * 96 / 25.4), "height": round(height * 96 / 25.4)}
    )
    visit.page.emulate_media(media="print")
    open_page(visit, tmp_path / "t" / "0001" / f"{kind}.html", page)
    assert measure_overhang(visit.page) <= 1
    visit.page.emulate_media(media="null")
    assert set(print_page(visit.page)) == {SHEETS[kind][1]}


def test_gallery_with_a_stand_in_is_accessible(visit: Visit, tmp_path: Path) -> None:
    open_gallery(visit, tmp_path, "en", TandemPictures(ARNSBERG, (make_stand_in(ARNSBERG, 1),)))
    assert_all_is_there(visit)
    assert find_violations(visit.page) == []


@pytest.mark.parametrize("language", find_languages())
def test_gallery_loads_and_is_accessible(visit: Visit, tmp_path: Path, language: str) -> None:
    open_gallery(visit, tmp_path, language)
    assert_all_is_there(visit)
    assert find_violations(visit.page) == []
    assert len(print_page(visit.page)) > 1


def test_lazy_pictures_arrive_when_reached(visit: Visit, tmp_path: Path) -> None:
    open_gallery(visit, tmp_path, "en")
    for picture in visit.page.locator("img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("i => i.decode()")
        assert picture.evaluate("i => i.naturalWidth") == 300


@pytest.mark.parametrize("width", [360, 640, 1280, 1920])
@pytest.mark.parametrize("kind", [*SHEETS, "gallery"])
def test_nothing_is_wider_than_the_screen(
    visit: Visit, tmp_path: Path, kind: str, width: int
) -> None:
    """640 px is what a screen of 1280 px shows at 200 %."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    if kind == "gallery":
        walls = TandemPictures(LONGEST, (make_links(LONGEST, make_entry(LONGEST, 1, "W" * 500)),))
        open_gallery(visit, tmp_path, "el", walls)
    else:
        open_sheet(visit, tmp_path, kind, LONGEST, "el", "W" * 500)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("text", [LONG, "W" * 900, "日本語" * 300, "a b " * 200, "a\n" * 90])
def test_prompt_stays_in_its_place_on_paper(
    visit: Visit, tmp_path: Path, kind: str, text: str
) -> None:
    width, height = SHEETS[kind][1]
    visit.page.set_viewport_size(
        {"width": round((width - 24) * 96 / 25.4), "height": round(height * 96 / 25.4)}
    )
    visit.page.emulate_media(media="print")
    open_sheet(visit, tmp_path, kind, ARNSBERG, "de", text)
    assert measure_overhang(visit.page) <= 1
    visit.page.emulate_media(media="null")
    assert set(print_page(visit.page)) == {SHEETS[kind][1]}


@pytest.mark.parametrize("size", [(1024, 1024), (1024, 1536), (2048, 512)])
@pytest.mark.parametrize("kind", SHEETS)
def test_picture_of_any_shape_keeps_its_shape(
    visit: Visit, tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    put_picture(tmp_path / "t" / "0001" / "image.png", size)
    view = SHEETS[kind][0](ARNSBERG, "en", make_entry(ARNSBERG, 1, size=size))
    page = set_html(view, picture="image.png", assets="../../assets")
    open_page(visit, tmp_path / "t" / "0001" / "page.html", page)
    visit.page.emulate_media(media="print")
    box = visit.page.locator("img").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(size[0] / size[1], rel=0.02)
    visit.page.emulate_media(media="null")
    assert len(print_page(visit.page)) == 1


@pytest.mark.parametrize("kind", SHEETS)
def test_sheet_without_picture_is_one_page(visit: Visit, tmp_path: Path, kind: str) -> None:
    view = SHEETS[kind][0](ARNSBERG, "de", make_entry(ARNSBERG, 1, state=State.FAILED))
    page = set_html(view, picture=None, assets="../../assets")
    open_page(visit, tmp_path / "t" / "0001" / "page.html", page)
    assert visit.complaints == []
    assert find_violations(visit.page) == []
    assert len(print_page(visit.page)) == 1


def test_hostile_words_do_nothing_in_the_gallery(visit: Visit, tmp_path: Path) -> None:
    walls = TandemPictures(ENEMY, (make_links(ENEMY, make_entry(ENEMY, 1, HOSTILE)),))
    open_gallery(visit, tmp_path, "en", walls)
    assert_all_is_there(visit)
    assert visit.page.locator("img").count() == 1


def test_keyboard_reaches_every_link_and_shows_where_it_is(visit: Visit, tmp_path: Path) -> None:
    open_gallery(visit, tmp_path, "en")
    places = visit.page.locator("a, button:visible, input:visible, select:visible").count()
    links = visit.page.locator("a").count()
    seen = set()
    for _ in range(places):
        visit.page.keyboard.press("Tab")
        seen.add(visit.page.evaluate("[...document.links].indexOf(document.activeElement)"))
        outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert len(seen - {-1}) == links
