"""Answers as JSON: nothing is lost, and whatever is wrong is told in words, all at once."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.filled import EXAMPLE, UNHURRIED, answers
from visions.answers import Answers
from visions.answers.file import LARGEST_FILE, dump_answers, load_answers, read_answers
from visions.errors import BrokenAnswers


def refuse(data: bytes | dict[str, Any], cities: int = 2, record: str | None = None) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(BrokenAnswers) as caught:
        load_answers(raw, cities, record=record, file="answers.json")
    assert caught.value.exit_code == 4
    message = caught.value.message
    assert message.startswith("answers.json cannot be filled in yet (")
    assert "Nothing was stored" in message
    assert len(message) < 100_000
    return message


def action(**fields: object) -> dict[str, object]:
    return {"format": 1, "roadmap": {"actions": [{"id": "A03", **fields}]}}


@UNHURRIED
@given(st.integers(1, 3).flatmap(lambda cities: st.tuples(st.just(cities), answers(cities))))
def test_dumping_and_loading_changes_nothing(case: tuple[int, Answers]) -> None:
    cities, some = case
    note = dump_answers(some)
    for ascii_only in (True, False):
        data = json.dumps(note, ensure_ascii=ascii_only).encode()
        assert load_answers(data, cities) == some
    assert read_answers(note, cities) == some
    assert dump_answers(read_answers(note, cities)) == note


def test_the_form_is_the_documented_one() -> None:
    note = dump_answers(EXAMPLE)
    assert list(note) == ["format", "worksheet", "roadmap"]
    assert note["format"] == 1
    assert list(note["worksheet"]) == [
        "keep", "adapt", "leave_out", "missing", "cities", "headline", "vision", "indicators",
        "first_step", "alt_text",
    ]  # fmt: skip
    assert note["worksheet"]["first_step"] == {
        "what": "call the offices",
        "owners": ["Mayor's office", ""],
        "due": "2023-11-06",
    }
    assert note["roadmap"]["milestones"][1] == {
        "key": "M2",
        "title": "Pilot opens",
        "day": "2024-03-15",
        "done": False,
    }
    assert note["roadmap"]["actions"][1] == {
        "id": "A02",
        "title": "Hackathon",
        "lane": "joint",
        "type": "meeting",
        "start": "2024-H1",
        "due": None,
        "owners": [],
        "partners": "",
        "needs": [],
        "needs_note": "",
        "funding_source": "",
        "cost_eur": None,
        "indicator": {"name": "", "baseline": "", "target": ""},
        "risk": "",
        "countermeasure": "",
        "depends_on": ["A01"],
        "picture_ref": "D3",
        "status": "idea",
        "notes": "",
    }


def test_what_is_left_out_is_blank() -> None:
    assert load_answers(b'{"format": 1}', 1) == Answers()
    assert load_answers(b'\xef\xbb\xbf{"format": 1, "worksheet": {}}', 1) == Answers()


def test_what_windows_writes_is_the_same_text() -> None:
    data = json.dumps({"format": 1, "worksheet": {"missing": "a\r\nb"}}).encode()
    assert load_answers(data, 1).worksheet.missing == "a\nb"


def test_what_the_archive_adds_may_stand_there() -> None:
    note = {"record": "a/0001", "revision": 3, "saved_at": "…", "source": "x", "format": 1}
    assert load_answers(json.dumps(note).encode(), 1, record="a/0001") == Answers()
    assert load_answers(b'{"format": 1}', 1, record="a/0001") == Answers()


def test_answers_of_another_record_are_refused() -> None:
    message = refuse({"format": 1, "record": "a/0002"}, record="a/0001")
    assert "record: these are the answers of “a/0002”." in message


def test_everything_wrong_is_told_at_once() -> None:
    message = refuse(
        {
            "format": 1,
            "workshet": {},
            "worksheet": {
                "keep": [{"txt": "x"}, 3, {"text": None}, {"text": "a\0b", "ref": "E9"}, {}, {}],
                "headline": "a\nb",
                "cities": [{"needs": ["funding", "money"]}, {}, {}],
                "first_step": {"due": "2023-11", "owners": ["a", 3, "c"]},
            },
            "roadmap": {
                "milestones": [{"key": "M2", "day": "2024-02-30", "done": "yes"}, {}],
                "actions": [
                    {"title": "no id"},
                    {"id": 3},
                    {"id": "A02", "depends_on": ["A03", "A09", 3], "lane": "city-3"},
                    {"id": "A03", "depends_on": ["A02"], "cost_eur": 2.5, "type": "tsk"},
                    {"id": "A04", "due": "٢٠٢٤", "start": 2024, "indicator": []},
                    "x",
                ],
            },
        }
    )
    for expected in (
        "workshet: this key is not known. Did you mean “worksheet”?",
        "worksheet › keep › no. 1 › txt: this key is not known. Did you mean “text”?",
        "worksheet › keep › no. 2: this must be a block, not 3.",
        "worksheet › keep › no. 3 › text: this must be text, not null.",
        "worksheet › keep: there are 6 entries. Write at most 5.",
        "worksheet › keep › no. 4 › text: character 2 (U+0000) cannot be printed.",
        "worksheet › keep › no. 4 › ref: “E9” is no square of the picture.",
        "worksheet › headline: this must be one line.",
        "worksheet › cities: there are 3 entries. Write at most 2, one a city.",
        "worksheet › cities › no. 1 › needs › no. 2: “money” is not known here.",
        "worksheet › first_step › due: “2023-11” is no day.",
        "worksheet › first_step › owners › no. 2: this must be text, not 3.",
        "worksheet › first_step › owners: there are 3 entries.",
        "roadmap › milestones › M2 › day: “2024-02-30” is no day.",
        "roadmap › milestones › M2 › done: this must be true or false, not “yes”.",
        'roadmap › milestones › no. 2 › key: this key is missing. Add "key": …',
        "roadmap › actions › no. 1 › id: this key is missing.",
        "roadmap › actions › no. 2 › id: this must be text, not 3.",
        "roadmap › actions › A02 › depends_on › no. 3: this must be text, not 3.",
        "roadmap › actions › A02 › depends_on: there is no action “A09”.",
        "roadmap › actions › A02 › lane: there is no lane “city-3” for 2 cities.",
        "roadmap › actions › A02 › depends_on: actions wait for each other: A02 → A03 → A02.",
        "roadmap › actions › A03 › cost_eur: this must be a whole number, not 2.5.",
        "roadmap › actions › A03 › type: “tsk” is not known here. Write one of 'task'",
        "roadmap › actions › A04 › due: “٢٠٢٤” is neither a day nor a month",
        "roadmap › actions › A04 › start: 2024 is neither a day nor a month",
        "roadmap › actions › A04 › indicator: this must be a block, not [].",
        "roadmap › actions › no. 6: this must be a block, not “x”.",
    ):
        assert expected in message
    assert message.startswith("answers.json cannot be filled in yet (28 to mend)")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "line 1: a value is missing"),
        (b"{", "line 1: "),
        (b'{"format": 1,\n}', "line 2: "),
        (b'{"format": 1} x', "line 1: something follows after the end"),
        (b'{"format": 1, "worksheet": {"missing": "a\nb"}}', "line 1: a text holds a raw control"),
        (b"null", "the whole file: this is not one block in curly brackets."),
        (b"[]", "the whole file: this is not one block in curly brackets."),
        (b"\xff\xfe{\0}\0", "line 1: this is not UTF-8 text. Save the file as UTF-8"),
        ('{"format": 1}'.encode("utf-16"), "this is not UTF-8 text"),
        (b'{"format": 1,\n"record": "\xe4"}', "line 2: this is not UTF-8 text"),
        (b"{}", 'format: this key is missing. Add "format": …'),
        (b'{"format": 2, "x": 1}', "format 2; this version of visions reads 1. Install a newer"),
        (b'{"format": 0}', "format 0; this version of visions reads 1. Write them anew"),
        (b'{"format": "1"}', "format: this must be a whole number, not “1”."),
        (b'{"format": true}', "format: this must be a whole number, not true."),
        (b'{"format": 1, "format": 1}', "a block has the key “format” twice"),
        (
            b'{"format": 1, "worksheet": {"missing": "a", "missing": "b"}}',
            "a block has the key “missing” twice",
        ),
        (b'{"format": 1, "worksheet": {"missing": NaN}}', "missing: this must be text, not NaN."),
        (b'{"format": ' + b"9" * 5_000 + b"}", "a number or a nesting here is beyond reading"),
        (b"[" * 200_000, "a number or a nesting here is beyond reading"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "more than 12 blocks or lists stand inside"),
        (b'{"format": 1, "\\ud800": 1}', "a key here cannot be one"),
        (b'{"format": 1, "' + b"k" * 10_000 + b'": 1}', "a key here cannot be one"),
        (
            b'{"format": 1, "worksheet": {"missing": "\\ud800"}}',
            "missing: character 1 (U+D800) cannot be printed",
        ),
        (b'{"format": 1, "worksheet": {"vision": "\\u0000"}}', "vision: character 1 (U+0000)"),
        (b" " * (LARGEST_FILE + 1), "this is larger than 32 MB"),
    ],
)
def test_hostile_files_are_refused_in_words(data: bytes, expected: str) -> None:
    assert expected in refuse(data)


@pytest.mark.parametrize("cost", [b"NaN", b"1e999", b"-Infinity", b"1.0", b"true", b'"5"'])
def test_only_whole_numbers_are_costs(cost: bytes) -> None:
    data = b'{"format": 1, "roadmap": {"actions": [{"id": "A03", "cost_eur": ' + cost + b"}]}}"
    assert "actions › A03 › cost_eur: this must be a whole number" in refuse(data)


@pytest.mark.parametrize("cost", [-1, 10**12 + 1, 10**4_000])
def test_a_cost_has_bounds(cost: int) -> None:
    assert "actions › A03 › cost_eur: this cannot be a cost." in refuse(action(cost_eur=cost))


@pytest.mark.parametrize(
    "note",
    [
        {"format": 1, "worksheet": {"keep": [3] * 90_000}},
        {"format": 1, **{f"key{number}": 1 for number in range(90_000)}},
        {"format": 1, "worksheet": {"keep": [{"text": "x\0"}] * 30_000}},
        action(depends_on=[f"B{number}" for number in range(90_000)]),
    ],
)
def test_a_flood_of_faults_stays_a_short_report(note: dict[str, Any]) -> None:
    message = refuse(note)
    assert "(100 or more to mend)" in message
    assert message.count("\n") == 100


def test_a_flood_of_values_is_refused_unread() -> None:
    assert "more than 100,000 values" in refuse({"format": 1, "x": [0] * 200_000})


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["format", "worksheet", "roadmap", "keep", "text", "actions", "id",
                         "cities", "owners", "first_step", "due", "milestones", "key", "x"]),
        inner,
        max_size=4,
    ),
    max_leaves=12,
))  # fmt: skip
def test_any_json_is_answers_or_refused(value: object) -> None:
    note = {"format": 1, "worksheet": value, "roadmap": value}
    for data in (value, note, {"format": 1, "roadmap": {"actions": value, "milestones": value}}):
        with suppress(BrokenAnswers):
            load_answers(json.dumps(data).encode(), 2)


@given(st.binary(max_size=60))
def test_any_bytes_are_answers_or_refused(data: bytes) -> None:
    with suppress(BrokenAnswers):
        load_answers(data, 2)
