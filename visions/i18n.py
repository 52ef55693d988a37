"""Text for people in several languages, and dates and numbers as each language writes them.

English in the code is the source; `locales/<lang>/LC_MESSAGES/visions.po` holds the others.
Babel reads the .po files directly, so nothing needs compiling. Which form of a counted text a
number takes is what the catalogue's own header says (`Plural-Forms`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from visions.model import part_languages

LOCALES = Path(__file__).parent / "locales"
SOURCE = "en"


def mark(message: str) -> str:
    """Mark a message for the catalogues without translating it yet."""
    return message


def mark_counted(singular: str, plural: str) -> tuple[str, str]:
    """Mark a counted message for the catalogues without translating it yet."""
    return singular, plural


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
        translated = self._messages.gettext(message) if message else ""
        return translated.format(**params) if params else translated

    def counted(self, singular: str, plural: str, n: int, **params: object) -> str:
        """Return the text for `n` things in this language: “1 minute”, “20 de minute”.

        `{n}` is the number as the language writes it, the other `{name}` parameters are filled
        in as by `text`. A message that the catalogue lacks comes back in English.
        """
        translated = self._messages.ngettext(singular, plural, n)
        return translated.format(n=self.number(n), **params)

    def day(self, day: date) -> str:
        """A full date: “23 October 2023”."""
        return format_date(day, "long", self._locale)

    def short_day(self, day: date) -> str:
        """A date for tables: “23 Oct 2023”."""
        return format_date(day, "medium", self._locale)

    def weekday(self, day: date) -> str:
        """The day of the week: “Monday”."""
        return format_date(day, "EEEE", self._locale)

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

    def language(self, code: str) -> str:
        """A language's name in this language: “German”; the code itself where it is not known."""
        return str(self._locale.languages.get(code, code))

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


def name_languages(code: str) -> str:
    """The own name of a language, or of both in the code of a sheet (“it-de”); a code itself where
    there is no catalogue."""
    known = find_languages()
    return " – ".join(speak(one).name if one in known else one for one in part_languages(code))


def knows_country(code: str) -> bool:
    """Whether `code` is an ISO 3166 country code that Babel knows."""
    try:
        return code.upper() in Locale.parse(SOURCE).territories and len(code) == 2
    except UnknownLocaleError:
        return False


def _read_catalogue(code: str) -> NullTranslations:
    if code == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = LOCALES / code / "LC_MESSAGES" / "visions.po"
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
