from __future__ import annotations

import dataclasses
import json
import re
from html import escape
from pathlib import Path
from typing import Any

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
from visions.documents.gallery import set_gallery
from visions.documents.gallery_data import Searchable, dump_search
from visions.documents.gallery_words import TEXTS
from visions.documents.html import ASSETS
from visions.documents.links import PictureAnswers, PictureLinks, TandemPictures, Thumbnail
from visions.documents.picture import NO_PICTURE, explain_absence
from visions.documents.plain_text import clean_text
from visions.errors import DocumentFailed
from visions.folding import fold_text
from visions.i18n import find_languages, speak
from visions.model import State

SCRIPTS = sorted(ASSETS.glob("gallery*.js"))


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
    scripts = [attributes for tag, attributes in read.tags if tag == "script"]
    # The page's own data, which no browser runs, and its own files.
    assert [one.get("type") for one in scripts if "src" not in one] == ["application/json"]
    assert all(one["src"].startswith("assets/gallery") for one in scripts if "src" in one)
    assert page.count("<script") == len(scripts) == page.count("</script>")
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


def read_data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="gallery_data">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_a_stranger_learns_where_a_picture_comes_from() -> None:
    entry = make_entry(ARNSBERG, 1)
    entry = dataclasses.replace(
        entry,
        prompt=dataclasses.replace(
            entry.prompt,
            facts={
                "accepted_at": "2023-10-23T16:04:00+02:00",
                "parent": "alba-iulia-arnsberg/0007",
            },
        ),
    )
    page = set_page(TandemPictures(ARNSBERG, (make_links(ARNSBERG, entry),)))
    origin = squeeze(
        Reader(page[page.index('<dl class="origin">') : page.index("</details>")]).text
    )
    for told in (
        "Alba Iulia (Romania) – Arnsberg (Germany, not present)",
        "alba-iulia-arnsberg/0001",
        "23 Oct 2023, 16:04 (UTC+02:00)",
        "Goes on from alba-iulia-arnsberg/0007",
        "AI-generated picture",
        "Image service OpenAI",
        "Model gpt-image-2",
        "23 Oct 2023, 14:05 (UTC)",
        "1536 × 1024 pixels, image/png",
        "outputs/alba-iulia-arnsberg/0001/original.png",
        f"SHA-256 {'0' * 64}",
    ):
        assert squeeze(told) in origin
    assert "sha256sum" in page


def test_stand_in_has_no_file_and_no_digest_to_check() -> None:
    page = set_page(TandemPictures(ARNSBERG, (make_stand_in(ARNSBERG, 1),)))
    assert 'class="digest"' not in page
    assert "Original file</dt>" not in page
    assert "Picture received" not in page


def test_wall_shows_small_pictures_and_names_the_copy_for_large_screens() -> None:
    links = dataclasses.replace(
        make_links(ARNSBERG, make_entry(ARNSBERG, 1)),
        thumbnail=Thumbnail("t/0001/t.jpg", 480, 1344),
    )
    page = set_page(TandemPictures(ARNSBERG, (links,)))
    assert '<img src="t/0001/t.jpg" srcset="t/0001/t.jpg 480w, ' in page
    assert f'{links.image} 1344w"' in page
    assert f'<a class="frame" href="{links.image}">' in page


def test_search_looks_into_prompt_cities_theme_and_answers_folded() -> None:
    links = dataclasses.replace(
        make_links(ARNSBERG, make_entry(ARNSBERG, 1, "O piață însorită, Straße Łódź"), chosen=True),
        answers=PictureAnswers("Ήλιος για όλους", "", ("Ήλιος για όλους", "Повече дървета")),
    )
    page = set_page(TandemPictures(ARNSBERG, (links,)))
    [[anchor, words, kinds]] = read_data(page)["pieces"]
    assert anchor == "alba-iulia-arnsberg-0001"
    assert kinds == ["chosen", "answered", "ai"]
    for word in [
        "piata",
        "insorita",
        "strasse",
        "lodz",
        "alba",
        "iulia",
        "citizen",
        "engagement",
        "ηλιοσ",
        "дървета",
    ]:
        assert f" {fold_text(word)} " in words
    assert words.count(" ηλιοσ ") == 1
    assert '<q dir="auto">Ήλιος για όλους</q>' in page


def test_pieces_are_sorted_by_what_they_are() -> None:
    kinds = {anchor[-4:]: kinds for anchor, _, kinds in read_data(set_page())["pieces"]}
    assert kinds["0001"] == ["ai"]
    assert kinds["0002"] == ["sketch"]
    assert kinds["0003"] == ["chosen", "ai"]
    assert all(kinds[f"000{n}"] == ["without"] for n in range(4, 9))
    stand_in = set_page(TandemPictures(ARNSBERG, (make_stand_in(ARNSBERG, 1),)))
    assert read_data(stand_in)["pieces"][0][2] == ["sketch", "without"]


def test_where_each_tandem_has_its_page_one_picture_leads_there() -> None:
    tandem, _ = make_walls()
    page = set_page(dataclasses.replace(tandem, page="index-alba-iulia-arnsberg.html"))
    assert page.count("<article ") == 1
    assert 'id="alba-iulia-arnsberg-0003"' in page
    assert 'href="index-alba-iulia-arnsberg.html">All pictures of this tandem' in page
    assert '<span class="count">3</span>' in page
    # A search finds the tandem by the words of all its prompts.
    [[_, words, kinds]] = read_data(page)["pieces"]
    assert " tei " in words
    assert kinds == []


def test_every_text_of_the_script_is_in_every_language() -> None:
    names = set(re.findall(r"\bt\.(\w+)", "".join(path.read_text("utf-8") for path in SCRIPTS)))
    assert names == set(TEXTS)


def test_data_for_the_script_cannot_leave_its_element() -> None:
    hostile = "</script><!--<script>&\u2028"
    data = dump_search([Searchable(hostile, [hostile], ())], speak("en"))
    assert not set("<>&\u2028") & set(data)
    assert json.loads(data)["pieces"] == [[hostile, " script ", []]]
