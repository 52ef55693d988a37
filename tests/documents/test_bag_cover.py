"""The page on top of a bag, from a folder and in a real browser."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from tests.documents.samples import (
    ARNSBERG,
    ENEMY,
    HOSTILE,
    LONG,
    LONGEST,
    VERSION,
    WORKSHOP,
    make_entry,
)
from tests.documents.stand_in import make_stand_in_entry
from tests.documents.test_in_browser import Visit, browser, find_violations, visit
from visions.documents.bag_cover import Exhibit, Kept, set_bag_cover
from visions.documents.plain_text import clean_text
from visions.i18n import find_languages, speak
from visions.model import Entry, Tandem, Workshop
from visions.theme import PLAIN, Colours

__all__ = ["browser", "visit"]  # fixtures

FILES = ("image.jpg", "original.png", "roadmap.de.pdf", "worksheet.de.html", "worksheet.de.pdf")
ALL = Kept("data/outputs/index.html", 2, public=False, only_chosen=False)


def exhibit(entry: Entry, *, chosen: bool = False, files: tuple[str, ...] = FILES) -> Exhibit:
    folder = f"data/outputs/{entry.id}/"
    return Exhibit(entry, chosen, folder, f"data/prompts/{entry.id}.md", files)


def set_page(
    rooms: Sequence[tuple[Tandem, Sequence[Exhibit]]],
    kept: Kept = ALL,
    workshop: Workshop = WORKSHOP,
    **more: object,
) -> str:
    pieces = set_bag_cover(
        workshop,
        rooms,
        kept,
        assets="data/outputs/assets",
        version=VERSION,
        **more,  # type: ignore[arg-type]
    )
    return b"".join(pieces).decode()


def show(visit: Visit, folder: Path, page: str, width: int = 1280) -> None:
    path = folder / "index.html"
    path.write_text(page, "utf-8")
    for href in re.findall(r'<img src="([^"]+)"', page):
        (folder / href).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (1536, 1024), (20, 90, 110)).save(folder / href)
    (folder / "data/outputs/assets").mkdir(parents=True, exist_ok=True)
    for font in (folder / "assets").glob("*.woff2"):
        font.rename(folder / "data/outputs/assets" / font.name)
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.page.goto(path.as_uri())


ROOMS = [
    (ARNSBERG, [exhibit(make_entry(ARNSBERG, 1)), exhibit(make_entry(ARNSBERG, 2), chosen=True)]),
    (LONGEST, [exhibit(make_entry(LONGEST, 1, LONG))]),
]


def test_a_stranger_can_answer_from_it() -> None:
    entry = make_entry(ARNSBERG, 1)
    assert entry.record is not None
    page = set_page([(ARNSBERG, [exhibit(entry)])])
    assert "Alba Iulia (Romania) – Arnsberg (Germany, not present)" in page, "who"
    assert entry.prompt.text in page, "with which words"
    assert speak("en").short_day(entry.record.created_at) in page, "when"
    assert entry.record.model in page, "by which model"
    assert "AI-generated picture" in page
    assert entry.record.sha256 in page, "unchanged"
    assert "sha256sum --check --quiet manifest-sha256.txt" in page
    assert 'href="data/outputs/index.html"' in page


@pytest.mark.parametrize("language", find_languages())
def test_it_speaks_the_language_of_the_workshop(language: str) -> None:
    kept = Kept("", 1, public=True, only_chosen=True)
    workshop = dataclasses.replace(WORKSHOP, languages=(language,), usage_terms="CC BY 4.0")
    page = set_page(ROOMS, kept, workshop)
    say = speak(language)
    for text in (
        say.text("It holds only the pictures that the tandems chose."),
        say.text("Is everything unchanged?"),
        say.text("Terms of use"),
    ):
        assert text in page
    assert f'lang="{language}"' in page
    assert (language == "en") == ("This is a copy for the public" in page)
    assert "data/outputs/index.html" not in page


def test_it_comes_in_pieces_as_it_is_asked_for() -> None:
    seen = []

    def open_rooms() -> Iterator[tuple[Tandem, Iterator[Exhibit]]]:
        yield ARNSBERG, walk()

    def walk() -> Iterator[Exhibit]:
        for number in range(1, 400):
            seen.append(number)
            yield exhibit(make_entry(ARNSBERG, number))

    pieces = set_bag_cover(WORKSHOP, open_rooms(), ALL, assets="a", version=VERSION)
    next(pieces)
    assert len(seen) < 50
    assert sum(1 for _ in pieces) > 20
    assert len(seen) == 399


def test_a_stand_in_is_not_shown_as_a_picture_of_the_archive() -> None:
    files = ("stand-in.jpg", "worksheet.de.pdf")
    page = set_page([(ARNSBERG, [exhibit(make_stand_in_entry(ARNSBERG, 1), files=files)])])
    assert "<img" not in page
    assert "The image service did not draw this prompt." in page


def test_without_a_labelled_copy_no_picture_is_shown() -> None:
    page = set_page([(ARNSBERG, [exhibit(make_entry(ARNSBERG, 1), files=("original.png",))])])
    assert "<img" not in page
    assert "original.png" in page


def test_it_has_the_colours_of_the_workshop() -> None:
    theme = dataclasses.replace(PLAIN, colours=Colours(deep="#4a1942"))
    assert "--deep:#4a1942;" in set_page(ROOMS, theme=theme)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_in_a_browser_all_is_in_its_place(visit: Visit, tmp_path: Path, width: int) -> None:
    show(visit, tmp_path, set_page(ROOMS), width)
    assert visit.complaints == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") == width
    for image in visit.page.query_selector_all("img"):
        image.scroll_into_view_if_needed()
        visit.page.wait_for_function("one => one.naturalWidth > 0", arg=image)
    assert visit.page.evaluate("document.fonts.check('16px \"Noto Sans\"')")
    deep = visit.page.evaluate("getComputedStyle(document.querySelector('.hero')).backgroundColor")
    assert deep == "rgb(15, 59, 76)", "the policy lets its own styles in"


@pytest.mark.parametrize("width", [360, 1280])
def test_there_are_no_barriers(visit: Visit, tmp_path: Path, width: int) -> None:
    show(visit, tmp_path, set_page([*ROOMS, (ENEMY, [])]), width)
    assert find_violations(visit.page) == []


def test_hostile_words_are_shown_and_never_run(visit: Visit, tmp_path: Path) -> None:
    workshop = dataclasses.replace(WORKSHOP, title=HOSTILE, organiser=HOSTILE, usage_terms=HOSTILE)
    rooms = [(ENEMY, [exhibit(make_entry(ENEMY, 1, HOSTILE))])]
    show(visit, tmp_path, set_page(rooms, workshop=workshop))
    visit.page.wait_for_timeout(200)
    assert (visit.dialogs, visit.complaints) == ([], [])
    shown = visit.page.inner_text("blockquote")
    assert shown.split() == clean_text(HOSTILE).split()
