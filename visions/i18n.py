"""Text for people in six languages, and dates and numbers as each language writes them.

English in the code is the source; `locales/<lang>/LC_MESSAGES/visions.po` holds the others.
Babel reads the .po files directly, so nothing needs compiling.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

LOCALES = Path(__file__).parent / "locales"
SOURCE = "en"


def mark(message: str) -> str:
    """Mark a message for the catalogues without translating it yet."""
    return message


class Language:
    """One language of the catalogues: its texts, dates and lists."""

    def __init__(self, code: str) -> None:
        self.code = code
        # British English: day before month, as the tandems write dates.
        self._locale = Locale.parse("en_GB" if code == SOURCE else code)
        self._messages = _read_catalogue(code)

    def text(self, message: str, **params: object) -> str:
        """Return `message` in this language with `{name}` parameters filled in.

        A message that the catalogue lacks comes back in English.
        """
        translated = self._messages.get(message, message)
        return translated.format(**params) if params else translated

    def day(self, day: date) -> str:
        """A full date: “23 October 2023”."""
        return format_date(day, "long", self._locale)

    def short_day(self, day: date) -> str:
        """A date for tables: “23 Oct 2023”."""
        return format_date(day, "medium", self._locale)

    def day_of_year(self, day: date) -> str:
        """A day without its year: “6 Nov”."""
        return str(format_skeleton("MMMd", day, locale=self._locale))

    def month(self, day: date) -> str:
        """A month with its year: “Dec 2023”."""
        return str(format_skeleton("yMMM", day, locale=self._locale))

    def quarter(self, day: date) -> str:
        """A quarter with its year: “Q1 2024”."""
        return str(format_skeleton("yQQQ", day, locale=self._locale))

    def moment(self, moment: datetime) -> str:
        """A date with its time, in the moment's own zone: “23 Oct 2023, 14:05”."""
        return f"{self.short_day(moment)}, {moment:%H:%M}"

    def country(self, code: str) -> str:
        """A country's name; the code itself where it is not known."""
        return str(self._locale.territories.get(code.upper(), code))

    def number(self, number: float) -> str:
        return format_decimal(number, locale=self._locale)

    def euros(self, amount: int) -> str:
        """An amount of money without cents: “€12,000”."""
        pattern = self._locale.currency_formats["standard"].pattern.replace("0.00", "0")
        return format_currency(amount, "EUR", pattern, locale=self._locale, currency_digits=False)

    def dollars(self, amount: float) -> str:
        """An amount of USD with two digits after the point, three where there is a third."""
        pattern = self._locale.currency_formats["standard"].pattern.replace("0.00", "0.00#")
        return format_currency(amount, "USD", pattern, locale=self._locale, currency_digits=False)

    def listing(self, items: Sequence[str]) -> str:
        """Several things in a sentence: “Arezzo and Hamm”."""
        return format_list(list(items), locale=self._locale)

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return (self._locale.language_name or self.code).capitalize()


@cache
def speak(code: str) -> Language:
    """Return the language with this code. Raises KeyError where there is no catalogue."""
    if code not in find_languages():
        raise KeyError(code)
    return Language(code)


@cache
def find_languages() -> tuple[str, ...]:
    """The codes of all languages there are catalogues for, English first."""
    found = sorted(path.name for path in LOCALES.iterdir() if (path / "LC_MESSAGES").is_dir())
    return (SOURCE, *(code for code in found if code != SOURCE))


def knows_country(code: str) -> bool:
    """Whether `code` is an ISO 3166 country code that Babel knows."""
    try:
        return code.upper() in Locale.parse(SOURCE).territories and len(code) == 2
    except UnknownLocaleError:
        return False


def _read_catalogue(code: str) -> dict[str, str]:
    if code == SOURCE:
        return {}
    from babel.messages.pofile import read_po

    path = LOCALES / code / "LC_MESSAGES" / "visions.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str)
        and message.id
        and isinstance(message.string, str)
        and message.string
    }
