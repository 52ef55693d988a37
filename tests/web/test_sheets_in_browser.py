"""Worksheet and roadmap on several phones of one tandem, in a real browser."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route, expect

from tests.documents.samples import HOSTILE
from tests.documents.test_in_browser import browser, find_violations
from tests.web.serving import Running, find_port, serve
from tests.workshops import drop_prompt, write_workshop
from visions.answers import Answers
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.i18n import find_languages, speak
from visions.model import RecordId, State

__all__ = ["browser"]  # fixture
RECORD = RecordId("arezzo-hamm", 1)
SECOND = 1000
KINDS = ("worksheet", "roadmap")


@dataclass
class Phone:
    """One phone with its browser: what it complained about, which windows popped up."""

    context: BrowserContext
    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, kind: str = "worksheet", number: int = 1, language: str = "en") -> Page:
        self.page.goto(f"{self.address}/tandem/{number}/{kind}?language={language}")
        self.page.locator("body.filling").wait_for()
        return self.page

    def close(self) -> None:
        """Close the tab; the browser's storage stays."""
        self.page.close()

    def begin(self) -> None:
        self.page = self.context.new_page()
        self.watch()

    def watch(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self.agree)

    def agree(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.accept()


Come = Callable[..., Phone]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = write_workshop(tmp_path_factory.mktemp("live") / "workshop")
    with serve(folder) as running:
        yield running


@pytest.fixture
def come(browser: Browser) -> Iterator[Come]:
    phones: list[Phone] = []

    def come_in(ticket: str, address: str, width: int = 1280) -> Phone:
        size = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, locale="en-GB")  # type: ignore[arg-type]
        context.set_default_timeout(8 * SECOND)
        phone = Phone(context, context.new_page(), address)
        phones.append(phone)
        enter(phone.page, ticket)
        phone.watch()
        return phone

    yield come_in
    for phone in phones:
        phone.context.close()
        assert phone.complaints == []
        assert phone.dialogs == []


def enter(page: Page, ticket: str) -> None:
    page.goto(ticket)
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url("**/tandem", wait_until="domcontentloaded")


@pytest.fixture
def number(house: Running) -> int:
    """A new prompt of its own for each test, drawn or nearly."""
    live = house.live
    prompt = house.call(live.accept(live.workshop.tandems[0], "una piazza con alberi"))
    return prompt.id.number


@pytest.fixture
def pair(house: Running, come: Come, number: int) -> tuple[Phone, Phone]:
    """Two phones of one tandem, both on the worksheet of the same prompt."""
    ticket = house.find_ticket("arezzo-hamm")
    one, other = come(ticket, house.address), come(ticket, house.address)
    one.open(number=number)
    other.open(number=number)
    return one, other


def find(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def expect_state(page: Page, text: str, seconds: float = 8) -> None:
    expect(page.locator("#live-state")).to_contain_text(text, timeout=seconds * SECOND)


def read_answers(house: Running, number: int) -> Answers:
    newest = house.call(house.live.read_answers(RecordId("arezzo-hamm", number)))
    return newest.answers if newest else Answers()


def list_kept(page: Page) -> list[str]:
    """What this browser keeps of sheets."""
    keys: list[str] = page.evaluate("Object.keys(localStorage)")
    return [key for key in keys if key.startswith("live|")]


def wait_until(question: Callable[[], bool], seconds: float = 8, page: Page | None = None) -> None:
    """Wait for what happens on the server or, with `page`, for what the browser does."""
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "it did not come about"
        if page is None:
            time.sleep(0.05)
        else:
            page.wait_for_timeout(50)


def test_two_phones_see_each_other_at_once(pair: tuple[Phone, Phone], house: Running) -> None:
    one, other = (phone.page for phone in pair)
    expect_state(other, "Saved")
    find(one, "Our vision").press_sequentially("By then all is well.", delay=10)
    find(other, "Who or what is missing?").press_sequentially("shopkeepers", delay=10)
    # Somebody writes on while the other's words come in: focus, caret and words stay.
    find(other, "Who or what is missing?").press("Home")
    find(other, "Who or what is missing?").press_sequentially("the ", delay=30)
    expect(find(one, "Who or what is missing?")).to_have_value("the shopkeepers", timeout=3000)
    expect(find(other, "Our vision")).to_have_value("By then all is well.", timeout=3000)
    expect(find(other, "Who or what is missing?")).to_be_focused()
    assert find(other, "Who or what is missing?").evaluate("one => one.selectionStart") == 4
    group = one.get_by_role("group", name="Needs – Hamm")
    group.get_by_label("Funding").check()
    expect(other.get_by_role("group", name="Needs – Hamm").get_by_label("Funding")).to_be_checked()
    find(one, "Newspaper headline on 31 December 2024").fill("One sky")
    expect(find(other, "Newspaper headline on 31 December 2024")).to_have_value("One sky")
    expect_state(one, "Saved")
    assert list_kept(one) == []


def test_caret_stays_where_the_other_writes_in_the_same_field(pair: tuple[Phone, Phone]) -> None:
    one, other = (phone.page for phone in pair)
    find(one, "Our vision").fill("abc")
    expect(find(other, "Our vision")).to_have_value("abc")
    find(other, "Our vision").press("Home")
    find(one, "Our vision").fill("abcdef")
    expect(find(other, "Our vision")).to_have_value("abcdef")
    expect(find(other, "Our vision")).to_be_focused()
    assert find(other, "Our vision").evaluate("one => one.selectionStart") == 0


def make_conflict(one: Phone, other: Phone) -> Page:
    """Both write in the same field while the second is offline; the second has the chooser."""
    other.context.set_offline(True)
    find(one.page, "Our vision").fill("theirs")
    expect_state(one.page, "Saved")
    find(other.page, "Our vision").fill("mine")
    expect_state(other.page, "Offline")
    other.context.set_offline(False)
    other.page.get_by_text("Somebody else wrote here at the same time").wait_for(
        timeout=20 * SECOND
    )
    return other.page


@pytest.mark.parametrize(
    ("way", "wanted"),
    [("Keep mine", "mine"), ("Take theirs", "theirs"), ("Keep both", "theirs\nmine")],
)
def test_conflict_has_three_ways_out(
    pair: tuple[Phone, Phone], house: Running, number: int, way: str, wanted: str
) -> None:
    page = make_conflict(*pair)
    assert find(page, "Our vision").input_value() == "mine"
    assert read_answers(house, number).worksheet.vision == "theirs"
    chooser = page.get_by_role("group", name="Somebody else wrote here at the same time")
    assert chooser.locator("blockquote").inner_text() == "theirs"
    expect(page.locator("[role=status]")).to_contain_text("Changed here and elsewhere")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Neither a reload nor another field decides for the person.
    page.reload()
    chooser.wait_for()
    find(page, "Who or what is missing?").fill("more")
    wait_until(lambda: read_answers(house, number).worksheet.missing == "more")
    assert read_answers(house, number).worksheet.vision == "theirs"
    assert find(page, "Our vision").input_value() == "mine"
    # By keyboard alone: from the field on.
    find(page, "Our vision").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == way:
            break
    page.keyboard.press("Enter")
    expect(chooser).to_have_count(0)
    expect(find(page, "Our vision")).to_be_focused()
    assert find(page, "Our vision").input_value() == wanted
    expect(find(pair[0].page, "Our vision")).to_have_value(wanted)
    wait_until(lambda: read_answers(house, number).worksheet.vision == wanted)
    expect_state(page, "Saved")


def test_offline_is_told_and_kept_through_a_closed_tab(
    pair: tuple[Phone, Phone], house: Running, number: int
) -> None:
    phone, other = pair
    phone.context.set_offline(True)
    find(phone.page, "Our vision").fill("written in the tunnel")
    group = phone.page.get_by_role("group", name="Needs – Arezzo")
    group.get_by_label("Funding").check()
    expect_state(phone.page, "Offline. Kept on this device")
    find(other.page, "Who or what is missing?").fill("from the others")
    expect_state(other.page, "Saved")
    phone.close()
    phone.context.set_offline(False)
    assert read_answers(house, number).worksheet.vision == ""
    phone.begin()
    page = phone.open(number=number)
    assert find(page, "Our vision").input_value() == "written in the tunnel"
    expect(find(page, "Who or what is missing?")).to_have_value("from the others")
    expect(find(other.page, "Our vision")).to_have_value("written in the tunnel")
    expect_state(page, "Saved")
    assert list_kept(page) == []


def test_lost_answer_is_no_conflict_with_oneself(
    pair: tuple[Phone, Phone], house: Running, number: int
) -> None:
    page = pair[0].page
    lose = {"on": True}

    def handle(route: Route) -> None:
        if route.request.method == "POST" and lose["on"]:
            route.fetch()  # it arrives; its answer does not
            route.abort()
        else:
            route.continue_()

    page.route("**/answers", handle)
    find(page, "Our vision").fill("one")
    wait_until(lambda: read_answers(house, number).worksheet.vision == "one", page=page)
    find(page, "Our vision").fill("one two")
    page.wait_for_timeout(500)
    lose["on"] = False
    wait_until(lambda: read_answers(house, number).worksheet.vision == "one two", page=page)
    expect_state(page, "Saved")
    assert page.locator(".fill-conflict").count() == 0


def test_half_a_date_waits(pair: tuple[Phone, Phone], house: Running, number: int) -> None:
    page = pair[0].page
    statuses: list[int] = []
    page.on("response", lambda answer: statuses.append(answer.status))
    day = find(page, "First step – Due date")
    day.fill("2024-")
    find(page, "Our vision").fill("sent meanwhile")
    expect_state(page, "Places to look at again: 1")
    answers = read_answers(house, number).worksheet
    assert (answers.vision, answers.first_step.due) == ("sent meanwhile", None)
    # The server was not even asked.
    assert set(statuses) == {200}
    page.reload()
    assert day.input_value() == "2024-"
    day.fill("2024-03-15")
    expect_state(page, "Saved")
    assert str(read_answers(house, number).worksheet.first_step.due) == "2024-03-15"


def add_action(page: Page, title: str) -> None:
    page.get_by_role("button", name="Add an action").click()
    page.locator(".fill-action textarea").nth(-1)
    page.keyboard.type(title)


def test_new_actions_do_not_collide(pair: tuple[Phone, Phone], house: Running, number: int) -> None:
    for phone in pair:
        phone.open("roadmap", number)
        expect_state(phone.page, "Saved")
    one, other = (phone.page for phone in pair)
    for phone in pair:
        phone.context.set_offline(True)
    add_action(one, "Plant trees")
    add_action(other, "Count bicycles")
    add_action(other, "Publish the count")
    row = other.get_by_role("group", name="A02")
    row.get_by_text("More about A02").click()
    row.get_by_label("Depends on").fill("A01")
    pair[0].context.set_offline(False)
    expect_state(one, "Saved", 20)
    pair[1].context.set_offline(False)
    expect_state(other, "Saved", 20)
    wait_until(lambda: len(read_answers(house, number).roadmap.actions) == 3)
    actions = {action.title: action for action in read_answers(house, number).roadmap.actions}
    assert actions["Plant trees"].id == "A01"
    count = actions["Count bicycles"].id
    assert count not in ("A01", "A02")
    assert actions["Publish the count"].depends_on == (count,)
    for page in (one, other):
        for title, action in actions.items():
            group = page.get_by_role("group", name=action.id, exact=True)
            expect(group.get_by_role("textbox", name="Action", exact=True)).to_have_value(title)
    told = f"Your A01 is {count} now: somebody else had A01 first."
    group = other.get_by_role("group", name=count, exact=True)
    expect(group.get_by_text(told)).to_be_visible()


def test_removed_while_somebody_wrote_in_it(
    pair: tuple[Phone, Phone], house: Running, number: int
) -> None:
    for phone in pair:
        phone.open("roadmap", number)
    one, other = (phone.page for phone in pair)
    for title in ("first", "second", "third"):
        add_action(one, title)
    expect(other.get_by_role("group", name="A03")).to_have_count(1)
    # Nobody wrote in it: it goes everywhere.
    one.get_by_role("button", name="Remove A03").click()
    expect(other.locator("main").get_by_text("Somebody else removed A03.")).to_be_visible()
    expect_state(one, "Saved")
    other.wait_for_timeout(300)
    # Removed here, written in there: the one who removed decides.
    pair[0].context.set_offline(True)
    one.get_by_role("button", name="Remove A01").click()
    row = other.get_by_role("group", name="A01", exact=True)
    row.get_by_role("textbox", name="Action", exact=True).fill("first, better")
    expect_state(other, "Saved")
    # Written in here, removed there: the one who wrote decides.
    own = one.get_by_role("group", name="A02", exact=True)
    own.get_by_role("textbox", name="Action", exact=True).fill("second, better")
    other.get_by_role("button", name="Remove A02").click()
    expect_state(other, "Saved")
    pair[0].context.set_offline(False)
    removed = one.get_by_role("group", name="You removed A01 while somebody else wrote in it.")
    removed.wait_for(timeout=20 * SECOND)
    kept = one.get_by_role("group", name="Somebody else removed A02 while you wrote in it.")
    assert [one.title for one in read_answers(house, number).roadmap.actions] == ["first, better"]
    assert find_violations(one) == []
    removed.get_by_role("button", name="Take theirs").click()
    kept.get_by_role("button", name="Keep mine").click()
    expect_state(one, "Saved")
    titles = {"first, better", "second, better"}
    wait_until(lambda: {a.title for a in read_answers(house, number).roadmap.actions} == titles)
    for page in (one, other):
        fields = page.get_by_role("textbox", name="Action", exact=True)
        expect(fields).to_have_count(2)
        assert {fields.nth(n).input_value() for n in (0, 1)} == titles


def test_milestones_and_late_days_are_shared(
    pair: tuple[Phone, Phone], house: Running, number: int
) -> None:
    for phone in pair:
        phone.open("roadmap", number)
    one, other = (phone.page for phone in pair)
    milestone = one.get_by_role("group", name="M3 Milestone")
    milestone.get_by_label("Own title").fill("Half way")
    milestone.get_by_label("Done").check()
    theirs = other.get_by_role("group", name="M3 Milestone")
    expect(theirs.get_by_label("Own title")).to_have_value("Half way")
    expect(theirs.get_by_label("Done")).to_be_checked()
    theirs.get_by_label("Date").fill("2024-05-02")
    expect(milestone.get_by_label("Date")).to_have_value("2024-05-02")
    assert [m.key for m in read_answers(house, number).roadmap.milestones] == ["M3"]


def test_pdf_holds_what_was_typed_last(
    pair: tuple[Phone, Phone], house: Running, number: int
) -> None:
    phone = pair[0]
    find(phone.page, "Our vision").fill("Everybody swims in the river")
    expect_state(phone.page, "Saved")
    for kind, language in (("worksheet", "it"), ("worksheet", "el"), ("roadmap", "en")):
        path = f"{house.address}/tandem/{number}/{kind}.pdf?language={language}"
        answer = phone.context.request.get(path)
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/pdf"
        name = f"arezzo-hamm-{number:04d}-{kind}-{language}.pdf"
        assert answer.headers["content-disposition"] == f'inline; filename="{name}"'
        assert "Everybody swims in the river" in read_text(answer.body())


def read_text(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60
    )
    return " ".join(done.stdout.decode().split())


def test_pdf_link_sends_first_what_was_typed(
    pair: tuple[Phone, Phone], house: Running, number: int
) -> None:
    page = pair[0].page
    # The viewer of PDF files is not what is tried here.
    page.evaluate("window.open = () => ({ set location(href) { window.asked = href; } })")
    find(page, "Our vision").fill("typed just now")
    page.get_by_role("link", name="PDF").click()
    wait_until(lambda: bool(page.evaluate("window.asked")), page=page)
    assert read_answers(house, number).worksheet.vision == "typed just now"
    asked = page.evaluate("window.asked")
    assert asked == f"{house.address}/tandem/{number}/worksheet.pdf?language=en"


def test_others_find_nothing(house: Running, come: Come, number: int) -> None:
    stranger = come(house.find_ticket("utrecht-munich"), house.address)
    ask = stranger.context.request
    for kind in KINDS:
        assert ask.get(f"{house.address}/tandem/{number}/{kind}").status == 404
        assert ask.get(f"{house.address}/tandem/{number}/{kind}.pdf").status == 404
        address = f"{house.address}/desk/tandems/arezzo-hamm/{number}/{kind}"
        assert ask.get(address).status == 403
        assert ask.get(f"{address}.pdf").status == 403
    path = f"{house.address}/api/tandems/arezzo-hamm/prompts/{number}/answers"
    assert ask.get(path).status == 404
    assert ask.get(f"{house.address}/tandem/0/worksheet").status == 422


def test_desk_fills_in_as_well(house: Running, browser: Browser, come: Come, number: int) -> None:
    phone = come(house.find_ticket("arezzo-hamm"), house.address)
    phone.open(number=number)
    desk = browser.new_context(locale="en-GB")
    page = desk.new_page()
    page.goto(house.desk_link)
    page.goto(f"{house.address}/desk/tandems/arezzo-hamm/{number}/worksheet")
    find(page, "Our vision").fill("from the desk")
    expect(find(phone.page, "Our vision")).to_have_value("from the desk")
    assert page.get_by_role("link", name="Roadmap").get_attribute("href") == (
        f"/desk/tandems/arezzo-hamm/{number}/roadmap?language=en"
    )
    desk.close()


def test_picture_gives_its_squares(pair: tuple[Phone, Phone], house: Running, number: int) -> None:
    record = RecordId("arezzo-hamm", number)
    wait_until(lambda: house.live.archive.layout.labelled(record, State.DONE).exists(), 30)
    phone = pair[0]
    phone.page.set_viewport_size({"width": 360, "height": 800})
    page = phone.open(number=number)
    name = "Picture area – Keep: what attracts us (1)"
    choice = page.get_by_role("combobox", name=name)
    choice.focus()
    # On the sheet's own picture, as long as the field is the chosen one.
    page.locator(".picture-scaled .fill-squares button").nth(5).click()
    assert choice.input_value() == "B2"
    # On a large one, by keyboard alone.
    second = page.get_by_role("combobox", name=name.replace("(1)", "(2)"))
    second.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    squares = dialog.locator(".fill-squares button")
    sizes = squares.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert len(sizes) == 12
    assert min(min(size["width"], size["height"]) for size in sizes) >= 44
    assert find_violations(page) == []
    dialog.get_by_role("button", name="C3").focus()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(second).to_be_focused()
    assert second.input_value() == "C3"
    expect_state(page, "Saved")
    assert [one.ref for one in read_answers(house, number).worksheet.keep] == ["B2", "C3"]


def test_without_script_it_is_the_paper_with_its_answers(
    pair: tuple[Phone, Phone], house: Running, browser: Browser, number: int
) -> None:
    find(pair[0].page, "Our vision").fill("read on paper")
    expect_state(pair[0].page, "Saved")
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(8 * SECOND)
    ticket = house.find_ticket("arezzo-hamm").rpartition("/")[2]
    headers = {"origin": house.address}
    context.request.post(f"{house.address}/join", form={"ticket": ticket}, headers=headers)
    page = context.new_page()
    page.goto(f"{house.address}/tandem/{number}/worksheet")
    assert page.locator("input, textarea, select").count() == 0
    assert page.get_by_text("read on paper").is_visible()
    assert page.get_by_role("link", name="PDF").is_visible()
    page.locator(".live-languages summary").click()
    page.get_by_role("link", name="Deutsch").click()
    assert page.locator("html").get_attribute("lang") == "de"
    context.close()


def test_sheet_waits_for_no_picture(house: Running, come: Come) -> None:
    live = house.live
    house.call(live.pause("later"))
    prompt = house.call(live.accept(live.workshop.tandems[0], "una fontana"))
    phone = come(house.find_ticket("arezzo-hamm"), house.address)
    page = phone.open(number=prompt.id.number)
    assert page.locator("main img").count() == 0
    find(page, "Our vision").fill("first the words")
    expect_state(page, "Saved")
    assert read_answers(house, prompt.id.number).worksheet.vision == "first the words"
    house.call(live.resume())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", find_languages())
def test_sheet_is_accessible(
    pair: tuple[Phone, Phone], number: int, kind: str, language: str
) -> None:
    page = pair[0].open(kind, number, language)
    say = speak(language)
    expect_state(page, say.text("Saved"))
    if kind == "roadmap":
        page.get_by_role("button", name=say.text("Add an action")).click()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                 '.live-top a, .live-bar a, .live-bar button, .live-bar summary, .fill-button')]
               .filter(one => one.checkVisibility())
               .filter(one => one.getBoundingClientRect().height < 43.9)
               .map(one => one.outerHTML)"""
        )
        assert small == []
        assert find_violations(page) == []


def test_hostile_answers_stay_words(pair: tuple[Phone, Phone], number: int) -> None:
    evil = HOSTILE.replace("\u0000", "").replace("\ud800", "") + "</script><!--<script>"
    one, other = pair
    find(one.page, "Our vision").fill(evil)
    find(one.page, "What we already have – Arezzo").fill(evil)
    expect(find(other.page, "Our vision")).to_have_value(evil)
    other.context.set_offline(True)
    find(one.page, "Our vision").fill(f"{evil} theirs")
    expect_state(one.page, "Saved")
    find(other.page, "Our vision").fill("mine")
    other.context.set_offline(False)
    page = other.page
    quote = page.locator(".fill-conflict blockquote")
    quote.wait_for(timeout=20 * SECOND)
    assert "<script>alert(1)</script>" in quote.inner_text()
    assert page.locator("main svg[onload], main script").count() == 0
    page.reload()
    quote.wait_for()
    assert "theirs" in quote.inner_text()


def test_page_talks_to_its_own_server_alone(pair: tuple[Phone, Phone], number: int) -> None:
    page = pair[0].page
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text))
    ended = page.evaluate(
        "fetch('http://127.0.0.1:9/x').then(() => 'went out', () => 'stayed here')"
    )
    assert ended == "stayed here"
    assert any("Content Security Policy" in text for text in blocked)


# A process of its own, to be killed


@contextlib.contextmanager
def run_server(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from visions.cli.main import run; run()",
            *("-C", str(folder), "serve", "--port", str(port)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def read_ticket(folder: Path) -> str:
    text = (folder / "session" / "journal.jsonl").read_text("utf-8")
    notes = [json.loads(line) for line in text.splitlines() if line.strip()]
    return next(str(one["ticket"]) for one in notes if one.get("tandem") == "arezzo-hamm")


def test_killed_server_loses_nothing(tmp_path: Path, come: Come) -> None:
    folder, port = write_workshop(tmp_path / "workshop"), find_port()
    drop_prompt(folder, "arezzo-hamm", "square.txt", "una piazza")
    address = f"http://127.0.0.1:{port}"
    with run_server(folder, port) as server:
        ticket = f"{address}/join/{read_ticket(folder)}"
        phone, other = come(ticket, address), come(ticket, address)
        for one in (phone, other):
            wait_until(lambda one=one: is_there(one), 20)  # type: ignore[misc]
            one.open()
        other.page.evaluate("localStorage.removeItem('visions.pass')")
        find(phone.page, "Our vision").fill("before")
        expect_state(phone.page, "Saved")
        find(phone.page, "Our vision").press("End")
        find(phone.page, "Our vision").press_sequentially(" and while it", delay=20)
        server.send_signal(signal.SIGKILL)
        server.wait(20)
        find(phone.page, "Our vision").press_sequentially(" dies", delay=20)
        find(other.page, "Who or what is missing?").fill("the server")
        for one in (phone, other):
            expect_state(one.page, "Offline. Kept on this device")
    with run_server(folder, port):
        # The one comes in by itself with the ticket that it kept, the other had none to keep.
        expect_state(phone.page, "Saved", 20)
        expect_state(other.page, "It is sent once you have come in again", 20)
        link = other.page.get_by_role("link", name="Come in again")
        assert link.get_attribute("href") == "/"
        link.click()
        enter(other.page, ticket)
        other.open()
        expect_state(other.page, "Saved", 20)
        expect(find(other.page, "Our vision")).to_have_value("before and while it dies")
        expect(find(phone.page, "Who or what is missing?")).to_have_value("the server")
    newest = Revisions(Archive(folder)).read(RECORD).answers.worksheet
    assert newest.vision == "before and while it dies"
    assert newest.missing == "the server"


def is_there(phone: Phone) -> bool:
    return phone.context.request.get(f"{phone.address}/tandem/1/worksheet").status == 200
