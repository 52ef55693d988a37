"""How a roadmap's workbook looks: one calm style, readable on a beamer and in black and white."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from visions.exchange.columns import Column, Kind
from visions.exchange.plan import Plan
from visions.exchange.tidy import looks_like_formula, tidy_line
from visions.i18n import speak

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

INK, PAPER, LINE, GREY, WASH = "1F2A37", "FFFFFF", "C9D1D9", "6B7280", "F3F5F7"
HEADING_HEIGHT = 66
ROW_HEIGHT = 32
LINE_HEIGHT, MOST_HEIGHT = 13.5, 405
"""Points; Excel has no higher row than 409."""
NARROW = 8
"""Columns up to this width have their headings upright."""

_LCID = {
    "en": "809", "de": "407", "it": "410", "ro": "418", "nl": "413", "el": "408", "bg": "402",
    "pl": "415",
}  # fmt: skip
_PAPERS = {"A3": 8, "A4": 9}


class Look:
    """The cell styles of one workbook, in one language."""

    def __init__(self, book: Workbook, language: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

        self._say = speak(language)
        line = Border(bottom=Side("thin", color=LINE), right=Side("hair", color=LINE))
        top, middle = Alignment(vertical="top", wrap_text=True), Alignment(horizontal="center")
        middle.vertical = "top"
        left = Alignment("left", "top", wrap_text=True)
        font, wash = Font("Calibri", 10, color=INK), PatternFill("solid", WASH)
        dark = PatternFill("solid", INK)
        # A weekday-free date with the month in letters: nobody takes 3/4 for the wrong day.
        day = f"[$-{_LCID[language]}]d mmm yyyy" if language in _LCID else "yyyy-mm-dd"
        styles = {
            "text": NamedStyle("visions text", font, border=line, alignment=top),
            "day": NamedStyle("visions day", font, border=line, alignment=left, number_format=day),
            "day text": NamedStyle("visions period", font, border=line, alignment=top),
            "euros": NamedStyle(
                "visions euros", font, border=line, number_format="#,##0",
                alignment=Alignment(vertical="top"),
            ),
            "yes": NamedStyle("visions yes", font, border=line, alignment=middle),
            "id": NamedStyle(
                "visions id", Font("Calibri", 10, color=GREY), wash, line, alignment=middle
            ),
            "shown": NamedStyle(
                "visions shown", Font("Calibri", 10, color=GREY), wash, line, top, number_format=day
            ),
            "heading": NamedStyle(
                "visions heading", Font("Calibri", 10, bold=True, color=PAPER), dark,
                alignment=Alignment(vertical="bottom", wrap_text=True),
            ),
            "upright": NamedStyle(
                "visions upright heading", Font("Calibri", 9, bold=True, color=PAPER), dark,
                alignment=Alignment("center", "bottom", 90, wrap_text=True),
            ),
            "hidden": NamedStyle("visions column id", Font("Calibri", 8, color=GREY)),
        }  # fmt: skip
        for style in styles.values():
            book.add_named_style(style)
        scratch = book.create_sheet()
        self._made = {}
        for row, (key, style) in enumerate(styles.items(), 1):
            for column, is_quoted in enumerate((False, True), 1):
                cell = scratch.cell(row, column)
                cell.style = style.name
                cell.quotePrefix = is_quoted
                if key == "day text":
                    cell.number_format = "@"
                self._made[key, is_quoted] = cell._style
        book.remove(scratch)

    def put(self, cell: Cell, column: Column, value: str | int | dt.date | None) -> None:
        """Set a cell of a column to a value as it shall stand there, a text always as text."""
        name, is_quoted = _STYLES.get(column.kind, "text"), False
        if value is not None:
            cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            is_quoted = looks_like_formula(value)
            name = "day text" if name == "day" else name
        self._dress(cell, name, is_quoted)

    def _dress(self, cell: Cell, name: str, is_quoted: bool = False) -> None:
        # Five times as fast as setting the style by its name; nothing here changes it later.
        cell._style = self._made[name, is_quoted]

    def annotate(self, cell: Cell, text: str) -> None:
        """A remark that shows when a reader points at the cell; it is not read back."""
        from openpyxl.comments import Comment

        lines = 1 + len(text) // 34
        cell.comment = Comment(text, "visions", height=14 + 18 * lines, width=220)

    def put_id(self, cell: Cell, text: str) -> None:
        cell.value = text
        self._dress(cell, "hidden")

    def put_heading(self, cell: Cell, column: Column, text: str) -> None:
        cell.value = text
        cell.data_type = "s"
        self._dress(cell, "upright" if column.width <= NARROW else "heading")

    def finish(
        self,
        sheet: Worksheet,
        columns: Sequence[Column],
        last: int,
        *,
        first_blank: int,
        frozen: int,
        paper: str,
        plan: Plan,
        title: str,
    ) -> None:
        """Widths, frozen headings and `frozen` columns, filter, and how it prints.

        Rows from `first_blank` to `last` get room to write; the others fit their text.
        """
        from openpyxl.utils import get_column_letter

        end = get_column_letter(len(columns))
        for place, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.row_dimensions[1].hidden = True
        is_upright = any(column.width <= NARROW and column.need for column in columns)
        sheet.row_dimensions[2].height = HEADING_HEIGHT * (2 if is_upright else 1)
        for row in range(3, last + 1):
            sheet.row_dimensions[row].height = (
                ROW_HEIGHT
                if row >= first_blank
                else _guess_height(
                    [cell.value for cell in next(sheet.iter_rows(row, row))], columns
                )
            )
        sheet.freeze_panes = f"{get_column_letter(frozen + 1)}3"
        sheet.auto_filter.ref = f"A2:{end}{last}"
        sheet.sheet_view.zoomScale = 90
        sheet.print_area = f"A1:{end}{last}"
        sheet.print_title_rows = "2:2"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _PAPERS[paper]
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top = margins.bottom = 0.75
        margins.header = margins.footer = 0.4
        self._head_pages(sheet, plan, title)

    def _head_pages(self, sheet: Worksheet, plan: Plan, title: str) -> None:
        # & begins a code in a page header; two stand for one.
        name = f"{self._say.text(title)}: {tidy_line(plan.tandem)}".replace("&", "&&")[:120]
        sheet.oddHeader.left.text = name
        sheet.oddHeader.right.text = plan.record.replace("&", "&&")[:80]
        sheet.oddFooter.right.text = self._say.text("Page {n} of {total}", n="&P", total="&N")
        sheet.oddFooter.left.text = self._say.text("Draft {n}", n=max(plan.revision, 1))


def _guess_height(values: Sequence[object], columns: Sequence[Column]) -> float:
    """Points for the longest text of a row: not every program fits rows to wrapped text."""
    lines = 1
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str) and len(value) >= column.width:
            per_line = column.width * 0.95
            needed = sum(int(len(line) / per_line) + 1 for line in value.split("\n"))
            lines = max(lines, needed)
        elif isinstance(value, str):
            lines = max(lines, value.count("\n") + 1)
    return min(MOST_HEIGHT, LINE_HEIGHT * lines + 4)


_STYLES = {
    Kind.ID: "id",
    Kind.WHEN: "day",
    Kind.DAY: "day",
    Kind.EUROS: "euros",
    Kind.YES: "yes",
    Kind.SHOWN: "shown",
}
