"""Starters: the article's own words first, all of them in every language, and good examples."""

import pytest

from tests.documents.samples import ARTICLE
from visions.i18n import find_languages
from visions.prompting.advice import advise
from visions.prompting.starters import find_starter, list_starters


def test_the_first_is_the_articles_own_word_for_word() -> None:
    assert list_starters("en")[0].text == ARTICLE


@pytest.mark.parametrize("language", find_languages())
def test_every_language_has_all_of_them(language: str) -> None:
    source, starters = list_starters("en"), list_starters(language)
    assert [one.key for one in starters] == [one.key for one in source]
    texts = [one.text for one in starters] + [one.theme for one in starters]
    assert len(set(texts)) == len(texts)
    assert all(text == text.strip() and text for text in texts)
    if language != "en":
        assert not set(texts) & {one.text for one in source}


@pytest.mark.parametrize("language", find_languages())
def test_they_follow_the_advice_but_for_the_first(language: str) -> None:
    first, *others = list_starters(language)
    assert {one.kind.value for one in advise(first.text)} == {"cliche", "invisible"}
    assert [(one.key, advise(one.text)) for one in others if advise(one.text)] == []


def test_one_is_found_by_its_key() -> None:
    assert find_starter("climate", "de") in list_starters("de")
    assert find_starter("nothing", "de") is None
