"""A roadmap as a workbook that people fill in and that can be read back.

Sheets: actions, milestones, and a hidden one with the record, the format's version and the
words of the drop-downs. On each, row 1 holds the columns' ids and is hidden; reading goes by
them, so that columns may be moved and headings renamed. Row 2 holds the headings.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from visions.answers import MOST_ACTIONS, MilestoneAnswer, When
from visions.answers.labels import STATUS_LABELS, TYPE_LABELS
from visions.exchange.columns import (
    GRID,
    MILESTONE_COLUMNS,
    Column,
    Kind,
    Value,
    list_action_columns,
    spread_action,
)
from visions.exchange.plan import Plan
from visions.exchange.tidy import keep_printable, looks_like_formula, tidy_line
from visions.exchange.wording import YES, name_kind, name_lanes, note_due, note_milestone
from visions.exchange.xlsx_look import Look
from visions.exchange.zipped import fix_times
from visions.i18n import Language, mark, speak

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMAT = 1
ACTION_PREFIX = "action."
MILESTONE_PREFIX = "milestone."
INFO_PREFIX = "visions."
ID_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3
LISTS = ("lane", "type", "status", "picture_ref", "yes")
"""The drop-downs whose keys and words stand on the hidden sheet, in pairs of columns."""
LEAST_ROWS = 40
SPARE_ROWS = 8
FIRST_DATE = dt.date(1950, 1, 1)
"""Earlier days are written as text: Excel's calendar is wrong before March 1900, and a cell
that shows a date of 1905 is usually a year that somebody typed (see xlsx_cells)."""
MOST_UNITS = 32_767
"""UTF-16 units that a cell holds (ECMA-376); longer text is cut with “…”."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WHEN_HINT = mark("A day, or a period: 2024-03 (as text), 2024-Q1, 2024-H1, 2024-H2.")
_LIST_HINT = mark("Choose from the list.")
_EUROS_HINT = mark("Whole euros. Leave blank if not known yet.")


def write_xlsx(plan: Plan) -> bytes:
    """The roadmap as an XLSX file in the plan's language; equal plans give equal bytes.

    Every text is stored as text (also what begins with = + - @), days as dates, costs as
    numbers. `read_xlsx` gives the same roadmap back.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    say = speak(plan.language)
    book = Workbook()
    look = Look(book, plan.language)
    lists = _list_choices(plan, say)
    actions = book.active
    actions.title = _name_sheet(say.text("Actions"))
    _fill_actions(actions, plan, look, lists, say)
    milestones = book.create_sheet(_name_sheet(say.text("Milestones")))
    _fill_milestones(milestones, plan, look, lists, say)
    _fill_info(book.create_sheet("visions"), plan, lists)
    # openpyxl's own properties name the clock and the library.
    moment = plan.saved_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.properties.creator = "visions"
    book.properties.title = tidy_line(f"{say.text('Roadmap')}: {plan.tandem} ({plan.record})")
    book.properties.language = plan.language
    book.properties.created = book.properties.modified = moment
    raw = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED)).save()
    return fix_times(raw.getvalue())


def _list_choices(plan: Plan, say: Language) -> dict[str, dict[str, str]]:
    """The words of each drop-down by what they stand for."""
    return {
        "lane": {key: keep_printable(name) for key, name in name_lanes(plan.cities, say).items()},
        "type": {key.value: say.text(label) for key, label in TYPE_LABELS.items()},
        "status": {key.value: say.text(label) for key, label in STATUS_LABELS.items()},
        "picture_ref": {square: square for square in GRID},
        "yes": {"yes": say.text(YES)},
    }


def _name_sheet(title: str) -> str:
    """At most 31 characters without those that Excel forbids in a sheet's name."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31]


def _fill_actions(
    sheet: Worksheet,
    plan: Plan,
    look: Look,
    lists: Mapping[str, Mapping[str, str]],
    say: Language,
) -> None:
    columns = list_action_columns(len(plan.cities))
    _write_headings(sheet, columns, ACTION_PREFIX, plan, look, say)
    actions = plan.roadmap.actions
    row = FIRST_ROW
    for action in actions:
        values = spread_action(action, len(plan.cities))
        for place, column in enumerate(columns, 1):
            cell = sheet.cell(row, place)
            look.put(cell, column, _spell(values[column.id], column, lists))
            if column.id == "due" and (note := note_due(action, plan, say)):
                look.annotate(cell, note)
        row += 1
    first_blank = row
    last = FIRST_ROW - 1 + max(LEAST_ROWS, min(len(actions) + SPARE_ROWS, MOST_ACTIONS))
    for key in _continue_ids([action.id for action in actions]):
        if row > last:
            break
        for place, column in enumerate(columns, 1):
            look.put(sheet.cell(row, place), column, key if column.id == "id" else None)
        row += 1
    look.finish(
        sheet, columns, last, first_blank=first_blank, frozen=3, paper="A3", plan=plan,
        title="Roadmap",
    )  # fmt: skip
    _add_lists(sheet, columns, lists, say)


def _continue_ids(taken: Sequence[str]) -> Iterator[str]:
    """Ids for the rows still blank, after the highest there is, and then those left free."""
    used = {int(key[1:]) for key in taken if re.fullmatch(r"A[0-9]{1,3}", key)}
    after = max(used, default=0) + 1
    yield from (f"A{n:02d}" for n in (*range(after, 1000), *range(1, after)) if n not in used)


def _fill_milestones(
    sheet: Worksheet,
    plan: Plan,
    look: Look,
    lists: Mapping[str, Mapping[str, str]],
    say: Language,
) -> None:
    _write_headings(sheet, MILESTONE_COLUMNS, MILESTONE_PREFIX, plan, look, say)
    yes = {"yes": {"yes": say.text(YES), "no": say.text("No")}}
    row = FIRST_ROW
    for values in _spread_milestones(plan, say):
        for place, column in enumerate(MILESTONE_COLUMNS, 1):
            cell = sheet.cell(row, place)
            look.put(cell, column, _spell(values.get(column.id), column, yes))
            if column.id == "day" and (note := note_milestone(values["key"], plan, say)):
                look.annotate(cell, note)
        row += 1
    look.finish(
        sheet, MILESTONE_COLUMNS, row - 1, first_blank=FIRST_ROW, frozen=2, paper="A4", plan=plan,
        title="Milestones",
    )  # fmt: skip
    _add_lists(sheet, MILESTONE_COLUMNS, {"yes": lists["yes"]}, say)


def _spread_milestones(plan: Plan, say: Language) -> Iterator[dict[str, Any]]:
    """A row a milestone; “done” is blank, and not no, where the tandem has said nothing."""
    answers = {answer.key: answer for answer in plan.roadmap.milestones}
    drafted = {milestone.key: milestone for milestone in plan.milestones}
    for key in (*drafted, *(key for key in answers if key not in drafted)):
        answer, milestone = answers.get(key, MilestoneAnswer(key)), drafted.get(key)
        yield {
            "key": key,
            "kind": name_kind(key, say),
            "drafted": milestone.day if milestone else None,
            "title": answer.title,
            "day": answer.day,
            "done": ("yes" if answer.done else "no") if key in answers else None,
        }


def _spell(
    value: Value, column: Column, lists: Mapping[str, Mapping[str, str]]
) -> str | int | dt.date | None:
    """The value as its cell holds it: text, a whole number, a date, or None for a blank cell."""
    if value is None or value is False or value == "":
        return None
    if column.kind is Kind.CHOICE:
        return lists[column.id].get(str(value), str(value))
    if column.kind is Kind.YES:
        return lists["yes"]["yes" if value is True else str(value)]
    if isinstance(value, When):
        return _spell_day(value.first) if value.is_day else value.text
    if isinstance(value, dt.date):
        return _spell_day(value)
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return value if isinstance(value, int) else _fit(value)


def _spell_day(day: dt.date) -> dt.date | str:
    return day if day >= FIRST_DATE else day.isoformat()


def _fit(text: str) -> str:
    """Text as a cell can hold it; “_x0041_” would be read as “A” if it were not escaped."""
    text = _ESCAPE.sub("_x005F_", keep_printable(text))
    if len(text.encode("utf-16-le")) // 2 <= MOST_UNITS:
        return text
    return text[: MOST_UNITS // 2] + "…"


def _write_headings(
    sheet: Worksheet,
    columns: Sequence[Column],
    prefix: str,
    plan: Plan,
    look: Look,
    say: Language,
) -> None:
    for place, column in enumerate(columns, 1):
        look.put_id(sheet.cell(ID_ROW, place), prefix + column.id)
        look.put_heading(
            sheet.cell(HEADING_ROW, place), column, _fit(column.name(plan.cities, say))
        )


def _add_lists(
    sheet: Worksheet,
    columns: Sequence[Column],
    lists: Mapping[str, Mapping[str, str]],
    say: Language,
) -> None:
    """Drop-downs down to the last row that can hold an action, and hints where there is none."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    rules: dict[str, DataValidation] = {}
    for place, column in enumerate(columns, 1):
        name = "yes" if column.kind is Kind.YES else column.id
        if name in lists:
            letter = get_column_letter(4 + 2 * LISTS.index(name))
            source = f"visions!${letter}$2:${letter}${len(lists[name]) + 1}"
            rule = DataValidation(type="list", formula1=source, showErrorMessage=True)
            rule.error = say.text(_LIST_HINT)
        elif column.kind is Kind.WHEN:
            rule, name = DataValidation(), "when"
            rule.showInputMessage, rule.prompt = True, say.text(_WHEN_HINT)
        elif column.kind is Kind.EUROS:
            rule = DataValidation(
                type="whole", operator="greaterThanOrEqual", formula1="0", showErrorMessage=True
            )
            rule.error = say.text(_EUROS_HINT)
        else:
            continue
        if name not in rules:
            rule.allow_blank = True
            rules[name] = rule
            sheet.add_data_validation(rule)
        letter = get_column_letter(place)
        rules[name].add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + MOST_ACTIONS - 1}")


def _fill_info(sheet: Worksheet, plan: Plan, lists: Mapping[str, Mapping[str, str]]) -> None:
    facts: dict[str, str | int] = {
        "format": FORMAT,
        "record": plan.record,
        "revision": plan.revision,
        "language": plan.language,
        "cities": len(plan.cities),
    }
    pairs = [("fact", "value", facts)]
    pairs += [(name, f"{name}.word", dict(lists[name])) for name in LISTS]
    for place, (first, second, entries) in enumerate(pairs):
        left = 1 + 2 * place
        for row, (key, word) in enumerate(
            {INFO_PREFIX + first: INFO_PREFIX + second, **entries}.items(), 1
        ):
            _put_plain(sheet, row, left, key)
            _put_plain(sheet, row, left + 1, word)
    sheet.sheet_state = "hidden"


def _put_plain(sheet: Worksheet, row: int, column: int, value: str | int) -> None:
    cell = sheet.cell(row, column)
    cell.value = _fit(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(value)
