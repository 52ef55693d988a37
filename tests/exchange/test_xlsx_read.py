"""Reading back what people did to a workbook: nothing lost, nothing guessed, everything told."""

import datetime as dt
import io
import time
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.samples import ROADMAP, make_plan, roadmaps
from visions.answers import Action, RoadmapAnswers, Status
from visions.errors import BrokenSheet
from visions.exchange import xlsx_package
from visions.exchange.xlsx_read import Reading, read_workbook, read_xlsx
from visions.exchange.xlsx_write import write_xlsx
from visions.model import LANGUAGES
from visions.roadmap import Need

Sheet = Any


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES), st.integers(1, 3))
def test_what_was_written_comes_back(data: st.DataObject, code: str, cities: int) -> None:
    roadmap = data.draw(roadmaps(cities))
    names = ("Vari-Voula-Vouliagmeni", "München", "Alba Iulia")[:cities]
    plan = make_plan(roadmap, language=code, cities=names)
    reading = read_workbook(write_xlsx(plan), cities)
    assert reading == Reading(roadmap, "arezzo-hamm/0001", 3, ())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_full_example_comes_back_in_each_language(code: str) -> None:
    assert read_xlsx(write_xlsx(make_plan(language=code)), 2) == ROADMAP


@cache
def write(roadmap: RoadmapAnswers = ROADMAP) -> bytes:
    return write_xlsx(make_plan(roadmap, language="en"))


def edit(
    change: Callable[[Sheet], object], *, sheet: int = 0, roadmap: RoadmapAnswers = ROADMAP
) -> bytes:
    """The workbook after somebody worked on one of its sheets."""
    book = openpyxl.load_workbook(io.BytesIO(write(roadmap)))
    change(book.worksheets[sheet])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(name: str, value: object, row: int = 3, number_format: str = "") -> Callable[[Sheet], None]:
    def change(sheet: Sheet) -> None:
        cell = find(sheet, name, row)
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return change


def find(sheet: Sheet, name: str, row: int) -> Any:
    return next(sheet.cell(row, cell.column) for cell in sheet[1]
                if cell.value in (f"action.{name}", f"milestone.{name}"))  # fmt: skip


def complain(data: bytes, cities: int = 2) -> list[str]:
    with pytest.raises(BrokenSheet) as caught:
        read_xlsx(data, cities)
    assert caught.value.exit_code == 4
    assert "Nothing was stored" in caught.value.message
    return [str(problem) for problem in caught.value.problems]


def first(data: bytes) -> Action:
    return read_xlsx(data, 2).actions[0]


def test_columns_may_move_and_headings_change() -> None:
    def shuffle(sheet: Sheet) -> None:
        width = sheet.max_column
        for row in range(1, sheet.max_row + 1):
            values = [sheet.cell(row, column).value for column in range(1, width + 1)]
            formats = [sheet.cell(row, column).number_format for column in range(1, width + 1)]
            for column in range(1, width + 1):
                cell = sheet.cell(row, column)
                cell.value, cell.number_format = values[-column], formats[-column]
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        sheet["A2"] = "Anything"
        sheet.title = "Renamed"

    assert read_xlsx(edit(shuffle), 2) == ROADMAP


def test_rows_above_and_blank_rows_between_do_no_harm() -> None:
    def spread(sheet: Sheet) -> None:
        sheet.insert_rows(5, 3)
        sheet.insert_rows(1, 2)

    assert read_xlsx(edit(spread), 2) == ROADMAP


def test_a_missing_column_is_blank_and_told_or_refused() -> None:
    def drop(name: str) -> Callable[[Sheet], None]:
        return lambda sheet: sheet.delete_cols(find(sheet, name, 1).column)

    reading = read_workbook(edit(drop("risk")), 2)
    assert reading.roadmap.actions[0].risk == ""
    assert [str(remark) for remark in reading.remarks] == [
        "Actions: the column “Risk” (id action.risk) is missing: it is taken as blank."
    ]
    for name in ("id", "title"):
        assert any("is missing" in problem for problem in complain(edit(drop(name))))
    (problem, *_) = complain(edit(lambda sheet: sheet.delete_rows(1)))
    assert "no sheet has the hidden first row" in problem


def test_extra_columns_are_passed_over_and_told() -> None:
    def widen(sheet: Sheet) -> None:
        sheet.insert_cols(4)
        sheet["D2"], sheet["D3"] = "Our own", "something"

    reading = read_workbook(edit(widen), 2)
    assert reading.roadmap == ROADMAP
    assert [str(remark) for remark in reading.remarks] == [
        "Actions, column D (Our own): this column is not taken over."
    ]


def test_a_copied_column_or_sheet_is_refused() -> None:
    problems = complain(edit(lambda sheet: sheet.__setitem__("AB1", "action.title")))
    assert "this column stands here twice" in problems[0]

    def copy(sheet: Sheet) -> None:
        sheet.parent.copy_worksheet(sheet)

    (problem,) = complain(edit(copy))
    assert "“Actions” and “Actions Copy” both hold actions" in problem


def test_a_missing_sheet_of_milestones_is_told() -> None:
    reading = read_workbook(edit(lambda sheet: sheet.parent.remove(sheet), sheet=1), 2)
    assert reading.roadmap == RoadmapAnswers((), ROADMAP.actions)
    assert "no sheet of milestones" in str(reading.remarks[0])


def test_without_the_hidden_sheet_cities_are_known_by_key_only() -> None:
    def strip(sheet: Sheet) -> None:
        sheet.parent.remove(sheet.parent["visions"])

    assert "“Hamm” is not in the list. Choose one of: joint, city-1" in complain(edit(strip))[0]

    def name(sheet: Sheet) -> None:
        strip(sheet)
        find(sheet, "lane", 3).value = "City-2"

    reading = read_workbook(edit(name), 2)
    assert (reading.roadmap, reading.record, reading.revision) == (ROADMAP, "", None)


def test_words_of_any_language_are_understood() -> None:
    def translate(sheet: Sheet) -> None:
        find(sheet, "status", 3).value = " Läuft\u00a0"
        find(sheet, "lane", 4).value = "Κοινή  εργασία".replace("  ", "\u00a0")

    assert read_xlsx(edit(translate), 2) == ROADMAP


def test_the_place_is_as_a_person_sees_it() -> None:
    assert complain(edit(put("due", "soon"))) == [
        "Actions, row 3, column G (Due date): “soon” is no date. "
        "Write it as 2024-03-15, or a period as 2024-03, 2024-Q1, 2024-H1 or 2024."
    ]
    (problem,) = complain(edit(put("day", "31.2.2024", 5), sheet=1))
    assert problem.startswith("Milestones, row 5, column E (Date): “31.2.2024” is no date.")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("31.12.2024", "", "2024-12-31"),
        (" 1.2.2024\u00a0", "", "2024-02-01"),
        ("31/12/2024", "", "2024-12-31"),
        ("12/31/2024", "", None),
        ("31-12-2024", "", "2024-12-31"),
        ("5/6/2024", "", None),
        ("6/6/2024", "", "2024-06-06"),
        ("30.2.2024", "", None),
        ("2024-03-15", "", "2024-03-15"),
        ("2024-q3", "", "2024-Q3"),
        ("Q3 2024", "", "2024-Q3"),
        ("2024/H2", "", "2024-H2"),
        ("H3 2024", "", None),
        ("12/2024", "", "2024-12"),
        ("2024", "", "2024"),
        (2024, "General", "2024"),
        (2024, "yyyy-mm-dd", "2024"),
        (45_000, "General", None),
        (dt.datetime(2024, 3, 1, 14, 30), "", "2024-03-01"),
        (dt.time(14, 30), "", None),
        (True, "", None),
        ("٢٠٢٤", "", None),
        (99_999_999, "yyyy-mm-dd", None),
        ("2024-03-15T00:00", "", None),
    ],
)
def test_days_and_periods_are_read_only_where_they_are_clear(
    value: object, form: str, text: str | None
) -> None:
    data = edit(lambda sheet: (put("start", None)(sheet), put("due", value, 3, form)(sheet)))
    if text is None:
        assert complain(data)[0].startswith("Actions, row 3, column G (Due date): ")
    else:
        assert str(first(data).due) == text


def test_a_day_that_can_be_two_is_asked_about() -> None:
    (problem,) = complain(edit(put("due", "5/6/2024")))
    assert "Write 2024-06-05 or 2024-05-06." in problem


@pytest.mark.parametrize(
    ("value", "euros"),
    [
        (0, 0),
        (1500.0, 1500),
        ("12 000 €", 12_000),
        ("12\u00a0000 EUR", 12_000),
        (" \u00a0", None),
        (1500.5, "1500.5 cannot be a cost"),
        (-1, "-1 cannot be a cost"),
        ("1.500", "“1.500” is no whole number"),
        ("about 5", "“about 5” is no whole number"),
        (True, "“TRUE” is no number"),
        (dt.datetime(2024, 1, 1), "“2024-01-01” is no number"),
        (1e300, "cannot be a cost"),
        ("9" * 5000, "is no whole number"),
    ],
)
def test_costs_are_whole_euros(value: object, euros: int | str | None) -> None:
    data = edit(put("cost_eur", value))
    if isinstance(euros, str):
        assert euros in complain(data)[0]
    else:
        assert first(data).cost_eur == euros


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"), (1.5, "1.5"), (3.0, "3"), (True, "TRUE"), ("\u00a0 \n", ""),
        (dt.datetime(2024, 1, 2), "2024-01-02"), ("a\r\nb", "a\nb"),
    ],
)  # fmt: skip
def test_what_is_no_text_becomes_one(value: object, text: str) -> None:
    assert first(edit(put("partners", value))).partners == text


@pytest.mark.parametrize("value", [True, 1, "x", "✓", "JA", "ναι", "Yes", "sì"])
def test_a_need_is_ticked_in_many_ways(value: object) -> None:
    assert Need.OTHER in first(edit(put("needs-other", value))).needs


@pytest.mark.parametrize("value", [False, 0, "-", "Nein", "nu", " "])
def test_a_need_is_left_out_in_many_ways(value: object) -> None:
    assert first(edit(put("needs-funding", value))).needs == ()


def test_other_words_for_a_need_are_refused() -> None:
    assert "“perhaps” is neither yes nor no" in complain(edit(put("needs-other", "perhaps")))[0]


@pytest.mark.parametrize(
    "name", ["title", "due", "cost_eur", "needs-other", "status", "depends_on"]
)
def test_formulas_and_errors_are_refused(name: str) -> None:
    assert "this is a formula. Write its result" in complain(edit(put(name, "=1+1")))[0]
    assert "this is the error #N/A" in complain(edit(put(name, "#N/A")))[0]


def test_merged_cells_are_refused() -> None:
    (problem,) = complain(edit(lambda sheet: sheet.merge_cells("B20:C21")))
    assert problem.startswith("Actions, row 20, column B (Workstream): cells are merged here.")
    assert read_xlsx(edit(lambda sheet: sheet.merge_cells("AD2:AF2")), 2) == ROADMAP


def test_unknown_words_are_refused_with_the_list() -> None:
    (problem,) = complain(edit(put("status", "soonish")))
    assert "“soonish” is not in the list. Choose one of: Idea, Planned" in problem


def test_ids_are_given_and_mended() -> None:
    def change(sheet: Sheet) -> None:
        find(sheet, "id", 3).value = 1
        find(sheet, "depends_on", 3).value = "2; α7"
        find(sheet, "id", 6).value = None

    actions = read_xlsx(edit(change), 2).actions
    assert [action.id for action in actions] == ["A01", "A02", "A07", "A08"]
    assert actions[0].depends_on == ("A02", "A07")

    def append(sheet: Sheet) -> None:
        find(sheet, "id", 20).value = "\u00a0"
        find(sheet, "title", 20).value = "New"
        find(sheet, "title", 21).value = "Newer"
        find(sheet, "id", 21).value = None

    added = read_xlsx(edit(append), 2).actions[4:]
    assert [(action.id, action.title) for action in added] == [("A09", "New"), ("A10", "Newer")]
    assert added[0].status is Status.PLANNED


def test_rows_can_be_deleted() -> None:
    roadmap = read_xlsx(edit(lambda sheet: sheet.delete_rows(5, 2)), 2)
    assert roadmap == RoadmapAnswers(ROADMAP.milestones, ROADMAP.actions[:2])


def test_all_problems_come_at_once() -> None:
    def spoil(sheet: Sheet) -> None:
        find(sheet, "id", 4).value = "A01"
        find(sheet, "depends_on", 5).value = "A99"
        find(sheet, "due", 6).value = "sometime"
        find(sheet, "cost_eur", 3).value = "much"
        find(sheet, "depends_on", 3).value = None

    problems = complain(edit(spoil))
    assert [problem.partition(": ")[0] for problem in problems] == [
        "Actions, row 3, column R (Estimated cost (EUR))",
        "Actions, row 6, column G (Due date)",
        "Actions, rows 3 and 4, column A (No.)",
        "Actions, row 5, column X (Depends on)",
    ]


def test_circles_are_told_where_they_begin() -> None:
    (problem,) = complain(edit(put("depends_on", "A01", 4)))
    assert problem.startswith("Actions, row 3, column X (Depends on): actions wait for each other")


def test_a_workbook_of_another_tandem_is_refused() -> None:
    assert "is for a tandem of 2, not of 3" in complain(write_xlsx(make_plan()), 3)[0]


def test_a_newer_format_is_refused() -> None:
    def age(sheet: Sheet) -> None:
        sheet.parent["visions"]["B2"] = 2

    assert "has format 2; this version of visions reads 1" in complain(edit(age))[0]


def test_too_many_actions_are_refused_at_once() -> None:
    def fill(sheet: Sheet) -> None:
        for row in range(3, 10_003):
            sheet.cell(row, 3).value = "again"

    data = edit(fill)
    began = time.perf_counter()
    (problem,) = complain(data)
    assert time.perf_counter() - began < 5
    assert "has more than 200 actions. A roadmap has at most 200" in problem


def test_a_cell_at_the_far_end_does_no_harm() -> None:
    began = time.perf_counter()
    reading = read_workbook(edit(lambda sheet: sheet.__setitem__("XFD1048576", "x")), 2)
    assert reading.roadmap == ROADMAP
    assert time.perf_counter() - began < 5


def repack(change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The workbook's parts, changed or (None) left out, and more of them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
        for name, part in added.items():
            new.writestr(name, part)
    return out.getvalue()


def keep(name: str, part: bytes) -> bytes:
    return part


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
NOT_WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "no XLSX file"),
    "text": (lambda: b"id;title\n1;x", "no XLSX file"),
    "cut off": (lambda: write_xlsx(make_plan())[:5000], "no XLSX file"),
    "too large": (lambda: b"PK" + bytes(10 * 1024**2), "larger than 10 MB"),
    "old": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old Excel"),
    "password": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        "has a password",
    ),
    "other zip": (lambda: repack(lambda name, part: None, readme=b"x"), "no workbook"),
    "macros": (lambda: repack(keep, **{"xl/vbaProject.bin": b"x"}), "holds macros"),
    "binary": (lambda: repack(keep, **{"xl/workbook.bin": b"x"}), "binary workbook"),
    "ods": (
        lambda: repack(keep, mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "OpenDocument",
    ),
    "bomb": (lambda: repack(keep, **{"xl/x.xml": bytes(60 * 1024**2)}), "larger than 48 MB"),
    "parts": (lambda: repack(keep, **{f"xl/{n}.xml": b"" for n in range(600)}), "larger than"),
    "entities": (
        lambda: repack(lambda name, part: DTD + part if "sheet1" in name else part),
        "declares entities",
    ),
    "no sheet": (
        lambda: repack(lambda name, part: None if "sheets/sheet" in name else part),
        "hidden first row",
    ),
    "broken sheet": (
        lambda: repack(lambda name, part: part[:900] if "sheet1" in name else part),
        "damaged",
    ),
    "broken styles": (
        lambda: repack(lambda name, part: b"<x" if "styles" in name else part),
        "damaged",
    ),
}


@pytest.mark.parametrize("kind", NOT_WORKBOOKS)
def test_what_is_no_plain_workbook_is_refused_with_its_reason(kind: str) -> None:
    make, reason = NOT_WORKBOOKS[kind]
    (problem,) = complain(make())
    assert problem.startswith("The whole file: ")
    assert reason in problem


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(write_xlsx(make_plan()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + offset] |= 1
    assert "has a password" in complain(bytes(data))[0]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_damage_ends_in_a_traceback(data: st.DataObject) -> None:
    raw = bytearray(write())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read_xlsx(bytes(raw), 2)
        except BrokenSheet as error:
            _ = error.message


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_inside_ends_in_a_traceback(data: st.DataObject) -> None:
    """The parts are intact as ZIP, their XML is not: a digit, a tag or an attribute is another."""
    target = data.draw(st.sampled_from(("sheet1.xml", "sheet3.xml", "workbook.xml", "styles.xml")))

    def damage(name: str, part: bytes) -> bytes:
        if not name.endswith(target):
            return part
        raw = bytearray(part)
        for _ in range(3):
            place = data.draw(st.integers(0, len(raw) - 1))
            raw[place] = data.draw(st.sampled_from(b'0918<>"=AZrst /\x00\xff'))
        return bytes(raw)

    try:
        read_xlsx(repack(damage), 2)
    except BrokenSheet as error:
        _ = error.message


def test_the_limits_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_package, "MOST_UNPACKED", 1000)
    assert "unpacked" in complain(write_xlsx(make_plan()))[0]
