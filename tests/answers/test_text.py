"""Answers to read: every filled field once, under the words of the sheets."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from tests.filled import EXAMPLE, UNHURRIED, answers
from visions.answers import Action, Answers, RoadmapAnswers, parse_when
from visions.answers.fields import list_filled
from visions.answers.labels import name_city, name_lane, name_when
from visions.answers.text import describe_answers
from visions.i18n import speak
from visions.model import LANGUAGES, City, Tandem

TANDEM = Tandem("arezzo-hamm", (City("Arezzo"), City("Hamm")))
HORIZON = dt.date(2024, 12, 31)


def describe(some: Answers, language: str = "en") -> list[str]:
    return list(describe_answers(some, TANDEM, HORIZON, speak(language)))


def test_only_what_is_filled_in_is_there() -> None:
    assert describe(Answers()) == []
    assert (
        describe(EXAMPLE)
        == """\
Realistic vision
  Keep: what attracts us
    – trees along (B2)
      the canal
    – (C1)
  Adapt: what must be different in our cities
    – smaller houses
  Who or what is missing? older people
  Arezzo
    What we already have: sensors in the air
    Needs: Funding, Other
  Hamm
    What stands in the way: nobody to do it
  Newspaper headline on 31 December 2024: Arezzo and Hamm share their data
  Our vision: By 31 December 2024 everybody can look up the air.
  How will we notice it?
    – data sets (Today: 3, Target value: 20)
  First step in the next 14 days
    Action: call the offices
    Responsible in Arezzo: Mayor's office
    Due date: 6 November 2023
  Picture description: A canal with trees.
Roadmap
  M0 Workshop ✓
  M2 Pilot opens: 15 March 2024
  A01 Set up a portal
    Workstream: Hamm
    Type: Task
    Status: Planned
    Due date: Q2 2024
    Responsible in Hamm: IT office
    Needs: Funding: EU
    Estimated cost (EUR): 12,000
    Indicator
      – sets (Target value: 20)
    Risk: nobody comes
    Countermeasure: ask early
  A02 Hackathon
    Workstream: Joint work
    Type: Meeting
    Status: Idea
    Start: 1 Jan – 30 Jun 2024
    Depends on: A01
    Picture area (e.g. B2): D3""".splitlines()
    )


@UNHURRIED
@given(answers(2))
def test_no_text_is_left_out(some: Answers) -> None:
    told = "".join("".join(describe(some)).split())
    for place, value in list_filled(some):
        if isinstance(value, str) and place[-1] not in ("lane", "type", "status"):
            for line in value.split("\n"):
                assert "".join(line.split()) in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(language: str) -> None:
    lines = describe(EXAMPLE, language)
    assert len(lines) == len(describe(EXAMPLE))
    assert not any(line.endswith((":", "?:", ";:")) for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-15", "15. März 2024"),
        ("2024-03", "März 2024"),
        ("2024-Q1", "Q1 2024"),
        ("2024-H2", "1. Juli – 31.12.2024"),
        ("2024", "2024"),
    ],
)
def test_days_and_spans_as_the_language_writes_them(text: str, expected: str) -> None:
    assert name_when(parse_when(text), speak("de")) == expected


def test_a_city_that_left_the_tandem_keeps_its_place() -> None:
    assert name_city(2, TANDEM) == "city-3"
    assert name_lane("city-3", TANDEM, speak("en")) == "city-3"
    action = Action("A01", lane="city-3", owners=("", "", "somebody"))
    some = replace(EXAMPLE, roadmap=RoadmapAnswers(actions=(action,)))
    assert "    Responsible in city-3: somebody" in describe(some)
