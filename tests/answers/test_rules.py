"""What answers must hold: each rule, where it is broken, and nothing that is right."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.filled import EXAMPLE, UNHURRIED, answers, unprintable
from visions.answers import (
    Action,
    Answers,
    CityAnswers,
    FirstStep,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    WorksheetAnswers,
    parse_when,
)
from visions.answers.rules import LONGEST_TEXT, check_answers
from visions.roadmap import Need


def check(answers: Answers, cities: int = 2) -> list[str]:
    return [str(problem) for problem in check_answers(answers, cities)]


def plan(*actions: Action) -> Answers:
    return Answers(roadmap=RoadmapAnswers(actions=actions))


def sheet(**fields: object) -> Answers:
    return Answers(WorksheetAnswers(**fields))  # type: ignore[arg-type]


@UNHURRIED
@given(st.integers(1, 3).flatmap(lambda cities: st.tuples(st.just(cities), answers(cities))))
def test_what_is_right_is_left_alone(case: tuple[int, Answers]) -> None:
    cities, right = case
    assert check(right, cities) == []


def test_blank_is_right() -> None:
    assert check(Answers()) == check(plan(Action("A01"))) == []


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (sheet(keep=(Remark(),) * 6), "worksheet › keep: there are 6 entries. Write at most 5."),
        (sheet(adapt=(Remark(),) * 6), "worksheet › adapt: there are 6"),
        (sheet(leave_out=(Remark(),) * 6), "worksheet › leave_out: there are 6"),
        (sheet(indicators=(Indicator(),) * 3), "worksheet › indicators: there are 3"),
        (sheet(cities=(CityAnswers(),) * 3), "worksheet › cities: there are 3"),
        (sheet(first_step=FirstStep(owners=("",) * 3)), "worksheet › first_step › owners: there"),
        (sheet(keep=(Remark("", "B4"),)), "worksheet › keep › no. 1 › ref: “B4” is no square"),
        (sheet(keep=(Remark("", "b2"),)), "keep › no. 1 › ref: “b2” is no square"),
        (sheet(headline="a\nb"), "worksheet › headline: this must be one line."),
        (sheet(headline="a\u2028b"), "worksheet › headline: this must be one line."),
        (sheet(vision="x" * 2001), "worksheet › vision: this is 2,001 characters long."),
        (sheet(missing="a\x0bb"), "worksheet › missing: character 2 (U+000B) cannot be printed."),
        (
            sheet(cities=(CityAnswers(), CityAnswers(needs=(Need.OTHER, Need.OTHER)))),
            "worksheet › cities › no. 2 › needs: “other” stands here 2 times.",
        ),
        (
            sheet(first_step=FirstStep(due=dt.date(20, 1, 1))),
            "worksheet › first_step › due: the year 20 cannot be meant.",
        ),
        (plan(Action("A1")), "roadmap › actions › no. 1 › id: “A1” is no action's id."),
        (plan(Action("A00")), "no. 1 › id: “A00” is no action's id."),
        (plan(Action("A1000")), "no. 1 › id: “A1000” is no action's id."),
        (plan(Action("A010")), "no. 1 › id: “A010” is no action's id."),
        (plan(Action("A٠١")), "no. 1 › id: “A٠١” is no action's id."),
        (plan(Action("A01"), Action("A01")), "actions › A01 › id: 2 actions have this id."),
        (plan(Action("A03", lane="city-3")), "A03 › lane: there is no lane “city-3” for 2 cities."),
        (plan(Action("A03", title="a\nb")), "roadmap › actions › A03 › title: this must be one"),
        (plan(Action("A03", cost_eur=-1)), "actions › A03 › cost_eur: this cannot be a cost."),
        (plan(Action("A03", owners=("", "", ""))), "actions › A03 › owners: there are 3 entries."),
        (plan(Action("A03", picture_ref="E1")), "A03 › picture_ref: “E1” is no square"),
        (plan(Action("A03", depends_on=("A03",))), "A03 › depends_on: this action depends on"),
        (plan(Action("A03", depends_on=("A04",))), "A03 › depends_on: there is no action “A04”."),
        (
            plan(Action("A03", start=parse_when("2024-Q2"), due=parse_when("2024-03"))),
            "roadmap › actions › A03 › due: 2024-03 is before the start, 2024-Q2.",
        ),
        (
            plan(Action("A01", depends_on=("A02",)), Action("A02", depends_on=("A01",))),
            "A01 › depends_on: actions wait for each other: A01 → A02 → A01.",
        ),
        (
            Answers(roadmap=RoadmapAnswers((MilestoneAnswer("M7"),))),
            "roadmap › milestones › no. 1 › key: “M7” is no milestone. Write M0 to M6.",
        ),
        (
            Answers(roadmap=RoadmapAnswers((MilestoneAnswer("M2"), MilestoneAnswer("M2")))),
            "roadmap › milestones › M2 › key: this milestone stands here twice.",
        ),
        (
            Answers(roadmap=RoadmapAnswers((MilestoneAnswer("M2", "a\nb"),))),
            "roadmap › milestones › M2 › title: this must be one line.",
        ),
    ],
)  # fmt: skip
def test_each_rule_says_where_and_what(wrong: Answers, expected: str) -> None:
    (told,) = check(wrong)
    assert expected in told


def test_too_many_actions() -> None:
    many = plan(*(Action(f"A{number:02d}") for number in range(1, 202)))
    assert check(many) == ["roadmap › actions: there are 201 entries. Write at most 200."]


def test_overlapping_spans_are_in_order() -> None:
    action = Action("A01", start=parse_when("2024-Q2"), due=parse_when("2024"))
    assert check(plan(action)) == []


def test_every_circle_is_told_once() -> None:
    actions = [
        Action(f"A{n:02d}", depends_on=(f"A{n + 1 if n % 2 else n - 1:02d}",)) for n in range(1, 7)
    ]
    assert len(check(plan(*actions))) == 3


@given(unprintable, st.sampled_from(["have", "obstacles"]))
def test_what_cannot_be_printed_is_found_anywhere(character: str, field: str) -> None:
    city = CityAnswers(**{field: f"a{character}"})
    (told,) = check(sheet(cities=(city,)))
    assert f"worksheet › cities › no. 1 › {field}: character 2 (U+{ord(character):04X})" in told


def test_the_longest_text_is_right() -> None:
    assert check(sheet(vision="x" * LONGEST_TEXT)) == []


def test_a_lane_that_another_tandem_has() -> None:
    third = replace(EXAMPLE.roadmap.actions[0], lane="city-3")
    assert check(plan(third), cities=3) == []
    assert len(check(plan(third), cities=2)) == 1
