"""What a tandem filled in: the worksheet's answers and the roadmap's milestones and actions.

Frozen values without I/O; everything is optional, an empty text meaning “left blank”. Lists that
go by city follow the order of the tandem's cities.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visions.roadmap import Need

MOST_REMARKS = 5
"""Under keep, adapt and leave out: a sheet has 3 lines, or as many as its design says."""
MOST_INDICATORS = 2
MOST_EXTRA = 20
MOST_ACTIONS = 200
FREE_MILESTONES = ("M2", "M3", "M4")

_WHEN = re.compile(
    r"(?P<year>[0-9]{4})(-(Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?))?"
)


class ActionType(StrEnum):
    TASK = "task"
    MEETING = "meeting"
    DECISION = "decision"
    PILOT = "pilot"


class Status(StrEnum):
    IDEA = "idea"
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a month, quarter, half-year or year: “2024-03-15”, “2024-03”, “2024-Q1”,
    “2024-H1”, “2024”. `text` is that form; `first` and `last` are its days, both included."""

    text: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        return self.text


def parse_when(text: str) -> When:
    """Return the day or span that `text` names. Raises ValueError for anything else."""
    found = _WHEN.fullmatch(text)
    if found is None or not 1900 <= int(found["year"]) <= 2200:
        raise ValueError(f"“{text}” is neither a day nor a month, quarter, half-year or year")
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return When(text, day, day)
    if found["month"]:
        return _span(text, year, int(found["month"]), 1)
    if found["quarter"]:
        return _span(text, year, int(found["quarter"]) * 3 - 2, 3)
    if found["half"]:
        return _span(text, year, int(found["half"]) * 6 - 5, 6)
    return _span(text, year, 1, 12)


def _span(text: str, year: int, month: int, months: int) -> When:
    last = month + months - 1
    return When(text, date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1]))


@dataclass(frozen=True, slots=True)
class Remark:
    """A line under keep, adapt or leave out; `ref` is a square of the picture, A1 to D3, or “”."""

    text: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CityAnswers:
    """What one city has, what stands in its way, and what it lacks."""

    have: str = ""
    obstacles: str = ""
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    name: str = ""
    baseline: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """`owners` are offices or roles, one a city. `due` None: the printed date stands."""

    what: str = ""
    owners: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ExtraAnswer:
    """What stands in a field that the workshop's own design adds, by the key of the field."""

    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class WorksheetAnswers:
    """The realistic vision, in the order of the sheet. `alt_text` is a person's own words on
    what the picture shows; `extra` stays, too, where the design no longer has that field."""

    keep: tuple[Remark, ...] = ()
    adapt: tuple[Remark, ...] = ()
    leave_out: tuple[Remark, ...] = ()
    missing: str = ""
    cities: tuple[CityAnswers, ...] = ()
    headline: str = ""
    vision: str = ""
    indicators: tuple[Indicator, ...] = ()
    first_step: FirstStep = FirstStep()
    alt_text: str = ""
    extra: tuple[ExtraAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneAnswer:
    """A milestone with its day; the free ones (M2 to M4) have a title of their own, the others
    keep theirs where `title` is empty. `day` None: not set yet, or as the skeleton has it."""

    key: str
    title: str = ""
    day: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the roadmap. `lane` is joint, city-1 to city-3, citizens or resources.

    `cost_eur` None is not known, which is not 0. `depends_on` names other actions' ids.
    """

    id: str
    title: str = ""
    lane: str = "joint"
    type: ActionType = ActionType.TASK
    start: When | None = None
    due: When | None = None
    owners: tuple[str, ...] = ()
    partners: str = ""
    needs: tuple[Need, ...] = ()
    needs_note: str = ""
    funding_source: str = ""
    cost_eur: int | None = None
    indicator: Indicator = Indicator()
    risk: str = ""
    countermeasure: str = ""
    depends_on: tuple[str, ...] = ()
    picture_ref: str = ""
    status: Status = Status.PLANNED
    notes: str = ""


@dataclass(frozen=True, slots=True)
class RoadmapAnswers:
    milestones: tuple[MilestoneAnswer, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """One revision of everything that a tandem filled in on one picture."""

    worksheet: WorksheetAnswers = WorksheetAnswers()
    roadmap: RoadmapAnswers = RoadmapAnswers()


def list_lanes(cities: int) -> tuple[str, ...]:
    """The keys of the lanes of a tandem of so many cities, in the order of the roadmap."""
    return ("joint", *(f"city-{n}" for n in range(1, cities + 1)), "citizens", "resources")


def find_cycle(actions: Iterable[Action]) -> tuple[str, ...]:
    """Return ids that depend on each other in a circle, in their order; empty if none do."""
    needed: Mapping[str, tuple[str, ...]] = {action.id: action.depends_on for action in actions}
    finished: set[str] = set()
    for start in needed:
        path: dict[str, None] = {}
        stack = [(start, iter(needed[start]))]
        path[start] = None
        while stack:
            current, others = stack[-1]
            if (other := next(others, None)) is None:
                stack.pop()
                path.pop(current)
                finished.add(current)
            elif other in path:
                listed = list(path)
                return tuple(listed[listed.index(other) :])
            elif other in needed and other not in finished:
                path[other] = None
                stack.append((other, iter(needed[other])))
    return ()
