"""What documents say, before any engine sets it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.samples import (
    ARNSBERG,
    ARTICLE,
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
from visions.documents.picture import LONGEST_ALT
from visions.documents.plain_text import clean_text
from visions.documents.sheets import view_roadmap
from visions.documents.view import as_data
from visions.model import LANGUAGES, City, State, Tandem


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\nfour\u2028five\u2029six\x85seven\x0beight\x0cnine", None),
        ("tab\tstop", "tab stop"),
        ("a\x00b\x1bc\x7fd\x9fe", "abcde"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("\u202eevil\u202c \u2066isolated\u2069\ufeff", "evil isolated"),
        ("șț Ελλάδα ἀ 漢字 🌳 👩‍👩‍👧 e\u0301", "șț Ελλάδα ἀ 漢字 🌳 👩‍👩‍👧 e\u0301"),
        ("  spaces stay  ", "  spaces stay  "),
        ("", ""),
    ],
)
def test_clean_text(raw: str, clean: str | None) -> None:
    wanted = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine" if clean is None else clean
    assert clean_text(raw) == wanted


@given(st.text() | st.text(alphabet="\r\n\t\x00\ud800\u202e\u2028ab"))
def test_clean_text_is_printable_and_stays_as_it_is(text: str) -> None:
    clean = clean_text(text)
    clean.encode()
    assert all(unicodedata.category(one) not in ("Cc", "Cs") or one == "\n" for one in clean)
    assert clean_text(clean) == clean


@pytest.mark.parametrize("language", LANGUAGES)
def test_views_are_plain_json(language: str) -> None:
    for view in (make_worksheet(ENEMY, language), make_roadmap(ENEMY, language)):
        data = as_data(view)
        assert json.loads(json.dumps(data, ensure_ascii=False)) == json.loads(json.dumps(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_vision_sentence_has_three_places_to_write(language: str) -> None:
    for tandem in (ARNSBERG, LONGEST, Tandem("t", (City("Ellipsis… City"),))):
        view = make_worksheet(tandem, language)
        assert view.vision_sentence.count("…") == 3
        assert view.head.horizon in view.vision_sentence
    assert "Alba Iulia" in make_worksheet(ARNSBERG, language).vision_sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_count_can_be_filled_in(language: str) -> None:
    filled = make_worksheet(language=language).page_of.format(n=2, total=3)
    assert "2" in filled
    assert "3" in filled


def test_prompt_is_verbatim_and_alternative_text_is_short() -> None:
    view = make_worksheet(entry=make_entry(ARNSBERG, 1, ARTICLE))
    assert view.head.prompt == ARTICLE
    assert ARTICLE in view.head.picture.caption
    long = make_worksheet(entry=make_entry(ARNSBERG, 1, LONG)).head
    assert long.prompt == LONG
    assert len(long.picture.alt) <= LONGEST_ALT
    assert "\n" not in long.picture.alt


def test_label_tells_a_generated_picture_from_a_drawn_one() -> None:
    generated = make_worksheet(entry=make_entry(ARNSBERG, 1)).head.picture
    drawn = make_worksheet(entry=make_entry(ARNSBERG, 1, provider="sketch")).head.picture
    assert (generated.is_ai, drawn.is_ai) == (True, False)
    assert generated.label.startswith("AI-generated")
    assert "without AI" in drawn.label


@pytest.mark.parametrize("state", [state for state in State if state is not State.DONE])
def test_empty_frame_says_why(state: State) -> None:
    picture = make_worksheet(entry=make_entry(ARNSBERG, 1, state=state)).head.picture
    assert picture.file is None
    assert picture.empty.endswith(".")


def test_absent_city_is_marked() -> None:
    here, absent = make_worksheet(ARNSBERG).head.cities
    assert here.note == ""
    assert absent.note == "not present"


def test_time_stamp_is_the_pictures_or_the_workshops() -> None:
    assert make_worksheet().head.created == 1_698_069_900
    waiting = make_entry(ARNSBERG, 1, HOSTILE, state=State.FAILED)
    assert make_worksheet(entry=waiting).head.created == 1_698_019_200


def labels_until(horizon: dt.date, start: dt.date = WORKSHOP.date) -> list[str]:
    workshop = dataclasses.replace(WORKSHOP, date=start, horizon=horizon)
    view = view_roadmap(workshop, ARNSBERG, make_entry(ARNSBERG, 1), "en", VERSION)
    assert sum(period.share for period in view.periods) == pytest.approx(1)
    return [period.label for period in view.periods]


def test_periods_of_the_berlin_workshop() -> None:
    assert labels_until(dt.date(2024, 12, 31)) == [
        "23 Oct – 6 Nov", "7 Nov – 31 Dec", "Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024"
    ]  # fmt: skip


@pytest.mark.parametrize("years", [0, 1, 2, 3, 5, 30, 200])
def test_no_two_periods_have_the_same_name(years: int) -> None:
    labels = labels_until(dt.date(2023 + years, 12, 31))
    assert 1 <= len(labels) <= 12
    assert len(set(labels)) == len(labels)


def test_milestones_lie_in_their_periods() -> None:
    view = make_roadmap(LONGEST, "el")
    dated = [one for one in view.milestones if one.period is not None]
    assert [one.key for one in dated] == ["M0", "M1", "M5", "M6"]
    assert [one.done for one in dated] == [True, False, False, False]
    for one in dated:
        assert one.period is not None
        assert 0 <= one.period < len(view.periods)
        assert 0 <= one.within <= 1
        assert one.day
    assert (dated[-1].period, dated[-1].within) == (len(view.periods) - 1, 1)
    blank = [one for one in view.milestones if one.period is None]
    assert [one.day for one in blank] == ["", "", ""]


def test_each_city_has_its_lane_and_its_owner() -> None:
    view = make_roadmap(LONGEST, "en")
    assert len(view.lanes) == 6
    assert view.lanes[1:4] == ("Vari-Voula-Vouliagmeni", "Geestland", "Alba Iulia")
    assert len(view.responsible_in) == 3
    assert len(view.action_ids) == 8
    assert len(view.needs) == 5
