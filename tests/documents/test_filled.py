"""Documents with answers: what they say, that they stay accessible, and that words stay words."""

from __future__ import annotations

import dataclasses
import io
import itertools
import random

import pikepdf
import pytest

from tests.documents.filled import (
    FULL,
    HALF,
    HAMM,
    ROADMAP,
    WORKSHEET,
    fill_a_roadmap,
    fill_a_worksheet,
    make_many,
)
from tests.documents.samples import HOSTILE, VERSION, WORKSHOP, make_entry
from tests.documents.test_html import Reader, set_page, squeeze
from tests.documents.test_pdf import draw_jpeg, walk_nodes, walk_tags
from visions.answers import (
    Action,
    Answers,
    CityAnswers,
    FirstStep,
    Indicator,
    MilestoneAnswer,
    Remark,
    RoadmapAnswers,
    WorksheetAnswers,
    parse_when,
)
from visions.documents.gantt import draw_gantt
from visions.documents.pdf import Page, set_pdf
from visions.documents.plain_text import clean_text
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView
from visions.model import LANGUAGES
from visions.roadmap import Need

FILL = {"worksheet": fill_a_worksheet, "roadmap": fill_a_roadmap}
ENTRY = make_entry(HAMM, 1)


def planned(*actions: Action, milestones: tuple[MilestoneAnswer, ...] = ()) -> RoadmapView:
    return fill_a_roadmap(Answers(roadmap=RoadmapAnswers(milestones, actions)))


# ---- what the views say


def test_without_answers_nothing_is_filled_in() -> None:
    assert view_worksheet(WORKSHOP, HAMM, ENTRY, "en", VERSION).filled is None
    roadmap = view_roadmap(WORKSHOP, HAMM, ENTRY, "en", VERSION)
    assert (roadmap.filled, roadmap.draft) == (None, "Draft 1")


@pytest.mark.parametrize("revision", [1, 2, 17])
def test_draft_is_the_revision(revision: int) -> None:
    view = view_roadmap(WORKSHOP, HAMM, ENTRY, "en", VERSION, answers=FULL, revision=revision)
    assert view.draft == f"Draft {revision}"
    sheet = view_worksheet(WORKSHOP, HAMM, ENTRY, "en", VERSION, answers=FULL, revision=revision)
    assert sheet.filled is not None
    assert sheet.filled.draft == f"Draft {revision}"


def test_answers_are_cleaned_padded_and_never_translated() -> None:
    answers = WorksheetAnswers(
        keep=(Remark(" a\r\nb\x00\u202e ", "B2"),), cities=(CityAnswers(needs=(Need.OTHER,)),)
    )
    filled = fill_a_worksheet(Answers(answers), "el").filled
    assert filled is not None
    assert filled.keep[0].text == "a\nb"
    assert [len(filled.keep), len(filled.adapt), len(filled.indicators)] == [3, 3, 2]
    assert [city.needs for city in filled.cities] == [(False,) * 4 + (True,), (False,) * 5]
    for language in LANGUAGES:
        view = fill_a_worksheet(FULL, language).filled
        assert view is not None
        assert view.vision == WORKSHEET.vision


def test_due_date_is_the_tandem_s_or_the_printed_one() -> None:
    assert fill_a_worksheet(Answers()).due == "6 November 2023"
    step = dataclasses.replace(WORKSHEET, first_step=FirstStep(due=WORKSHOP.horizon))
    assert fill_a_worksheet(Answers(step)).due == "31 December 2024"


@pytest.mark.parametrize("kind", FILL)
def test_a_person_s_own_words_describe_the_picture(kind: str) -> None:
    assert FILL[kind](FULL).head.picture.alt == WORKSHEET.alt_text
    assert FILL[kind](Answers()).head.picture.alt.startswith("AI-generated picture")
    assert f'alt="{WORKSHEET.alt_text}"' in set_page(FILL[kind](FULL))


def test_dates_and_money_are_written_as_the_language_does() -> None:
    english, german = fill_a_roadmap(FULL).filled, fill_a_roadmap(FULL, "de").filled
    assert english is not None
    assert german is not None
    assert [(one.start, one.due, one.cost) for one in english.actions[1:4]] == [
        ("7 Nov 2023", "29 Feb 2024", "€24,000"),
        ("Q1 2024", "31 May 2024", "€65,000"),
        ("Mar 2024", "14 Jun 2024", "€18,500"),
    ]
    assert german.actions[1].cost == "24.000\xa0€"
    assert [one.cost for one in english.actions[7:9]] == ["€0", ""]
    assert english.actions[6].start == "1 Jul – 31 Dec 2024"
    assert english.actions[8].due == "2024"


def test_spans_cover_their_days_and_days_stay_points() -> None:
    filled = planned(
        Action("A01", start=parse_when("2024-Q1")),
        Action("A02", due=parse_when("2024-04-01")),
        Action("A03", start=parse_when("2024-04-01")),
        Action("A04", start=parse_when("2023"), due=parse_when("2030")),
        Action("A05"),
        Action("A06", start=parse_when("2024-06-30"), due=parse_when("2024-01-01")),
    ).filled
    assert filled is not None
    bars = [one.bar for one in filled.actions]
    assert [bar and bar.shape for bar in bars] == ["span", "due", "start", "span", None, "span"]
    quarter, point, beyond = bars[0], bars[1], bars[3]
    assert quarter is not None
    assert (quarter.first, quarter.first_within, quarter.last, quarter.last_within) == (2, 0, 2, 1)
    assert point is not None
    assert (point.first, point.first_within) == (3, 0)
    assert beyond is not None
    assert (beyond.goes_before, beyond.goes_on) == (True, True)
    assert (beyond.first, beyond.first_within, beyond.last, beyond.last_within) == (0, 0, 5, 1)
    assert filled.lanes[0] == (3, 0, 5, 1, 2)
    assert filled.undated.endswith("1")


def test_few_actions_leave_rows_for_the_pen() -> None:
    filled = planned(Action("A02"), Action("B1")).filled
    assert filled is not None
    assert filled.blank_ids == ("A01", "A03", "A04", "A05", "A06", "A07")
    many = fill_a_roadmap(make_many(9)).filled
    assert many is not None
    assert many.blank_ids == ()


def test_milestones_keep_their_names_or_get_their_own() -> None:
    view = planned(
        milestones=(
            MilestoneAnswer("M1", done=True),
            MilestoneAnswer("M2", "Sensors stand", WORKSHOP.horizon),
            MilestoneAnswer("M5", "", WORKSHOP.date.replace(year=2030)),
        )
    )
    by_key = {one.key: one for one in view.milestones}
    assert (by_key["M1"].label, by_key["M1"].done) == ("First step", True)
    assert (by_key["M2"].label, by_key["M2"].period) == ("Sensors stand", 5)
    assert (by_key["M5"].period, by_key["M5"].day) == (None, "23 Oct 2030")
    assert by_key["M0"].done


def test_chart_has_a_row_for_each_dated_action_and_lines_to_what_it_waits_for() -> None:
    view = fill_a_roadmap(FULL)
    assert view.filled is not None
    lanes = draw_gantt(view, view.filled)
    assert [lane.name for lane in lanes] == list(view.lanes)
    rows = [row for lane in lanes for row in lane.rows]
    shown = {row.action.id for row in rows if row.action}
    assert shown == {one.id for one in ROADMAP.actions} - {"A10"}
    assert sum(bool(row.strokes) for row in rows) >= 4
    for row in rows:
        assert 0 <= row.left <= row.left + row.width <= 101
    targets = {row.action.id for row in rows if row.action and row.is_target}
    assert targets == {"A02", "A03", "A04", "A07", "A08"}


# ---- pages


@pytest.mark.parametrize("kind", FILL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_holds_every_answer_under_headings_in_order(kind: str, language: str) -> None:
    view = FILL[kind](FULL, language)
    read = Reader(set_page(view))
    levels = read.headings()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    text = squeeze(read.text)
    assert squeeze(WORKSHEET.vision) in text
    answers = (
        [one.text for one in WORKSHEET.keep] if kind == "worksheet" else
        [text for one in ROADMAP.actions for text in (one.title, one.notes, one.risk)]
    )  # fmt: skip
    assert all(squeeze(answer) in text for answer in answers)


@pytest.mark.parametrize("kind", FILL)
def test_half_filled_page_keeps_places_for_the_pen(kind: str) -> None:
    page = set_page(FILL[kind](HALF))
    if kind == "worksheet":
        assert page.count(">✓<") == 2
        assert '<span class="write" data-field="keep.3.text"></span>' in page
        assert '<span class="write"></span><span class="write"></span>' in page
    else:
        assert page.count('<tr class="pen">') == 5


@pytest.mark.parametrize("kind", FILL)
def test_hostile_answers_are_words(kind: str) -> None:
    page = set_page(FILL[kind](answer_everything(itertools.repeat(HOSTILE))))
    assert page.count("<script") == set_page(FILL[kind](FULL)).count("<script")
    assert squeeze(clean_text(HOSTILE).strip()) in squeeze(Reader(page).text)
    assert not [
        name for _, attributes in Reader(page).tags for name in attributes if name[:2] == "on"
    ]


# ---- accessible files


@pytest.mark.parametrize("kind", FILL)
def test_filled_pdf_holds_what_both_standards_ask(kind: str) -> None:
    view = FILL[kind](FULL, "de")
    result = set_pdf([Page(view, draw_jpeg(1344, 896))])
    assert result.warnings == ()
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("A", "1")
            assert metadata["dc:title"] == view.head.document_title
        nodes = list(walk_nodes(pdf.Root.StructTreeRoot))
        tags = list(walk_tags(pdf.Root.StructTreeRoot))
        assert tags.count("/H1") == 1
        levels = [int(tag[2]) for tag in tags if tag[:2] == "/H" and tag[2:].isdigit()]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        assert tags.count("/TH") >= (19 if kind == "roadmap" else 4)
        assert WORKSHEET.alt_text in [str(node.Alt) for node in nodes if "/Alt" in node]
        assert str(pdf.Root.Lang).startswith("de")


def test_equal_answers_give_equal_bytes_and_documents_merge() -> None:
    for make in FILL.values():
        pages = [
            Page(make(answers, language), draw_jpeg(1344, 896))
            for answers, language in ((FULL, "it"), (Answers(), "de"), (HALF, "el"))
        ]
        result = set_pdf(pages)
        assert result.pdf == set_pdf(pages).pdf
        assert result.warnings == ()


# ---- words that nobody expects


def draw_words(seed: int, count: int) -> list[str]:
    """Random and hostile strings: any script, controls, lone surrogates, code, endless words."""
    dice = random.Random(seed)
    nasty = [
        HOSTILE, '#read("/etc/passwd")', "] #panic() [", "=1+1", "$x$ *b* _i_ `c` @l <t>",
        "x" * 600, "\u202e\u2066", "e\u0301\u0302" * 30, "👩\u200d👧 🇬🇷", "\ud800",
        "\n\n\n", "a\n" * 60,
    ]  # fmt: skip

    def draw() -> str:
        if dice.random() < 0.3:
            return dice.choice(nasty) + str(dice.randrange(100))
        ranges = ((32, 0x17F), (0x370, 0x3FF), (0x400, 0x10FFFF), (0, 0x2FFF))
        first, last = dice.choice(ranges)
        return "".join(chr(dice.randint(first, last)) for _ in range(dice.randint(0, 300)))

    return [draw() for _ in range(count)]


def answer_everything(words: itertools.repeat[str] | itertools.cycle[str]) -> Answers:
    """Answers with the next of `words` in each place."""

    def say() -> str:
        return next(words)

    def remarks() -> tuple[Remark, ...]:
        return tuple(Remark(say(), say()) for _ in range(3))

    worksheet = WorksheetAnswers(
        remarks(), remarks(), remarks(), say(),
        tuple(CityAnswers(say(), say(), tuple(Need)) for _ in range(2)),
        say(), say(), tuple(Indicator(say(), say(), say()) for _ in range(2)),
        FirstStep(say(), (say(), say()), WORKSHOP.date), say(),
    )  # fmt: skip
    actions = tuple(
        Action(
            f"A{n:02d}", say(), "joint", start=parse_when("2024-01") if n else None,
            due=parse_when("2024-03-01") if n != 2 else None, owners=(say(), say()),
            partners=say(), needs_note=say(), funding_source=say(), cost_eur=n * 10**9,
            indicator=Indicator(say(), say(), say()), risk=say(), countermeasure=say(),
            depends_on=("A01",) if n > 1 else (), picture_ref=say(), notes=say(),
        )
        for n in range(4)
    )  # fmt: skip
    milestones = tuple(MilestoneAnswer(key, say(), None) for key in ("M2", "M3", "M4"))
    return Answers(worksheet, RoadmapAnswers(milestones, actions))


def check_words(seed: int, count: int) -> None:
    answers = answer_everything(itertools.cycle(draw_words(seed, count)))
    for make in FILL.values():
        result = set_pdf([Page(make(answers), draw_jpeg(300, 200))])
        assert result.warnings == ()
        with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
            assert len(pdf.pages) >= 1
        set_page(make(answers))


def test_fifty_strange_answers_give_valid_documents() -> None:
    check_words(1, 50)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(2, 22))
def test_a_thousand_strange_answers_give_valid_documents(seed: int) -> None:
    check_words(seed, 50)
