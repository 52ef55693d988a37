"""A tandem's roadmap and worksheet as files that cities go on working with.

The answers in the archive are the truth; each of these is derived from one revision of them, or
from none yet, as a form to begin with.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace

from visions.archive.revisions import Revision
from visions.documents.picture import view_picture
from visions.documents.proposal import draft_roadmap, list_countries
from visions.exchange.plan import Picture, Plan
from visions.i18n import speak
from visions.model import Entry, Tandem, Workshop


def make_plan(
    workshop: Workshop,
    tandem: Tandem,
    entry: Entry,
    identity: uuid.UUID,
    revision: Revision | None,
    language: str,
) -> Plan:
    """What the files are made from: a revision of the answers on one prompt, in one language.

    `identity` is what `identify_record` says of the prompt.
    """
    blank = Plan(
        record=str(entry.id),
        tandem=tandem.title,
        cities=tuple(city.name for city in tandem.cities),
        workshop=workshop.title,
        date=workshop.date,
        horizon=workshop.horizon,
        language=language,
        milestones=draft_roadmap(workshop, tandem).milestones,
        saved_at=dt.datetime.combine(workshop.date, dt.time(), dt.UTC),
        identity=identity,
        theme=tandem.theme,
        countries=list_countries(tandem),
    )
    if revision is None:
        return blank
    return replace(
        blank,
        saved_at=revision.saved_at,
        revision=revision.number,
        roadmap=revision.answers.roadmap,
        worksheet=revision.answers.worksheet,
    )


def write_workbook(plan: Plan) -> bytes:
    """The roadmap as XLSX, to be filled in and read back."""
    from visions.exchange.xlsx_write import write_xlsx

    return write_xlsx(plan)


def write_calendar(plan: Plan) -> bytes:
    """The dated actions and milestones as ICS."""
    from visions.exchange.ics import write_ics

    return write_ics(plan)


def write_table(plan: Plan) -> bytes:
    """The actions as CSV."""
    from visions.exchange.csv_table import write_csv

    return write_csv(plan)


def write_page(plan: Plan) -> bytes:
    """The roadmap as Markdown with a Mermaid chart."""
    from visions.exchange.markdown import write_markdown

    return write_markdown(plan).encode()


def write_document(plan: Plan, entry: Entry, jpeg: bytes | None) -> bytes:
    """The worksheet as DOCX with its labelled picture. Raises DocumentFailed."""
    from visions.exchange.docx import write_docx

    view = view_picture(entry, speak(plan.language))
    label = view.empty if jpeg is None else view.label
    picture = Picture(
        jpeg, entry.prompt.text, label, view.alt, f"{view.system_label}: {view.system}",
        view.disclaimer,
    )  # fmt: skip
    return write_docx(plan, picture)


ROADMAP_FILES: Mapping[str, Callable[[Plan], bytes]] = {
    "xlsx": write_workbook,
    "ics": write_calendar,
    "csv": write_table,
    "md": write_page,
}
"""The forms of a roadmap, by the ending of their files."""
