"""Filled pages in a real browser: no barriers, nothing wider than the screen, all rows level."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.filled import (
    FULL,
    HALF,
    HAMM,
    fill_a_roadmap,
    fill_a_worksheet,
    make_long,
    make_many,
)
from tests.documents.samples import LONGEST
from tests.documents.test_in_browser import (
    SHEETS,
    Visit,
    assert_all_is_there,
    browser,
    find_violations,
    open_page,
    print_page,
    put_picture,
    visit,
)
from visions.answers import Answers
from visions.documents.html import set_html
from visions.documents.view import RoadmapView, WorksheetView
from visions.i18n import find_languages
from visions.model import Tandem

__all__ = ["browser", "visit"]  # fixtures

FILL: dict[str, Callable[..., WorksheetView | RoadmapView]] = {
    "worksheet": fill_a_worksheet,
    "roadmap": fill_a_roadmap,
}
PHONE, DESK = 360, 1280


def open_filled(
    visit: Visit, folder: Path, kind: str, answers: Answers, language: str, tandem: Tandem = HAMM
) -> None:
    put_picture(folder / "t" / "0001" / "image.png")
    page = set_html(
        FILL[kind](answers, language, tandem), picture="image.png", assets="../../assets"
    )
    open_page(visit, folder / "t" / "0001" / f"{kind}.html", page)


@pytest.mark.parametrize("language", find_languages())
@pytest.mark.parametrize("kind", FILL)
def test_filled_page_is_accessible_on_desk_and_phone(
    visit: Visit, tmp_path: Path, kind: str, language: str
) -> None:
    answers, tandem = (FULL, HAMM) if language in ("en", "it", "el") else (HALF, LONGEST)
    for width in (DESK, PHONE):
        visit.page.set_viewport_size({"width": width, "height": 800})
        open_filled(visit, tmp_path, kind, answers, language, tandem)
        assert_all_is_there(visit)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert find_violations(visit.page) == []
        # axe looks into the style sheets, which the page's own policy forbids.
        visit.complaints.clear()


@pytest.mark.parametrize("language", find_languages())
def test_half_filled_worksheet_is_one_page(visit: Visit, tmp_path: Path, language: str) -> None:
    open_filled(visit, tmp_path, "worksheet", HALF, language)
    assert print_page(visit.page) == [SHEETS["worksheet"][1]]


@pytest.mark.parametrize("kind", FILL)
def test_long_answers_go_on_on_paper(visit: Visit, tmp_path: Path, kind: str) -> None:
    open_filled(visit, tmp_path, kind, make_long(400), "de")
    sizes = print_page(visit.page)
    assert len(sizes) > 1
    assert set(sizes) == {SHEETS[kind][1]}
    # No place is smaller than what stands in it; titles in the chart are whole in the table.
    cut = visit.page.evaluate(
        """() => [...document.querySelectorAll('.write, .answer, td, th')]
          .filter(e => getComputedStyle(e).display != 'inline' && !e.querySelector('.two-lines'))
          .filter(e => e.scrollHeight > e.clientHeight + 3 && !e.querySelector('svg'))
          .map(e => e.className + ': ' + e.textContent.slice(0, 30))"""
    )
    assert cut == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_lines_between_bars_meet_them(visit: Visit, tmp_path: Path, width: int) -> None:
    """Rows are as high as the lines take them to be, so that each ends at its tip."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    open_filled(visit, tmp_path, "roadmap", make_many(40), "de")
    heights = visit.page.evaluate(
        """() => [...document.querySelectorAll('.lane-rows tr')]
          .map(row => row.getBoundingClientRect().height)"""
    )
    assert len(heights) > 30
    assert max(abs(height - 40) for height in heights) <= 0.5
    assert abs(sum(heights) - 40 * len(heights)) <= 4


def test_every_action_of_the_chart_leads_to_its_row(visit: Visit, tmp_path: Path) -> None:
    open_filled(visit, tmp_path, "roadmap", FULL, "en")
    assert visit.page.evaluate(
        """() => [...document.querySelectorAll('.two-lines a')].every(link => {
          const row = document.getElementById(link.hash.slice(1));
          return row && row.textContent == link.textContent;
        })"""
    )
