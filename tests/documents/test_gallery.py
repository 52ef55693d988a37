from __future__ import annotations

import dataclasses
import re
from html import escape
from pathlib import Path

import pytest

from tests.documents.samples import (
    ARNSBERG,
    ENEMY,
    HOSTILE,
    LONG,
    PRINTS,
    VERSION,
    WORKSHOP,
    make_entry,
    make_links,
    make_walls,
)
from tests.documents.stand_in import make_stand_in
from tests.documents.test_html import Reader, squeeze
from visions.documents.gallery import PictureLinks, TandemPictures, set_gallery
from visions.documents.picture import NO_PICTURE, explain_absence
from visions.documents.plain_text import clean_text
from visions.errors import DocumentFailed
from visions.i18n import find_languages, speak
from visions.model import State


def set_page(*walls: TandemPictures, language: str = "en") -> str:
    workshop = dataclasses.replace(WORKSHOP, languages=(language,))
    return set_gallery(
        workshop, walls or make_walls(), assets="assets", version=VERSION, prints=PRINTS
    )


@pytest.mark.parametrize("language", find_languages())
def test_no_picture_without_its_label(language: str) -> None:
    page = set_page(language=language)
    say = speak(language)
    pieces = page.split("<article ")[1:]
    shown = [piece for piece in pieces if "<img" in piece]
    assert len(shown) == 3
    labels = ("AI-generated picture", "Sketch drawn by fixed rules, without AI")
    for piece in shown:
        assert any(f'<p class="label">{say.text(label)}</p>' in piece for label in labels)
        assert 'loading="lazy"' in piece
        assert 'width="1536" height="1024"' in piece
    assert f'<html lang="{language}">' in page


def test_picture_whose_record_is_gone_is_not_shown() -> None:
    entry = make_entry(ARNSBERG, 1, state=State.FAILED)
    page = set_page(TandemPictures(ARNSBERG, (PictureLinks(entry, False, "a.jpg", "b.png"),)))
    assert "<img" not in page
    assert "a.jpg" not in page


def test_waiting_and_failed_prompts_say_so_in_words() -> None:
    page = set_page()
    for state in set(State) - {State.DONE}:
        assert speak("en").text(NO_PICTURE[state]) in page


def test_picture_missing_from_the_archive_is_said() -> None:
    links = dataclasses.replace(make_links(ARNSBERG, make_entry(ARNSBERG, 1)), image=None)
    assert NO_PICTURE[State.DONE] in set_page(TandemPictures(ARNSBERG, (links,)))


@pytest.mark.parametrize("language", find_languages())
def test_sketch_in_place_of_an_owed_picture_says_so(language: str) -> None:
    links = make_stand_in(ARNSBERG, 1)
    page = set_page(TandemPictures(ARNSBERG, (links,)), language=language)
    say = speak(language)
    note = f"{explain_absence(links.entry, say)} {say.text('This sketch stands in for it.')}"
    assert f'<p class="note">{escape(note)}</p>' in page
    assert say.text("Sketch drawn by fixed rules, without AI") in page
    assert page.count("<img") == 1
    assert say.text("Original file as received") not in page


def test_real_picture_has_no_note() -> None:
    assert 'class="note"' not in set_page()


def test_mark_of_an_absent_city_hangs_on_its_own_name() -> None:
    page = set_page()
    mark = '<bdi>Arnsberg</bdi>&nbsp;<small class="absent-mark">not present</small></span>'
    assert f'– <span class="absent">{mark}' in page
    assert page.count("absent-mark") == 1


def test_own_template_wins_and_may_extend_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "gallery.html.j2").write_text(
        '{% extends "builtin/gallery.html.j2" %}', encoding="utf-8"
    )
    walls = make_walls()

    def set_own() -> str:
        return set_gallery(WORKSHOP, walls, assets="a", version=VERSION, templates=tmp_path)

    assert set_own() == set_gallery(WORKSHOP, walls, assets="a", version=VERSION)
    (tmp_path / "gallery.html.j2").write_text("<p>{{ walls | length }} ours</p>", encoding="utf-8")
    assert set_own() == f"<p>{len(walls)} ours</p>"


def test_broken_own_template_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "gallery.html.j2").write_text("fine\n{{ no_such_word }}", encoding="utf-8")
    with pytest.raises(DocumentFailed, match=r"templates/gallery\.html\.j2, line 2:"):
        set_gallery(WORKSHOP, (), assets="assets", version=VERSION, templates=folder)


def test_chosen_picture_comes_first_and_is_marked() -> None:
    pieces = set_page().split("<article ")[1:]
    assert 'id="alba-iulia-arnsberg-0003"' in pieces[0]
    assert "Chosen by the tandem" in pieces[0]
    assert all("Chosen by the tandem" not in piece for piece in pieces[1:])


def test_long_prompt_can_be_opened_whole() -> None:
    assert clean_text(LONG) in Reader(set_page()).text


def test_all_files_are_linked_beside_the_page() -> None:
    links = Reader(set_page()).links()
    for group in make_walls():
        for picture in group.pictures:
            assert {document.href for document in picture.documents} <= set(links)
    assert {link.href for link in PRINTS} <= set(links)
    for link in links:
        assert not re.match(r"[a-z]+:|/", link), link


def test_hostile_words_come_out_as_words() -> None:
    walls = TandemPictures(ENEMY, (make_links(ENEMY, make_entry(ENEMY, 1, HOSTILE)),))
    page = set_page(walls)
    read = Reader(page)
    assert squeeze(clean_text(HOSTILE)) in squeeze(read.text)
    assert "<script" not in page
    assert "{{7*7}}" in read.text
    assert not [name for _, attributes in read.tags for name in attributes if name[:2] == "on"]
    assert [tag for tag, _ in read.tags].count("img") == 1


def test_empty_workshop_has_a_page() -> None:
    page = set_gallery(WORKSHOP, (), assets="assets", version=VERSION)
    assert WORKSHOP.title in page
    assert Reader(page).headings()[0] == 1


def test_anchors_are_unique() -> None:
    anchors = [attributes["id"] for _, attributes in Reader(set_page()).tags if "id" in attributes]
    assert len(anchors) == len(set(anchors))
