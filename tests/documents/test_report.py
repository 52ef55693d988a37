"""The report: everything that happened, nothing that did not, and open to every reader."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.documents.filled import FULL, make_long
from tests.documents.samples import (
    ARNSBERG,
    ARTICLE,
    ENEMY,
    HOSTILE,
    LONG,
    LONGEST,
    WORKSHOP,
    make_entry,
)
from tests.documents.test_papers import assert_accessible, picture_of, read_pages
from tests.documents.test_pdf import squeeze
from visions.answers import Answers
from visions.documents.paper import set_paper
from visions.documents.pdf import SetPdf
from visions.documents.report import ReportView, Story, find_main, view_report
from visions.documents.report_chapters import Money
from visions.documents.report_page import set_report_page
from visions.i18n import speak
from visions.model import LANGUAGES, Entry, State, Workshop

REFUSED = replace(
    make_entry(ARNSBERG, 4, "a forbidden city", state=State.REFUSED),
    detail="rejected: violence",
)
ENTRIES = (
    make_entry(ARNSBERG, 1),
    make_entry(ARNSBERG, 2, "o piață\ncu tei", provider="sketch", size=(896, 1344)),
    make_entry(ARNSBERG, 3, LONG),
    REFUSED,
)
STORIES = (Story(ARNSBERG, ENTRIES, 2, {2: (FULL, 1)}), Story(LONGEST, ()))


def view(
    *stories: Story, money: Money | None = None, language: str = "en", workshop: Workshop = WORKSHOP
) -> ReportView:
    return view_report(workshop, stories or STORIES, money or Money(), language, "0")


def set_report(report: ReportView, *entries: Entry) -> SetPdf:
    return set_paper("report.typ", report, picture_of(*(entries or ENTRIES)))


def set_page(report: ReportView, *entries: Entry) -> str:
    images = {number: f"{number}/image.jpg" for number in picture_of(*(entries or ENTRIES))}
    return set_report_page(report, images, assets="assets")


def find_chapter(report: ReportView, anchor: str) -> str:
    """All texts of a chapter."""
    chapter = next(one for one in report.chapters if one.anchor == anchor)
    cells = [cell for table in chapter.tables for row in (table.head, *table.rows) for cell in row]
    return " | ".join(
        [*chapter.paragraphs, *(part for fact in chapter.facts for part in fact), *cells]
    )


class Reader(HTMLParser):
    """What a page is made of: its tags with their attributes, and its headings' levels."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


def test_everything_is_told() -> None:
    report = view()
    pdf, page = "".join(read_pages(set_report(report))), squeeze(set_page(report))
    for text in (
        "Two-day tandem workshop", "A network of cities", "Workshop report", "Citizen engagement",
        ARTICLE, "AI-generated picture", "Sketch drawn by fixed rules, without AI",
        "Chosen by the tandem", "The other prompts", "No prompts yet.", "OpenAI", "gpt-image-2",
        FULL.worksheet.headline, "Keep: what attracts us", "Milestones",
        "Prompts without a picture", "What was spent", "Labels and rights",
    ):  # fmt: skip
        assert squeeze(text) in pdf, text
        assert squeeze(text) in page, text
    for action in FULL.roadmap.actions:
        assert action.id in pdf
        assert action.id in page


def test_the_chosen_picture_leads() -> None:
    assert find_main(Story(ARNSBERG, ENTRIES, 1)) is ENTRIES[0]
    # The newest picture where none is chosen, or where the chosen prompt has none.
    assert find_main(Story(ARNSBERG, ENTRIES)) is ENTRIES[2]
    assert find_main(Story(ARNSBERG, ENTRIES, 4)) is ENTRIES[2]
    assert find_main(Story(ARNSBERG, (REFUSED,))) is REFUSED
    assert find_main(Story(ARNSBERG, ())) is None
    section = view().tandems[0]
    assert section.main is not None
    assert section.main.number == "alba-iulia-arnsberg/0002"
    assert section.main.chosen
    assert [one.number[-1] for one in section.others] == ["1", "3", "4"]


def test_a_prompt_without_a_picture_is_listed_with_its_reason() -> None:
    missing = find_chapter(view(), "missing")
    assert "alba-iulia-arnsberg/0004 | a forbidden city | The image service did not" in missing
    assert "rejected: violence" in missing
    assert find_chapter(view(Story(ARNSBERG, ENTRIES[:1])), "missing") == (
        "Every prompt has its picture."
    )


@pytest.mark.parametrize(
    ("money", "told", "untold"),
    [
        (Money(), ["no request to a paid image service"], ["US$", "Spent"]),
        (Money(3, 1.5), ["asked for | 3", "Spent on them | US$1.50"], ["estimated", "end is not"]),
        (Money(3, 1.5, 0.25), ["of this, estimated because no cost was reported | US$0.25"], []),
        (
            Money(4, 0.004, 0, 0.1, 2),
            ["US$0.004", "end is not known | 2", "cost as well | US$0.10"],
            ["estimated"],
        ),
        (Money(2, unpriced=2), ["whose cost nobody knows | 2", "Spent on them | US$0.00"], []),
        (Money(is_whole=False), ["sums may be too low"], []),
        (Money(1, 1.0, is_whole=False), ["sums may be too low", "no invoice"], []),
    ],
)
def test_the_money_is_told_as_it_is(money: Money, told: list[str], untold: list[str]) -> None:
    text = find_chapter(view(money=money), "money")
    assert [words for words in told if words not in text] == []
    assert [words for words in untold if words in text] == []


def test_who_drew_is_counted() -> None:
    making = find_chapter(view(), "making")
    assert "OpenAI | openai | gpt-image-2 | 2 | 23 Oct 2023" in making
    assert "built-in illustrator" in making
    assert "not artificial intelligence" in making
    only = find_chapter(view(Story(ARNSBERG, ENTRIES[:1])), "making")
    assert "not artificial intelligence" not in only


def test_blank_answers_leave_no_trace() -> None:
    blank = view(Story(ARNSBERG, ENTRIES, 2, {2: (Answers(), 1)}))
    assert blank.tandems[0].answers == ()
    assert dict(blank.figures)["Visions written down"] == "0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_accessible_in_every_language(language: str) -> None:
    report = view(language=language, money=Money(3, 1.5, 0.2, 0.1, 1, 1))
    assert_accessible(set_report(report), language)
    reader = Reader(set_page(report))
    assert reader.levels[0] == 1
    assert reader.levels.count(1) == 1
    assert all(b <= a + 1 for a, b in zip(reader.levels, reader.levels[1:], strict=False))
    assert {attrs.get("scope") for tag, attrs in reader.tags if tag == "th"} == {"col", "row"}
    images = [attrs for tag, attrs in reader.tags if tag == "img"]
    assert len(images) == 3
    assert all(attrs["alt"] and attrs["width"] for attrs in images)
    assert dict(reader.tags)["html"] == {"lang": language}
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_nothing_that_people_wrote_acts() -> None:
    entries = (make_entry(ENEMY, 1, HOSTILE), make_entry(ENEMY, 2, HOSTILE * 5))
    report = view(
        Story(ENEMY, entries, 1, {1: (make_long(900), 3)}),
        workshop=replace(WORKSHOP, title=HOSTILE, organiser=HOSTILE, place=HOSTILE),
    )
    assert_accessible(set_report(report, *entries), "en")
    page = set_page(report, *entries)
    reader = Reader(page)
    assert not {tag for tag, _ in reader.tags} & {"script", "svg", "style"}
    assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on")]
    assert "{{7*7}}" in page


def test_without_anything_there_is_still_a_report() -> None:
    report = view(Story(ARNSBERG, ()))
    result = set_paper("report.typ", report, {})
    assert_accessible(result, "en")
    assert "No prompts yet." in set_report_page(report, {}, assets="assets")


def test_a_lost_picture_is_a_frame_with_its_reason() -> None:
    report = view()
    lost = squeeze("The picture is missing from the archive.")
    assert lost in "".join(read_pages(set_paper("report.typ", report, {})))
    assert lost in squeeze(set_report_page(report, {}, assets="assets"))


def test_thirty_tandems_take_seconds() -> None:
    tandems = [replace(LONGEST, key=f"tandem-{n}") for n in range(30)]
    entries = {one.key: [make_entry(one, n, ARTICLE) for n in range(1, 5)] for one in tandems}
    stories = [Story(one, tuple(entries[one.key]), 1, {1: (FULL, 1)}) for one in tandems]
    pictures = picture_of(*(entry for listed in entries.values() for entry in listed))
    report = view(*stories)
    start = time.process_time()
    result = set_paper("report.typ", report, pictures)
    # 2 s on a quiet laptop; processor time, as other tests may run beside this one.
    assert time.process_time() - start < 8
    assert result.warnings == ()


def test_equal_input_gives_equal_bytes() -> None:
    assert set_report(view()).pdf == set_report(view()).pdf
    assert set_page(view()) == set_page(view())


def test_answers_keep_their_own_words() -> None:
    told = view(language="de").tandems[0].answers[0]
    assert told.vision == FULL.worksheet.vision
    assert told.heading == speak("de").text("Our vision")
