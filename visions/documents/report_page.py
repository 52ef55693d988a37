"""The report as one HTML page that works from a folder, with links to the pictures beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from visions.documents.html import render_page
from visions.documents.report import ReportView


def set_report_page(
    view: ReportView,
    images: Mapping[str, str],
    *,
    assets: str,
    templates: Path | None = None,
) -> str:
    """Return the report as a page, without script and without network.

    `images` are the hrefs of the labelled pictures by the number of their prompt, and `assets`
    that of the assets folder, all relative to the page. The workshop's own `report.html.j2` in
    `templates` wins. Raises DocumentFailed where a template is broken.
    """
    return render_page(
        "report.html.j2",
        document=f"report.{view.language}.html",
        templates=templates,
        values={"view": view, "images": images, "assets": assets},
    )
