"""What the worksheets and roadmaps of a workshop say right now, answers and design included."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Literal

from visions import __version__
from visions.archive.identity import identify_record
from visions.archive.revisions import Revision, Revisions
from visions.archive.store import Archive
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView, WorksheetView, as_data
from visions.errors import VisionsError
from visions.model import Entry, Tandem, Workshop
from visions.theme import Theme

Kind = Literal["worksheet", "roadmap"]
KINDS: tuple[Kind, ...] = ("worksheet", "roadmap")

_VIEWS: Mapping[Kind, Callable[..., WorksheetView | RoadmapView]] = {
    "worksheet": view_worksheet,
    "roadmap": view_roadmap,
}


class SheetViews:
    """Makes the view of any sheet, with the newest answers."""

    def __init__(self, workshop: Workshop, archive: Archive, theme: Theme) -> None:
        self._workshop = workshop
        self._layout = archive.layout
        self._revisions = Revisions(archive)
        self._theme = theme

    def make(
        self, kind: Kind, tandem: Tandem, entry: Entry, language: str
    ) -> WorksheetView | RoadmapView:
        """What one sheet says. Answers that cannot be read any more are not on it."""
        revision = self._find_answers(entry)
        return _VIEWS[kind](
            self._workshop,
            tandem,
            entry,
            language,
            __version__,
            answers=revision.answers if revision else None,
            revision=revision.number if revision else 0,
            theme=self._theme,
            identity=self._identify(entry),
        )

    def _identify(self, entry: Entry) -> str:
        try:
            return str(identify_record(self._layout, entry.id, entry.prompt.text))
        except VisionsError:
            return ""

    def _find_answers(self, entry: Entry) -> Revision | None:
        try:
            return self._revisions.find_newest(entry.id)
        except VisionsError:
            return None


def dump_view(view: WorksheetView | RoadmapView) -> bytes:
    """A view as bytes that are equal for equal sheets."""
    return json.dumps(as_data(view), ensure_ascii=True, sort_keys=True).encode()
