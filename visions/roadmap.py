"""Roadmap: periods, lanes, milestones, actions. The skeleton is a pure function of two dates.

Rules: the drafting day is day 0; the first period is day 0–14; then months (span under 4
months), quarters (4 to 24), half-years (to 48) or years (beyond); clipped at the horizon, at
most 12 periods, the farthest joined into the last one. Milestones that are known in advance:
the workshop (done), the first step (day 14), the joint review (horizon − 28 days) and the horizon
itself. Where offices are closed on those two days, another can be given.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_STEP_DAYS = 14
REVIEW_DAYS = 28
MOST_PERIODS = 12
ACTION_ROWS = 8
FREE_MILESTONES = 3


class Unit(StrEnum):
    """What one period is long.

    START is the first fortnight, YEARS several whole calendar years joined, SPAN anything else
    that is clipped or joined.
    """

    START = "start"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEARS = "years"
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


def draft_skeleton(
    start: date, horizon: date, first_step: date | None = None, review: date | None = None
) -> Skeleton:
    """Return the skeleton from the drafting day `start` to `horizon`, both included.

    `first_step` and `review` are the days of these milestones where the usual ones do not suit.
    Raises ValueError as place_milestones does.
    """
    periods = divide_periods(start, horizon)
    return Skeleton(start, horizon, periods, place_milestones(start, horizon, first_step, review))


def divide_periods(start: date, horizon: date) -> tuple[Period, ...]:
    """Tile the days from `start` to `horizon` without gap or overlap, in at most 12 periods.

    Raises ValueError when the horizon is before the drafting day.
    """
    _refuse_disorder(start, horizon)
    if (horizon - start).days <= FIRST_STEP_DAYS:
        return (Period(start, horizon, Unit.START),)
    unit = _choose_unit(start, horizon)
    last = start + timedelta(days=FIRST_STEP_DAYS)
    periods = [Period(start, last, Unit.START)]
    while last < horizon:
        first = last + timedelta(days=1)
        whole_first, whole_last = _find_unit(first, unit)
        last = min(whole_last, horizon)
        is_whole = (first, last) == (whole_first, whole_last)
        periods.append(Period(first, last, unit if is_whole else Unit.SPAN))
    near, far = periods[: MOST_PERIODS - 1], periods[MOST_PERIODS - 1 :]
    return (*near, _join_periods(far)) if far else tuple(near)


def place_milestones(
    start: date, horizon: date, first_step: date | None = None, review: date | None = None
) -> tuple[Milestone, ...]:
    """Return M0 to M6. A review that would not fall after the first step is left undated.

    `first_step` is day 14, or the horizon if that comes before, and `review` is `find_review`,
    unless given. Raises ValueError when the horizon is before the drafting day, or the first
    step outside of the two.
    """
    _refuse_disorder(start, horizon)
    step = find_day_14(start, horizon) if first_step is None else first_step
    if not start <= step <= horizon:
        raise ValueError("the first step is not between the drafting day and the horizon")
    review = find_review(step, horizon) if review is None else review
    if review is not None and not step < review <= horizon:
        review = None
    return (
        Milestone("M0", MilestoneKind.WORKSHOP, start, done=True),
        Milestone("M1", MilestoneKind.FIRST_STEP, step),
        *(Milestone(f"M{n}", MilestoneKind.FREE, None) for n in range(2, 2 + FREE_MILESTONES)),
        Milestone("M5", MilestoneKind.REVIEW, review),
        Milestone("M6", MilestoneKind.HORIZON, horizon),
    )


def find_day_14(start: date, horizon: date) -> date:
    """The day two weeks after `start`, or the horizon if that comes before."""
    return start + timedelta(days=min(FIRST_STEP_DAYS, (horizon - start).days))


def find_review(first_step: date, horizon: date) -> date | None:
    """The day four weeks before the horizon; None where it is not after the first step."""
    leaves_time = (horizon - first_step).days > REVIEW_DAYS
    return horizon - timedelta(days=REVIEW_DAYS) if leaves_time else None


def _refuse_disorder(start: date, horizon: date) -> None:
    if horizon < start:
        raise ValueError("the horizon is before the drafting day")


def _join_periods(periods: list[Period]) -> Period:
    if len(periods) == 1:
        return periods[0]
    is_whole = all(period.unit is Unit.YEAR for period in periods)
    return Period(periods[0].first, periods[-1].last, Unit.YEARS if is_whole else Unit.SPAN)


def _choose_unit(start: date, horizon: date) -> Unit:
    span = _measure_span(start, horizon)
    if span < (4, 0):
        return Unit.MONTH
    if span <= (24, 0):
        return Unit.QUARTER
    if span <= (48, 0):
        return Unit.HALF
    return Unit.YEAR


def _measure_span(start: date, horizon: date) -> tuple[int, int]:
    """Months from month to month, and days past the same day of the month (or short of it).

    The same day is the last of the month where it has no such day. Nothing is added to a date,
    so that the end of the calendar needs no care.
    """
    months = (horizon.year - start.year) * 12 + horizon.month - start.month
    same_day = min(start.day, monthrange(horizon.year, horizon.month)[1])
    return months, horizon.day - same_day


def _find_unit(day: date, unit: Unit) -> tuple[date, date]:
    months = _MONTHS_IN[unit]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    last_day = monthrange(day.year, last_month)[1]
    return date(day.year, first_month, 1), date(day.year, last_month, last_day)
