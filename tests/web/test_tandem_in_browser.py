"""The tandem's page on real phones: live, bearable without network and script, and never lossy."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.documents.samples import HOSTILE, LONG
from tests.documents.test_in_browser import browser, find_violations
from tests.servers.image_api import ImageServer
from tests.web.browsing import Visit, choose_with_key, read_journal, visiting, wait_until
from tests.web.serving import Running, find_port, serve
from tests.workshops import write_workshop
from visions.archive.store import Archive
from visions.i18n import find_languages, speak
from visions.prompting.builder import list_groups
from visions.prompting.starters import list_starters

__all__ = ["browser"]  # fixture
PHONE = {"width": 360, "height": 740}
OWN, OTHER = "arezzo-hamm", "utrecht-munich"
WORDS = "a quiet market square with a fountain"
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll(
  'main button, main .actions a, main summary, main .sheet-links a, .chip, .starters a')]
  .filter(one => one.checkVisibility())
  .filter(one => one.getBoundingClientRect().height < 43.5)
  .map(one => one.outerHTML.slice(0, 90))"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Running]:
    with serve(write_workshop(tmp_path / "workshop")) as running:
        yield running


@contextlib.contextmanager
def coming_in(
    browser: Browser, room: Running, tandem: str = OWN, *, script: bool = True, language: str = "en"
) -> Iterator[Visit]:
    """A phone that came in with its tandem's QR code."""
    link = room.find_ticket(tandem)
    with visiting(browser, link, **PHONE, script=script, language=language) as visit:
        visit.page.locator("main button.main").click()
        expect(visit.page).to_have_url(f"{room.address}/tandem")
        if script:
            visit.page.wait_for_selector(".is-live")
        yield visit


def send(page: Page, words: str) -> None:
    page.locator("#text").fill(words)
    page.locator("#send").click()


def expect_picture(page: Page, number: int) -> None:
    expect(page.locator(f"#prompt-{number}.is-done img")).to_be_visible(timeout=30_000)


def read_prompts(folder: Path, tandem: str = OWN) -> list[str]:
    archive = Archive(folder)
    return [archive.read_prompt(one).text for one in archive.list_records(tandem)]


def test_a_code_that_is_typed_wrong_is_told_and_a_right_one_leads_in(
    room: Running, browser: Browser
) -> None:
    with visiting(browser, room.address, **PHONE) as visit:
        page = visit.page
        page.locator("#code").fill("wrong!")
        page.locator("#join button").click()
        expect(page.locator("#trouble")).to_have_text(
            "No tandem has this code. Look at it once more."
        )
        page.locator("#code").fill(room.find_code(OWN).lower())
        page.locator("#join button").click()
        expect(page).to_have_url(f"{room.address}/tandem")
        expect(page.locator("h1")).to_have_text("Arezzo – Hamm")
        page.locator("#leave button").click()
        expect(page.locator("#code")).to_be_visible()
        page.goto(room.address)
        page.wait_for_timeout(500)
        expect(page.locator("#code")).to_be_visible()  # who left does not come in by itself
        assert [one for one in visit.complaints if "404" not in one] == []


def test_two_phones_of_a_tandem_see_the_same_and_another_tandem_nothing(
    room: Running, browser: Browser
) -> None:
    with (
        coming_in(browser, room) as first,
        coming_in(browser, room) as second,
        coming_in(browser, room, OTHER) as stranger,
    ):
        send(first.page, WORDS)
        expect(first.page.locator("#text")).to_have_value("")
        expect(first.page.locator("#pictures .prompt")).to_have_text(WORDS)
        for visit in (first, second):
            expect_picture(visit.page, 1)
            caption = visit.page.locator("#prompt-1 figcaption")
            expect(caption).to_contain_text("Sketch drawn by fixed rules, without AI")
        assert read_prompts(room.live.archive.layout.root) == [WORDS]
        # A dot of one is seen by the other, and is not its own.
        first.page.locator("#prompt-1 [data-name=dot]").click()
        expect(first.page.locator("#dots-left")).to_have_text("Dots left on this phone: 2")
        expect(second.page.locator("#prompt-1 .dots")).to_contain_text("●")
        expect(second.page.locator("#dots-left")).to_have_text("Dots left on this phone: 3")
        second.page.locator("#prompt-1 [data-name=choose]").click()
        expect(first.page.locator("#prompt-1")).to_have_class("picture-card is-done is-chosen")
        stranger.page.wait_for_timeout(500)
        expect(stranger.page.locator("#pictures li")).to_have_count(0)
        expect(stranger.page.locator("#empty")).to_be_visible()
        assert first.complaints + second.complaints + stranger.complaints == []


def test_proposals_and_advice_only_fill_and_tell(room: Running, browser: Browser) -> None:
    with coming_in(browser, room) as visit:
        page, field = visit.page, visit.page.locator("#text")
        expect(field).to_have_value("")
        field.fill("no cars beside the Eiffel Tower")
        expect(page.locator("#advice-list li")).to_have_count(2)
        page.locator("#advice-list li button").nth(1).click()
        marked = "(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)"
        assert page.evaluate(marked) == "Eiffel Tower"
        page.locator("#starters summary").click()
        page.locator(".starters a").nth(1).click()
        expect(field).to_have_value(list_starters("en")[1].text)
        expect(page.locator("#advice")).to_be_hidden()
        page.locator("#bring-back button").click()
        expect(field).to_have_value("no cars beside the Eiffel Tower")
        page.locator("#builder summary").click()
        page.locator(".chip", has_text="postcard from our town").click()
        for name in [chip.text for chip in list_groups("en")[5].chips[:7]]:
            page.locator(".chip", has_text=name).last.click()
        page.locator("#propose").click()
        expect(field).to_have_value(
            "Postcard from our town in twenty years: the market square of a mid-sized European "
            "town. What you can feel: shade, accessibility, trust, neighbourliness and clean air. "
            "Ink and watercolour, eye level. No lettering."
        )
        assert read_prompts(room.live.archive.layout.root) == []
        assert visit.complaints == []


def test_going_on_from_a_picture_names_its_parent(room: Running, browser: Browser) -> None:
    with coming_in(browser, room) as visit:
        page = visit.page
        send(page, WORDS)
        expect_picture(page, 1)
        page.locator("#prompt-1 [data-name=go-on]").click()
        expect(page.locator("#text")).to_have_value(WORDS)
        page.locator("#text").fill(f"{WORDS}, in winter")
        page.reload()
        page.wait_for_selector(".is-live")
        expect(page.locator("#going-on")).to_contain_text("You go on from number 1.")
        page.locator("#send").click()
        expect(page.locator("#prompt-2 .parent")).to_have_text("goes on from number 1")
        expect_picture(page, 2)
        # Two pictures beside each other: on a phone one below the other.
        page.locator("#prompt-1 [data-name=compare]").click()
        expect(page.locator("#picking")).to_be_visible()
        page.locator("#prompt-2 [data-name=compare]").click()
        boxes = [one.bounding_box() for one in page.locator(".side").all()]
        assert boxes[0]
        assert boxes[1]
        assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
        page.set_viewport_size({"width": 1280, "height": 800})
        boxes = [one.bounding_box() for one in page.locator(".side").all()]
        assert boxes[0]
        assert boxes[1]
        assert boxes[1]["x"] >= boxes[0]["x"] + boxes[0]["width"]
        page.locator(".side [data-name=choose]").first.click()
        expect(page.locator(".side [data-name=choose]").first).to_have_text("Chosen")
        assert find_violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("#compare")).to_be_hidden()
        assert visit.complaints == []


def test_offline_words_are_kept_and_go_out_once(room: Running, browser: Browser) -> None:
    with coming_in(browser, room) as visit:
        page = visit.page
        page.context.set_offline(True)
        send(page, WORDS)
        expect(page.locator("#offline")).to_contain_text("No connection.")
        expect(page.locator(".picture-card .status")).to_contain_text("Kept on this phone.")
        page.locator("#text").fill("a draft")
        page.wait_for_timeout(3000)  # it tries meanwhile
        page.context.set_offline(False)
        expect_picture(page, 1)
        expect(page.locator("#offline")).to_be_empty()
        expect(page.locator("#text")).to_have_value("a draft")
        assert read_prompts(room.live.archive.layout.root) == [WORDS]


def test_an_answer_that_got_lost_is_asked_for_again_and_nothing_is_twice(
    room: Running, browser: Browser
) -> None:
    with coming_in(browser, room) as visit:
        page, tries = visit.page, []

        def lose(route: object) -> None:
            tries.append(route)
            if len(tries) < 3:
                route.fetch()  # type: ignore[attr-defined]
                route.abort()  # type: ignore[attr-defined]
            else:
                route.continue_()  # type: ignore[attr-defined]

        page.route("**/prompts", lose)
        send(page, WORDS)
        expect_picture(page, 1)
        wait_until(lambda: len(tries) == 3, page)
        expect(page.locator(".picture-card")).to_have_count(1)
        assert read_prompts(room.live.archive.layout.root) == [WORDS]


@contextlib.contextmanager
def running_alone(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`visions serve` as a process of its own, killed at the end."""
    command = [sys.executable, "-m", "visions", "-C", str(folder), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait(20)


def test_a_server_that_was_killed_finds_draft_outbox_and_dots_again(
    tmp_path: Path, browser: Browser
) -> None:
    folder, port = write_workshop(tmp_path / "workshop"), find_port()
    with running_alone(folder, port) as server:
        lines = [json.loads(one) for one in read_journal(folder).splitlines() if one.strip()]
        tickets = {one["tandem"]: one["ticket"] for one in lines if one["what"] == "pass"}
        with visiting(browser, f"http://127.0.0.1:{port}/join/{tickets[OWN]}", **PHONE) as visit:
            page = visit.page
            page.locator("main button.main").click()
            page.wait_for_selector(".is-live")
            send(page, "the first")
            expect_picture(page, 1)
            page.locator("#prompt-1 [data-name=dot]").click()
            expect(page.locator("#dots-left")).to_have_text("Dots left on this phone: 2")
            # Killed while the page is open.
            page.context.set_offline(True)
            send(page, "the second")
            page.locator("#text").fill("a draft")
            server.kill()
            server.wait(20)
            page.context.set_offline(False)
            expect(page.locator("#offline")).to_contain_text("No connection.")
            # The open page comes in again by itself.
            with running_alone(folder, port):
                expect_picture(page, 2)
                expect(page.locator("#text")).to_have_value("a draft")
                expect(page.locator("#dots-left")).to_have_text("Dots left on this phone: 2")
                expect(page.locator("#offline")).to_be_empty()
                expect(page.locator(".picture-card")).to_have_count(2)
            # Sent to nobody, and the tab is closed before the server is back.
            send(page, "the third")
            expect(page.locator(".picture-card .status")).to_contain_text("Kept on this phone.")
            page.locator("#text").fill("another draft")
            page.goto("about:blank")
            with running_alone(folder, port):
                page.goto(f"http://127.0.0.1:{port}/tandem")
                expect_picture(page, 3)
                expect(page.locator("#text")).to_have_value("another draft")
                expect(page.locator(".picture-card")).to_have_count(3)
                expect(page.locator("#dots-left")).to_have_text("Dots left on this phone: 2")
    assert read_prompts(folder) == ["the first", "the second", "the third"]


def test_a_new_code_is_told_and_the_words_stay(room: Running, browser: Browser) -> None:
    with coming_in(browser, room) as visit:
        page = visit.page
        page.locator("#text").fill("a draft")
        room.call(room.live.renew_pass(OWN))
        expect(page.locator("#offline")).to_contain_text("The code of your tandem is new.")
        expect(page.locator("#text")).to_have_value("a draft")
        page.goto(room.find_ticket(OWN))
        page.locator("main button.main").click()
        expect(page.locator("#text")).to_have_value("a draft")


def test_without_a_script_all_of_it_works_with_forms(room: Running, browser: Browser) -> None:
    with coming_in(browser, room, script=False) as visit:
        page = visit.page
        send(page, WORDS)
        wait_until(lambda: page.reload() and page.locator("#prompt-1.is-done").count(), page)
        expect(page.locator("#prompt-1 img")).to_be_visible()
        page.get_by_role("button", name="Choose this one").click()
        expect(page.get_by_role("button", name="Chosen")).to_be_visible()
        page.get_by_role("button", name="Give a dot").click()
        expect(page.locator("#dots-left")).to_have_text("Dots left on this phone: 2")
        page.get_by_role("button", name="Take the dot back").click()
        expect(page.locator("#dots-left")).to_have_text("Dots left on this phone: 3")
        page.get_by_role("link", name="Go on from this").click()
        expect(page.locator("#text")).to_have_value(WORDS)
        page.locator("#starters summary").click()
        page.locator(".starters a").nth(2).click()
        expect(page.locator("#text")).to_have_value(list_starters("en")[2].text)
        page.locator("#builder summary").click()
        page.locator("#propose").click()
        proposal = (
            "Poster for a city workshop: the market square of a mid-sized European town. "
            "Ink and watercolour, eye level. No lettering."
        )
        expect(page.locator("#text")).to_have_value(proposal)
        room.call(room.live.lock_prompts([OWN], locked=True))
        page.locator("#send").click()
        expect(page.locator("#trouble")).to_have_text(
            "No further prompts are taken right now. Your text stays here."
        )
        expect(page.locator("#text")).to_have_value(proposal)
        box = page.locator("main").bounding_box()
        assert box
        assert box["width"] <= PHONE["width"]


def test_locks_and_pauses_are_told_and_a_full_queue_gives_the_words_back(
    room: Running, browser: Browser
) -> None:
    with coming_in(browser, room) as visit:
        page = visit.page
        room.call(room.live.pause())
        expect(page.locator("#paused")).to_be_visible()
        for number in range(5):
            send(page, f"number {number}")
            expect(page.locator("#pictures li")).to_have_count(number + 1)
        expect(page.locator("#prompt-5 .status")).to_contain_text("Ahead of it: 4")
        send(page, "one too many")
        expect(page.locator("#trouble")).to_contain_text("Several of your prompts are waiting")
        expect(page.locator("#text")).to_have_value("one too many")
        room.call(room.live.lock_prompts([OWN], locked=True))
        expect(page.locator("#locked")).to_be_visible()
        expect(page.locator("#send")).to_be_disabled()
        expect(page.locator("#text")).to_have_value("one too many")
        room.call(room.live.change_agenda(lambda one: one.begin(1, room.live.now)))
        expect(page.locator("#step-time")).to_contain_text(":")
        assert [one for one in visit.complaints if "429" not in one] == []


def test_refusals_and_failures_say_why_and_what_to_do(tmp_path: Path, browser: Browser) -> None:
    with ImageServer(["400-moderation", "500", "text"]) as service:
        folder = write_workshop(
            tmp_path / "workshop",
            f'provider = "compatible"\nmodel = "m"\nbase_url = "{service.base_url}"\n'
            'budget = 10.0\nprices = { picture = 0.05 }\nconcurrency = 1\nfallback = "sketch"',
        )
        with serve(folder, choose=choose_with_key) as room, coming_in(browser, room) as visit:
            page = visit.page
            send(page, "refused")
            expect(page.locator("#prompt-1 .reason")).to_contain_text(
                "did not draw this prompt", timeout=20_000
            )
            expect(page.locator("#prompt-1 .stand-in")).to_be_visible(timeout=20_000)
            page.locator("#prompt-1 [data-name=go-on]").click()
            expect(page.locator("#text")).to_have_value("refused")
            send(page, "lost")
            expect(page.locator("#prompt-2 .reason")).to_contain_text(
                "Tell the facilitator", timeout=30_000
            )
            assert find_violations(page) == []
            assert not page.evaluate(IS_WIDE)


@pytest.mark.parametrize("language", find_languages())
def test_no_barriers_in_any_language(room: Running, browser: Browser, language: str) -> None:
    say = speak(language).text
    with visiting(browser, room.address, **PHONE, language=language) as visit:
        expect(visit.page.locator("h1")).to_have_text(say("Which tandem are you?"))
        assert find_violations(visit.page) == []
        visit.page.goto(room.find_ticket(OWN))
        assert find_violations(visit.page) == []
    with coming_in(browser, room, language=language) as visit:
        page = visit.page
        send(page, WORDS)
        expect_picture(page, 1)
        page.locator("#text").fill("no cars, IKEA, smart city, Frau Müller")
        expect(page.locator("#advice-list li")).to_have_count(4)
        for summary in page.locator(".help summary").all():
            summary.click()
        assert find_violations(page) == []
        assert page.evaluate(SMALL_TARGETS) == []
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert not page.evaluate(IS_WIDE)
        assert visit.complaints == []


@pytest.mark.parametrize("words", [HOSTILE.replace("\ud800", ""), LONG, "W" * 900, "日本語 " * 300])
def test_hostile_words_do_nothing_and_break_nothing(
    room: Running, browser: Browser, words: str
) -> None:
    room.call(room.live.accept(room.live.pick_tandem(OWN), words))
    for script in (True, False):
        with coming_in(browser, room, script=script) as visit:
            page = visit.page
            wait_until(
                lambda page=page, script=script: (
                    (script or page.reload()) and page.locator("#prompt-1.is-done").count()
                ),
                page,
            )
            page.locator("#prompt-1").get_by_text("Go on from this").click()
            page.wait_for_timeout(1000)
            expect(page.locator("#prompt-1 img")).to_have_count(1)
            box = page.locator("#prompt-1").bounding_box()
            assert box
            assert box["width"] <= PHONE["width"]
            if script:
                assert not page.evaluate(IS_WIDE)
                send(page, words)
                expect_picture(page, 2)
                assert find_violations(page) == []
            assert visit.dialogs == []
            assert visit.complaints == []


def test_the_desk_sees_the_same_page_of_any_tandem(room: Running, browser: Browser) -> None:
    with coming_in(browser, room) as phone, visiting(browser, room.desk_link) as desk:
        desk.page.goto(f"{room.address}/desk/tandems/{OWN}")
        desk.page.wait_for_selector(".is-live")
        send(desk.page, WORDS)
        expect_picture(phone.page, 1)
        expect_picture(desk.page, 1)
        link = desk.page.locator("#prompt-1 .sheet-links a").first
        expect(link).to_have_attribute("href", f"/desk/tandems/{OWN}/1/worksheet")
        assert phone.complaints == []
