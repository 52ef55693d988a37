"""Differences between two revisions: all of them, each where it is."""

from dataclasses import replace

from hypothesis import given

from tests.filled import EXAMPLE, UNHURRIED, answers
from visions.answers import Action, Answers, Remark, parse_when
from visions.answers.diff import compare_answers
from visions.answers.fields import list_filled


@UNHURRIED
@given(answers(2))
def test_nothing_is_different_from_itself(some: Answers) -> None:
    assert compare_answers(some, some) == []


@UNHURRIED
@given(answers(2), answers(2))
def test_the_way_back_has_the_same_changes(old: Answers, new: Answers) -> None:
    def list_names(one: Answers) -> set[str]:
        actions, milestones = one.roadmap.actions, one.roadmap.milestones
        return {action.id for action in actions} | {milestone.key for milestone in milestones}

    one_sided = list_names(old) ^ list_names(new)
    there, back = (
        [change for change in changes if not one_sided & set(change.place)]
        for changes in (compare_answers(old, new), compare_answers(new, old))
    )
    assert {(c.place, c.old, c.new) for c in there} == {(c.place, c.new, c.old) for c in back}


@UNHURRIED
@given(answers(2), answers(2))
def test_no_change_means_the_same_fields(old: Answers, new: Answers) -> None:
    same = list(list_filled(old)) == list(list_filled(new))
    assert (compare_answers(old, new) == []) == same


def test_fields_actions_and_their_order() -> None:
    portal, hackathon = EXAMPLE.roadmap.actions
    new = Answers(
        replace(
            EXAMPLE.worksheet,
            missing="",
            keep=(Remark("trees", "B2"), Remark("", "C1"), Remark("a well")),
        ),
        replace(
            EXAMPLE.roadmap,
            actions=(
                replace(hackathon, depends_on=()),
                replace(portal, due=parse_when("2024-06"), cost_eur=0, owners=("Mayor", "")),
                Action("A05", "Report", lane="citizens"),
            ),
            milestones=EXAMPLE.roadmap.milestones[1:],
        ),
    )
    assert [str(change) for change in compare_answers(EXAMPLE, new)] == [
        "worksheet › keep › no. 1 › text: trees along\nthe canal → trees",
        "worksheet › keep › no. 3 › text: – → a well",
        "worksheet › missing: older people → –",
        "roadmap › milestones › M0: removed",
        "roadmap › actions › A02 › depends_on: A01 → –",
        "roadmap › actions › A01 › due: 2024-Q2 → 2024-06",
        "roadmap › actions › A01 › owners › no. 1: – → Mayor",
        "roadmap › actions › A01 › owners › no. 2: IT office → –",
        "roadmap › actions › A01 › cost_eur: 12000 → 0",
        "roadmap › actions › A05: added, “Report”",
        "roadmap › actions › A05 › lane: joint → citizens",
        "roadmap › actions, order: A01 A02 → A02 A01",
    ]


def test_an_action_that_went() -> None:
    new = replace(EXAMPLE, roadmap=replace(EXAMPLE.roadmap, actions=EXAMPLE.roadmap.actions[:1]))
    (change,) = compare_answers(EXAMPLE, new)
    assert str(change) == "roadmap › actions › A02: removed, “Hackathon”"
