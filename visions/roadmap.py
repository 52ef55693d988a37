"""Roadmap: periods, lanes, milestones, actions. The skeleton is a pure function of two dates.

Rules: the drafting day is day 0; the first period is day 0–14; then months (span under 4
months), quarters (4 to 24), half-years (to 48) or years (beyond); clipped at the horizon, at
most 12 periods. Milestones that are known in advance: the workshop (done), the first step
(day 14), the joint review (horizon − 28 days) and the horizon itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_STEP_DAYS = 14
REVIEW_DAYS = 28
MOST_PERIODS = 12
ACTION_ROWS = 8
FREE_MILESTONES = 3


class Unit(StrEnum):
    """What one period is long. START is the first fortnight, SPAN a clipped or joined one."""

    START = "start"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"


_MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both included. `unit` is SPAN where it is not a whole unit."""

    first: date
    last: date
    unit: Unit


class Lane(StrEnum):
    """The fixed workstreams; each city has one of its own between JOINT and CITIZENS."""

    JOINT = "joint"
    CITY = "city"
    CITIZENS = "citizens"
    RESOURCES = "resources"


class Need(StrEnum):
    """What the tandems named as lacking (Berlin 2023), and a free one."""

    FUNDING = "funding"
    CONSULTING = "consulting"
    QUALIFIED_STAFF = "qualified_staff"
    EXCHANGE_ASSISTANCE = "exchange_assistance"
    OTHER = "other"


class MilestoneKind(StrEnum):
    WORKSHOP = "workshop"
    FIRST_STEP = "first_step"
    FREE = "free"
    REVIEW = "review"
    HORIZON = "horizon"


@dataclass(frozen=True, slots=True)
class Milestone:
    """`day` is None for the milestones that the tandem decides on paper."""

    key: str
    kind: MilestoneKind
    day: date | None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a roadmap holds before anybody has written on it."""

    start: date
    horizon: date
    periods: tuple[Period, ...]
    milestones: tuple[Milestone, ...]
    action_rows: int = ACTION_ROWS


def draft_skeleton(start: date, horizon: date) -> Skeleton:
    """Return the skeleton from the drafting day `start` to `horizon`, both included.

    Raises ValueError when the horizon is before the drafting day.
    """
    if horizon < start:
        raise ValueError("the horizon is before the drafting day")
    periods = divide_periods(start, horizon)
    return Skeleton(start, horizon, periods, place_milestones(start, horizon))


def divide_periods(start: date, horizon: date) -> tuple[Period, ...]:
    """Tile the days from `start` to `horizon` without gap or overlap, in at most 12 periods."""
    fortnight = start + timedelta(days=FIRST_STEP_DAYS)
    if horizon <= fortnight:
        return (Period(start, horizon, Unit.START),)
    unit = _choose_unit(start, horizon)
    periods = [Period(start, fortnight, Unit.START)]
    first = fortnight + timedelta(days=1)
    while first <= horizon:
        whole_first, whole_last = _find_unit(first, unit)
        last = min(whole_last, horizon)
        is_whole = (first, last) == (whole_first, whole_last)
        periods.append(Period(first, last, unit if is_whole else Unit.SPAN))
        first = last + timedelta(days=1)
    if len(periods) > MOST_PERIODS:
        kept = periods[: MOST_PERIODS - 1]
        kept.append(Period(periods[MOST_PERIODS - 1].first, horizon, Unit.SPAN))
        periods = kept
    return tuple(periods)


def place_milestones(start: date, horizon: date) -> tuple[Milestone, ...]:
    """Return M0 to M6. A review that would fall before the first step is left undated."""
    step = min(start + timedelta(days=FIRST_STEP_DAYS), horizon)
    review = horizon - timedelta(days=REVIEW_DAYS)
    fixed_review = review if review > step else None
    return (
        Milestone("M0", MilestoneKind.WORKSHOP, start, done=True),
        Milestone("M1", MilestoneKind.FIRST_STEP, step),
        *(Milestone(f"M{n}", MilestoneKind.FREE, None) for n in range(2, 2 + FREE_MILESTONES)),
        Milestone("M5", MilestoneKind.REVIEW, fixed_review),
        Milestone("M6", MilestoneKind.HORIZON, horizon),
    )


def _choose_unit(start: date, horizon: date) -> Unit:
    if horizon < _add_months(start, 4):
        return Unit.MONTH
    if horizon <= _add_months(start, 24):
        return Unit.QUARTER
    if horizon <= _add_months(start, 48):
        return Unit.HALF
    return Unit.YEAR


def _find_unit(day: date, unit: Unit) -> tuple[date, date]:
    months = _MONTHS_IN[unit]
    first_month = (day.month - 1) // months * months + 1
    first = date(day.year, first_month, 1)
    return first, _add_months(first, months) - timedelta(days=1)


def _add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
