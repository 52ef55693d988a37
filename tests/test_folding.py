"""Folded words: what people type finds what others wrote, in any of the languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.folding import fold_text, list_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Città", "citta"),
        ("ȘCOALĂ școală şcoală", "scoala scoala scoala"),
        ("Ήλιος ΗΛΙΟΣ ήλιος", "ηλιοσ ηλιοσ ηλιοσ"),
        ("Straße STRASSE", "strasse strasse"),
        ("Bolesławiec ŁÓDŹ", "boleslawiec lodz"),
        ("zeeën coördinatie", "zeeen coordinatie"),
        ("Йод йод", "иод иод"),
        ("ﬁets Ⅻ", "fiets xii"),
        ("e\u0301t\u00e9", "ete"),
    ],
)
def test_accents_and_case_do_not_matter(written: str, folded: str) -> None:
    assert fold_text(written) == folded


def test_words_are_letters_and_digits() -> None:
    assert list_words("LoRaWAN-Sensoren, 5G_Netz: «αέρας»!") == [
        "lorawan", "sensoren", "5g", "netz", "αερασ",
    ]  # fmt: skip


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
