"""The pages whose exact text is kept in the folder `golden`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.documents.filled import FULL, HALF, fill_a_roadmap, fill_a_worksheet
from tests.documents.samples import (
    PRINTS,
    VERSION,
    WORKSHOP,
    make_roadmap,
    make_walls,
    make_worksheet,
)
from visions.documents.gallery import set_gallery
from visions.documents.html import set_html

FOLDER = Path(__file__).parent / "golden"

PAGES: Mapping[str, Callable[[], str]] = {
    "worksheet.en.html": lambda: set_html(
        make_worksheet(), picture="image.jpg", assets="../../assets"
    ),
    "roadmap.en.html": lambda: set_html(make_roadmap(), picture="image.jpg", assets="../../assets"),
    "worksheet.half.en.html": lambda: set_html(
        fill_a_worksheet(HALF), picture="image.jpg", assets="../../assets"
    ),
    "roadmap.full.en.html": lambda: set_html(
        fill_a_roadmap(FULL), picture="image.jpg", assets="../../assets"
    ),
    "index.html": lambda: set_gallery(
        WORKSHOP, make_walls(), assets="assets", version=VERSION, prints=PRINTS
    ),
}
