"""Worksheet and roadmap beside other engines, of the same texts and picture, one thread, in turn.

WeasyPrint sets our HTML pages with their print styles, which nest grids and flexible boxes deeper
than it can lay out (the page comes, parts of it lie on each other), and the same pages with
styles it is good at: blocks and bordered tables. Its PDFs have no tags; ours are PDF/UA-1 and
PDF/A-2a. docxtpl fills in a Word file, which has no layout before Word opens it.
"""

from __future__ import annotations

import io
import shutil
import statistics
import tempfile
import uuid
from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchmarks.samples import TANDEM, WORKSHOP, draw_jpeg, make_entry
from benchmarks.timing import compare, measure_in_turn, report, tell
from visions.documents.html import list_assets, set_html
from visions.documents.pdf import Page, set_pdf
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView, WorksheetView
from visions.handover import make_plan, write_document

LEAST_RATIO = 5
ROUNDS, PAIRS_A_ROUND = 5, 8
PICTURE = "picture.jpg"
PLAIN = """
@page { size: %s; margin: 10mm }
body { background: none; font-size: 8pt; line-height: 1.2 }
.band img { width: 70mm }
.thumb img { width: 32mm }
svg { width: 3mm; height: 3mm }
.city { display: inline-block; width: 49%% }
.write { border-bottom: 0.3mm solid #7f969d }
.fact, .end { display: inline }
table { width: 100%%; border-collapse: collapse }
th, td { border: 0.3mm solid #7f969d; text-align: left; vertical-align: top }
"""
PAPERS = {"worksheet.css": "A4", "roadmap.css": "A3 landscape"}

Views = tuple[WorksheetView, RoadmapView]


def run() -> None:
    picture = draw_jpeg(0)
    numbers = count()

    def view_next() -> Views:
        entry = make_entry(next(numbers))
        return (
            view_worksheet(WORKSHOP, TANDEM, entry, "it", "1"),
            view_roadmap(WORKSHOP, TANDEM, entry, "it", "1"),
        )

    def set_ours() -> None:
        for _ in range(PAIRS_A_ROUND):
            for view in view_next():
                set_pdf([Page(view, picture)])

    with tempfile.TemporaryDirectory() as name:
        others = {
            **_prepare_weasyprint(Path(name), picture, view_next),
            **_prepare_docxtpl(picture, numbers),
        }
        times = measure_in_turn([set_ours, *others.values()], runs=ROUNDS)
    ours = [taken / PAIRS_A_ROUND for taken in times[0]]
    tell("visions: documents a second", f"{2 / statistics.median(ours):.1f} /s")
    for what, theirs in zip(others, times[1:], strict=True):
        tell(f"{what}: documents a second", f"{2 / statistics.median(theirs):.1f} /s")
        ratio = compare(theirs, ours)
        if what.startswith("WeasyPrint"):
            report(
                f"visions over {what}",
                f"{ratio:.1f} x",
                f">= {LEAST_RATIO} x",
                ratio >= LEAST_RATIO,
            )
        else:
            tell(f"visions over {what}", f"{ratio:.1f} x")


def _prepare_weasyprint(
    folder: Path, picture: bytes, view_next: Callable[[], Views]
) -> dict[str, Callable[[], None]]:
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: Pango, a library of the system
        tell("WeasyPrint cannot be measured here", type(error).__name__)
        return {}
    (folder / PICTURE).write_bytes(picture)
    for name, source in list_assets().items():
        for styles in ("print", "plain"):
            target = folder / styles / name
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, target)
            if styles == "plain" and name.endswith(".css") and name != "base.css":
                paper = PAPERS.get(name)
                target.write_text(PLAIN % paper if paper else "", "utf-8")

    def set_pair(styles: str) -> None:
        for view in view_next():
            page = set_html(view, picture=PICTURE, assets=styles)
            HTML(string=page, base_url=f"{folder}/").write_pdf()

    return {
        "WeasyPrint, our pages": lambda: set_pair("print"),
        "WeasyPrint, plain styles": lambda: set_pair("plain"),
    }


def _prepare_docxtpl(picture: bytes, numbers: count[int]) -> dict[str, Callable[[], None]]:
    try:
        from docx.shared import Mm
        from docxtpl import DocxTemplate, InlineImage
    except ImportError as error:
        tell("docxtpl cannot be measured here", type(error).__name__)
        return {}
    template = _make_template(view_roadmap(WORKSHOP, TANDEM, make_entry(0), "it", "1"))

    def set_pair() -> None:
        entry = make_entry(next(numbers))
        plan = make_plan(WORKSHOP, TANDEM, entry, uuid.UUID(int=1), None, "it")
        write_document(plan, entry, picture)
        view = view_roadmap(WORKSHOP, TANDEM, entry, "it", "1")
        document = DocxTemplate(io.BytesIO(template))
        image = InlineImage(document, io.BytesIO(picture), width=Mm(40))
        document.render({"view": view, "head": view.head, "image": image}, autoescape=True)
        document.save(io.BytesIO())

    return {"docxtpl, as DOCX": set_pair}


def _make_template(view: RoadmapView) -> bytes:
    """A roadmap as a Word file with tags: a table of the periods, and one of the actions."""
    from docx import Document

    document = Document()
    document.add_heading("{{ head.title }}")
    for text in (
        "{{ head.tandem_label }}: {{ head.tandem }} · {{ head.date_label }}: {{ head.date }}",
        "{{ head.horizon_label }}: {{ head.horizon }} · {{ head.theme_label }}: {{ head.theme }}",
        "{{ image }}",
        "{{ head.prompt_label }}: {{ head.prompt }}",
        "{{ head.picture.label }} {{ head.picture.system }} {{ head.picture.disclaimer }}",
        "{{ view.vision_label }}",
        "{% for one in view.milestones %}{{ one.label }} {{ one.day }} · {% endfor %}",
        "{{ view.work_backwards }}",
    ):
        document.add_paragraph(text)
    periods = [f"{{{{ view.periods[{n}].label }}}}" for n in range(len(view.periods))]
    needs = [f"{{{{ view.needs[{n}] }}}}" for n in range(len(view.needs))]
    owners = [f"{{{{ view.responsible_in[{n}] }}}}" for n in range(len(view.responsible_in))]
    heads = ["{{ view.action_label }}", "{{ view.due_label }}", *owners, *needs]
    for loop, titles in (
        ("one in view.lanes", ["{{ view.lane_label }}", *periods]),
        ("one in view.action_ids", ["", *heads, "{{ view.sign_label }}", "{{ view.risk_label }}"]),
    ):
        table = document.add_table(4, len(titles), "Table Grid")
        for cell, title in zip(table.rows[0].cells, titles, strict=True):
            cell.text = title
        for row, text in enumerate((f"{{%tr for {loop} %}}", "{{ one }}", "{%tr endfor %}"), 1):
            table.cell(row, 0).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
