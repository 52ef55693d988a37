from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.documents.pages import FOLDER, PAGES
from tests.documents.samples import (
    ARNSBERG,
    ENEMY,
    HOSTILE,
    LONG,
    LONGEST,
    VERSION,
    WORKSHOP,
    make_entry,
    make_roadmap,
    make_worksheet,
)
from visions.documents.html import (
    Room,
    fit_text,
    leave_room,
    list_assets,
    set_html,
    spread_milestones,
)
from visions.documents.plain_text import clean_text
from visions.documents.sheets import view_roadmap
from visions.documents.view import RoadmapView, WorksheetView
from visions.errors import DocumentFailed
from visions.i18n import find_languages
from visions.model import State

# Names for programs, and words that only paper or another state of the record shows.
ELSEWHERE = {
    "file", "language", "caption", "empty", "prompt_card", "prompt_goes_on", "page_of", "form",
}  # fmt: skip

VIEWS = {"worksheet": make_worksheet, "roadmap": make_roadmap}


class Reader(HTMLParser):
    """Collects tags with attributes, and the text, of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [
            value
            for _, attributes in self.tags
            for name, value in attributes.items()
            if name in ("href", "src") and value
        ]

    @property
    def scripts(self) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == "script"]

    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


def words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name not in ELSEWHERE:
                yield from words_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from words_of(one)


def squeeze(text: str) -> str:
    return "".join(text.split())


def set_page(view: WorksheetView | RoadmapView, templates: Path | None = None) -> str:
    return set_html(view, picture="image.jpg", assets="../../assets", templates=templates)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_the_one_kept(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert PAGES[name]() == kept, "after a wanted change: python -m tests.renew_golden"


@pytest.mark.parametrize("language", find_languages())
@pytest.mark.parametrize("kind", VIEWS)
def test_every_label_of_the_view_appears(kind: str, language: str) -> None:
    view = VIEWS[kind](LONGEST, language)
    page = set_page(view)
    shown = squeeze(unescape(re.sub("<[^>]+>", "", page)) + unescape(page))
    for words in words_of(view):
        for part in words.split("…"):
            assert squeeze(part) in shown, words
    assert Reader(page).tags[0] == ("html", {"lang": language})


@pytest.mark.parametrize("kind", VIEWS)
def test_headings_begin_with_one_h1_and_skip_no_level(kind: str) -> None:
    levels = Reader(set_page(VIEWS[kind]())).headings()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("kind", VIEWS)
def test_hostile_words_come_out_as_words(kind: str) -> None:
    calm = Reader(set_page(VIEWS[kind](dataclasses.replace(ENEMY, cities=ARNSBERG.cities))))
    page = set_page(VIEWS[kind](ENEMY, "en", make_entry(ENEMY, 1, HOSTILE)))
    read = Reader(page)
    assert "{{7*7}}" in read.text
    assert page.count("<script") == page.count("</script>") == len(calm.scripts)
    assert read.scripts == calm.scripts
    assert squeeze(clean_text(HOSTILE)) in squeeze(read.text)
    assert {tag for tag, _ in read.tags} <= {tag for tag, _ in calm.tags} | {"article", "a"}
    assert not [name for _, attributes in read.tags for name in attributes if name[:2] == "on"]
    page.encode("utf-8")


@pytest.mark.parametrize("kind", VIEWS)
def test_links_stay_beside_the_page(kind: str) -> None:
    links = Reader(set_page(VIEWS[kind]())).links()
    assert "image.jpg" in links
    for link in links:
        assert re.fullmatch(r"(\.\./\.\./assets/[a-z-]+\.(css|js)|image\.jpg|#[a-z-]+)", link)


def test_linked_assets_are_published() -> None:
    assets = list_assets()
    pages = [set_page(make_worksheet()), set_page(make_roadmap()), PAGES["index.html"]()]
    linked = {link.rpartition("/")[2] for page in pages for link in Reader(page).links()}
    styles = {name for name in linked if name.endswith(".css")}
    assert {name for name in linked if name.endswith((".css", ".js"))} <= assets.keys()
    for name in styles:
        text = assets[name].read_text(encoding="utf-8")
        assert set(re.findall(r'url\("([^"]+)"\)', text)) <= assets.keys()
        assert "http" not in text
    assert "OFL.txt" in assets
    assert all(file.is_file() for file in assets.values())


@pytest.mark.parametrize("kind", VIEWS)
def test_people_s_words_find_their_own_direction(kind: str) -> None:
    page = set_page(VIEWS[kind](ARNSBERG, "en", make_entry(ARNSBERG, 1, "مدينة ذكية")))
    assert re.search(r'<blockquote[^>]*dir="auto">مدينة ذكية</blockquote>', page)


def test_prompt_keeps_its_line_breaks_and_spaces() -> None:
    page = set_page(make_worksheet(entry=make_entry(ARNSBERG, 1, "one\n  two\n\nthree")))
    assert ">one\n  two\n\nthree</blockquote>" in page


def test_long_prompt_goes_on_on_its_card_whole() -> None:
    view = make_worksheet(entry=make_entry(ARNSBERG, 1, LONG))
    read = Reader(set_page(view))
    assert view.prompt_goes_on in read.text
    assert view.prompt_card in read.text
    assert clean_text(LONG) in read.text
    assert view.prompt_card not in Reader(set_page(make_worksheet())).text


@pytest.mark.parametrize("kind", VIEWS)
def test_without_picture_the_frame_says_why(kind: str) -> None:
    view = VIEWS[kind](ARNSBERG, "en", make_entry(ARNSBERG, 1, state=State.REFUSED))
    page = set_page(view)
    assert "<img" not in page
    assert view.head.picture.empty in page
    assert view.head.prompt in page


@pytest.mark.parametrize("kind", VIEWS)
def test_picture_without_file_is_not_linked(kind: str) -> None:
    page = set_html(VIEWS[kind](), picture=None, assets="../../assets")
    assert "<img" not in page


def test_own_template_wins_and_may_extend_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "worksheet.html.j2").write_text(
        '{% extends "builtin/worksheet.html.j2" %}{% block reality %}<p>ours</p>{% endblock %}',
        encoding="utf-8",
    )
    page = set_page(make_worksheet(), tmp_path)
    assert "<p>ours</p>" in page
    assert f">{make_worksheet().have}<" not in page
    assert make_worksheet().headline in page
    assert "<p>ours</p>" not in set_page(make_roadmap(), tmp_path)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("fine\n{% if %}", 2),
        ("fine\n\n{{ view.no_such_word }}", 3),
        ("{{ nothing }}", 1),
        ("{% for one in view %}{% endfor %}", 1),
        ("\n{{ 1 / 0 }}", 2),
        ('\n{{ "".__class__.__mro__ }}', 2),
        ('{% include "../../secret" %}', 1),
    ],
)
def test_broken_template_is_named_with_its_line(tmp_path: Path, source: str, line: int) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "worksheet.html.j2").write_text(source, encoding="utf-8")
    with pytest.raises(DocumentFailed) as caught:
        set_page(make_worksheet(), folder)
    assert f"templates/worksheet.html.j2, line {line}:" in caught.value.message
    assert str(tmp_path) not in caught.value.message


def test_template_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "roadmap.html.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DocumentFailed, match=r"roadmap\.html\.j2"):
        set_page(make_roadmap(), tmp_path)


def test_free_milestones_stand_in_the_grid_where_there_is_room() -> None:
    view = make_roadmap()
    keys = [[one.key for one in milestones] for milestones in spread_milestones(view)]
    assert keys == [["M0", "M1"], [], ["M2"], ["M3"], ["M4"], ["M5", "M6"]]
    page = set_page(view)
    assert page.count('class="milestone milestone-open"') == 3
    assert page.index('data-field="milestone.M4"') < page.index('data-field="lane.1.1"')


@pytest.mark.parametrize("days", [0, 1, 14, 30, 100, 600, 4000])
def test_every_milestone_has_one_place_in_the_grid(days: int) -> None:
    workshop = dataclasses.replace(WORKSHOP, horizon=WORKSHOP.date + timedelta(days))
    view = view_roadmap(workshop, ARNSBERG, make_entry(ARNSBERG, 1), "en", VERSION)
    cells = spread_milestones(view)
    assert len(cells) == len(view.periods)
    assert [one for cell in cells for one in cell] == list(view.milestones)


def test_signs_before_keep_adapt_and_leave_out_are_for_the_eye_only() -> None:
    signs = [
        attributes for tag, attributes in Reader(set_page(make_worksheet())).tags if tag == "svg"
    ]
    assert len(signs) == 3
    assert all(sign["aria-hidden"] == "true" for sign in signs)


def test_without_theme_the_worksheet_has_a_blank_and_the_roadmap_no_label() -> None:
    tandem = dataclasses.replace(ARNSBERG, theme="")
    worksheet, roadmap = make_worksheet(tandem), make_roadmap(tandem)
    assert '<dt>Theme</dt><dd class="write" data-field="theme"></dd>' in set_page(worksheet)
    assert "<dt>Theme</dt>" not in set_page(roadmap)


@pytest.mark.parametrize("kind", VIEWS)
def test_mark_of_an_absent_city_hangs_on_its_own_name(kind: str) -> None:
    page = set_page(VIEWS[kind]())
    mark = '<bdi>Arnsberg</bdi>&nbsp;<small class="absent-mark">not present</small></span>'
    assert f'<bdi>Alba Iulia</bdi> – <span class="absent">{mark}' in page
    assert "(not present)" not in page


def test_fitted_text_is_whole_or_cut_at_a_word() -> None:
    rooms = (Room("large", 2, 10), Room("small", 3, 12))
    assert fit_text("ten chars\nand more", rooms).size == "large"
    assert fit_text("aaaa bbbb cccc dddd eeee", rooms).shown == "aaaa bbbb cccc dddd eeee"
    cut = fit_text("aaaa bbbb cccc dddd eeee ffff gggg hhhh", rooms)
    assert cut.is_cut
    assert cut.shown == "aaaa bbbb cccc dddd …"
    assert fit_text("x" * 500, rooms).is_cut
    assert fit_text("", rooms).shown == ""


def test_note_of_a_stand_in_takes_its_lines_from_the_prompt() -> None:
    rooms = (Room("large", 3, 10), Room("small", 6, 20))
    assert leave_room(rooms, "") == rooms
    assert leave_room(rooms, "x" * 21) == (Room("large", 2, 10), Room("small", 4, 20))
    assert leave_room(rooms, "x" * 61) == (Room("small", 2, 20),)
    assert leave_room(rooms, "x" * 900) == (Room("small", 2, 20),)
