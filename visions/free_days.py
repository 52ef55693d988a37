"""Free days: weekends and public holidays, on which the offices of a city are closed.

Only what holds in a whole country counts. Holidays of a region or a town (Corpus Christi in
Bavaria, a patron saint's day) are left out, because a city is known by its country alone. Half
holidays, on which offices open in the morning, are left out too. The dates come from the library
`holidays`; it knows most countries, and years far away less well (India's until 2035, say). A
country that it does not know has no holidays here, and its weekend is Saturday and Sunday.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from visions.roadmap import find_day_14

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday by its name, which is in `language`, and the countries that keep it."""

    name: str
    language: str
    countries: tuple[str, ...]

    def __str__(self) -> str:
        """“Epiphany (IT, GR)”."""
        return f"{self.name} ({', '.join(self.countries)})"


def is_free(day: date, countries: Iterable[str | None]) -> bool:
    """Whether offices are closed on `day` in any of the countries (ISO 3166 codes).

    None stands for a country that is not known, and so does having none at all.
    """
    return any(_is_free_in(country, day) for country in tuple(countries) or (None,))


def name_holidays(
    day: date, countries: Iterable[str | None], language: str = "en"
) -> tuple[Holiday, ...]:
    """The public holidays on `day`, countries in the order given; weekends have no name.

    Names are in `language` where the library has them, else in English, else in the country's
    own language.
    """
    keepers: dict[tuple[str, str], list[str]] = {}
    for country in dict.fromkeys(country.upper() for country in countries if country):
        own = _choose_language(country, language)
        calendar = _read_calendar(country, day.year, own)
        for name in calendar.get_list(day) if calendar is not None else ():
            keepers.setdefault((name, own.partition("_")[0]), []).append(country)
    return tuple(Holiday(name, own, tuple(codes)) for (name, own), codes in keepers.items())


def find_holidays(
    first: date, last: date, countries: Iterable[str | None], language: str = "en"
) -> dict[date, tuple[Holiday, ...]]:
    """The public holidays from `first` to `last`, both included, by day and in order."""
    codes = tuple(countries)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    named = ((day, name_holidays(day, codes, language)) for day in days)
    return {day: names for day, names in named if names}


def choose_first_step_day(start: date, countries: Iterable[str | None], horizon: date) -> date:
    """The day by which the first step is taken: day 14, or the last before on which all offices
    open, so that it is always within the fortnight.

    If no day since `start` is open, it is day 14 after all, or the horizon if that comes before.
    Raises ValueError when the horizon is before the start.
    """
    if horizon < start:
        raise ValueError("the horizon is before the start")
    return find_open_day(find_day_14(start, horizon), start, countries)


def find_open_day(day: date, earliest: date, countries: Iterable[str | None]) -> date:
    """`day`, or the last before on which all offices open; `day` again if that would be before
    `earliest`."""
    codes = tuple(countries)
    days = (day - timedelta(days=n) for n in range((day - earliest).days + 1))
    return next((one for one in days if not is_free(one, codes)), day)


def _is_free_in(country: str | None, day: date) -> bool:
    code = (country or "").upper()
    calendar = _read_calendar(code, day.year, _choose_language(code, "en"))
    if calendar is None:
        return day.weekday() >= SATURDAY
    return not calendar.is_working_day(day)


@cache
def _choose_language(country: str, language: str) -> str:
    """The library's name of a language for this country's holidays, “en_US”; "" if it has none.

    It has to be one that the library has: for any other it asks the environment.
    """
    known = _find_languages(country)
    wanted = (language, f"{language}_{country}", "en_GB", f"en_{country}", "en_US")
    return next((code for code in wanted if code in known), known[0] if known else "")


@cache
def _find_languages(country: str) -> tuple[str, ...]:
    """All languages of this country's holidays, its own first; none for an unknown country."""
    calendar = _read_calendar(country, None, "")
    if calendar is None:
        return ()
    others = calendar.supported_languages
    return tuple(dict.fromkeys((calendar.default_language or "en", *others)))


@lru_cache(maxsize=512)
def _read_calendar(country: str, year: int | None, language: str) -> HolidayBase | None:
    """One year's holidays; no year's where it is None. None for an unknown country."""
    # The library takes names of stock exchanges and long country names too.
    if len(country) != 2 or not country.isalpha():
        return None
    import holidays

    with warnings.catch_warnings():
        # It warns of years that it has no full table of.
        warnings.simplefilter("ignore")
        try:
            return holidays.country_holidays(
                country, years=year, language=language or None, expand=False
            )
        except NotImplementedError:
            return None
