"""The pages of a live workshop in a real browser, and what the browser complained about."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from visions.errors import NoKey
from visions.imaging.choose import choose_provider
from visions.imaging.provider import Provider
from visions.model import ImageSettings
from visions.secret import Secret

KEY = Secret("sk-test-0123456789abcdef")


def choose_with_key(settings: ImageSettings) -> Provider | None:
    """Providers as with a key in the environment."""
    try:
        return choose_provider(settings, None if settings.provider == "sketch" else KEY)
    except NoKey:
        return None


@dataclass
class Visit:
    """An open page. `complaints`: errors and refusals of the policy; `dialogs`: windows that
    scripts opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@contextlib.contextmanager
def visiting(
    browser: Browser,
    link: str,
    *,
    width: int = 1280,
    height: int = 800,
    language: str = "en",
    script: bool = True,
    still: bool = True,
) -> Iterator[Visit]:
    """Open a link such as the desk's in a browser of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=language,
        java_script_enabled=script,
        reduced_motion="reduce" if still else "no-preference",
    )
    page = context.new_page()
    visit = Visit(page)
    page.on("console", lambda message: visit.complaints.append(message.text))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda one: (visit.dialogs.append(one.message), one.dismiss()))
    page.goto(link)
    try:
        yield visit
    finally:
        context.close()


def wait_until(question: Callable[[], object], page: Page, seconds: float = 20) -> None:
    """Return once the answer is true; the page lives on meanwhile."""
    for _ in range(int(seconds * 10)):
        if question():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen in time")


def read_journal(folder: Path) -> str:
    return (folder / "session" / "journal.jsonl").read_text("utf-8")
