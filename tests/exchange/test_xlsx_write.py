"""The workbook as Excel sees it: text is text, dates are dates, and everything has its place."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

from tests.exchange.samples import FORMULAS, HOSTILE, make_hostile_plan, make_plan
from visions.answers import Action, MilestoneAnswer, RoadmapAnswers, Status, parse_when
from visions.exchange.columns import list_action_columns
from visions.exchange.xlsx_read import read_xlsx
from visions.exchange.xlsx_write import write_xlsx
from visions.i18n import speak
from visions.model import LANGUAGES


def open_book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def find_column(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def test_equal_plans_give_equal_bytes() -> None:
    first = write_xlsx(make_plan())
    assert first == write_xlsx(make_plan())
    assert first != write_xlsx(make_plan(revision=4))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_sheets_and_headings_speak_the_language(code: str) -> None:
    say = speak(code)
    book = open_book(write_xlsx(make_plan(language=code)))
    assert book.sheetnames == [say.text("Actions"), say.text("Milestones"), "visions"]
    assert book["visions"].sheet_state == "hidden"
    actions = book.worksheets[0]
    assert [cell.value for cell in actions[1]] == [
        f"action.{column.id}" for column in list_action_columns(2)
    ]
    headings = [cell.value for cell in actions[2]]
    assert say.text("Responsible in {city}", city="Hamm") in headings
    assert all(headings)
    assert len(set(headings)) >= len(headings) - 1
    assert actions.row_dimensions[1].hidden
    assert actions.freeze_panes == "D3"
    assert actions.auto_filter.ref == "A2:Z42"


def test_each_value_has_its_own_type() -> None:
    sheet = open_book(write_xlsx(make_plan())).worksheets[0]
    due, start, cost = (
        find_column(sheet, f"action.{name}") for name in ("due", "start", "cost_eur")
    )
    assert sheet.cell(3, due).value == dt.datetime(2024, 6, 30)
    assert sheet.cell(3, due).is_date
    assert (sheet.cell(3, start).value, sheet.cell(3, start).data_type) == ("2024-Q1", "s")
    assert sheet.cell(3, cost).value == 12_000
    assert sheet.cell(4, cost).value == 0
    assert sheet.cell(5, cost).value is None


def test_people_choose_from_lists() -> None:
    book = open_book(write_xlsx(make_plan()))
    sheet = book.worksheets[0]
    rules = {
        str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation
    }
    letter = {cell.value: cell.column_letter for cell in sheet[1]}
    lists = {}
    for name in ("lane", "type", "status", "picture_ref", "needs-funding"):
        rule = rules[f"{letter['action.' + name]}3"]
        assert rule.type == "list"
        found = re.fullmatch(r"visions!(\$\w\$\d+:\$\w\$\d+)", rule.formula1)
        assert found
        lists[name] = [row[0].value for row in book["visions"][found[1].replace("$", "")]]
    say = speak("de")
    assert lists["lane"] == [
        say.text("Joint work"), "Arezzo", "Hamm", say.text("Citizens and co-creation"),
        say.text("Resources and support"),
    ]  # fmt: skip
    assert lists["status"][1] == say.text("Planned")
    assert len(lists["picture_ref"]) == 12
    assert lists["needs-funding"] == [say.text("Yes")]
    (done,) = book.worksheets[1].data_validations.dataValidation
    assert str(done.sqref).startswith("F3:")


def test_blank_rows_wait_with_their_ids() -> None:
    sheet = open_book(write_xlsx(make_plan())).worksheets[0]
    ids = [sheet.cell(row, 1).value for row in range(3, 43)]
    assert ids[:4] == ["A01", "A02", "A07", "A08"]
    assert ids[4:6] == ["A09", "A10"]
    assert len(set(ids)) == 40
    assert all(sheet.cell(7, column).value is None for column in range(2, 27))


def test_a_full_roadmap_has_no_more_rows_than_it_may() -> None:
    actions = tuple(Action(f"A{n:02d}") for n in range(1, 201))
    data = write_xlsx(make_plan(RoadmapAnswers((), actions)))
    assert open_book(data).worksheets[0].max_row == 202
    assert read_xlsx(data, 2).actions == actions


def test_text_is_never_a_formula() -> None:
    data = write_xlsx(make_hostile_plan())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [
            package.read(n) for n in package.namelist() if n.startswith("xl/worksheets/sheet")
        ]
    assert len(sheets) == 3
    assert not any(re.search(rb"<f[ >]|t=\"e\"", sheet) for sheet in sheets)
    book = open_book(data)
    sheet = book.worksheets[0]
    title = find_column(sheet, "action.title")
    for row, text in enumerate(FORMULAS, 4):
        cell = sheet.cell(row, title)
        assert (cell.value, cell.data_type) == (text, "s")
        assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@"))


def test_hostile_text_is_kept_but_for_what_xml_cannot_hold() -> None:
    roadmap = read_xlsx(write_xlsx(make_hostile_plan()), 2)
    kept = HOSTILE
    for character in "\x00\x0b\ud800\ufffe":
        kept = kept.replace(character, "")
    assert roadmap.actions[0].notes == kept
    assert roadmap.actions[0].title == kept.replace("\n", " ")
    assert roadmap.actions[-1].partners == "'quoted"


def test_two_cities_of_one_name_are_told_apart() -> None:
    roadmap = RoadmapAnswers((), (Action("A01", lane="city-1"), Action("A02", lane="city-2")))
    for names in (("Neustadt", "neustadt"), ("Joint work", ""), ("Koln\u0308", "Kol\u00f6n")):
        plan = make_plan(roadmap, cities=names, language="en")
        assert read_xlsx(write_xlsx(plan), 2) == roadmap


def test_it_prints_on_one_width() -> None:
    for sheet, paper in zip(
        open_book(write_xlsx(make_plan())).worksheets, ("8", "9"), strict=False
    ):
        assert str(sheet.page_setup.paperSize) == paper
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.print_title_rows == "$2:$2"
        assert "arezzo-hamm/0001" in sheet.oddHeader.right.text


def test_old_days_are_text_and_come_back() -> None:
    """Excel's calendar is wrong before March 1900, and 1905 is where typed years end up."""
    days = [dt.date(1900, 1, 1), dt.date(1900, 2, 28), dt.date(1905, 7, 16), dt.date(1950, 1, 1)]
    actions = tuple(
        Action(f"A{n:02d}", due=parse_when(day.isoformat())) for n, day in enumerate(days, 1)
    )
    data = write_xlsx(make_plan(RoadmapAnswers((), actions)))
    assert read_xlsx(data, 2).actions == actions


def test_words_that_look_like_an_escape_are_escaped() -> None:
    """Excel reads “_x0041_” as “A” (ECMA-376, ST_Xstring); openpyxl does not."""
    data = write_xlsx(make_plan(RoadmapAnswers((), (Action("A01", "_x0041_ a_x1"),))))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<t>_x005F_x0041_ a_x1</t>" in package.read("xl/worksheets/sheet1.xml")
    assert read_xlsx(data, 2).actions[0].title == "_x0041_ a_x1"


def test_closed_days_have_a_remark_that_is_not_read_back() -> None:
    unity = parse_when("2024-10-03")
    actions = (
        Action("A01", "Meet", due=unity),
        Action("A02", "Met", due=unity, status=Status.DONE),
        Action("A03", "Meet again", due=parse_when("2024-10-04")),
        Action("A04", "Some day", due=parse_when("2024")),
    )
    milestones = (
        MilestoneAnswer("M2", "Pilot", dt.date(2024, 6, 16)),
        MilestoneAnswer("M3", "Decision", dt.date(2024, 6, 17)),
        MilestoneAnswer("M6", "", dt.date(2024, 12, 29)),
    )
    roadmap = RoadmapAnswers(milestones, actions)
    plan = make_plan(roadmap, language="de", countries=("IT", "DE"))
    data = write_xlsx(plan)
    assert data == write_xlsx(plan)
    remarks = {
        cell.coordinate: cell.comment.text
        for sheet in open_book(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert remarks == {"G3": "Tag der Deutschen Einheit (Deutschland)", "E5": "Sonntag"}
    kept = {one.key: one for one in read_xlsx(data, 2).milestones}
    assert [kept[one.key] for one in milestones] == list(milestones)
    assert read_xlsx(data, 2).actions == actions
