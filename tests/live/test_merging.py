"""Two phones that change the same answers: nothing of anybody is lost."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.filled import FULL as TYPED
from visions.answers import (
    Action,
    Answers,
    CityAnswers,
    ExtraAnswer,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    WorksheetAnswers,
)
from visions.answers.file import dump_answers, read_answers
from visions.errors import BrokenAnswers
from visions.live.merging import MOST_CHANGES, BadChange, Change, Path, merge_changes

BLANK = Answers()
FULL = read_answers(dump_answers(TYPED), 2)
CITIES = 2
TWO = Answers(roadmap=RoadmapAnswers((), (Action("A01", "one"), Action("A02", "two"))))

TEXTS: list[Path] = [
    *(("worksheet", key) for key in ("missing", "headline", "vision", "alt_text")),
    *(("worksheet", key, n, "text") for key in ("keep", "adapt", "leave_out") for n in range(3)),
    *(("worksheet", "cities", n, key) for n in range(2) for key in ("have", "obstacles")),
    *(("worksheet", "indicators", n, "name") for n in range(2)),
    ("worksheet", "first_step", "what"),
    *(("worksheet", "first_step", "owners", n) for n in range(2)),
    *(("worksheet", "extra", key, "text") for key in ("mood", "money")),
    *(("roadmap", "milestones", key, "title") for key in ("M2", "M3")),
    *(("roadmap", "actions", key, name) for key in ("A01", "A02") for name in ("title", "risk")),
    *(("roadmap", "actions", "A01", "owners", n) for n in range(2)),
    ("roadmap", "actions", "A02", "indicator", "target"),
]
WORDS = st.sampled_from(["", "a", "b", "trees", "Bäume 🌳", "x" * 50])


def pick(answers: Answers, path: Path) -> Any:
    """The value at `path`, blank where there is none, by way of the plain JSON."""
    node: Any = dump_answers(answers)
    for step in path:
        if isinstance(node, list) and isinstance(step, str):
            named = (one for one in node if step in (one.get("id"), one.get("key")))
            node = next(named, {})
        elif isinstance(node, list):
            node = node[int(step)] if int(step) < len(node) else ""
        else:
            node = node.get(step, "") if isinstance(node, dict) else ""
    return "" if node in ({}, None) else node


def merge(answers: Answers, *changes: tuple[Path, Any, Any]) -> Any:
    return merge_changes(answers, [Change(*one) for one in changes], CITIES)


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(TEXTS), unique=True, min_size=2, max_size=12),
    st.data(),
)
def test_changes_of_different_fields_all_arrive(paths: list[Path], data: st.DataObject) -> None:
    """Each phone sends batches of what it saw when it came; they arrive in any order."""
    split = data.draw(st.integers(1, len(paths) - 1))
    wanted = {path: data.draw(WORDS, str(path)) for path in paths}
    batches = []
    for mine in (paths[:split], paths[split:]):
        cut = data.draw(st.integers(0, len(mine)))
        batches += [one for one in (mine[:cut], mine[cut:]) if one]
    answers = TWO
    for batch in data.draw(st.permutations(batches)):
        changes = [(path, pick(TWO, path), wanted[path]) for path in batch]
        merged = merge(answers, *changes)
        assert merged.conflicts == ()
        answers = merged.answers
    assert {path: pick(answers, path) for path in paths} == wanted
    others = set(TEXTS) - set(paths)
    assert all(pick(answers, path) == pick(TWO, path) for path in others)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(TEXTS[:6]), WORDS, WORDS), min_size=1, max_size=8))
def test_conflicts_lose_nobodys_text(writes: list[tuple[Path, str, str]]) -> None:
    """Whatever a phone believes: what stands is either as it believed, or it stays and is told."""
    answers = BLANK
    for path, was, now in writes:
        before = pick(answers, path)
        merged = merge(answers, (path, was, now))
        after = pick(merged.answers, path)
        if before in (was, now):
            assert (after, merged.conflicts) == (now, ())
        else:
            assert after == before
            ((change, stands),) = merged.conflicts
            assert (change.now, stands) == (now, before)
        answers = merged.answers


def test_no_change_is_no_other_answers() -> None:
    for answers in (BLANK, FULL, TWO):
        assert merge(answers).answers == answers
    vision = FULL.worksheet.vision
    assert merge(FULL, (("worksheet", "vision"), vision, vision)).answers == FULL
    # Sent twice, since the first answer was lost: it is the same change.
    change = (("worksheet", "vision"), vision, "other")
    once = merge(FULL, change).answers
    assert merge(once, change).conflicts == ()
    assert merge(once, change).answers == once


def test_lists_end_with_what_is_not_blank() -> None:
    third = merge(BLANK, (("worksheet", "keep", 2, "text"), "", "third")).answers
    assert third.worksheet.keep == (Remark(), Remark(), Remark("third"))
    assert merge(third, (("worksheet", "keep", 2, "text"), "third", "")).answers == BLANK
    needs: Path = ("worksheet", "cities", 1, "needs")
    city = merge(BLANK, (needs, [], ["other", "funding"])).answers
    assert dump_answers(city)["worksheet"]["cities"][1]["needs"] == ["funding", "other"]
    assert merge(city, (needs, ["funding", "other"], [])).answers == BLANK
    done: Path = ("roadmap", "milestones", "M3", "done")
    ticked = merge(BLANK, (done, False, True)).answers
    assert ticked.roadmap.milestones == (MilestoneAnswer("M3", done=True),)
    assert merge(ticked, (done, True, False)).answers == BLANK
    extra: Path = ("worksheet", "extra", "mood", "text")
    moody = merge(BLANK, (extra, "", "good")).answers
    assert moody.worksheet.extra == (ExtraAnswer("mood", "good"),)
    assert merge(moody, (extra, "good", "")).answers == BLANK


def test_days_and_costs() -> None:
    due: Path = ("roadmap", "actions", "A01", "due")
    dated = merge(TWO, (due, None, "2024-Q1")).answers
    assert str(dated.roadmap.actions[0].due) == "2024-Q1"
    assert merge(dated, (due, "2024-Q1", None)).answers == TWO
    assert merge(dated, (due, "2024-Q1", "")).answers == TWO
    cost: Path = ("roadmap", "actions", "A01", "cost_eur")
    free = merge(TWO, (cost, None, 0)).answers
    assert free.roadmap.actions[0].cost_eur == 0
    # 0 is an amount, and no blank that another may write over.
    assert merge(free, (cost, None, 5)).conflicts[0][1] == 0
    with pytest.raises(BrokenAnswers):
        merge(TWO, (due, None, "2024-"))


def test_actions_come_and_go_as_a_whole() -> None:
    path: Path = ("roadmap", "actions", "A03")
    mine, theirs = {"id": "A03", "title": "mine"}, {"id": "A03", "title": "theirs"}
    came = merge(TWO, (path, None, theirs)).answers
    assert came.roadmap.actions[-1] == Action("A03", "theirs")
    # Its id is taken by whoever is first.
    merged = merge(came, (path, None, mine))
    assert merged.answers == came
    assert merged.conflicts[0][1]["title"] == "theirs"
    # Sent twice, it came once.
    again = merge(came, (path, None, theirs))
    assert (again.answers, again.conflicts) == (came, ())
    stands = dump_answers(came)["roadmap"]["actions"][-1]
    assert merge(came, (path, stands, None)).answers == TWO
    assert merge(TWO, (path, stands, None)).answers == TWO


def test_who_removes_what_another_wrote_in_is_told() -> None:
    path: Path = ("roadmap", "actions", "A02")
    seen = dump_answers(TWO)["roadmap"]["actions"][1]
    written = merge(TWO, ((*path, "notes"), "", "much work")).answers
    merged = merge(written, (path, seen, None))
    assert merged.answers == written
    assert merged.conflicts[0][1]["notes"] == "much work"


@pytest.mark.parametrize("was", ["", "two", None])
def test_who_writes_in_what_another_removed_is_told(was: str | None) -> None:
    path: Path = ("roadmap", "actions", "A02")
    gone = merge(TWO, (path, dump_answers(TWO)["roadmap"]["actions"][1], None)).answers
    merged = merge(gone, ((*path, "title"), was, "still here"))
    assert merged.answers == gone
    ((change, stands),) = merged.conflicts
    assert (change.now, stands) == ("still here", None)


def test_nobody_waits_for_an_action_that_is_gone() -> None:
    first, second = TWO.roadmap.actions
    waits = dataclasses.replace(second, depends_on=("A01",))
    answers = Answers(roadmap=RoadmapAnswers((), (first, waits)))
    seen = dump_answers(answers)["roadmap"]["actions"][0]
    left = merge(answers, (("roadmap", "actions", "A01"), seen, None)).answers
    assert left.roadmap.actions == (second,)


def test_renamed_actions_keep_their_dependencies() -> None:
    """What a phone sends once it has given its own action another id."""
    came = merge(TWO, (("roadmap", "actions", "A03"), None, {"id": "A03", "title": "theirs"}))
    mine = {"id": "A04", "title": "mine"}
    waits = {"id": "A05", "title": "after mine", "depends_on": ["A04"]}
    merged = merge(
        came.answers,
        (("roadmap", "actions", "A04"), None, mine),
        (("roadmap", "actions", "A05"), None, waits),
    )
    assert merged.conflicts == ()
    assert [one.id for one in merged.answers.roadmap.actions] == [f"A0{n}" for n in range(1, 6)]
    assert merged.answers.roadmap.actions[-1].depends_on == ("A04",)


STEPS = st.one_of(
    st.sampled_from(
        ["worksheet", "roadmap", "format", "keep", "cities", "needs", "owners", "first_step"]
    ),
    st.sampled_from(["actions", "A01", "A02", "milestones", "M2", "extra", "id", "key", "title"]),
    st.sampled_from(["", "__proto__", "../x", "A01\n", "M9", "Ä", "\ud800", "indicator", "name"]),
    st.integers(-2, 1000),
    st.booleans(),
    st.text(max_size=5),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=8),
    st.just("\ud800"),
    st.lists(st.text(max_size=3), max_size=3),
    st.dictionaries(st.sampled_from(["id", "title", "indicator", "x", "\ud800"]), st.integers()),
    st.just({"id": "A01", "indicator": "none", "owners": {"a": 1}}),
    st.just({"id": "A01", "depends_on": ["A01"]}),
)


@settings(max_examples=600)
@given(st.lists(st.tuples(st.lists(STEPS, max_size=6), VALUES, VALUES), max_size=4))
def test_hostile_changes_end_as_refusals(changes: list[tuple[list[Any], Any, Any]]) -> None:
    before = copy.deepcopy(TWO)
    try:
        merged = merge(TWO, *((tuple(path), was, now) for path, was, now in changes))
    except (BadChange, BrokenAnswers):
        return
    finally:
        assert before == TWO
    assert read_answers(dump_answers(merged.answers), CITIES) == merged.answers
    # What is told can be told: as JSON of UTF-8.
    told = [[list(change.path), change.now, stands] for change, stands in merged.conflicts]
    json.dumps(told, ensure_ascii=False, allow_nan=False).encode()


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("worksheet",),
        ("worksheet", "keep"),
        ("worksheet", "keep", 0),
        ("worksheet", "keep", "0", "text"),
        ("worksheet", "keep", True, "text"),
        ("worksheet", "keep", -1, "text"),
        ("worksheet", "keep", 20, "text"),
        ("worksheet", "cities", 0, "needs", 0),
        ("worksheet", "first_step", "owners"),
        ("worksheet", "extra", "Not A Key", "text"),
        ("worksheet", "extra", "mood", "key"),
        ("worksheet", "vision", "more"),
        ("worksheet", "__class__"),
        ("roadmap", "actions"),
        ("roadmap", "actions", 0),
        ("roadmap", "actions", "A01", "id"),
        ("roadmap", "actions", "A00"),
        ("roadmap", "milestones", "M7", "done"),
        ("roadmap", "milestones", "M2"),
        ("format",),
        ("other", "vision"),
    ],
)
def test_paths_that_lead_nowhere_are_refused(path: Path) -> None:
    with pytest.raises(BadChange):
        merge(TWO, (path, None, "x"))


@pytest.mark.parametrize(
    "value", [float("nan"), "\ud800", [[[[[[[[[[[[[[]]]]]]]]]]]]]], {"\udfff": 1}]
)
def test_values_that_are_none_are_refused(value: object) -> None:
    for was, now in ((value, "x"), ("x", value)):
        with pytest.raises(BadChange):
            merge(TWO, (("worksheet", "vision"), was, now))


def test_too_many_changes_are_refused() -> None:
    change = (("worksheet", "vision"), "", "x")
    assert merge(TWO, *[change] * MOST_CHANGES).answers.worksheet == WorksheetAnswers(vision="x")
    with pytest.raises(BadChange):
        merge(TWO, *[change] * (MOST_CHANGES + 1))


def test_city_of_another_tandem_is_refused() -> None:
    path: Path = ("worksheet", "cities", 2, "have")
    with pytest.raises(BrokenAnswers):
        merge(TWO, (path, "", "a third city"))
    two = merge(TWO, (("worksheet", "cities", 1, "have"), "", "the second city")).answers
    assert two.worksheet.cities == (CityAnswers(), CityAnswers("the second city"))
