"""What people leave in a cell, read as what its column holds."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from visions.answers import When, parse_when
from visions.answers.rules import MOST_EUR

CellValue = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

YES_WORDS = frozenset(("x", "✓", "✔", "☑", "☒", "yes", "ja", "sì", "si", "da", "ναι", "да", "tak",
                       "true", "wahr", "vero", "adevărat", "waar", "αληθές", "истина", "prawda",
                       "1", "y", "j"))  # fmt: skip
NO_WORDS = frozenset(("-", "–", "no", "nein", "nu", "nee", "όχι", "не", "nie", "false", "falsch",
                      "falso", "fals", "onwaar", "ψευδές", "неистина", "fałsz", "0", "n",
                      "☐"))  # fmt: skip

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_(?=\n)")
_DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_PERIOD = re.compile(r"([QH])([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?([QH])([1-4])")
_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_IDS = re.compile(r"[,;\s]+")
_TYPED_YEARS = range(1990, 2101)
_DATE_ADVICE = "Write it as 2024-03-15, or a period as 2024-03, 2024-Q1, 2024-H1 or 2024."


class Misfit(Exception):
    """A cell that its column cannot hold: what is wrong, and what to write instead."""

    def __init__(self, what: str, instead: str = "") -> None:
        super().__init__(what)
        self.what, self.instead = what, instead


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as the workbook has it. `type` is openpyxl's: f is a formula, e an error."""

    value: CellValue
    type: str = "s"
    serial: float | None = None
    """Of a date: its number of days in the workbook's calendar."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen in it: spaces of every kind are nothing."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    def refuse_formula(self) -> None:
        if self.type == "f":
            raise Misfit("this is a formula.", "Write its result: copy, then paste values only.")
        if self.type == "e":
            raise Misfit(f"this is the error {self.value}.", "Write a value, or clear the cell.")


def read_text(raw: Raw) -> str:
    """The text as it is; a number, a date or a truth value as its text. Blanks alone are “”."""
    raw.refuse_formula()
    value = raw.value
    if raw.is_blank:
        return ""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return _ESCAPED.sub(lambda found: "_" if "5F" in found[0] else "", text)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)


def read_word(raw: Raw) -> str:
    """A text of one line for comparing: composed, with plain single spaces."""
    return " ".join(unicodedata.normalize("NFC", read_text(raw)).split())


def read_choice(raw: Raw, choices: Mapping[str, str], shown: str) -> str:
    """What the word stands for, “” for a blank cell. `choices` is by casefolded word."""
    word = read_word(raw)
    if not word:
        return ""
    if (key := choices.get(word.casefold())) is None:
        raise Misfit(f"{quote(word)} is not in the list.", f"Choose one of: {shown}.")
    return key


def read_yes(raw: Raw) -> bool | None:
    """True or False, None for a blank cell."""
    word = read_word(raw).casefold()
    if not word:
        return None
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise Misfit(f"{quote(word)} is neither yes nor no.", "Choose yes, or clear the cell.")


def read_ids(raw: Raw) -> tuple[str, ...]:
    """Ids with commas, semicolons or spaces between them, each once."""
    parts = (part.upper() for part in _IDS.split(read_word(raw)) if part)
    return tuple(dict.fromkeys(parts))


def read_euros(raw: Raw) -> int | None:
    """Whole euros, 0 or more; None for a blank cell, which is not 0."""
    raw.refuse_formula()
    advice = "Write whole euros in digits, such as 12000; leave it blank if not known yet."
    if raw.is_blank:
        return None
    value = raw.value
    if isinstance(value, str):
        digits = re.sub(r"[\s€]|EUR", "", value)
        if not re.fullmatch(r"[0-9]{1,15}", digits):
            raise Misfit(f"{quote(value)} is no whole number.", advice)
        value = int(digits)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Misfit(f"{quote(read_text(raw))} is no number.", advice)
    if not 0 <= value <= MOST_EUR or value != int(value):
        raise Misfit(f"{read_text(raw)} cannot be a cost in whole euros.", advice)
    return int(value)


def read_day(raw: Raw) -> dt.date | None:
    """A day; None for a blank cell."""
    when = read_when(raw)
    if when is not None and not when.is_day:
        raise Misfit(f"{when} is no single day.", "Write it as 2024-03-15.")
    return when.first if when else None


def read_when(raw: Raw) -> When | None:
    """A day or a period; None for a blank cell.

    A date of a cell counts as it is, except that a serial number between 1990 and 2100 (a date
    of the years around 1905) is a year that somebody typed into a cell made for dates.
    """
    raw.refuse_formula()
    if raw.is_blank:
        return None
    value = raw.value
    if isinstance(value, (dt.datetime, dt.date)):
        if raw.serial is not None and raw.serial in _TYPED_YEARS:
            return parse_when(str(int(raw.serial)))
        return parse_when(f"{value:%Y-%m-%d}".rjust(10, "0"))
    if isinstance(value, (dt.time, dt.timedelta)):
        raise Misfit(f"{value} is a time, not a day.", _DATE_ADVICE)
    word = read_word(raw)
    try:
        return parse_when(_spell_when(word)) if word.isascii() else parse_when("")
    except ValueError:
        raise Misfit(f"{quote(word)} is no date.", _DATE_ADVICE) from None


def _spell_when(word: str) -> str:
    """A day or period as people write it in the form of `parse_when`."""
    if found := _DAY.fullmatch(word):
        first, separator, second, year = found.groups()
        day, month = int(first), int(second)
        if separator != "." and day <= 12 and month <= 12 and day != month:
            raise Misfit(
                f"{quote(word)} can be two days, because nobody knows which is the month.",
                f"Write {year}-{month:02d}-{day:02d} or {year}-{day:02d}-{month:02d}.",
            )
        return f"{year}-{month:02d}-{day:02d}"
    if found := _PERIOD.fullmatch(word.upper()):
        unit, number, year = found[1] or found[5], found[2] or found[6], found[3] or found[4]
        return f"{year}-{unit}{number}"
    if found := _MONTH.fullmatch(word):
        return f"{found[2]}-{int(found[1]):02d}"
    return word


def quote(text: str) -> str:
    """A person's text inside a message, at most 40 characters of it."""
    return f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”"
