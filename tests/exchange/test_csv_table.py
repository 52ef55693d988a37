"""The CSV as a spreadsheet takes it."""

import csv
import io

import pytest

from tests.exchange.samples import FORMULAS, make_hostile_plan, make_plan
from visions.exchange.csv_table import write_csv
from visions.exchange.plan import Plan
from visions.model import LANGUAGES


def read(plan: Plan) -> list[dict[str, str]]:
    text = write_csv(plan).decode("utf-8-sig")
    delimiter = "," if plan.language == "en" else ";"
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("code", LANGUAGES)
def test_excel_opens_it_rightly(code: str) -> None:
    data = write_csv(make_plan(language=code))
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"").replace(b"zwei\nZeilen", b"")
    rows = read(make_plan(language=code))
    assert [next(iter(row.values())) for row in rows] == ["A01", "A02", "A07", "A08"]
    assert len(rows[0]) >= 25


def test_the_values_are_plain() -> None:
    first, second, *_ = read(make_plan(language="en"))
    assert first["Due date"] == "2024-06-30"
    assert first["Start"] == "2024-Q1"
    assert first["Estimated cost (EUR)"] == "12000"
    assert first["Workstream"] == "Hamm"
    assert first["Needs: Funding"] == "Yes"
    assert first["Depends on"] == "A02"
    assert second["Estimated cost (EUR)"] == "0"


def test_no_cell_can_be_a_formula() -> None:
    plan = make_hostile_plan()
    text = write_csv(plan).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row)
    titles = [row["Action"] for row in read(plan)][1:]
    dangerous = ("=", "+", "-", "@")
    assert titles == [f"'{t}" if t.startswith(dangerous) else t for t in FORMULAS]
    assert read(make_plan(language="en"))[0]["Risk"] == "'-5 Grad"
