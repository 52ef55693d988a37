"""What a reader should know of a day: that offices are closed on it, where, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from visions.free_days import is_free, name_holidays
from visions.i18n import Language


def note_day(day: date, countries: Iterable[str | None], say: Language) -> str:
    """“Epiphany (Italy)”, “Sunday”, or “” where offices are open in all countries (ISO 3166).

    A weekend names its countries where others work. A holiday whose name `free_days` does not
    know in the reader's language is just a public holiday. None is a country that is not known.
    """
    codes = list(dict.fromkeys(code.upper() if code else None for code in countries)) or [None]
    closed = [code for code in codes if is_free(day, [code])]
    names: dict[str, list[str]] = {}
    for holiday in name_holidays(day, codes, say.code):
        is_foreign = holiday.language != say.code
        name = say.text("Public holiday") if is_foreign else holiday.name
        names.setdefault(name, []).extend(holiday.countries)
    keepers = {code for kept in names.values() for code in kept}
    parts = [_place(name, kept, say) for name, kept in names.items()]
    if resting := [code for code in closed if code not in keepers]:
        is_everywhere = len(closed) == len(codes)
        parts.insert(0, _place(say.weekday(day), () if is_everywhere else resting, say))
    return "; ".join(parts)


def _place(what: str, countries: Iterable[str | None], say: Language) -> str:
    """“Epiphany (Italy, Greece)”, each country once."""
    names = ", ".join(say.country(code) for code in dict.fromkeys(countries) if code)
    return f"{what} ({names})" if names else what
