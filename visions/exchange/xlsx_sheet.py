"""One sheet of a workbook that people filled in: its columns by id, its rows as values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from visions.errors import Problem
from visions.exchange.columns import GRID, Column, Kind
from visions.exchange.xlsx_cells import (
    Misfit,
    Raw,
    read_choice,
    read_day,
    read_euros,
    read_ids,
    read_text,
    read_when,
    read_word,
    read_yes,
)
from visions.exchange.xlsx_form import Form
from visions.exchange.xlsx_package import Table

_ID = re.compile(r"[AΑ]?0*([1-9][0-9]{0,2})")
"""“A3”, “3” and a Greek Α are all meant as A03."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with a workbook, and what was passed over."""

    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


class Sheet:
    """One sheet whose columns are known, and where each entry that is read from it stands."""

    def __init__(
        self, table: Table, prefix: str, columns: tuple[Column, ...], form: Form, told: Told
    ) -> None:
        self.table, self._form, self._told = table, form, told
        self.noun = prefix.removesuffix(".") + "s"
        self.rows: list[int] = []
        """The row of each entry that `read_rows` gave."""
        self._columns: dict[int, Column] = {}
        self._known = {column.id: column for column in columns}
        heading = table.rows.get(table.id_row + 1, {})
        key = next(place for place in table.ids)
        is_data = bool(_ID.fullmatch(_peek(heading.get(key)).upper()))
        self._first = table.id_row + (1 if is_data else 2)
        self._headings = {} if is_data else {p: _peek(raw) for p, raw in heading.items()}
        self._place_columns(prefix)

    def _place_columns(self, prefix: str) -> None:
        for place, name in self.table.ids.items():
            column = self._known.get(name.removeprefix(prefix))
            if column is None or not name.startswith(prefix):
                self._pass_over(place)
            elif column in self._columns.values():
                self._tell(self.table.id_row, place, "this column stands here twice.",
                           "Delete the copy.")  # fmt: skip
            else:
                self._columns[place] = column
        filled = {place for row in self._data_rows() for place in self.table.rows[row]}
        for place in sorted(filled - self.table.ids.keys()):
            self._pass_over(place)
        present = {column.id for column in self._columns.values()}
        for name, column in self._known.items():
            if name in present or column.kind is Kind.SHOWN:
                continue
            what = f"the column “{column.label}” (id {prefix}{name}) is missing"
            if name in ("id", "key", "title"):
                self._told.problems.append(
                    Problem(
                        self.table.title,
                        f"{what}.",
                        f"Write {prefix}{name} into row 1 above it (the row is hidden), or write "
                        "a new workbook (visions answers … --to FILE) and copy the values there.",
                    )
                )
            else:
                self._told.remarks.append(
                    Problem(self.table.title, f"{what}: it is taken as blank.")
                )

    def _pass_over(self, place: int) -> None:
        where = self.name_place(None, place)
        self._told.remarks.append(Problem(where, "this column is not taken over."))

    def _data_rows(self) -> list[int]:
        return [row for row in self.table.rows if row >= self._first]

    def read_rows(self) -> Iterator[dict[str, object]]:
        """What each row holds, by its column's id; rows with nothing but an id are left out."""
        self._refuse_merged()
        for row in self._data_rows():
            cells = self.table.rows[row]
            if all(
                column.kind in (Kind.ID, Kind.SHOWN) or cells.get(place, _BLANK).is_blank
                for place, column in self._columns.items()
            ):
                continue
            values: dict[str, object] = {"id": "", "key": ""}
            for place, column in self._columns.items():
                try:
                    values[column.id] = self._read(column, cells.get(place, _BLANK))
                except Misfit as misfit:
                    self._tell(row, place, misfit.what, misfit.instead)
            self.rows.append(row)
            yield values

    def _read(self, column: Column, raw: Raw) -> object:
        if column.kind is Kind.ID:
            return _spell_id(read_word(raw).upper()) if column.id == "id" else read_word(raw)
        if column.kind is Kind.CHOICE:
            if column.id == "picture_ref":
                return read_choice(raw, _SQUARES, "A1 to D3")
            words = self._form.words[column.id]
            return read_choice(raw, words, ", ".join(self._form.shown[column.id]))
        if column.kind is Kind.IDS:
            return tuple(dict.fromkeys(_spell_id(other) for other in read_ids(raw)))
        if column.kind is Kind.TEXT and column.id == "title":
            return read_text(raw).replace("\n", " ")
        return _READERS[column.kind](raw) if column.kind in _READERS else None

    def _refuse_merged(self) -> None:
        for left, top, right, bottom in self.table.merged:
            place = next((p for p in self._columns if left <= p <= right), None)
            if place is not None and bottom >= self._first:
                self._tell(
                    max(top, self._first), place, "cells are merged here.",
                    "Unmerge them and fill in each.",
                )  # fmt: skip

    def _tell(self, row: int, place: int, what: str, instead: str) -> None:
        self._told.problems.append(Problem(self.name_place(row, place), what, instead))

    def find_column(self, name: str) -> int | None:
        return next((p for p, column in self._columns.items() if column.id == name), None)

    def name_place(self, row: int | str | None, place: int | None) -> str:
        """“Actions, row 7, column E (Due date)”."""
        from openpyxl.utils import get_column_letter

        words = [self.table.title]
        if row is not None:
            words.append(row if isinstance(row, str) else f"row {row}")
        if place is not None:
            heading = self._headings.get(place) or self.table.ids.get(place, "")
            named = f" ({heading})" if heading else ""
            words.append(f"column {get_column_letter(place)}{named}")
        return ", ".join(words)


_BLANK = Raw(None)
_SQUARES = {square.casefold(): square for square in GRID}
_READERS: Mapping[Kind, Callable[[Raw], object]] = {
    Kind.TEXT: read_text,
    Kind.WHEN: read_when,
    Kind.DAY: read_day,
    Kind.YES: read_yes,
    Kind.EUROS: read_euros,
}


def _peek(raw: Raw | None) -> str:
    try:
        return read_word(raw)[:60] if raw else ""
    except Misfit:
        return ""


def _spell_id(text: str) -> str:
    found = _ID.fullmatch(text)
    return f"A{int(found[1]):02d}" if found else text
