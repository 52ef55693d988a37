"""Milestones and days as they stand after the tandem has written on them."""

import datetime as dt

import pytest

from tests.exchange.samples import HORIZON, START, make_plan
from visions.answers import Action, MilestoneAnswer, RoadmapAnswers, parse_when
from visions.exchange.plan import find_span, settle_milestones
from visions.exchange.wording import name_lanes, name_milestone
from visions.i18n import speak


def test_the_tandems_words_stand_on_the_skeleton() -> None:
    answers = (
        MilestoneAnswer("M1", day=dt.date(2023, 11, 2), done=True),
        MilestoneAnswer("M3", "Messe"),
    )
    settled = {m.key: m for m in settle_milestones(make_plan(RoadmapAnswers(answers)))}
    assert list(settled) == [f"M{n}" for n in range(7)]
    assert (settled["M0"].day, settled["M0"].done) == (START, True)
    assert (settled["M1"].day, settled["M1"].done) == (dt.date(2023, 11, 2), True)
    assert (settled["M3"].title, settled["M3"].day) == ("Messe", None)
    assert (settled["M6"].day, settled["M6"].done) == (HORIZON, False)
    say = speak("de")
    assert name_milestone(settled["M3"], say) == "Messe"
    assert name_milestone(settled["M1"], say) == "Erster Schritt"


@pytest.mark.parametrize(
    ("start", "due", "span"),
    [
        (None, None, None),
        ("2024-02", None, ("2024-02-01", "2024-02-29")),
        (None, "2024-H2", ("2024-07-01", "2024-12-31")),
        ("2024-01-05", "2024-Q1", ("2024-01-05", "2024-03-31")),
        ("2024-05", "2024-02-02", ("2024-02-02", "2024-02-02")),
    ],
)
def test_an_action_lasts_from_its_first_day_to_its_last(
    start: str | None, due: str | None, span: tuple[str, str] | None
) -> None:
    action = Action(
        "A01", start=parse_when(start) if start else None, due=parse_when(due) if due else None
    )
    found = find_span(action)
    assert (found and (found[0].isoformat(), found[1].isoformat())) == span


def test_lanes_have_names_that_differ() -> None:
    assert name_lanes(("Joint work", "Hamm", "hamm"), speak("en")) == {
        "joint": "Joint work",
        "city-1": "Joint work (city-1)",
        "city-2": "Hamm",
        "city-3": "hamm (city-3)",
        "citizens": "Citizens and co-creation",
        "resources": "Resources and support",
    }
