"""Answers in fields of a workshop's own: kept whatever happens to the design."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.documents.filled import FULL, HAMM
from tests.documents.samples import WORKSHOP
from visions.answers import Answers, ExtraAnswer
from visions.answers.diff import compare_answers
from visions.answers.fields import list_filled
from visions.answers.file import dump_answers, load_answers, read_answers
from visions.answers.rules import check_answers
from visions.answers.text import describe_answers
from visions.errors import BrokenAnswers
from visions.i18n import speak
from visions.theme import ExtraField, Theme

EXTRA = (ExtraAnswer("budget_idea", "A fund\nfor both"), ExtraAnswer("old_key", "Kept"))


def fill(*extra: ExtraAnswer) -> Answers:
    return replace(FULL, worksheet=replace(FULL.worksheet, extra=extra))


def test_extra_answers_come_back_from_the_file() -> None:
    filled = fill(*EXTRA)
    dumped = dump_answers(filled)
    assert dumped["worksheet"]["extra"][1] == {"key": "old_key", "text": "Kept"}
    assert read_answers(dumped, 2).worksheet.extra == EXTRA
    assert load_answers(json.dumps(dumped).encode(), 2).worksheet.extra == EXTRA


def test_files_without_own_fields_are_as_they_were() -> None:
    assert "extra" not in dump_answers(FULL)["worksheet"]


def test_places_are_named_by_key() -> None:
    places = [place for place, _ in list_filled(fill(*EXTRA)) if "extra" in place]
    assert ("worksheet", "extra", "budget_idea", "text") in places


def test_changes_go_by_key_wherever_it_stands() -> None:
    assert compare_answers(fill(*EXTRA), fill(*reversed(EXTRA))) == []
    changed = fill(ExtraAnswer("new", "x"), ExtraAnswer("old_key", "Other"))
    assert [str(one) for one in compare_answers(fill(*EXTRA), changed)] == [
        "worksheet › extra › budget_idea: A fund\nfor both → –",
        "worksheet › extra › old_key: Kept → Other",
        "worksheet › extra › new: – → x",
    ]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ((ExtraAnswer("Bad key", "x"),), "no. 1 › key: “Bad key” is no key of a field."),
        ((ExtraAnswer("a", "x"), ExtraAnswer("a", "y")), "extra › a › key: this field stands here"),
        ((ExtraAnswer("a", "x" * 2001),), "extra › a › text: this is 2,001 characters long."),
        (tuple(ExtraAnswer(f"a{n}", "x") for n in range(21)), "there are 21 entries."),
    ],
)
def test_each_rule_says_where_and_what(extra: tuple[ExtraAnswer, ...], expected: str) -> None:
    (problem,) = check_answers(fill(*extra), 2)
    assert expected in str(problem)


def test_a_field_without_a_key_is_told_with_everything_else() -> None:
    note = {"format": 1, "worksheet": {"extra": [{"text": "x"}, 3, {"key": "a", "txt": "y"}]}}
    with pytest.raises(BrokenAnswers) as caught:
        read_answers(note, 2)
    told = str(caught.value)
    assert "extra › no. 1 › key: this key is missing." in told
    assert "extra › no. 2: this must be a block, not 3." in told
    assert "extra › a › txt: this key is not known. Did you mean “text”?" in told


def test_the_label_is_that_of_the_design_or_the_key() -> None:
    theme = Theme(fields=(ExtraField("budget_idea", {"it": "Soldi?", "en": "Money?"}, 2),))
    lines = list(describe_answers(fill(*EXTRA), HAMM, WORKSHOP.horizon, speak("it"), theme))
    start = lines.index("  Soldi?")
    assert lines[start : start + 4] == ["  Soldi?", "    A fund", "    for both", "  old_key: Kept"]
    plain = list(describe_answers(fill(*EXTRA), HAMM, WORKSHOP.horizon, speak("it")))
    assert "  budget_idea:" in plain
