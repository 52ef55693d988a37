"""A roadmap of 40 actions as a workbook, and back, warm, on one thread."""

from __future__ import annotations

import datetime as dt
import uuid

from benchmarks.timing import measure, report
from visions.answers import Action, Indicator, RoadmapAnswers, list_lanes, parse_when
from visions.exchange.plan import Plan
from visions.exchange.xlsx_read import read_xlsx
from visions.exchange.xlsx_write import write_xlsx
from visions.roadmap import Need, place_milestones

WRITE_MS, READ_MS = 60, 60
ACTIONS = 40


def run() -> None:
    plan = _make_plan()
    book = write_xlsx(plan)
    assert read_xlsx(book, 2) == plan.roadmap
    for what, seconds, most in (
        ("written", measure(lambda: write_xlsx(plan), runs=21), WRITE_MS),
        ("read back", measure(lambda: read_xlsx(book, 2), runs=21), READ_MS),
    ):
        report(
            f"XLSX of {ACTIONS} actions {what}, one thread",
            f"{seconds * 1000:.1f} ms",
            f"<= {most} ms",
            seconds * 1000 <= most,
        )


def _make_plan() -> Plan:
    start, horizon = dt.date(2023, 10, 23), dt.date(2024, 12, 31)
    lanes = list_lanes(2)
    actions = tuple(
        Action(
            f"A{n:02d}",
            f"Sensoren an {n} Schulen aufstellen und die Daten gemeinsam veröffentlichen",
            lanes[n % len(lanes)],
            start=parse_when("2024-Q1"),
            due=parse_when("2024-06-30"),
            owners=("Ufficio ambiente", "Umweltamt"),
            partners="Schulen, Stadtwerke",
            needs=(Need.FUNDING, Need.OTHER),
            funding_source="LIFE",
            cost_eur=1000 * n,
            indicator=Indicator("Sensoren", "0", "40 Stück"),
            risk="Kein Personal",
            depends_on=("A01",) if n > 1 else (),
            picture_ref="B2",
            notes="Erst prüfen,\ndann kaufen",
        )
        for n in range(1, ACTIONS + 1)
    )
    return Plan(
        "arezzo-hamm/0001",
        "Arezzo – Hamm",
        ("Arezzo", "Hamm"),
        "A workshop",
        start,
        horizon,
        "de",
        place_milestones(start, horizon),
        dt.datetime(2023, 10, 23, 15, tzinfo=dt.UTC),
        uuid.UUID(int=1),
        roadmap=RoadmapAnswers((), actions),
    )
