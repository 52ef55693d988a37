"""Names on disk: what is written is read again, and only that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.archive.layout import (
    parse_answers_name,
    parse_attempt_name,
    parse_choice_name,
    parse_prompt_name,
    parse_record_folder,
)

NAMES = {
    parse_prompt_name: "{}.md",
    parse_record_folder: "{}",
    parse_attempt_name: "request-{}.json",
    parse_choice_name: "choice-{}.json",
    parse_answers_name: "answers-{}.json",
}
DIGITS = {
    "Arabic-Indic": "٠١٢٣٤٥٦٧٨٩",
    "Devanagari": "०१२३४५६७८९",
    "full width": "０１２３４５６７８９",
}


@given(st.sampled_from(list(NAMES)), st.integers(1, 9999))
def test_every_number_is_read_again(parse: object, number: int) -> None:
    assert parse(NAMES[parse].format(f"{number:04d}")) == number  # type: ignore[operator,index]


@pytest.mark.parametrize("script", DIGITS)
@pytest.mark.parametrize("parse", NAMES, ids=lambda parse: parse.__name__)
def test_digits_of_other_scripts_are_no_numbers_of_ours(parse: object, script: str) -> None:
    """They would name a second file for the same number."""
    foreign = "0012".translate(str.maketrans("0123456789", DIGITS[script]))
    assert int(foreign) == 12
    for text in (foreign, f"001{foreign[-1]}"):
        assert parse(NAMES[parse].format(text)) is None  # type: ignore[operator,index]


def test_answers_and_results_have_numbers_too() -> None:
    assert parse_attempt_name("result-3.json") == parse_attempt_name("answer-3.body") == 3
    assert parse_attempt_name("answer-٣.body") is parse_attempt_name("result-٣.json") is None
