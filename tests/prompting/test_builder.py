"""Pieces: any choice of them makes a proper text in every language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.i18n import find_languages
from visions.prompting.advice import advise
from visions.prompting.builder import compose, list_groups

KEYS = [chip.key for group in list_groups("en") for chip in group.chips]
GROUPS = ["purpose", "place", "time", "people", "digital", "qualities", "style", "view"]


@pytest.mark.parametrize("language", find_languages())
def test_every_language_has_all_pieces(language: str) -> None:
    groups = list_groups(language)
    assert [group.key for group in groups] == [*GROUPS, "constraint"]
    assert [chip.key for group in groups for chip in group.chips] == KEYS
    texts = [chip.text for group in groups for chip in group.chips]
    assert len(set(texts)) == len(texts)
    for group in groups:
        for chip in group.chips:
            assert chip.text.endswith(".") == (group.form == "sentence"), chip.text
            assert advise(chip.text) == ()


@given(st.sets(st.sampled_from([*KEYS, "place.moon", ""])), st.sampled_from(find_languages()))
def test_any_choice_is_proper_sentences(keys: set[str], language: str) -> None:
    text = compose(keys, language)
    assert bool(text) == bool(keys & set(KEYS))
    if not text:
        return
    assert text[0].isupper()
    assert text.endswith(".")
    assert not re.search(r"\.\.|  |, \.|: \.|,,|\. [a-zа-яα-ω]", text), text
    assert text == compose(sorted(keys), language)


def test_the_pieces_stand_in_the_order_of_the_groups() -> None:
    keys = ["style.ink", "purpose.poster", "place.street", "time.rain", "view.eye"]
    keys += ["qualities.shade", "qualities.calm", "people.plan", "digital.map"]
    assert compose([*keys, "constraint.lettering"], "en") == (
        "Poster for a city workshop: an ordinary street with old and new houses, after a heavy "
        "shower of rain. Neighbours of all ages plan their street together at a long table. "
        "A low table shows a glowing map of air, water and buses. What you can feel: calm and "
        "shade. Ink and watercolour, eye level. No lettering."
    )


def test_no_more_than_a_group_takes() -> None:
    assert compose(["purpose.poster", "purpose.book"], "en") == "Poster for a city workshop."
    qualities = [key for key in KEYS if key.startswith("qualities.")]
    assert compose(qualities, "en").count(",") == 3


@pytest.mark.parametrize("language", find_languages())
def test_the_defaults_are_a_drawn_mid_sized_town_at_eye_level(language: str) -> None:
    chosen = [
        chip.key for group in list_groups(language) for chip in group.chips if chip.is_default
    ]
    assert set(chosen) >= {"place.market", "style.ink", "view.eye"}
