"""The report as one HTML page that works from a folder, with links to the pictures beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from visions.documents.livery import describe_livery
from visions.documents.page import render_page
from visions.documents.report import ReportView
from visions.theme import PLAIN, Theme


def set_report_page(
    view: ReportView,
    images: Mapping[str, str],
    *,
    assets: str,
    templates: Path | None = None,
    theme: Theme = PLAIN,
) -> str:
    """Return the report as a page, without script and without network.

    `images` are the hrefs of the labelled pictures by the number of their prompt, and `assets`
    that of the assets folder, all relative to the page. The workshop's own `report.html.j2` in
    `templates` wins. Raises TemplateFailed where it is broken.
    """
    return render_page(
        "report.html.j2",
        document=f"report.{view.language}.html",
        templates=templates,
        values={
            "view": view,
            "images": images,
            "assets": assets,
            "design": describe_livery(theme),
        },
    )
