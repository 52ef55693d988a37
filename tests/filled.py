"""Answers for tests: one example of a filled sheet, and any answers that the rules allow."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from visions.answers import (
    Action,
    ActionType,
    Answers,
    CityAnswers,
    FirstStep,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    Status,
    When,
    WorksheetAnswers,
    list_lanes,
    parse_when,
)
from visions.roadmap import Need

EXAMPLE = Answers(
    WorksheetAnswers(
        keep=(Remark("trees along\nthe canal", "B2"), Remark("", "C1")),
        adapt=(Remark("smaller houses"),),
        missing="older people",
        cities=(
            CityAnswers("sensors in the air", "", (Need.FUNDING, Need.OTHER)),
            CityAnswers("", "nobody to do it", ()),
        ),
        headline="Arezzo and Hamm share their data",
        vision="By 31 December 2024 everybody can look up the air.",
        indicators=(Indicator("data sets", "3", "20"),),
        first_step=FirstStep("call the offices", ("Mayor's office", ""), dt.date(2023, 11, 6)),
        alt_text="A canal with trees.",
    ),
    RoadmapAnswers(
        milestones=(
            MilestoneAnswer("M0", done=True),
            MilestoneAnswer("M2", "Pilot opens", dt.date(2024, 3, 15)),
        ),
        actions=(
            Action(
                "A01",
                "Set up a portal",
                "city-2",
                due=parse_when("2024-Q2"),
                owners=("", "IT office"),
                needs=(Need.FUNDING,),
                needs_note="EU",
                cost_eur=12_000,
                indicator=Indicator("sets", "", "20"),
                risk="nobody comes",
                countermeasure="ask early",
            ),
            Action(
                "A02",
                "Hackathon",
                type=ActionType.MEETING,
                start=parse_when("2024-H1"),
                depends_on=("A01",),
                picture_ref="D3",
                status=Status.IDEA,
            ),
        ),
    ),
)

UNHURRIED = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For tests that are given whole answers, on machines that have other things to do."""

REFS = ["", *(f"{letter}{digit}" for letter in "ABCD" for digit in "123")]

_unprintable = st.characters(categories=("Cs", "Cc"), include_characters="\ufffe\uffff")
lines = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u2028\u2029"),
    max_size=20,
)
texts = st.lists(lines, max_size=3).map("\n\t".join)
unprintable = _unprintable.filter(lambda character: character not in "\n\t")
dates = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
whens = st.one_of(
    dates.map(str),
    dates.map(lambda day: f"{day:%Y-%m}"),
    st.tuples(st.integers(1900, 2200), st.sampled_from(["", "-Q1", "-Q4", "-H1", "-H2"])).map(
        lambda parts: f"{parts[0]}{parts[1]}"
    ),
).map(parse_when)
needs = st.sets(st.sampled_from(Need)).map(lambda some: tuple(n for n in Need if n in some))
indicators = st.builds(Indicator, texts, texts, texts)
ids = st.integers(1, 999).map(lambda number: f"A{number:02d}")


def spread(strategy: st.SearchStrategy, most: int) -> st.SearchStrategy[tuple]:
    return st.lists(strategy, max_size=most).map(tuple)


def worksheets(cities: int) -> st.SearchStrategy[WorksheetAnswers]:
    remarks = spread(st.builds(Remark, texts, st.sampled_from(REFS)), 3)
    return st.builds(
        WorksheetAnswers,
        remarks,
        remarks,
        remarks,
        texts,
        spread(st.builds(CityAnswers, texts, texts, needs), cities),
        lines,
        texts,
        spread(indicators, 2),
        st.builds(FirstStep, texts, spread(texts, cities), st.none() | dates),
        texts,
    )


@st.composite
def roadmaps(draw: st.DrawFn, cities: int) -> RoadmapAnswers:
    keys = draw(st.lists(st.sampled_from([f"M{n}" for n in range(7)]), unique=True))
    milestones = tuple(
        MilestoneAnswer(key, draw(lines), draw(st.none() | dates), draw(st.booleans()))
        for key in keys
    )
    actions: list[Action] = []
    for key in draw(st.lists(ids, max_size=5, unique=True)):
        start, due = _order(draw(st.none() | whens), draw(st.none() | whens))
        earlier = [action.id for action in actions]
        others = st.lists(st.sampled_from(earlier), unique=True) if earlier else st.just([])
        actions.append(
            Action(
                key,
                draw(lines),
                draw(st.sampled_from(list_lanes(cities))),
                draw(st.sampled_from(ActionType)),
                start,
                due,
                draw(spread(texts, cities)),
                draw(texts),
                draw(needs),
                draw(texts),
                draw(texts),
                draw(st.none() | st.integers(0, 10**12)),
                draw(indicators),
                draw(texts),
                draw(texts),
                tuple(draw(others)),
                draw(st.sampled_from(REFS)),
                draw(st.sampled_from(Status)),
                draw(texts),
            )
        )
    return RoadmapAnswers(milestones, tuple(draw(st.permutations(actions))))


def _order(start: When | None, due: When | None) -> tuple[When | None, When | None]:
    if start and due and due.last < start.first:
        return due, start
    return start, due


def answers(cities: int) -> st.SearchStrategy[Answers]:
    """Any answers that a tandem of so many cities can have."""
    return st.builds(Answers, worksheets(cities), roadmaps(cities))
