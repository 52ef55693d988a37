"""A record as its documents show it: every text ready in the reader's language.

Both engines read the same frozen values; `as_data` turns them into plain JSON types. The order
of fields follows the worksheet: liking, difference, reality, commitment.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from visions.documents.filled import FilledRoadmap, FilledWorksheet
from visions.documents.form import Form
from visions.theme import PLAIN, Lines

GRID_COLUMNS = ("A", "B", "C", "D")
GRID_ROWS = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class CityView:
    """A partner city. `note` says that it was absent, or is empty."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """The picture or, with `file` None, the text for its empty frame. Sizes in pixels.

    `caption` is the full label with prompt, `label` its first part; `alt` describes the picture
    in a sentence or two. `is_ai` is False for the built-in illustrator.
    """

    file: str | None
    width: int
    height: int
    is_ai: bool
    label: str
    caption: str
    alt: str
    empty: str
    system_label: str
    system: str
    disclaimer: str
    note: str = ""
    """Of a stand-in: that it is one, and why; `disclaimer` begins with it."""
    columns: tuple[str, ...] = GRID_COLUMNS
    rows: tuple[str, ...] = GRID_ROWS


@dataclass(frozen=True, slots=True)
class Head:
    """What both documents say at their top. `language` is a BCP 47 code."""

    language: str
    title: str
    document_title: str
    archive_no: str
    archive_label: str
    tandem: str
    tandem_label: str
    cities: tuple[CityView, ...]
    workshop: str
    organiser: str
    place: str
    date: str
    date_label: str
    horizon: str
    horizon_label: str
    theme: str
    theme_label: str
    prompt_label: str
    prompt: str
    picture: PictureView
    made_with: str
    created: int
    """Unix seconds; the documents' own time stamp, so that equal input gives equal bytes."""
    second_language: str = ""
    """Of a sheet in two languages: that of the second part of its marked texts (`bilingual`)."""


@dataclass(frozen=True, slots=True)
class ExtraView:
    """A field that the workshop's own design adds, with its lines to write on."""

    key: str
    label: str
    lines: int


@dataclass(frozen=True, slots=True)
class WorksheetView:
    """Texts of the realistic-vision worksheet (one page, upright)."""

    head: Head
    subtitle: str
    reference_label: str
    keep: str
    adapt: str
    leave_out: str
    missing: str
    have: str
    obstacles: str
    needs_label: str
    needs: tuple[str, ...]
    headline: str
    vision_label: str
    vision_sentence: str
    """Starter words; each “…” is a place to write."""
    notice: str
    baseline: str
    target: str
    first_step: str
    action: str
    responsible_in: tuple[str, ...]
    due_label: str
    due: str
    leave_blank: str
    prompt_goes_on: str
    """Printed where a long prompt is cut; it goes on on the prompt card."""
    prompt_card: str
    page_of: str
    """Page count of a sheet with a prompt card; holds the placeholders {n} and {total}."""
    due_note: str = ""
    """Why offices are closed on the day of the first step, if they are."""
    lines: Lines = PLAIN.lines
    removed: tuple[str, ...] = ()
    """Boxes that the workshop does without: missing, needs, headline, indicators."""
    extra: tuple[ExtraView, ...] = ()
    filled: FilledWorksheet | None = None
    """What the tandem wrote; None for an empty sheet."""
    form: Form | None = None
    """What the page's script needs for filling in; None for a page without it."""


@dataclass(frozen=True, slots=True)
class PeriodView:
    """`label` names the period; `share` is its part of all days, the shares adding up to 1."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """`day` is empty, and `period` None, for milestones that the tandem sets itself.

    `period` is the index of the period that holds it, `within` how far into it (0 to 1).
    """

    key: str
    label: str
    day: str
    done: bool
    period: int | None
    within: float
    note: str = ""
    """Why offices are closed on that day, if they are and it still matters."""


@dataclass(frozen=True, slots=True)
class RoadmapView:
    """Texts of the roadmap (one page across), filled in from right to left."""

    head: Head
    work_backwards: str
    draft: str
    vision_label: str
    lane_label: str
    lanes: tuple[str, ...]
    period_label: str
    periods: tuple[PeriodView, ...]
    milestone_label: str
    milestones: tuple[MilestoneView, ...]
    action_label: str
    action_ids: tuple[str, ...]
    due_label: str
    responsible_in: tuple[str, ...]
    needs_label: str
    needs: tuple[str, ...]
    sign_label: str
    risk_label: str
    page_of: str = ""
    """Page count of a roadmap of several pages; holds the placeholders {n} and {total}."""
    filled: FilledRoadmap | None = None
    """What the tandem planned; None for an empty roadmap."""
    form: Form | None = None
    """What the page's script needs for filling in; None for a page without it."""


def as_data(view: WorksheetView | RoadmapView) -> dict[str, object]:
    """The view as plain JSON types."""
    return dataclasses.asdict(view)
