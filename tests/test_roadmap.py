"""Rules of the roadmap skeleton, for any two dates."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.roadmap import (
    MOST_PERIODS,
    MilestoneKind,
    Unit,
    divide_periods,
    draft_skeleton,
    place_milestones,
)

days = st.dates(dt.date(1999, 1, 1), dt.date(2060, 12, 31))
spans = st.one_of(st.integers(0, 900), st.integers(0, 40 * 365))
BERLIN = dt.date(2023, 10, 23)


@given(days, spans)
def test_periods_tile_the_span(start: dt.date, span: int) -> None:
    horizon = start + dt.timedelta(days=span)
    periods = divide_periods(start, horizon)
    assert periods[0].first == start
    assert periods[-1].last == horizon
    assert all(period.first <= period.last for period in periods)
    for before, after in pairwise(periods):
        assert after.first == before.last + dt.timedelta(days=1)
    assert len(periods) <= MOST_PERIODS


@given(days, spans)
def test_milestones_are_in_order_and_inside(start: dt.date, span: int) -> None:
    horizon = start + dt.timedelta(days=span)
    dated = [mark.day for mark in place_milestones(start, horizon) if mark.day]
    assert dated == sorted(dated)
    assert dated[0] == start
    assert dated[-1] == horizon


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


def test_horizon_in_ten_days_is_one_period() -> None:
    (period,) = divide_periods(BERLIN, BERLIN + dt.timedelta(days=10))
    assert period.unit is Unit.START


def test_leap_day_is_counted() -> None:
    periods = divide_periods(dt.date(2024, 1, 31), dt.date(2024, 4, 30))
    assert [str(period.last) for period in periods] == [
        "2024-02-14",
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
    ]


def test_horizon_before_start_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        draft_skeleton(BERLIN, BERLIN - dt.timedelta(days=1))
