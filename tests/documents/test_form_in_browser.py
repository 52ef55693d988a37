"""Filling in a sheet in a real browser, opened from disk: typed, kept, saved, read again."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

from tests.documents.filled import FULL as TYPED
from tests.documents.filled import HAMM, WORKSHEET, fill_a_roadmap, fill_a_worksheet
from tests.documents.samples import ENEMY, HOSTILE, LONGEST, make_roadmap, make_worksheet
from tests.documents.test_in_browser import Visit, browser, find_violations, put_picture
from visions.answers import Action, Answers, CityAnswers, Indicator, MilestoneAnswer, Remark
from visions.answers.file import dump_answers, load_answers, read_answers
from visions.documents.form import Form
from visions.documents.html import list_assets, set_html
from visions.documents.view import RoadmapView, WorksheetView
from visions.i18n import find_languages, speak
from visions.roadmap import Need

__all__ = ["browser"]  # fixture
MAKE: dict[str, Callable[..., WorksheetView | RoadmapView]] = {
    "worksheet": make_worksheet,
    "roadmap": make_roadmap,
}
FILL: dict[str, Callable[..., WorksheetView | RoadmapView]] = {
    "worksheet": fill_a_worksheet,
    "roadmap": fill_a_roadmap,
}
BLANK = Answers()
FULL = read_answers(dump_answers(TYPED), 2)
"""As a file gives them back: needs in the order of the sheet."""


@dataclasses.dataclass
class Room:
    """A browser window with its storage, and the folder that holds the pages."""

    context: BrowserContext
    folder: Path
    visit: Visit
    requests: list[str]

    @property
    def page(self) -> Page:
        return self.visit.page

    def show(self, view: WorksheetView | RoadmapView) -> Page:
        """Open the page of `view`, as if the workshop's documents were just made."""
        path = self.folder / "t" / "0001" / "page.html"
        put_picture(path.with_name("image.png"))
        path.write_text(
            set_html(view, picture="image.png", assets="../../assets"), encoding="utf-8"
        )
        self.page.goto(path.as_uri())
        return self.page

    def begin(self, view: WorksheetView | RoadmapView) -> Page:
        page = self.show(view)
        page.get_by_role("button", name="Fill in here").click()
        return page

    def open_again(self) -> Page:
        """Close the tab and open the page anew."""
        address = self.page.url
        self.page.close()
        self.visit.page = self.watch(self.context.new_page())
        self.page.goto(address)
        return self.page

    def watch(self, page: Page) -> Page:
        page.on("console", lambda message: self.visit.complaints.append(message.text))
        page.on("pageerror", lambda error: self.visit.complaints.append(str(error)))
        page.on("dialog", self.agree)
        page.on("request", self.note)
        return page

    def agree(self, dialog: Dialog) -> None:
        self.visit.dialogs.append(dialog.message)
        dialog.accept()

    def note(self, request: Request) -> None:
        self.requests.append(request.url)

    def save(self) -> bytes:
        with self.page.expect_download() as found:
            self.page.get_by_role("button", name="Save file").click()
        self.saved_as = found.value.suggested_filename
        return Path(found.value.path()).read_bytes()


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[Room]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "t" / "0001").mkdir(parents=True)
    for name, file in list_assets().items():
        (tmp_path / "assets" / name).write_bytes(file.read_bytes())
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    room = Room(context, tmp_path, Visit(context.new_page()), [])
    room.watch(room.page)
    yield room
    context.close()
    assert [one for one in room.requests if not one.startswith(("file:", "blob:"))] == []


def type_worksheet(page: Page) -> Answers:
    """Write in every place of a worksheet for two cities."""

    def write(name: str, text: str) -> str:
        page.get_by_role("textbox", name=name, exact=True).fill(text)
        return text

    remarks: dict[str, list[Remark]] = {}
    heads = {
        "keep": "Keep: what attracts us",
        "adapt": "Adapt: what must be different in our cities",
        "leave_out": "Leave out: what we do not want",
    }
    for index, (key, head) in enumerate(heads.items()):
        for n in (1, 2, 3):
            name = f"{head} ({n})"
            square = f"{'ABD'[index]}{n}"
            page.get_by_role("combobox", name=f"Picture area – {name}").select_option(square)
            remarks.setdefault(key, []).append(Remark(write(name, f"{key} {n} <b>"), square))
    cities = []
    for city in ("Arezzo", "Hamm"):
        group = page.get_by_role("group", name=f"Needs – {city}")
        group.get_by_label("Other").check()
        group.get_by_label("Funding").check()
        cities.append(
            CityAnswers(
                write(f"What we already have – {city}", f"much in\n{city}"),
                write(f"What stands in the way – {city}", "“little” șț ώ 日本 👩‍👩‍👧"),
                (Need.FUNDING, Need.OTHER),
            )
        )
    indicators = [
        Indicator(
            write(f"Indicator {n}", f"sign {n}"),
            write(f"Indicator {n} – Today", "0"),
            write(f"Indicator {n} – Target value", "10 %"),
        )
        for n in (1, 2)
    ]
    step = dataclasses.replace(
        WORKSHEET.first_step,
        what=write("First step – Action", "meet"),
        owners=tuple(
            write(f"First step – Responsible in {city}", f"office in {city}")
            for city in ("Arezzo", "Hamm")
        ),
    )
    write("First step – Due date", "2023-11-06")
    return Answers(
        dataclasses.replace(
            WORKSHEET,
            keep=tuple(remarks["keep"]),
            adapt=tuple(remarks["adapt"]),
            leave_out=tuple(remarks["leave_out"]),
            missing=write("Who or what is missing?", "everybody else"),
            cities=tuple(cities),
            headline=write("Newspaper headline on 31 December 2024", "All is well"),
            vision=write("Our vision", "By then, all is well."),
            indicators=tuple(indicators),
            first_step=step,
            alt_text=write("What the picture shows, for people who cannot see it", "A square."),
        )
    )


def test_worksheet_typed_is_the_worksheet_saved(room: Room) -> None:
    page = room.begin(make_worksheet(HAMM))
    typed = type_worksheet(page)
    saved = room.save()
    assert room.saved_as == "arezzo-hamm-0001-worksheet.json"
    assert load_answers(saved, 2, record="arezzo-hamm/0001") == typed
    assert json.loads(saved).keys() == {"format", "record", "worksheet"}
    page.reload()
    assert page.get_by_text("Your draft is back").is_visible()
    assert load_answers(room.save(), 2) == typed
    room.open_again()
    assert load_answers(room.save(), 2) == typed
    assert room.visit.complaints == []
    assert room.visit.dialogs == []


def test_roadmap_typed_is_the_roadmap_saved(room: Room) -> None:
    page = room.begin(make_roadmap(HAMM))
    milestone = page.get_by_role("group", name="M3 Milestone")
    milestone.get_by_label("Own title").fill("Half way")
    milestone.get_by_label("Date").fill("2024-05-02")
    milestone.get_by_label("Done").check()
    wanted = FULL.roadmap.actions[:2]
    other = page.get_by_role("group", name="M1 First step").get_by_label("Date")
    other.fill("2024")
    other.fill("")
    for action in wanted:
        page.get_by_role("button", name="Add an action").click()
        type_action(page, action)
    saved = load_answers(room.save(), 2, record="arezzo-hamm/0001", kept=FULL)
    assert room.saved_as == "arezzo-hamm-0001-roadmap.json"
    day = FULL.roadmap.milestones[1].day.replace(month=5, day=2)  # type: ignore[union-attr]
    assert saved.roadmap.actions == wanted
    assert saved.roadmap.milestones == (MilestoneAnswer("M3", "Half way", day, True),)
    assert saved.worksheet == FULL.worksheet
    room.open_again()
    assert load_answers(room.save(), 2, kept=FULL) == saved
    assert room.visit.complaints == []


def type_action(page: Page, action: Action) -> None:
    """Write an action into the empty row that has its id."""
    row = page.get_by_role("group", name=action.id)
    row.get_by_text(f"More about {action.id}").click()
    choices = (("Workstream", action.lane), ("Type", action.type), ("Status", action.status))
    for name, key in choices:
        row.get_by_label(name, exact=True).select_option(str(key))
    row.get_by_label("Picture area").select_option(action.picture_ref)
    texts = {
        "Action": action.title,
        "Start": str(action.start),
        "Due date": str(action.due),
        "Responsible in Arezzo": action.owners[0],
        "Responsible in Hamm": action.owners[1],
        "Partners to involve": action.partners,
        "Needs: Notes": action.needs_note,
        "Funding source": action.funding_source,
        "Estimated cost (EUR)": str(action.cost_eur or ""),
        "Indicator": action.indicator.name,
        "Baseline": action.indicator.baseline,
        "Target value": action.indicator.target,
        "Risk": action.risk,
        "Countermeasure": action.countermeasure,
        "Depends on": ", ".join(action.depends_on),
        "Notes": action.notes,
    }
    for name, text in texts.items():
        row.get_by_role("textbox", name=name, exact=True).fill(text)
    labels = {
        Need.EXCHANGE_ASSISTANCE: "Assistance for further exchange",
        Need.QUALIFIED_STAFF: "Qualified staff",
        Need.CONSULTING: "Consulting",
    }
    for need in action.needs:
        row.get_by_label(labels[need]).check()


@pytest.mark.parametrize("kind", FILL)
def test_answers_of_the_page_come_out_as_they_were(room: Room, kind: str) -> None:
    page = room.begin(FILL[kind](FULL))
    assert load_answers(room.save(), 2, kept=FULL) == FULL
    # One letter changes one field.
    name = {"worksheet": "Our vision", "roadmap": "Action"}[kind]
    field = page.get_by_role("textbox", name=name, exact=True).first
    field.press("Control+End")
    field.type("!")
    assert load_answers(room.save(), 2, kept=FULL) != FULL
    field.press("Backspace")
    assert load_answers(room.save(), 2, kept=FULL) == FULL


def test_rows_go_and_come_back(room: Room) -> None:
    page = room.begin(fill_a_roadmap(FULL))
    page.get_by_role("button", name="Remove A02").click()
    page.get_by_role("button", name="Remove A03").click()
    ids = [one["id"] for one in json.loads(room.save())["roadmap"]["actions"]]
    assert ids == ["A01", *(f"A{n:02d}" for n in range(4, 11))]
    assert page.get_by_text("Places to look at again").is_visible()
    page.get_by_role("button", name="Undo").first.click()
    assert page.evaluate("document.activeElement.textContent") == "Remove A02"
    page.get_by_role("button", name="Undo").click()
    assert load_answers(room.save(), 2, kept=FULL) == FULL
    page.get_by_role("button", name="Add an action").click()
    assert page.get_by_role("group", name="A11").count() == 1
    # A row that nobody wrote in is no action.
    assert load_answers(room.save(), 2, kept=FULL) == FULL


def test_newer_answers_of_the_page_are_a_choice(room: Room) -> None:
    page = room.begin(make_worksheet(HAMM))
    page.get_by_role("textbox", name="Our vision").fill("mine")
    newer = dataclasses.replace(WORKSHEET, vision="newer")
    for choice, sheet, wanted in (
        ("Keep my draft", WORKSHEET, "mine"),
        ("Take the new answers", newer, "newer"),
    ):
        room.show(fill_a_worksheet(Answers(sheet)))
        assert page.get_by_text("The answers on this page have changed").is_visible()
        # Whoever leaves without a choice, and whoever types on, loses nothing.
        assert page.get_by_role("textbox", name="Our vision").input_value() == "mine"
        page.reload()
        page.get_by_role("button", name=choice).click()
        assert page.get_by_role("textbox", name="Our vision").input_value() == wanted
    page.reload()
    # The draft is what the page shows: there is none any more.
    assert page.get_by_role("button", name="Fill in here").is_visible()


def test_file_is_opened_and_draft_discarded(room: Room, tmp_path: Path) -> None:
    page = room.begin(make_worksheet(HAMM))
    note = {"format": 1, "worksheet": dump_answers(FULL)["worksheet"]}
    files = {
        "good.json": json.dumps(note),
        "other.json": json.dumps({**note, "record": "other/0001"}),
        "roadmap.json": json.dumps({"format": 1, "roadmap": {}}),
        "broken.json": json.dumps({**note, "worksheet": {"keep": [{"text": 5}]}}),
        "more.json": json.dumps({**note, "worksheet": {"mood": "good"}}),
        "proto.json": '{"format": 1, "worksheet": {"__proto__": {"x": "y"}}}',
        "none.json": "hello",
    }
    for name, text in reversed(files.items()):
        (tmp_path / name).write_text(text, encoding="utf-8")
        page.locator("input[type=file]").set_input_files(tmp_path / name)
        verdict = "Opened: " if name == "good.json" else "holds no answers for this sheet"
        page.get_by_text(verdict).wait_for()
    assert load_answers(room.save(), 2) == Answers(FULL.worksheet)
    page.get_by_role("textbox", name="Our vision").fill("other")
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="Fill in here").wait_for()
    assert len(room.visit.dialogs) == 1
    page.reload()
    page.get_by_role("button", name="Fill in here").click()
    assert load_answers(room.save(), 2) == BLANK
    assert room.visit.complaints == []


def test_another_window_is_noticed(room: Room) -> None:
    first = room.begin(make_worksheet(HAMM))
    second = room.watch(room.context.new_page())
    second.goto(first.url)
    second.get_by_role("button", name="Fill in here").click()
    second.get_by_role("textbox", name="Our vision").fill("theirs")
    first.get_by_text("changed in another window").wait_for()
    first.get_by_role("button", name="Take the new answers").click()
    assert first.get_by_role("textbox", name="Our vision").input_value() == "theirs"


def test_without_storage_the_page_says_so_and_saves(room: Room) -> None:
    room.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    page = room.begin(make_worksheet(HAMM))
    assert page.get_by_text("This browser cannot keep what you type.").is_visible()
    page.get_by_role("textbox", name="Our vision").fill("mine")
    assert load_answers(room.save(), 2).worksheet.vision == "mine"


def test_advice_never_takes_anything_away(room: Room) -> None:
    page = room.begin(fill_a_roadmap(FULL))
    row = page.get_by_role("group", name="A01")
    row.get_by_text("More about A01").click()
    for name, text, advice in (
        ("Start", "next spring", "Write a day, month"),
        ("Start", "2023-02-30", "Write a day, month"),
        ("Due date", "2023-H1", "This is before the start."),
        ("Estimated cost (EUR)", "1.000 €", "Write whole euros"),
        ("Depends on", "A77", "There is no other action A77."),
        ("Notes", "x" * 2001, "Write at most 2000 characters; there are 2001."),
    ):
        if name == "Due date":
            row.get_by_role("textbox", name="Start", exact=True).fill("2023-11-01")
        field = row.get_by_role("textbox", name=name, exact=True)
        field.fill(text)
        field.press("Tab")
        assert row.get_by_text(advice).is_visible()
        assert field.input_value() == text
        assert field.get_attribute("aria-invalid") == "true"
    saved = json.loads(room.save())["roadmap"]["actions"][0]
    assert saved["cost_eur"] == "1.000 €"
    assert page.get_by_text("Places to look at again: 4").is_visible()


@pytest.mark.parametrize("kind", FILL)
@pytest.mark.parametrize("language", find_languages())
def test_form_is_accessible_on_desk_and_phone(room: Room, kind: str, language: str) -> None:
    answers, tandem = (FULL, HAMM) if language != "el" else (BLANK, LONGEST)
    page = room.show(FILL[kind](answers, language, tandem))
    begin = page.get_by_role("button", name=speak(language).text("Fill in here"), exact=True)
    begin.click()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                 '.fill-button, .fill-room > textarea, select, .fill-tick, summary')]
               .filter(one => one.getBoundingClientRect().height < 43.9)
               .map(one => one.outerHTML)"""
        )
        assert small == []
        assert room.visit.complaints == []
        assert find_violations(page) == []
        # axe looks into the style sheets, which the page's own policy forbids.
        room.visit.complaints.clear()
    hidden = "getComputedStyle(document.querySelector('.fill-bar')).display"
    page.emulate_media(media="print")
    assert page.evaluate(hidden) == "none"


def test_keyboard_alone_fills_in(room: Room) -> None:
    page = room.show(make_worksheet(HAMM))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
        seen.append(name)
        if name == "Our vision":
            page.keyboard.type("By then")
            break
        # What has the focus never lies under the bar.
        assert page.evaluate(
            """() => document.activeElement.getBoundingClientRect().bottom
                 > document.querySelector('.fill-bar').getBoundingClientRect().bottom
               || document.activeElement.closest('.fill-bar') !== null"""
        )
    assert len(set(seen)) > 20
    assert load_answers(room.save(), 2).worksheet.vision == "By then"


@pytest.mark.parametrize("kind", MAKE)
def test_without_script_the_page_is_the_paper_form(browser: Browser, room: Room, kind: str) -> None:
    room.show(MAKE[kind](HAMM))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room.page.url)
    assert page.locator("button, input, textarea, select").count() == 0
    assert page.locator("h1").count() == 1
    context.close()


@pytest.mark.parametrize("kind", FILL)
def test_hostile_answers_stay_words(room: Room, kind: str) -> None:
    evil = HOSTILE.replace("\u0000", "").replace("\ud800", "") + "</script><!--<script>\u2028"
    worksheet = dataclasses.replace(
        WORKSHEET, vision=evil, keep=(Remark(evil),), cities=(CityAnswers(evil),), missing=evil
    )
    action = Action("A01", evil.replace("\u2028", ""), notes=evil, owners=(evil,))
    answers = Answers(worksheet, dataclasses.replace(FULL.roadmap, actions=(action,)))
    view = FILL[kind](answers, "en", dataclasses.replace(ENEMY, cities=ENEMY.cities))
    assert isinstance(view.form, Form)
    assert not re.search("[<>&\u2028\u2029]", view.form.data)
    page = room.begin(view)
    assert load_answers(room.save(), 2, kept=answers) == answers
    assert page.locator("main img").count() == 1
    assert page.locator("main svg[onload]").count() == 0
    assert room.visit.complaints == []
    assert room.visit.dialogs == []
