"""Opening a workbook that somebody sends: what it may be, and how large, before it is read."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from visions.errors import BrokenSheet, Problem
from visions.exchange.xlsx_cells import Raw

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 48 * 1024**2
MOST_PARTS = 500
MOST_ROWS = 1_000
"""Rows with content that are read of a sheet."""
LAST_ROW, LAST_COLUMN = 1_048_576, 256
SEARCHED_ROWS = 20
"""How far down the row with the columns' ids may stand."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old Excel files, and new ones with a password, begin ([MS-CFB])."""
_SAVE = "Save it as “Excel workbook (.xlsx)” and send that."
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]{1,20})[\"']")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its columns' ids by place, and what stands below them, by row and place.

    Rows and places count from 1 as in the workbook; blank rows and cells are left out.
    """

    title: str
    id_row: int
    ids: Mapping[int, str]
    rows: Mapping[int, Mapping[int, Raw]]
    merged: tuple[tuple[int, int, int, int], ...]
    is_cut: bool


def refuse(what: str, instead: str) -> BrokenSheet:
    """The error for a file that cannot be read at all."""
    return BrokenSheet([Problem("The whole file", what, instead)], count=1)


def read_tables(data: bytes, prefixes: tuple[str, ...]) -> tuple[Table, ...]:
    """The sheets of the workbook in `data` that have a row of ids beginning with a prefix.

    Formulas are told as such, never computed. Raises BrokenSheet for what is no plain XLSX file:
    old, encrypted or macro files, other documents, broken ones, and those larger than 10 MB
    packed or 48 MB unpacked.
    """
    from openpyxl import load_workbook

    _check_package(data)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of decoration that it passes over, and of dates beyond its calendar.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            found = [_read_table(sheet, prefixes, book.epoch) for sheet in book.worksheets]
            book.close()
    except Exception as error:
        # Broken parts end in almost any exception inside openpyxl.
        raise refuse("the workbook is damaged.", f"Open it in Excel. {_SAVE}") from error
    return tuple(table for table in found if table is not None)


def _read_table(sheet: Any, prefixes: tuple[str, ...], epoch: dt.datetime) -> Table | None:
    ids: dict[int, str] = {}
    rows: dict[int, dict[int, Raw]] = {}
    id_row, is_cut, blank = 0, False, None
    cells = sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN)
    for number, row in enumerate(cells, 1):
        if row is blank:  # openpyxl gives the same one for each row that the file leaves out
            continue
        if not id_row:
            ids = {
                place: cell.value.strip()
                for place, cell in enumerate(row, 1)
                if isinstance(cell.value, str) and cell.value.strip().startswith(prefixes)
            }
            id_row = number if ids else 0
            if number >= SEARCHED_ROWS and not ids:
                return None
        elif filled := _read_row(row, epoch):
            if len(rows) == MOST_ROWS:
                is_cut = True
                break
            rows[number] = filled
        else:
            blank = row
    return Table(sheet.title, id_row, ids, rows, _list_merged(sheet), is_cut) if ids else None


def _read_row(row: Iterable[Any], epoch: dt.datetime) -> dict[int, Raw]:
    from openpyxl.utils.datetime import to_excel

    raws = {}
    for place, cell in enumerate(row, 1):
        if cell.value is not None:
            is_date = isinstance(cell.value, (dt.datetime, dt.date))
            serial = to_excel(cell.value, epoch) if is_date else None
            raws[place] = Raw(cell.value, cell.data_type, serial)
    return {} if all(raw.is_blank for raw in raws.values()) else raws


def _list_merged(sheet: Any) -> tuple[tuple[int, int, int, int], ...]:
    """Left, top, right and bottom of each group of merged cells; openpyxl tells none here."""
    from openpyxl.utils import range_boundaries

    with sheet._get_source() as part:
        found = _MERGED.findall(part.read())
    return tuple(range_boundaries(area.decode("ascii")) for area in found)


def _check_package(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        size = f"this is larger than {MOST_BYTES // 1024**2} MB."
        raise refuse(size, "A roadmap's workbook is far smaller: is it the right file?")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refuse("the workbook has a password.", "Save it without one and send that.")
        raise refuse("this is a file of an old Excel (.xls).", _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise refuse("this is no XLSX file, or it is cut off.", _SAVE) from None
    except RuntimeError:  # what zipfile says about a password
        raise refuse("the workbook has a password.", "Save it without one and send that.") from None


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        limit = f"unpacked, this is larger than {MOST_UNPACKED // 1024**2} MB."
        raise refuse(limit, "A roadmap's workbook is far smaller: is it the right file?")
    if "mimetype" in names and package.read("mimetype").startswith(b"application/vnd.oasis"):
        raise refuse("this is an OpenDocument file.", _SAVE)
    if "xl/workbook.bin" in names:
        raise refuse("this is a binary workbook (.xlsb).", _SAVE)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise refuse("this is no workbook.", _SAVE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refuse("the workbook holds macros.", _SAVE)
    for part in parts:
        is_text = part.filename.endswith((".xml", ".rels"))
        # NULs: the same words in UTF-16.
        if is_text and _DECLARES.search(package.read(part).replace(b"\0", b"")):
            raise refuse("a part of it declares entities, as no Excel does.", _SAVE)
