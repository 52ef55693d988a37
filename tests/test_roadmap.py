"""Rules of the roadmap skeleton, for any two dates."""

import calendar
import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from visions.roadmap import (
    FIRST_STEP_DAYS,
    MOST_PERIODS,
    REVIEW_DAYS,
    MilestoneKind,
    Period,
    Unit,
    divide_periods,
    draft_skeleton,
    place_milestones,
)

BERLIN = dt.date(2023, 10, 23)
DAY = dt.timedelta(days=1)
LEAP_DAY = dt.date(2024, 2, 29)
MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


@st.composite
def spans(draw: st.DrawFn) -> tuple[dt.date, dt.date]:
    """A drafting day anywhere in the calendar and a horizon up to 60 years later."""
    edges = [dt.date.min, dt.date(1900, 2, 28), LEAP_DAY, dt.date(2023, 12, 31), dt.date.max]
    start = draw(st.one_of(st.sampled_from(edges), st.dates()))
    most = (dt.date.max - start).days
    days = draw(st.one_of(st.integers(0, 40), st.integers(0, 1600), st.integers(0, 60 * 366)))
    return start, start + dt.timedelta(days=min(days, most))


def name_unit(period: Period) -> Unit:
    """What a period is by the calendar alone."""
    after = (period.last.year * 12 + period.last.month) - (
        period.first.year * 12 + period.first.month - 1
    )
    month_ends = period.last.day == calendar.monthrange(period.last.year, period.last.month)[1]
    if period.first.day == 1 and month_ends and (period.first.month - 1) % min(after, 12) == 0:
        for unit, months in MONTHS_IN.items():
            if after == months:
                return unit
        if after % 12 == 0:
            return Unit.YEARS
    return Unit.SPAN


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(
        year=year,
        month=month + 1,
        day=min(day.day, calendar.monthrange(year, month + 1)[1]),
    )


@given(spans())
@example((BERLIN, dt.date(2024, 12, 31)))
@example((LEAP_DAY, LEAP_DAY))
@example((dt.date.max, dt.date.max))
@example((dt.date(9999, 9, 1), dt.date.max))
@example((dt.date.min, dt.date.max))
def test_periods_tile_the_span(span: tuple[dt.date, dt.date]) -> None:
    start, horizon = span
    periods = divide_periods(start, horizon)
    assert periods[0].first == start
    assert periods[-1].last == horizon
    assert all(period.first <= period.last for period in periods)
    for before, after in pairwise(periods):
        assert after.first == before.last + DAY
    assert len(periods) <= MOST_PERIODS


@given(spans())
def test_every_period_is_what_its_unit_says(span: tuple[dt.date, dt.date]) -> None:
    first, *others = divide_periods(*span)
    assert first.unit is Unit.START
    assert (first.last - first.first).days <= FIRST_STEP_DAYS
    assert not others or (first.last - first.first).days == FIRST_STEP_DAYS
    # The quarter (or so) that the fortnight ends in, and the last one, may be cut.
    for period in others[1:-1]:
        assert period.unit in MONTHS_IN
    assert len({period.unit for period in others[1:-1]}) <= 1
    used = {period.unit for period in others} & MONTHS_IN.keys()
    assert len(used) <= 1
    for period in others:
        if period.unit is not Unit.SPAN:
            assert period.unit is name_unit(period)


@given(spans())
def test_periods_end_with_the_calendar(span: tuple[dt.date, dt.date]) -> None:
    start, horizon = span
    _, *others = divide_periods(start, horizon)
    for period in others[:-1]:
        after = period.last + DAY
        assert after.day == 1
        units = {other.unit for other in others} & MONTHS_IN.keys()
        for unit in units:
            assert (after.month - 1) % MONTHS_IN[unit] == 0


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)), st.integers(-1, 1))
@example(LEAP_DAY, 0)
@example(dt.date(2023, 10, 31), -1)
@example(dt.date(2023, 10, 31), 0)
@example(dt.date(2020, 2, 29), 1)
@example(dt.date(2022, 12, 31), 0)
def test_the_unit_changes_on_the_day(start: dt.date, offset: int) -> None:
    borders = {
        4: (Unit.MONTH, Unit.QUARTER, Unit.QUARTER),
        24: (Unit.QUARTER, Unit.QUARTER, Unit.HALF),
        48: (Unit.HALF, Unit.HALF, Unit.YEAR),
    }
    for months, units in borders.items():
        horizon = add_months(start, months) + offset * DAY
        used = {period.unit for period in divide_periods(start, horizon)}
        expected = units[offset + 1]
        assert used <= {Unit.START, Unit.SPAN, expected}
        # Four months can lie so that no whole quarter is among them.
        assert expected in used or months == 4


@given(spans())
@example((BERLIN, BERLIN + 42 * DAY))
@example((BERLIN, BERLIN + 43 * DAY))
def test_milestones_are_in_order_and_inside(span: tuple[dt.date, dt.date]) -> None:
    start, horizon = span
    marks = place_milestones(start, horizon)
    assert [mark.key for mark in marks] == [f"M{n}" for n in range(7)]
    dated = [mark.day for mark in marks if mark.day]
    assert dated == sorted(dated)
    assert dated[0] == start
    assert dated[-1] == horizon
    assert [mark.key for mark in marks if mark.done] == ["M0"]
    assert (dated[1] - start).days == min(FIRST_STEP_DAYS, (horizon - start).days)
    review = marks[5].day
    if (horizon - start).days > FIRST_STEP_DAYS + REVIEW_DAYS:
        assert review == horizon - REVIEW_DAYS * DAY
    else:
        assert review is None


@given(spans(), st.data())
def test_a_first_step_of_ones_own_keeps_the_order(
    span: tuple[dt.date, dt.date], data: st.DataObject
) -> None:
    start, horizon = span
    step = data.draw(st.dates(start, horizon))
    skeleton = draft_skeleton(start, horizon, step)
    dated = [mark.day for mark in skeleton.milestones if mark.day]
    assert skeleton.milestones[1].day == step
    assert dated == sorted(dated)
    assert skeleton.periods == divide_periods(start, horizon)


@pytest.mark.parametrize("step", [BERLIN - DAY, BERLIN + 11 * DAY])
def test_a_first_step_outside_is_refused(step: dt.date) -> None:
    with pytest.raises(ValueError, match="first step"):
        draft_skeleton(BERLIN, BERLIN + 10 * DAY, step)


def test_berlin_2023() -> None:
    periods = divide_periods(BERLIN, dt.date(2024, 12, 31))
    assert [(str(period.first), str(period.last), period.unit) for period in periods] == [
        ("2023-10-23", "2023-11-06", Unit.START),
        ("2023-11-07", "2023-12-31", Unit.SPAN),
        ("2024-01-01", "2024-03-31", Unit.QUARTER),
        ("2024-04-01", "2024-06-30", Unit.QUARTER),
        ("2024-07-01", "2024-09-30", Unit.QUARTER),
        ("2024-10-01", "2024-12-31", Unit.QUARTER),
    ]


def test_berlin_milestones() -> None:
    marks = {mark.key: mark for mark in place_milestones(BERLIN, dt.date(2024, 12, 31))}
    assert marks["M0"].done
    assert marks["M1"].day == dt.date(2023, 11, 6)
    assert marks["M5"].day == dt.date(2024, 12, 3)
    assert marks["M6"].day == dt.date(2024, 12, 31)
    free = [mark.day for mark in marks.values() if mark.kind is MilestoneKind.FREE]
    assert free == [None, None, None]


@pytest.mark.parametrize(
    ("horizon", "unit"),
    [
        (dt.date(2024, 2, 22), Unit.MONTH),
        (dt.date(2024, 3, 31), Unit.QUARTER),
        (dt.date(2025, 10, 23), Unit.QUARTER),
        (dt.date(2025, 10, 24), Unit.HALF),
        (dt.date(2027, 10, 23), Unit.HALF),
        (dt.date(2027, 10, 24), Unit.YEAR),
    ],
)
def test_unit_follows_the_span(horizon: dt.date, unit: Unit) -> None:
    units = {period.unit for period in divide_periods(BERLIN, horizon)}
    assert units <= {unit, Unit.START, Unit.SPAN}
    assert unit in units


@pytest.mark.parametrize("days", [0, 1, 10, 14])
def test_a_near_horizon_is_one_period(days: int) -> None:
    horizon = BERLIN + days * DAY
    assert divide_periods(BERLIN, horizon) == (Period(BERLIN, horizon, Unit.START),)
    marks = {mark.key: mark.day for mark in place_milestones(BERLIN, horizon)}
    assert (marks["M1"], marks["M5"], marks["M6"]) == (horizon, None, horizon)


def test_the_fifteenth_day_has_a_period_of_its_own() -> None:
    fortnight, rest = divide_periods(BERLIN, BERLIN + 15 * DAY)
    assert str(fortnight.last) == "2023-11-06"
    assert rest == Period(dt.date(2023, 11, 7), dt.date(2023, 11, 7), Unit.SPAN)


def test_a_fortnight_over_new_year() -> None:
    periods = divide_periods(dt.date(2023, 12, 24), dt.date(2024, 3, 31))
    assert [str(period.last) for period in periods] == [
        "2024-01-07",
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
    ]


def test_leap_day_is_counted() -> None:
    periods = divide_periods(dt.date(2024, 1, 31), dt.date(2024, 4, 30))
    assert [str(period.last) for period in periods] == [
        "2024-02-14",
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
    ]


def test_1900_has_no_leap_day() -> None:
    _, rest = divide_periods(dt.date(1900, 1, 31), dt.date(1900, 2, 28))
    assert str(rest.last) == "1900-02-28"
    assert divide_periods(dt.date(1900, 1, 31), dt.date(1900, 3, 31))[1].last == rest.last


def test_ten_years_have_a_period_each() -> None:
    periods = divide_periods(BERLIN, dt.date(2033, 12, 31))
    assert len(periods) == MOST_PERIODS
    assert [period.unit for period in periods] == [Unit.START, Unit.SPAN, *[Unit.YEAR] * 10]
    assert periods[-1].first == dt.date(2033, 1, 1)


def test_of_thirty_years_the_farthest_are_joined() -> None:
    periods = divide_periods(BERLIN, dt.date(2053, 12, 31))
    assert len(periods) == MOST_PERIODS
    assert periods[-2].unit is Unit.YEAR
    assert periods[-1] == Period(dt.date(2033, 1, 1), dt.date(2053, 12, 31), Unit.YEARS)


def test_years_joined_up_to_a_day_within_one_are_no_whole_years() -> None:
    periods = divide_periods(BERLIN, dt.date(2053, 10, 23))
    assert periods[-1] == Period(dt.date(2033, 1, 1), dt.date(2053, 10, 23), Unit.SPAN)


@pytest.mark.parametrize("draft", [divide_periods, place_milestones, draft_skeleton])
def test_horizon_before_start_is_refused(draft: Callable[[dt.date, dt.date], object]) -> None:
    with pytest.raises(ValueError, match="before"):
        draft(BERLIN, BERLIN - DAY)
