"""A whole workshop: three phones, wall and desk, Wi-Fi that breaks, a server that is killed."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from playwright.sync_api import Browser, Page, expect

from tests.documents.test_in_browser import browser
from tests.web.browsing import Visit, visiting, wait_until
from tests.web.serving import find_port
from tests.workshops import write_workshop
from visions.archive.journal import Journal
from visions.archive.layout import Layout
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.model import RecordId, State

__all__ = ["browser"]  # fixture
FIRST = RecordId("arezzo-hamm", 1)
PHONE = {"width": 360, "height": 740}


@dataclass
class Process:
    """`visions serve` in a process of its own, with the links that it printed."""

    process: subprocess.Popen[str]
    desk: str
    wall: str

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


@contextmanager
def serving(folder: Path, port: int) -> Iterator[Process]:
    command = [sys.executable, "-m", "visions", "-C", str(folder), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        text = ""
        for line in process.stdout:
            text += line
            if "Ctrl-C closes" in line:
                break
        desk, wall = re.findall(r"http://\S+/enter/\S+", text)
        yield Process(process, desk, wall)
    finally:
        process.kill()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def read_passes(folder: Path) -> dict[str, tuple[str, str]]:
    """The code and the ticket of each tandem."""
    lines = [line for line in Journal(Layout(folder)).read() if line["what"] == "pass"]
    return {line["tandem"]: (line["code"], line["ticket"]) for line in lines}


def send(page: Page, words: str) -> None:
    page.locator("#text").fill(words)
    page.locator("#send").click()
    expect(page.locator("#text")).to_have_value("")


def expect_picture(page: Page, number: int) -> None:
    expect(page.locator(f"#prompt-{number}.is-done img")).to_be_visible(timeout=30_000)


def test_a_whole_workshop_loses_nothing(tmp_path: Path, browser: Browser) -> None:
    folder, port = write_workshop(tmp_path / "workshop"), find_port()
    address = f"http://127.0.0.1:{port}"
    archive = Archive(folder)
    with ExitStack() as stack:
        first = stack.enter_context(serving(folder, port))
        passes = read_passes(folder)

        def open_page(link: str, **size: int) -> Visit:
            return stack.enter_context(visiting(browser, link, **size))

        desk = open_page(first.desk, width=1280, height=900)
        wall = open_page(first.wall, width=1920, height=1080)
        one, two, other = (open_page(address, **PHONE) for _ in range(3))

        # The session begins, and everybody comes in: by code, by code, by QR code.
        desk.page.get_by_role("button", name="Begin the first step").click()
        expect(wall.page.locator("#step")).to_contain_text("Frame")
        for visit, key in ((one, "arezzo-hamm"), (other, "utrecht-munich")):
            visit.page.locator("#code").fill(passes[key][0].lower())
            visit.page.locator("#join button").click()
            expect(visit.page).to_have_url(f"{address}/tandem")
        two.page.goto(f"{address}/join/{passes['arezzo-hamm'][1]}")
        two.page.locator("main button.main").click()
        expect(two.page).to_have_url(f"{address}/tandem")
        for visit in (one, two, other):
            visit.page.wait_for_selector(".is-live")

        # Prompts become pictures: on the phones, on the wall, at the desk.
        send(one.page, "a quiet market square with a fountain")
        send(other.page, "a canal with boats and a bridge")
        expect_picture(one.page, 1)
        expect_picture(two.page, 1)
        expect_picture(other.page, 1)
        expect(wall.page.locator("#wall")).to_contain_text("a canal with boats and a bridge")
        two.page.locator("#prompt-1 [data-name=choose]").click()
        expect(one.page.locator("#prompt-1")).to_have_class(re.compile("is-chosen"))
        wait_until(lambda: archive.read_choice("arezzo-hamm") == 1, one.page)

        # The Wi-Fi of one phone breaks while it writes, and comes back.
        one.page.context.set_offline(True)
        send(one.page, "the same square in winter")
        one.page.wait_for_timeout(1500)
        assert len(archive.list_records("arezzo-hamm")) == 1
        one.page.context.set_offline(False)
        expect_picture(two.page, 2)

        # Both phones fill in, and each sees the other's words.
        for visit in (one, two):
            visit.page.goto(f"{address}/tandem/1/worksheet?language=en")
            visit.page.locator("body.filling").wait_for()
        vision = one.page.get_by_role("textbox", name="Our vision", exact=True)
        vision.fill("By then, the square belongs to everybody.")
        seen = two.page.get_by_role("textbox", name="Our vision", exact=True)
        expect(seen).to_have_value("By then, the square belongs to everybody.", timeout=8000)

        # The server is killed in the middle of a word, and started again.
        missing = two.page.get_by_role("textbox", name="Who or what is missing?", exact=True)
        missing.press_sequentially("The children ", delay=20)
        first.kill()
        missing.press_sequentially("of the school", delay=20)
        other.page.locator("#text").fill("a canal in the evening")
        second = stack.enter_context(serving(folder, port))
        expect(two.page.locator("#live-state")).to_contain_text("Saved", timeout=30_000)
        answer = one.page.get_by_role("textbox", name="Who or what is missing?", exact=True)
        expect(answer).to_have_value("The children of the school", timeout=30_000)
        other.page.locator("#send").click()
        expect_picture(other.page, 2)

        # The room is as it was; the links of desk and wall are new.
        assert (second.desk, second.wall) != (first.desk, first.wall)
        assert read_passes(folder) == passes
        desk = open_page(second.desk, width=1280, height=900)
        wall = open_page(second.wall, width=1920, height=1080)
        expect(wall.page.locator("#step")).to_contain_text("Frame")
        expect(wall.page.locator("#wall")).to_contain_text("a canal in the evening")

        # A roadmap, and paper with what was typed.
        two.page.goto(f"{address}/tandem/1/roadmap?language=en")
        two.page.locator("body.filling").wait_for()
        two.page.get_by_role("button", name="Add an action").click()
        two.page.get_by_role("textbox", name="Action", exact=True).fill("Count the trees")
        expect(two.page.locator("#live-state")).to_contain_text("Saved", timeout=15_000)
        papers = {}
        for paper in ("worksheets", "roadmaps"):
            answered = desk.page.context.request.get(f"{address}/desk/papers/{paper}.pdf")
            assert answered.ok
            with pdfplumber.open(io.BytesIO(answered.body())) as pdf:
                papers[paper] = " ".join(page.extract_text() for page in pdf.pages)
        assert "The children of the school" in papers["worksheets"]
        assert "Count the trees" in papers["roadmaps"]

        # Nothing is lost, nothing is there twice, nobody's browser complained.
        words = {
            str(record): archive.read_prompt(record).text
            for key in passes
            for record in archive.list_records(key)
        }
        assert words == {
            "arezzo-hamm/0001": "a quiet market square with a fountain",
            "arezzo-hamm/0002": "the same square in winter",
            "utrecht-munich/0001": "a canal with boats and a bridge",
            "utrecht-munich/0002": "a canal in the evening",
        }
        newest = Revisions(archive).find_newest(FIRST)
        assert newest is not None
        assert newest.answers.worksheet.vision == "By then, the square belongs to everybody."
        assert newest.answers.worksheet.missing == "The children of the school"
        for visit in (one, two, other, desk, wall):
            assert visit.dialogs == []
            assert [text for text in visit.complaints if "Security" in text] == []
    assert archive.read_entry(FIRST).state is State.DONE
