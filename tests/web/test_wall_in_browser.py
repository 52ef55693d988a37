"""The wall on a real beamer's sizes: what the room may see, live, readable and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.documents.samples import HOSTILE, LONG
from tests.documents.test_in_browser import browser, find_violations
from tests.servers.image_api import ImageServer
from tests.web.browsing import choose_with_key, visiting, wait_until
from tests.web.serving import Running, serve
from tests.workshops import write_workshop
from visions.i18n import find_languages
from visions.model import RecordId, State

__all__ = ["browser"]  # fixture
BEAMER = {"width": 1920, "height": 1080}
FITS = """() => [document.documentElement.scrollWidth <= innerWidth,
  [...document.querySelectorAll('.rail, .slide, .slide .prompt, .step, .join, .foot')].every(
    one => one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1)]"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Running]:
    with serve(write_workshop(tmp_path / "workshop")) as running:
        yield running


def draw(room: Running, words: str, tandem: str = "arezzo-hamm") -> RecordId:
    """Send a prompt and wait for its picture on the wall."""
    live = room.live
    prompt = room.call(live.accept(live.pick_tandem(tandem), words))

    async def wait() -> None:
        while prompt.id not in [one.id for one in live.list_released()] or (
            live.studio.list_running()
        ):
            await live.bulletin.wait(live.bulletin.last, 0.1)

    room.call(wait())
    return prompt.id


def test_before_the_first_picture_the_way_in_has_the_screen(
    room: Running, browser: Browser
) -> None:
    with visiting(browser, room.wall_link, **BEAMER) as visit:
        page = visit.page
        place = room.address.removeprefix("http://")
        expect(page.locator(".address")).to_contain_text(place)
        box = page.locator(".address").bounding_box()
        assert box is not None
        assert box["height"] > 80
        assert page.locator(".code").evaluate(
            "one => one.naturalWidth > 100 && one.clientWidth > 400"
        )
        assert page.evaluate(FITS) == [True, True]
        expect(page.locator("#buttons")).to_be_hidden()
        expect(page.locator("#step")).to_be_hidden()
        assert visit.complaints == []


def test_pictures_arrive_by_themselves_with_words_tandem_and_label(
    room: Running, browser: Browser
) -> None:
    with visiting(browser, room.wall_link, **BEAMER) as visit:
        page = visit.page
        draw(room, "a quiet market square")
        slide = page.locator(".slide:not(.is-leaving)")
        expect(slide.locator(".prompt")).to_have_text("a quiet market square")
        expect(slide.locator(".tandem")).to_have_text("Arezzo – Hamm")
        expect(slide.locator(".label")).to_have_text("Sketch drawn by fixed rules, without AI")
        draw(room, "a harbour", "utrecht-munich")
        expect(slide.locator(".prompt")).to_have_text("a harbour")
        page.wait_for_function("document.querySelector('.slide:not(.is-leaving) img').naturalWidth")
        page.keyboard.press("ArrowLeft")
        expect(slide.locator(".prompt")).to_have_text("a quiet market square")
        page.keyboard.press("ArrowRight")
        expect(slide.locator(".prompt")).to_have_text("a harbour")
        page.keyboard.press(" ")
        expect(page.locator("#pause")).to_have_text("Start the slide show")
        draw(room, "a third one")
        expect(page.locator("#place")).to_contain_text("of 3")  # stopped, it stays
        expect(slide.locator(".prompt")).to_have_text("a harbour")
        page.keyboard.press("g")
        expect(page.locator(".tile")).to_have_count(3)
        assert page.evaluate("scrollY + document.querySelector('#tiles').scrollTop") == 0
        page.locator(".tile", has_text="a harbour").locator("button").click()
        expect(slide.locator(".prompt")).to_have_text("a harbour")
        assert page.evaluate(FITS) == [True, True]
        assert visit.complaints == []


def test_the_slide_show_turns_and_a_hidden_picture_leaves(room: Running, browser: Browser) -> None:
    first = draw(room, "the first")
    draw(room, "the second")
    with visiting(browser, room.wall_link, **BEAMER) as visit:
        page = visit.page
        page.clock.install()
        page.goto(room.wall_link)
        slide = page.locator(".slide:not(.is-leaving) .prompt")
        expect(slide).to_have_text("the second")
        page.clock.run_for(13_000)
        expect(slide).to_have_text("the first")
        room.call(room.live.hide(first, hidden=True))
        wait_until(lambda: page.clock.run_for(500) or slide.inner_text() == "the second", page)
        small = f"{room.address}/pictures/arezzo-hamm/1/small.jpg"
        assert page.evaluate("path => fetch(path).then(one => one.status)", small) == 404
        assert "the first" not in page.locator("#stage").inner_html()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("words", [LONG, "x" * 3000, HOSTILE, "\n".join("line" for _ in range(90))])
def test_no_prompt_is_too_long_or_too_wild(
    room: Running, browser: Browser, words: str, size: tuple[int, int]
) -> None:
    words = words.encode("utf-8", "ignore").decode().replace("\0", "")
    draw(room, words)
    with visiting(browser, room.wall_link, width=size[0], height=size[1]) as visit:
        page = visit.page
        page.evaluate("document.fonts.ready")
        prompt = page.locator(".slide .prompt")
        expect(prompt).to_be_visible()
        page.wait_for_timeout(300)
        assert page.evaluate(FITS) == [True, True]
        read = prompt.inner_text()
        is_whole = " ".join(read.split()) == " ".join(words.replace("\u202e", "").split())
        assert is_whole or read.endswith("…")
        assert prompt.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 13
        assert "\u202e" not in page.locator("main").inner_text()
        assert visit.dialogs == []
        assert visit.complaints == []


def test_the_step_counts_down_and_is_calm_when_it_is_over(room: Running, browser: Browser) -> None:
    live = room.live
    draw(room, "a park")
    with visiting(browser, room.wall_link, **BEAMER) as visit:
        page = visit.page
        room.call(live.change_agenda(lambda agenda: agenda.begin(1, live.now)))
        expect(page.locator("#step h2")).to_have_text("Prompt")
        expect(page.locator("#time")).to_contain_text("14:5")
        first = page.locator("#time").inner_text()
        expect(page.locator("#time")).not_to_have_text(first)
        assert page.locator("#time").inner_text() < first
        room.call(live.change_agenda(lambda agenda: agenda.prolong(-15)))
        expect(page.locator("#over")).to_have_text("The time for this step is over.")
        expect(page.locator("#time")).to_have_text("0:00")
        assert page.evaluate(FITS) == [True, True]
        room.call(live.change_agenda(lambda agenda: agenda.begin(None, live.now)))
        expect(page.locator("#step")).to_be_hidden()


def test_failures_and_money_are_not_for_the_room(tmp_path: Path, browser: Browser) -> None:
    with ImageServer("400-moderation") as service:
        folder = write_workshop(
            tmp_path / "workshop",
            f'provider = "compatible"\nmodel = "m"\nbase_url = "{service.base_url}"\n'
            'budget = 10.0\nprices = { picture = 0.05 }\nfallback = "sketch"',
        )
        with (
            serve(folder, choose=choose_with_key) as room,
            visiting(browser, room.wall_link, **BEAMER) as visit,
        ):
            live, page = room.live, visit.page
            prompt = room.call(live.accept(live.pick_tandem("arezzo-hamm"), "nobody draws this"))
            stand_in = live.archive.layout.labelled(prompt.id, State.REFUSED)
            wait_until(stand_in.exists, page)
            page.reload()
            assert "USD" not in page.locator("main").inner_text()
            assert "nobody draws this" not in page.content()
            expect(page.locator("#wall")).to_have_class("wall is-empty")


@pytest.mark.parametrize("language", find_languages())
@pytest.mark.parametrize("width", [1920, 1280, 360])
def test_everybody_can_read_it(room: Running, browser: Browser, language: str, width: int) -> None:
    room.call(room.live.change_agenda(lambda agenda: agenda.begin(3, room.live.now)))
    draw(room, "مدينة ذكية with a market square")
    height = round(width * 9 / 16) if width > 400 else 740
    with visiting(browser, room.wall_link, width=width, height=height, language=language) as visit:
        page = visit.page
        assert page.evaluate("document.documentElement.lang") == language
        assert find_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width > 400:
            assert page.evaluate(FITS) == [True, True]
            page.keyboard.press("g")
            expect(page.locator(".tile").first).to_be_visible()
            assert find_violations(page) == []
        assert visit.complaints == []


def test_without_a_script_the_pictures_are_there(room: Running, browser: Browser) -> None:
    draw(room, "a park")
    with visiting(browser, room.wall_link, script=False, **BEAMER) as visit:
        expect(visit.page.locator(".tile-prompt")).to_have_text("a park")
        expect(visit.page.locator(".tile .label")).to_be_visible()


def test_it_fades_only_for_those_who_like_it(room: Running, browser: Browser) -> None:
    draw(room, "a park")
    for still, name in ((True, "none"), (False, "wall-come")):
        with visiting(browser, room.wall_link, still=still, **BEAMER) as visit:
            slide = visit.page.locator(".slide")
            assert slide.evaluate("one => getComputedStyle(one).animationName") == name
