"""A workbook that people filled in, read back as a roadmap.

Columns go by the ids in their hidden row, so that they may stand in any order and under any
heading. Every problem is told with the sheet, row and column that a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from visions.answers import MOST_ACTIONS, Action, Answers, MilestoneAnswer, RoadmapAnswers
from visions.answers.rules import check_answers
from visions.errors import BrokenSheet, Problem
from visions.exchange.columns import (
    MILESTONE_COLUMNS,
    gather_action,
    gather_milestone,
    list_action_columns,
)
from visions.exchange.xlsx_cells import quote
from visions.exchange.xlsx_form import read_form
from visions.exchange.xlsx_package import Table, read_tables, refuse
from visions.exchange.xlsx_sheet import Sheet, Told
from visions.exchange.xlsx_write import ACTION_PREFIX, INFO_PREFIX, MILESTONE_PREFIX

MOST_TOLD = 100
"""Problems that one report lists."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says. `record` and `revision` are those it was written for, “” and None
    where it does not say; `remarks` tell what was passed over."""

    roadmap: RoadmapAnswers
    record: str
    revision: int | None
    remarks: tuple[Problem, ...]


def read_xlsx(data: bytes, cities: int) -> RoadmapAnswers:
    """The roadmap in the bytes of a workbook, for a tandem of so many cities.

    What `write_xlsx` wrote comes back the same, texts of blanks alone as blank ones; owners are
    one a city, or none where all are blank. Raises BrokenSheet with every problem it has.
    """
    return read_workbook(data, cities).roadmap


def read_workbook(data: bytes, cities: int) -> Reading:
    """The same with what else the workbook says, and with what was passed over."""
    tables = read_tables(data, (ACTION_PREFIX, MILESTONE_PREFIX, INFO_PREFIX))
    form = read_form([table for table in tables if _has(table, INFO_PREFIX)], cities)
    told = Told(list(form.problems))
    actions: list[Action] = []
    milestones: list[MilestoneAnswer] = []
    sheets: list[Sheet] = []
    if table := _choose_table(tables, ACTION_PREFIX, told):
        sheet = Sheet(table, ACTION_PREFIX, list_action_columns(cities), form, told)
        actions = _read_actions(sheet, cities)
        sheets.append(sheet)
    if table := _choose_table(tables, MILESTONE_PREFIX, told):
        sheet = Sheet(table, MILESTONE_PREFIX, MILESTONE_COLUMNS, form, told)
        milestones = [gather_milestone(values) for values in sheet.read_rows()]
        sheets.append(sheet)
    roadmap = RoadmapAnswers(tuple(milestones), tuple(actions))
    told.problems.extend(_check(roadmap, cities, sheets))
    if told.problems:
        count = len(told.problems)
        shown = str(count) if count <= MOST_TOLD else f"{count}, the first {MOST_TOLD} here"
        raise BrokenSheet(told.problems[:MOST_TOLD], count=shown)
    return Reading(roadmap, form.record, form.revision, tuple(told.remarks))


def _has(table: Table, prefix: str) -> bool:
    return any(name.startswith(prefix) for name in table.ids.values())


def _choose_table(tables: tuple[Table, ...], prefix: str, told: Told) -> Table | None:
    found = [table for table in tables if _has(table, prefix)]
    noun = prefix.removesuffix(".")
    if not found and prefix == ACTION_PREFIX:
        raise refuse(
            "no sheet has the hidden first row that says what its columns hold.",
            "Write a new workbook (visions answers … --to FILE) and copy the values there.",
        )
    if not found:
        what = "there is no sheet of milestones: they are taken as blank."
        told.remarks.append(Problem("The whole file", what))
        return None
    if len(found) > 1:
        names = " and ".join(quote(table.title) for table in found)
        what, advice = f"{names} both hold {noun}s.", "Delete the one that does not count."
        told.problems.append(Problem("The whole file", what, advice))
    return found[0]


def _read_actions(sheet: Sheet, cities: int) -> list[Action]:
    rows = list(sheet.read_rows())
    if len(rows) > MOST_ACTIONS or sheet.table.is_cut:
        count = f"more than {MOST_ACTIONS}" if sheet.table.is_cut else f"{len(rows)}"
        raise refuse(
            f"the sheet {quote(sheet.table.title)} has {count} actions.",
            f"A roadmap has at most {MOST_ACTIONS}: delete the rows below the last one.",
        )
    taken = {str(row["id"]) for row in rows}
    highest = max((int(key[1:]) for key in taken if re.fullmatch(r"A[0-9]{2,3}", key)), default=0)
    for row in rows:
        if not row["id"]:
            highest += 1
            row["id"] = f"A{highest:02d}"
    return [gather_action(row, cities) for row in rows]


def _check(roadmap: RoadmapAnswers, cities: int, sheets: list[Sheet]) -> Iterator[Problem]:
    """What the rules for all answers find, with the places of the workbook."""
    entries: Mapping[str, list[str]] = {
        "actions": [action.id for action in roadmap.actions],
        "milestones": [milestone.key for milestone in roadmap.milestones],
    }
    for problem in check_answers(Answers(roadmap=roadmap), cities):
        _, noun, *rest = problem.place.split(" › ")
        sheet = next(sheet for sheet in sheets if sheet.noun == noun)
        yield Problem(_translate(sheet, entries[noun], rest), problem.what, problem.instead)


def _translate(sheet: Sheet, names: list[str], rest: list[str]) -> str:
    if not rest:
        return sheet.name_place(None, None)
    entry, *fields = rest
    if entry in names:
        rows = [row for row, name in zip(sheet.rows, names, strict=True) if name == entry]
    else:
        rows = [sheet.rows[int(entry.removeprefix("no. ")) - 1]]
    place = next(
        (found for name in _name_columns(fields) if (found := sheet.find_column(name))), None
    )
    if len(rows) > 1:
        listed = " and ".join((", ".join(map(str, rows[:-1])), str(rows[-1])))
        return sheet.name_place(f"rows {listed}", place)
    return sheet.name_place(rows[0], place)


def _name_columns(fields: list[str]) -> Iterator[str]:
    """The columns that a field of an action can stand in."""
    name, *inside = fields or [""]
    if name == "owners" and inside:
        yield f"owner-{inside[0].removeprefix('no. ')}"
    elif name == "indicator" and inside and inside[0] != "name":
        yield inside[0]
    elif name == "needs":
        yield "needs-funding"
    else:
        yield name
