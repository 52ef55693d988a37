"""Answers to set documents from: a tandem that filled in everything, in offices and roles."""

from __future__ import annotations

import dataclasses
import datetime as dt

from tests.documents.samples import ARTICLE, VERSION, WORKSHOP, make_entry
from visions.answers import (
    Action,
    ActionType,
    Answers,
    CityAnswers,
    FirstStep,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    Status,
    WorksheetAnswers,
    parse_when,
)
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView, WorksheetView
from visions.model import City, Entry, Tandem
from visions.roadmap import Need

HAMM = Tandem(
    "arezzo-hamm",
    (City("Arezzo", "IT"), City("Hamm", "DE")),
    "Urban data platform",
    ("it", "de"),
)
WORKSHEET = WorksheetAnswers(
    keep=(
        Remark("The square where people meet and see the same figures", "B2"),
        Remark("Trees and water next to the data boards", "C3"),
        Remark("No cars in front of the town hall", "A3"),
    ),
    adapt=(
        Remark("Towers become our old roofs: sensors must fit monuments", "D1"),
        Remark("One app for each city, one open interface behind both", "B1"),
        Remark("Trams are too dear; buses with hydrogen instead"),
    ),
    leave_out=(
        Remark("Cameras at every corner", "A1"),
        Remark("Advertising on public screens", "C2"),
        Remark("Drones above homes", "D1"),
    ),
    missing="Shopkeepers, and people who have no smartphone",
    cities=(
        CityAnswers(
            "Air sensors at 12 schools, an open-data portal with 140 data sets",
            "No common standard; two offices buy on their own",
            (Need.FUNDING, Need.QUALIFIED_STAFF),
        ),
        CityAnswers(
            "A hydrogen project at the port, a city app with 30,000 users",
            "Data sits in six specialised systems without interfaces",
            (Need.CONSULTING, Need.QUALIFIED_STAFF, Need.EXCHANGE_ASSISTANCE),
        ),
    ),
    headline="Two cities, one sky: air data from Arezzo and Hamm open to all",
    vision=(
        "By 31 December 2024, people in Arezzo and Hamm can see the air in their own street on "
        "one open platform and propose what should change, because both cities publish their "
        "measurements in the same form every day."
    ),
    indicators=(
        Indicator("Streets with open air data", "12", "60 streets"),
        Indicator("Proposals from citizens", "0", "100 a year"),
    ),
    first_step=FirstStep(
        "Compare the two sensor lists and agree on five common fields",
        ("Environment office", "Digitalisation unit"),
        dt.date(2023, 11, 6),
    ),
    alt_text="A square with trees; people stand around a board that shows the air of the day.",
)
ROADMAP = RoadmapAnswers(
    milestones=(
        MilestoneAnswer("M2", "Common data model agreed", dt.date(2024, 2, 29)),
        MilestoneAnswer("M3", "Pilot streets are online", dt.date(2024, 6, 14)),
        MilestoneAnswer("M4", "Council decisions in both cities"),
    ),
    actions=(
        Action(
            "A01",
            "Compare the sensor lists and agree on common fields",
            "joint",
            ActionType.TASK,
            parse_when("2023-10-24"),
            parse_when("2023-11-06"),
            ("Environment office", "Digitalisation unit"),
            needs=(Need.EXCHANGE_ASSISTANCE,),
            status=Status.DONE,
            picture_ref="B2",
        ),
        Action(
            "A02",
            "Write the common data model down and publish it",
            "joint",
            ActionType.TASK,
            parse_when("2023-11-07"),
            parse_when("2024-02-29"),
            ("Statistics office", "Digitalisation unit"),
            "University of Siena; regional data centre",
            (Need.QUALIFIED_STAFF, Need.CONSULTING),
            "Half a post in each city",
            "Digital Europe Programme",
            24_000,
            Indicator("Fields described", "0", "45 fields"),
            "Each city keeps its own names",
            "A short list of musts, everything else optional",
            ("A01",),
            "B1",
            Status.RUNNING,
            "The draft of Utrecht and Munich can be used.",
        ),
        Action(
            "A03",
            "Equip 20 streets with sensors that suit listed buildings",
            "city-1",
            ActionType.PILOT,
            parse_when("2024-Q1"),
            parse_when("2024-05-31"),
            ("Environment office", ""),
            needs=(Need.FUNDING,),
            funding_source="Regional fund (ERDF)",
            cost_eur=65_000,
            indicator=Indicator("Streets with sensors", "12", "32 streets"),
            risk="Permits for monuments take long",
            countermeasure="Ask the monument office in November",
            depends_on=("A02",),
            picture_ref="D1",
        ),
        Action(
            "A04",
            "Connect the city app to the open interface",
            "city-2",
            ActionType.TASK,
            parse_when("2024-03"),
            parse_when("2024-06-14"),
            ("", "Digitalisation unit"),
            cost_eur=18_500,
            depends_on=("A02",),
            picture_ref="B1",
        ),
        Action(
            "A05",
            "Decide on an open licence for all air data",
            "city-1",
            ActionType.DECISION,
            None,
            parse_when("2024-04-11"),
            ("City council", ""),
            status=Status.PLANNED,
        ),
        Action(
            "A06",
            "Walk the streets with residents and choose the pilot streets",
            "citizens",
            ActionType.MEETING,
            parse_when("2024-01-15"),
            parse_when("2024-03-15"),
            ("Participation office", "Participation office"),
            "Schools, shopkeepers, a senior citizens’ club",
            indicator=Indicator("People taking part", "0", "200 people"),
            picture_ref="C3",
        ),
        Action(
            "A07",
            "Evaluate the proposals and answer each of them",
            "citizens",
            ActionType.TASK,
            parse_when("2024-H2"),
            None,
            ("Participation office", "Participation office"),
            depends_on=("A03", "A06"),
            status=Status.IDEA,
        ),
        Action(
            "A08",
            "Apply together for follow-up funding",
            "resources",
            ActionType.TASK,
            parse_when("2024-07"),
            parse_when("2024-10-15"),
            ("EU office", "Funding office"),
            needs=(Need.FUNDING, Need.EXCHANGE_ASSISTANCE, Need.OTHER),
            needs_note="Somebody who has done it before",
            cost_eur=0,
            depends_on=("A04", "A06"),
        ),
        Action(
            "A09",
            "Buy displays for bus stops",
            "resources",
            due=parse_when("2024"),
            status=Status.DROPPED,
            notes="Too dear; the app is enough for now.",
        ),
        Action(
            "A10",
            "Invite a third city to use the platform",
            "joint",
            ActionType.MEETING,
            owners=("Mayor’s office", "Mayor’s office"),
            status=Status.IDEA,
        ),
    ),
)
FULL = Answers(WORKSHEET, ROADMAP)
HALF = Answers(
    dataclasses.replace(
        WORKSHEET,
        keep=WORKSHEET.keep[:2],
        adapt=WORKSHEET.adapt[:1],
        leave_out=(),
        cities=(WORKSHEET.cities[0],),
        vision="",
        indicators=WORKSHEET.indicators[:1],
        first_step=FirstStep("", ("Environment office",)),
    ),
    RoadmapAnswers(ROADMAP.milestones[:1], ROADMAP.actions[:3]),
)
_MORE = (
    " Everybody who works on it meets once a month, writes down what was learnt, and tells "
    "the other city in time what it needs; nothing is bought before both have looked at it."
)


def lengthen(words: str, characters: int) -> str:
    """`words` and what can be said about them, in exactly so many characters."""
    return (words + _MORE * (characters // len(_MORE) + 1))[:characters].rstrip() + "."


def make_long(characters: int) -> Answers:
    """The same answers, each in about so many characters."""

    def long(words: str) -> str:
        return lengthen(words, characters)

    def remarks(ones: tuple[Remark, ...]) -> tuple[Remark, ...]:
        return tuple(dataclasses.replace(one, text=long(one.text)) for one in ones)

    worksheet = dataclasses.replace(
        WORKSHEET,
        keep=remarks(WORKSHEET.keep),
        adapt=remarks(WORKSHEET.adapt),
        leave_out=remarks(WORKSHEET.leave_out),
        missing=long(WORKSHEET.missing),
        cities=tuple(
            dataclasses.replace(one, have=long(one.have), obstacles=long(one.obstacles))
            for one in WORKSHEET.cities
        ),
        headline=long(WORKSHEET.headline),
        vision=long(WORKSHEET.vision),
        indicators=tuple(
            Indicator(long(one.name), long(one.baseline), long(one.target))
            for one in WORKSHEET.indicators
        ),
        first_step=FirstStep(
            long(WORKSHEET.first_step.what),
            tuple(long(one) for one in WORKSHEET.first_step.owners),
            WORKSHEET.first_step.due,
        ),
    )
    actions = tuple(
        dataclasses.replace(
            one,
            title=long(one.title),
            notes=long(one.notes or "Note:"),
            risk=long(one.risk or "Risk:"),
            partners=long(one.partners or "Partners:"),
        )
        for one in ROADMAP.actions
    )
    milestones = tuple(
        dataclasses.replace(one, title=long(one.title)) for one in ROADMAP.milestones
    )
    return Answers(worksheet, RoadmapAnswers(milestones, actions))


def make_many(count: int) -> Answers:
    """So many actions over all lanes, some in a chain."""
    start = WORKSHOP.date
    lanes = ("joint", "city-1", "city-2", "citizens", "resources")
    actions = []
    for number in range(count):
        model = ROADMAP.actions[number % len(ROADMAP.actions)]
        first = start + dt.timedelta(days=number * 397 // max(1, count))
        last = first + dt.timedelta(days=10 + number * 37 % 80)
        actions.append(
            dataclasses.replace(
                model,
                id=f"A{number + 1:02d}",
                lane=lanes[number % 5],
                start=parse_when(first.isoformat()) if number % 4 else None,
                due=parse_when(last.isoformat()) if number % 11 else None,
                depends_on=(f"A{number - 4:02d}",) if number % 3 == 2 and number > 5 else (),
                status=list(Status)[number % 5],
            )
        )
    return Answers(WORKSHEET, RoadmapAnswers(ROADMAP.milestones, tuple(actions)))


def fill_a_worksheet(
    answers: Answers, language: str = "en", tandem: Tandem = HAMM, entry: Entry | None = None
) -> WorksheetView:
    return view_worksheet(
        WORKSHOP,
        tandem,
        entry or make_entry(tandem, 1, ARTICLE),
        language,
        VERSION,
        answers=answers,
        revision=3,
    )


def fill_a_roadmap(
    answers: Answers, language: str = "en", tandem: Tandem = HAMM, entry: Entry | None = None
) -> RoadmapView:
    return view_roadmap(
        WORKSHOP,
        tandem,
        entry or make_entry(tandem, 1, ARTICLE),
        language,
        VERSION,
        answers=answers,
        revision=3,
    )
