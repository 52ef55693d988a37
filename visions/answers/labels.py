"""What people call the answers' needs, kinds, states, lanes, milestones and days."""

from __future__ import annotations

from visions.answers import ActionType, MilestoneAnswer, Status, When
from visions.i18n import Language, mark
from visions.model import Tandem
from visions.roadmap import Lane, Need

NEED_LABELS = {
    Need.FUNDING: mark("Funding"),
    Need.CONSULTING: mark("Consulting"),
    Need.QUALIFIED_STAFF: mark("Qualified staff"),
    Need.EXCHANGE_ASSISTANCE: mark("Assistance for further exchange"),
    Need.OTHER: mark("Other"),
}
TYPE_LABELS = {
    ActionType.TASK: mark("Task"),
    ActionType.MEETING: mark("Meeting"),
    ActionType.DECISION: mark("Decision"),
    ActionType.PILOT: mark("Pilot"),
}
STATUS_LABELS = {
    Status.IDEA: mark("Idea"),
    Status.PLANNED: mark("Planned"),
    Status.RUNNING: mark("Under way"),
    Status.DONE: mark("Done"),
    Status.DROPPED: mark("Dropped"),
}
LANE_LABELS = {
    Lane.JOINT: mark("Joint work"),
    Lane.CITIZENS: mark("Citizens and co-creation"),
    Lane.RESOURCES: mark("Resources and support"),
}
MILESTONE_LABELS = {
    "M0": mark("Workshop"),
    "M1": mark("First step"),
    "M5": mark("Joint review"),
    "M6": mark("Time horizon"),
}


def name_city(index: int, tandem: Tandem) -> str:
    """The name of a tandem's city, counted from 0; its number where it is a partner no more."""
    return tandem.cities[index].name if index < len(tandem.cities) else f"city-{index + 1}"


def name_lane(key: str, tandem: Tandem, say: Language) -> str:
    """A lane in the reader's language: “Joint work”, or the city whose lane it is."""
    number = key.removeprefix("city-")
    if number != key:
        return name_city(int(number) - 1, tandem)
    return say.text(LANE_LABELS[Lane(key)])


def name_milestone(milestone: MilestoneAnswer, say: Language) -> str:
    """The tandem's own title, or what kind of milestone it is."""
    return milestone.title or say.text(MILESTONE_LABELS.get(milestone.key, mark("Milestone")))


def name_when(when: When, say: Language) -> str:
    """A day, month, quarter, half-year or year as the language writes it."""
    if when.is_day:
        return say.day(when.first)
    if "Q" in when.text:
        return say.quarter(when.first)
    if "H" in when.text:
        return f"{say.day_of_year(when.first)} – {say.short_day(when.last)}"
    return say.month(when.first) if "-" in when.text else when.text
