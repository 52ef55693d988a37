"""Days on which offices are closed: never proposed, and marked where a tandem chose one."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.filled import FULL, HAMM, fill_a_roadmap, fill_a_worksheet
from tests.documents.paper import A3_LANDSCAPE, A4, find_faults
from tests.documents.samples import LONGEST, WORKSHOP
from tests.documents.test_fit import trim_to
from tests.documents.test_html import set_page
from visions.answers import Action, Answers, MilestoneAnswer, RoadmapAnswers, Status, parse_when
from visions.documents.pdf import Page, set_pdf
from visions.documents.proposal import draft_roadmap
from visions.free_days import is_free
from visions.model import LANGUAGES, City, Tandem
from visions.roadmap import MilestoneKind

UNITY = dt.date(2024, 10, 3)
LIBERATION = dt.date(2024, 4, 25)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)),
    st.integers(0, 1500),
    st.lists(st.sampled_from(["DE", "IT", "NL", "RO", "GR", "BG", "PL", None]), max_size=3),
)
def test_no_closed_day_is_proposed(start: dt.date, days: int, countries: list[str | None]) -> None:
    workshop = dataclasses.replace(WORKSHOP, date=start, horizon=start + dt.timedelta(days))
    cities = tuple(City(f"City {n}", code) for n, code in enumerate(countries))
    skeleton = draft_roadmap(workshop, Tandem("a-b", cities, "", ("en",)))
    dated = [one.day for one in skeleton.milestones if one.day]
    assert dated == sorted(dated)
    for one in skeleton.milestones:
        if one.kind is MilestoneKind.REVIEW and one.day:
            assert not is_free(one.day, countries)
            assert 28 <= (workshop.horizon - one.day).days <= 40
        if one.kind is MilestoneKind.FIRST_STEP and days >= 14:
            assert one.day is not None
            assert not is_free(one.day, countries)
            assert (one.day - start).days <= 14


def make_answers(*statuses: Status) -> Answers:
    actions = tuple(
        Action(f"A{n:02d}", "Meet", due=parse_when(UNITY.isoformat()), status=status)
        for n, status in enumerate(statuses, 1)
    )
    milestones = (
        MilestoneAnswer("M2", "Data model", LIBERATION),
        MilestoneAnswer("M3", "Pilot", LIBERATION, done=True),
        MilestoneAnswer("M6", "", dt.date(2024, 12, 25)),
    )
    step = dataclasses.replace(FULL.worksheet.first_step, due=dt.date(2023, 11, 1))
    worksheet = dataclasses.replace(FULL.worksheet, first_step=step)
    return Answers(worksheet, RoadmapAnswers(milestones, actions))


def test_what_still_has_to_be_met_is_marked() -> None:
    view = fill_a_roadmap(make_answers(*Status))
    notes = {one.key: one.note for one in view.milestones}
    assert notes.pop("M2") == "Liberation Day (Italy)"
    assert set(notes.values()) == {""}
    assert view.filled is not None
    marked = {one.status: one.due_note for one in view.filled.actions}
    told = "German Unity Day (Germany)"
    assert marked == {"idea": told, "planned": told, "running": told, "done": "", "dropped": ""}
    assert fill_a_worksheet(make_answers()).due_note == "All Saints' Day (Italy)"


def test_open_days_and_periods_are_not() -> None:
    view = fill_a_roadmap(FULL)
    assert view.filled is not None
    assert {one.due_note for one in view.filled.actions} == {""}
    assert {one.note for one in view.milestones} == {""}
    assert "day-note" not in set_page(view)
    assert fill_a_worksheet(FULL).due_note == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marks_stand_in_the_pages(language: str) -> None:
    answers = make_answers(Status.PLANNED)
    roadmap = fill_a_roadmap(answers, language)
    assert roadmap.filled is not None
    page = set_page(roadmap)
    for note in (roadmap.filled.actions[0].due_note, roadmap.milestones[2].note):
        assert f'<small class="day-note">{note}</small>' in page
    sheet = fill_a_worksheet(answers, language)
    note = sheet.due_note.replace("'", "&#39;")
    assert f'<small class="day-note">{note}</small>' in set_page(sheet)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tandem", [HAMM, LONGEST], ids=["two", "longest"])
def test_marks_everywhere_fit(language: str, tandem: Tandem) -> None:
    """1 May 2024 is a holiday in most countries, and in no two of the same name."""
    labour_day = dt.date(2024, 5, 1)
    countries = ("DE", "BG", "RO")
    cities = (
        dataclasses.replace(city, country=code)
        for city, code in zip(tandem.cities, countries, strict=False)
    )
    tandem = dataclasses.replace(tandem, cities=tuple(cities))
    answers = trim_to(FULL, len(tandem.cities))
    actions = tuple(
        dataclasses.replace(one, start=None, due=parse_when(labour_day.isoformat()))
        for one in answers.roadmap.actions
    )
    milestones = tuple(MilestoneAnswer(f"M{n}", f"Pilot {n}", labour_day) for n in range(1, 6))
    step = dataclasses.replace(answers.worksheet.first_step, due=labour_day)
    worksheet = dataclasses.replace(answers.worksheet, first_step=step)
    answers = Answers(worksheet, RoadmapAnswers(milestones, actions))
    roadmap = fill_a_roadmap(answers, language, tandem)
    assert all(one.note for one in roadmap.milestones[1:6])
    assert find_faults(set_pdf([Page(roadmap, None)]), A3_LANDSCAPE)[0] == []
    sheet = fill_a_worksheet(answers, language, tandem)
    assert sheet.due_note
    assert find_faults(set_pdf([Page(sheet, None)]), A4)[0] == []
