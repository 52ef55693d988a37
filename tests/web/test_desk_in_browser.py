"""The desk in a real browser: every button once, and what became of it in archive and journal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.documents.samples import HOSTILE
from tests.documents.test_in_browser import browser, find_violations
from tests.servers.image_api import ImageServer
from tests.web.browsing import Visit, choose_with_key, read_journal, visiting, wait_until
from tests.web.serving import Running, serve
from tests.workshops import write_workshop
from visions.i18n import find_languages
from visions.model import RecordId, State

__all__ = ["browser"]  # fixture
REFUSED, LOST, FAILED = (RecordId("arezzo-hamm", n) for n in (1, 2, 3))


@dataclass
class House:
    """A served workshop with a picture that was refused, one that was lost, one that failed."""

    room: Running
    folder: Path
    service: ImageServer

    def tell_state(self, record: RecordId) -> State:
        return self.room.live.archive.read_entry(record).state

    def is_idle(self) -> bool:
        studio = self.room.live.studio
        return self.room.ask(lambda: not studio.list_running() and not studio.list_waiting())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with ImageServer(["400-moderation", "eof", "400", "ok"]) as service:
        folder = write_workshop(
            tmp_path / "workshop",
            f'provider = "compatible"\nmodel = "m"\nbase_url = "{service.base_url}"\n'
            'size = "512x512"\nbudget = 10.0\nprices = { picture = 0.05 }\n'
            'fallback = "sketch"\nconcurrency = 1\nper_minute = 1000',
        )
        with serve(folder, choose=choose_with_key) as room:
            live = room.live
            for words in ("a refused city", "a lost city", "a failed city"):
                room.call(live.accept(live.pick_tandem("arezzo-hamm"), words))
            yield House(room, folder, service)


@pytest.fixture
def desk(house: House, browser: Browser) -> Iterator[Visit]:
    with visiting(browser, house.room.desk_link) as visit:
        wait_until(house.is_idle, visit.page)
        expect(visit.page.locator(".failures li")).to_have_count(3)
        yield visit
        assert visit.dialogs == []
        assert [one for one in visit.complaints if "Failed to load" not in one] == []


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def test_failures_offer_what_fits(house: House, desk: Visit) -> None:
    page = desk.page
    items = {
        record: page.locator(f"#f-{record.tandem}-{record.number}")
        for record in (REFUSED, LOST, FAILED)
    }
    assert [house.tell_state(one) for one in items] == [State.REFUSED, State.UNKNOWN, State.FAILED]
    again = re.compile("^Ask again")
    expect(items[REFUSED].get_by_role("button", name=again)).to_have_count(0)
    expect(items[REFUSED].locator(".words")).to_have_text("a refused city")
    assert "visions make" not in page.locator("#failures").inner_text()
    assert "visions retry" not in page.locator("#failures").inner_text()
    expect(page.locator("#money")).to_contain_text("of 10.00 USD spent")
    expect(page.locator("#money")).to_contain_text("0.05 USD of the budget are held")

    # A lost one says first what it may cost; no is no.
    sent = len(house.service.pictures)
    items[LOST].get_by_role("button", name=again).click()
    expect(page.locator("#sure")).to_be_visible()
    expect(page.locator("#sure-text")).to_contain_text("charged")
    page.keyboard.press("Escape")
    expect(page.locator("#sure")).to_be_hidden()
    expect(items[LOST].get_by_role("button", name=again)).to_be_focused()
    page.wait_for_timeout(300)
    assert len(house.service.pictures) == sent
    items[LOST].get_by_role("button", name=again).click()
    press(page, "Yes, do it")
    expect(items[LOST]).to_have_count(0)
    wait_until(lambda: house.tell_state(LOST) is State.DONE, page)

    items[FAILED].get_by_role("button", name=again).click()
    expect(items[FAILED]).to_have_count(0)
    wait_until(lambda: house.tell_state(FAILED) is State.DONE, page)

    items[REFUSED].get_by_role("button", name="Edit and send").click()
    text = page.locator("#words-text")
    expect(text).to_have_value("a refused city")
    text.fill("a friendly city")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#failures")).to_have_count(0)
    sent_anew = RecordId("arezzo-hamm", 4)
    wait_until(lambda: house.room.live.archive.layout.prompt(sent_anew).exists(), page)
    prompt = house.room.live.archive.read_prompt(sent_anew)
    assert (prompt.text, prompt.facts["parent"]) == ("a friendly city", str(REFUSED))
    expect(page.locator("#money")).to_contain_text("0.15 of 10.00 USD spent")


def test_a_sketch_takes_the_place(house: House, desk: Visit) -> None:
    page = desk.page
    item = page.locator("#f-arezzo-hamm-1")
    item.get_by_role("button", name=re.compile("^Use a sketch")).click()
    expect(item).to_have_count(0)
    entry = house.room.live.archive.read_entry(REFUSED)
    assert entry.record is not None
    assert entry.record.provider == "sketch"


def test_all_that_failed_is_asked_for_at_once(house: House, desk: Visit) -> None:
    page = desk.page
    house.service.modes[:] = ["400", "ok"]
    live = house.room.live
    house.room.call(live.accept(live.pick_tandem("utrecht-munich"), "one more"))
    expect(page.locator(".failures li")).to_have_count(4)
    press(page, "Ask again for all that did not arrive")
    expect(page.locator(".failures li")).to_have_count(2)
    wait_until(lambda: house.tell_state(FAILED) is State.DONE, page)
    assert house.tell_state(LOST) is State.UNKNOWN


def test_drawing_is_paused_and_goes_on(house: House, desk: Visit) -> None:
    page, live = desk.page, house.room.live
    press(page, "Pause the drawing")
    expect(page.locator("#drawing .notice")).to_contain_text(
        "The facilitator has paused the drawing."
    )
    assert house.room.ask(lambda: live.room.state.pause)
    expect(page.get_by_role("button", name="Go on drawing")).to_be_focused()
    press(page, "Go on drawing")
    expect(page.locator("#drawing .notice")).to_have_count(0)
    assert '"resume"' in read_journal(house.folder)

    press(page, "Switch to the built-in illustrator")
    press(page, "Yes, do it")
    expect(page.get_by_role("button", name="Back to the image service")).to_be_visible()
    assert house.room.ask(lambda: live.studio.provider) == "sketch"
    press(page, "Back to the image service")
    press(page, "Yes, do it")
    expect(page.get_by_role("button", name="Switch to the built-in illustrator")).to_be_visible()
    assert house.room.ask(lambda: live.studio.provider) == "compatible"


def test_the_session_runs_step_by_step(house: House, desk: Visit) -> None:
    page, live = desk.page, house.room.live

    def agenda() -> object:
        return house.room.ask(lambda: live.room.state.agenda)

    press(page, "Begin the first step")
    expect(page.locator(".step-title")).to_have_text("Frame")
    expect(page.locator("#time")).to_contain_text("4:5")
    press(page, re.compile(r"^\+5"))
    expect(page.locator("#time")).to_contain_text("9:5")
    press(page, re.compile("^−5"))
    expect(page.locator("#time")).to_contain_text("4:")
    press(page, "Next step")
    expect(page.locator(".step-title")).to_have_text("Prompt")
    page.get_by_text("All steps").click()
    press(page, "Begin: Vision")
    expect(page.locator(".step-title")).to_have_text("Vision")
    expect(page.locator("#plan-details")).to_have_attribute("open", "")  # news leave it open
    assert agenda().current == 5  # type: ignore[attr-defined]
    press(page, "End the step")
    expect(page.locator(".step-title")).to_have_text("No step is running.")

    press(page, "Edit the plan")
    rows = page.locator("#plan-rows li")
    expect(rows).to_have_count(8)
    rows.nth(0).get_by_label("Title").fill("Welcome <b>")
    rows.nth(0).get_by_label("Minutes").fill("7")
    rows.nth(1).get_by_role("button", name="Move down").click()
    rows.nth(7).get_by_role("button", name="Take this step away").click()
    house.room.call(live.pause())  # news arrive while somebody types
    page.wait_for_timeout(800)
    expect(rows.nth(0).get_by_label("Title")).to_have_value("Welcome <b>")
    press(page, "Add a step")
    rows.nth(7).get_by_label("Title").fill("Farewell")
    press(page, "Store the plan")
    expect(page.locator("#plan")).to_be_hidden()
    steps = agenda().steps  # type: ignore[attr-defined]
    assert [(one.minutes, one.title) for one in steps][:3] == [
        (7, "Welcome <b>"),
        (10, "Pictures and choice"),
        (15, "Prompt"),
    ]
    assert [one.title for one in steps][-2:] == ["Signs", "Farewell"]
    assert desk.dialogs == []


def test_a_running_step_keeps_its_place_in_the_plan(house: House, desk: Visit) -> None:
    page = desk.page
    press(page, "Begin the first step")
    press(page, "Next step")
    page.get_by_text("All steps").click()
    press(page, "Edit the plan")
    rows = page.locator("#plan-rows li")
    expect(rows.nth(1).get_by_role("button", name="Move up")).to_be_disabled()
    expect(rows.nth(1).get_by_role("button", name="Take this step away")).to_be_disabled()
    expect(rows.nth(2).get_by_role("button", name="Move up")).to_be_disabled()
    expect(rows.nth(3).get_by_role("button", name="Move up")).to_be_enabled()


def test_pictures_are_hidden_prompts_locked_and_codes_renewed(house: House, desk: Visit) -> None:
    page, live = desk.page, house.room.live
    page.locator("#d-arezzo-hamm summary").click()
    page.locator("#p-arezzo-hamm-1").get_by_role("button", name=re.compile("^Keep from")).click()
    expect(page.locator("#p-arezzo-hamm-1")).to_contain_text("not on the wall")
    assert house.room.ask(lambda: set(live.room.state.hidden)) == {REFUSED}
    page.locator("#p-arezzo-hamm-1").get_by_role("button", name=re.compile("^Show on")).click()
    expect(page.locator("#p-arezzo-hamm-1")).not_to_contain_text("not on the wall")
    expect(page.locator("#d-arezzo-hamm")).to_have_attribute("open", "")

    page.locator("#m-utrecht-munich summary").click()
    press(page, re.compile("^Lock prompts: Utrecht"))
    expect(page.locator("#t-utrecht-munich h3")).to_contain_text("locked")
    assert house.room.ask(lambda: set(live.room.state.locked)) == {"utrecht-munich"}
    press(page, re.compile("^Unlock prompts: Utrecht"))
    expect(page.locator("#t-utrecht-munich h3")).not_to_contain_text("locked")
    press(page, "Lock all prompts")
    expect(page.locator("#t-arezzo-hamm h3")).to_contain_text("locked")
    press(page, "Unlock all prompts")
    expect(page.locator("#t-arezzo-hamm h3")).not_to_contain_text("locked")
    assert house.room.ask(lambda: set(live.room.state.locked)) == set()

    before = house.room.find_code("utrecht-munich")
    press(page, re.compile("^New code: Utrecht"))
    press(page, "Better not")
    assert house.room.find_code("utrecht-munich") == before
    press(page, re.compile("^New code: Utrecht"))
    press(page, "Yes, do it")
    expect(page.locator("#t-utrecht-munich .code-text")).not_to_have_text(before)
    expect(page.locator("#t-utrecht-munich .code-text")).to_have_text(
        house.room.find_code("utrecht-munich")
    )


def test_the_code_of_a_tandem_fills_the_screen(house: House, desk: Visit) -> None:
    page = desk.page
    page.goto(f"{house.room.address}/desk/codes/arezzo-hamm")
    expect(page.locator(".big-letters")).to_have_text(house.room.find_code("arezzo-hamm"))
    assert page.locator("img").evaluate("one => one.naturalWidth > 100 && one.clientHeight > 500")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert find_violations(page) == []


def test_what_is_typed_survives_the_news(house: House, desk: Visit) -> None:
    page, live = desk.page, house.room.live
    page.locator("#f-arezzo-hamm-1").get_by_role("button", name="Edit and send").click()
    page.locator("#words-text").fill("half a thought")
    house.room.call(live.accept(live.pick_tandem("utrecht-munich"), "meanwhile"))
    expect(page.locator("#t-utrecht-munich .figures dd").first).to_have_text("1")
    expect(page.locator("#words")).to_be_visible()
    expect(page.locator("#words-text")).to_have_value("half a thought")
    expect(page.locator("#words-text")).to_be_focused()


@pytest.mark.parametrize("language", find_languages())
@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_use_it(house: House, browser: Browser, language: str, width: int) -> None:
    live = house.room.live
    house.room.call(live.change_agenda(lambda agenda: agenda.begin(1, live.now)))
    house.room.call(live.pause())
    words = HOSTILE.encode("utf-8", "ignore").decode().replace("\0", "")
    house.room.call(live.accept(live.pick_tandem("utrecht-munich"), words))
    link = house.room.desk_link
    with visiting(browser, link, width=width, language=language) as visit:
        page = visit.page
        for summary in page.locator("#live summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.lang") == language
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("[data-open=plan]").click()
        expect(page.locator("#plan")).to_be_visible()
        assert find_violations(page) == []
        assert page.locator("#plan").evaluate("one => one.scrollWidth <= one.clientWidth")
        page.keyboard.press("Escape")
        small = page.evaluate(
            """() => [...document.querySelectorAll('main button, main summary, main a')]
              .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5
                && !one.querySelector('img')).map(one => one.textContent)"""
        )
        assert small == []
        assert visit.dialogs == []
        assert visit.complaints == []


def test_it_steers_without_a_script(house: House, browser: Browser) -> None:
    live = house.room.live
    with visiting(browser, house.room.desk_link, script=False) as visit:
        page = visit.page
        wait_until(house.is_idle, page)
        page.goto(f"{house.room.address}/desk")
        expect(page.locator(".live-only").first).to_be_hidden()
        press(page, "Pause the drawing")
        expect(page.locator("#drawing .notice")).to_be_visible()
        press(page, "Go on drawing")
        press(page, "Begin the first step")
        press(page, "Next step")
        expect(page.locator(".step-title")).to_have_text("Prompt")
        page.locator("#d-arezzo-hamm summary").click()
        press(page, re.compile("^Keep from the wall"))
        assert len(house.room.ask(lambda: set(live.room.state.hidden))) == 1
        sent = len(house.service.pictures)
        page.locator("#f-arezzo-hamm-2").get_by_role("button", name=re.compile("^Ask")).click()
        expect(page.locator("main")).to_contain_text("charged twice")
        assert len(house.service.pictures) == sent
        press(page, "Yes, do it")
        wait_until(lambda: house.tell_state(LOST) is State.DONE, page)


def test_a_restart_finds_everything_as_it_was(tmp_path: Path, browser: Browser) -> None:
    folder = write_workshop(tmp_path / "workshop")
    with serve(folder) as room, visiting(browser, room.desk_link) as visit:
        press(visit.page, "Begin the first step")
        press(visit.page, "Lock all prompts")
        press(visit.page, "Pause the drawing")
        expect(visit.page.locator("#drawing .notice")).to_be_visible()
        code = room.find_code("arezzo-hamm")
        room.call(room.live.hide(make_prompt(room), hidden=True))
    with serve(folder) as room, visiting(browser, room.desk_link) as visit:
        page = visit.page
        expect(page.locator(".step-title")).to_have_text("Frame")
        expect(page.locator("#t-arezzo-hamm h3")).to_contain_text("locked")
        expect(page.locator("#drawing .notice")).to_be_visible()
        expect(page.locator("#t-arezzo-hamm .code-text")).to_have_text(code)
        expect(page.locator("#p-arezzo-hamm-1")).to_contain_text("not on the wall")


def make_prompt(room: Running) -> RecordId:
    live = room.live
    room.call(live.lock_prompts(["arezzo-hamm"], locked=False))
    prompt = room.call(live.accept(live.pick_tandem("arezzo-hamm"), "a park"))
    room.call(live.lock_prompts(["arezzo-hamm"], locked=True))
    return prompt.id
