"""The answers on a worksheet, cleaned and padded to the lines that the sheet has."""

from __future__ import annotations

from typing import TypeVar

from visions.answers import (
    MOST_INDICATORS,
    CityAnswers,
    Indicator,
    Remark,
    WorksheetAnswers,
)
from visions.documents.filled import FilledCity, FilledRemark, FilledSign, FilledWorksheet
from visions.documents.plain_text import clean_text
from visions.i18n import Language
from visions.model import Tandem
from visions.roadmap import Need
from visions.theme import PLAIN, Theme

T = TypeVar("T")


def fill_worksheet(
    answers: WorksheetAnswers,
    revision: int,
    tandem: Tandem,
    say: Language,
    theme: Theme = PLAIN,
) -> FilledWorksheet:
    """Return `answers` as the sheet of `tandem` shows them; what is blank stays blank."""
    remarks = theme.lines.keep
    count = len(tandem.cities)
    return FilledWorksheet(
        draft=say.text("Draft {n}", n=max(1, revision)),
        continued=say.text("continued"),
        keep=_fill_remarks(answers.keep, remarks),
        adapt=_fill_remarks(answers.adapt, remarks),
        leave_out=_fill_remarks(answers.leave_out, remarks),
        missing=tidy(answers.missing),
        cities=tuple(_fill_city(one) for one in pad(answers.cities, count, CityAnswers()))[:count],
        headline=tidy(answers.headline),
        vision=tidy(answers.vision),
        indicators=tuple(
            FilledSign(tidy(one.name), tidy(one.baseline), tidy(one.target))
            for one in pad(answers.indicators, MOST_INDICATORS, Indicator())
        ),
        what=tidy(answers.first_step.what),
        owners=fill_owners(answers.first_step.owners, count),
    )


def tidy(text: str) -> str:
    """An answer as paper shows it: nothing unprintable, no space around it."""
    return clean_text(text).strip()


def fill_owners(owners: tuple[str, ...], cities: int) -> tuple[str, ...]:
    """One office or role a city, “” where none is named."""
    return tuple(tidy(one) for one in pad(owners, cities, ""))[:cities]


def pad(answers: tuple[T, ...], count: int, blank: T) -> tuple[T, ...]:
    """At least `count` answers, the last ones blank."""
    return answers + (blank,) * (count - len(answers))


def _fill_remarks(remarks: tuple[Remark, ...], lines: int) -> tuple[FilledRemark, ...]:
    shown = pad(remarks, lines, Remark())[:lines]
    return tuple(FilledRemark(tidy(one.text), tidy(one.ref)) for one in shown)


def _fill_city(city: CityAnswers) -> FilledCity:
    return FilledCity(
        tidy(city.have), tidy(city.obstacles), tuple(need in city.needs for need in Need)
    )
