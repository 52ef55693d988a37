"""A first step falls on a day on which the offices of all its cities are open."""

import datetime as dt
import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from visions.free_days import (
    Holiday,
    choose_first_step_day,
    find_holidays,
    is_free,
    name_holidays,
)
from visions.roadmap import find_day_14

TANDEM_COUNTRIES = ["DE", "IT", "NL", "RO", "GR", "BG", "PL"]
BERLIN = dt.date(2023, 10, 23)
EPIPHANY = dt.date(2025, 1, 6)  # a Monday
DAY = dt.timedelta(days=1)

countries = st.lists(st.sampled_from([*TANDEM_COUNTRIES, "SA", "IN", "TW", "XX", None]), max_size=3)
starts = st.one_of(st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)), st.dates())
lengths = st.one_of(st.integers(0, 25), st.integers(0, 2000))


@given(starts, countries, lengths)
@example(dt.date.max, ["DE"], 0)
@example(dt.date.min, ["DE"], 30)
@example(dt.date(2023, 12, 22), ["RO"], 14)
def test_the_day_is_an_open_one_unless_there_is_none(
    start: dt.date, codes: list[str | None], length: int
) -> None:
    horizon = start + min(length, (dt.date.max - start).days) * DAY
    day = choose_first_step_day(start, codes, horizon)
    day_14 = find_day_14(start, horizon)
    assert start <= day <= horizon

    def list_open(first: dt.date, last: dt.date) -> list[dt.date]:
        days = (first + n * DAY for n in range((last - first).days + 1))
        return [day for day in days if not is_free(day, codes)]

    assert (day - start).days <= 14
    sooner = list_open(start, day_14)
    assert day == (sooner[-1] if sooner else day_14)


@given(starts, countries)
def test_a_day_is_free_where_it_is_in_any_country(day: dt.date, codes: list[str | None]) -> None:
    assert is_free(day, codes) == any(is_free(day, [code]) for code in codes or [None])
    if name_holidays(day, codes):
        assert is_free(day, codes)


@pytest.mark.parametrize("code", TANDEM_COUNTRIES)
def test_berlin_keeps_day_14(code: str) -> None:
    assert choose_first_step_day(BERLIN, [code], dt.date(2024, 12, 31)) == dt.date(2023, 11, 6)


def test_all_cities_of_berlin_together_keep_it_too() -> None:
    day = choose_first_step_day(BERLIN, TANDEM_COUNTRIES, dt.date(2024, 12, 31))
    assert day == dt.date(2023, 11, 6)


@pytest.mark.parametrize(
    ("start", "codes", "day"),
    [
        ("2024-12-23", ["DE"], "2025-01-06"),  # Epiphany, but not in the whole of Germany
        ("2024-12-23", ["DE", "IT"], "2025-01-03"),
        ("2024-12-23", ["DE", "it"], "2025-01-03"),
        ("2024-12-23", ["NL", "RO"], "2025-01-03"),
        ("2023-10-21", ["DE"], "2023-11-03"),  # Saturday
        ("2023-10-21", [], "2023-11-03"),
        ("2023-10-21", [None, "XX"], "2023-11-03"),
        ("2024-03-15", ["DE", "IT"], "2024-03-28"),  # Good Friday
        ("2024-04-22", ["GR"], "2024-05-02"),  # Orthodox Easter
    ],
)
def test_the_last_open_day_of_the_fortnight(start: str, codes: list[str | None], day: str) -> None:
    start_day = dt.date.fromisoformat(start)
    chosen = choose_first_step_day(start_day, codes, start_day + 400 * DAY)
    assert str(chosen) == day


def test_never_after_the_horizon() -> None:
    assert choose_first_step_day(dt.date(2024, 12, 23), ["IT"], EPIPHANY) == dt.date(2025, 1, 3)
    assert choose_first_step_day(BERLIN, ["DE"], BERLIN + 6 * DAY) == dt.date(2023, 10, 27)


def test_where_no_day_is_open_the_plain_one_stays() -> None:
    saturday, sunday = dt.date(2023, 10, 21), dt.date(2023, 10, 22)
    assert choose_first_step_day(saturday, ["DE"], sunday) == sunday
    assert choose_first_step_day(saturday, ["DE"], saturday) == saturday


def test_a_horizon_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        choose_first_step_day(BERLIN, ["DE"], BERLIN - DAY)


def test_weekends_are_those_of_the_country() -> None:
    friday, sunday = dt.date(2025, 1, 10), dt.date(2025, 1, 12)
    assert is_free(friday, ["SA"])
    assert not is_free(sunday, ["SA"])
    assert is_free(friday, ["DE", "SA"])
    assert is_free(sunday, ["DE", "SA"])
    assert is_free(sunday, [None, "SA"])


def test_half_holidays_and_those_of_a_region_are_working_days() -> None:
    assert not is_free(dt.date(2024, 12, 24), ["IT", "GR", "DE"])
    assert not is_free(dt.date(2024, 5, 30), ["DE"])  # Corpus Christi


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Epiphany (IT, GR, PL)"]),
        ("it", ["Epifania (IT)", "Epiphany (GR, PL)"]),
        ("el", ["Epiphany (IT, PL)", "Θεοφάνεια (GR)"]),
        ("de", ["Epiphany (IT, GR)", "Heilige Drei Könige (PL)"]),
        ("pl", ["Epiphany (IT, GR)", "Święto Trzech Króli (PL)"]),
        ("zz", ["Epiphany (IT, GR, PL)"]),
    ],
)
def test_names_in_the_readers_language_or_in_english(language: str, said: list[str]) -> None:
    codes = ["IT", "DE", "GR", "PL", None, "XX", "it"]
    assert [str(holiday) for holiday in name_holidays(EPIPHANY, codes, language)] == said


def test_a_name_says_which_language_it_is_in() -> None:
    assert name_holidays(EPIPHANY, ["PL", "IT"], "de") == (
        Holiday("Heilige Drei Könige", "de", ("PL",)),
        Holiday("Epiphany", "en", ("IT",)),
    )


def test_where_the_library_has_no_translations_names_are_english() -> None:
    (holiday,) = name_holidays(dt.date(2025, 5, 1), ["za"], "it")
    assert (str(holiday), holiday.language) == ("Workers' Day (ZA)", "en")


@pytest.mark.parametrize("code", ["ECB", "DEU", "Germany", "B3", "XX", "", None])
def test_only_country_codes_are_known(code: str | None) -> None:
    labour_day = dt.date(2025, 5, 1)
    assert not is_free(labour_day, [code])
    assert name_holidays(labour_day, [code]) == ()


def test_names_do_not_depend_on_the_environment() -> None:
    # Left alone, the library takes the language of whoever runs it.
    script = (
        "import datetime as dt; from visions.free_days import name_holidays;"
        "print(ascii([str(h) for h in name_holidays(dt.date(2025, 1, 6), ['IT', 'GR'], 'it')]))"
    )
    environment = {**os.environ, "LANGUAGE": "el", "LC_ALL": "th_TH.UTF-8"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['Epifania (IT)', 'Epiphany (GR)']"


def test_holidays_of_a_span_in_order() -> None:
    found = find_holidays(dt.date(2023, 12, 24), dt.date(2024, 1, 6), ["DE", "IT"], "de")
    said = [(str(day), [str(holiday) for holiday in names]) for day, names in found.items()]
    assert said == [
        ("2023-12-25", ["Erster Weihnachtstag (DE)", "Christmas Day (IT)"]),
        ("2023-12-26", ["Zweiter Weihnachtstag (DE)", "Saint Stephen's Day (IT)"]),
        ("2024-01-01", ["Neujahr (DE)", "New Year's Day (IT)"]),
        ("2024-01-06", ["Epiphany (IT)"]),
    ]


def test_a_span_takes_countries_from_a_generator() -> None:
    codes = (code for code in ["DE", "IT"])
    assert list(find_holidays(EPIPHANY - 5 * DAY, EPIPHANY, codes)) == [
        dt.date(2025, 1, 1),
        EPIPHANY,
    ]


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1900, 1, 1), dt.date(2040, 1, 26)])
def test_years_that_the_library_hardly_knows_are_quiet(day: dt.date) -> None:
    # Its warnings would be errors here.
    for code in [*TANDEM_COUNTRIES, "IN"]:
        assert isinstance(is_free(day, [code]), bool)
