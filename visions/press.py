"""Papers beside the sheets, from the archive to bytes: cards, posters, contact sheet, session
plan and report.

All of it can be set anew at any time. A picture that cannot be had is a frame with its reason.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from visions import __version__
from visions.answers import Answers
from visions.archive.labelled import WIDEST as LABELLED_WIDTH
from visions.archive.labelled import label_copy
from visions.archive.layout import ASSETS
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.budget import list_sent, survey
from visions.documents.card import view_cards
from visions.documents.join_card import Invitation, view_join_cards
from visions.documents.overview import view_contact_sheet
from visions.documents.own_templates import find_templates
from visions.documents.paper import Paper, set_paper
from visions.documents.pdf import SetPdf
from visions.documents.poster import Size, view_posters
from visions.documents.report import ReportView, Story, find_main, view_report
from visions.documents.report_chapters import Money
from visions.documents.report_page import set_report_page
from visions.documents.session_plan import view_session_plan
from visions.errors import TemplateFailed, VisionsError
from visions.model import Entry, RecordId, State, Tandem, Workshop
from visions.publishing import Publisher
from visions.theme_file import read_theme

SMALL = LABELLED_WIDTH // 2
"""Pixels across: 190 dpi on a card and more elsewhere. A JPEG decodes fastest at half its size."""
ON_POSTER = 4096
"""Pixels across, at most: what services draw is smaller and stays as it is."""

_SVG = "image/svg+xml"


class Press:
    """Sets papers from what the archive holds; writes nothing.

    `problems` gathers what could not be read on the way, and did not stop it.
    """

    def __init__(
        self,
        workshop: Workshop,
        archive: Archive,
        entries: Mapping[Tandem, Sequence[Entry]],
    ) -> None:
        """`entries` are the prompts of the tandems that the papers are about."""
        self.problems: list[VisionsError] = []
        self._workshop = workshop
        self._archive = archive
        self._entries = entries
        self._templates = find_templates(archive.layout.root)
        self._theme = read_theme(archive.layout.root)

    def set_cards(self, language: str | None = None) -> SetPdf:
        """A card for every prompt."""
        view = view_cards(self._workshop, list(self._entries.items()), language)
        return self._set("prompt_card.typ", view, self._shrink_all())

    def set_posters(self, size: Size, language: str | None = None) -> SetPdf:
        """A poster for the picture that each tandem works with."""
        current = Publisher(self._workshop, self._archive).choose_sheets(self._entries)
        hung = [(tandem, entry, self._find_answers(entry.id)) for tandem, entry in current]
        view = view_posters(
            self._workshop,
            [(tandem, entry, found[0] if found else None) for tandem, entry, found in hung],
            size,
            language,
        )
        pictures = {str(e.id): data for _, e in current if (data := self._read_largest(e))}
        return self._set("poster.typ", view, pictures)

    def set_contact_sheet(self, language: str) -> SetPdf:
        """All pictures with their captions."""
        groups = [(t, kept, self._read_choice(t)) for t, kept in self._entries.items()]
        view = view_contact_sheet(self._workshop, groups, language, __version__)
        return self._set("contact_sheet.typ", view, self._shrink_all())

    def set_session_plan(self, language: str, start: dt.time) -> SetPdf:
        """The facilitator's plan, with a table for each of the tandems."""
        workshop = replace(self._workshop, tandems=tuple(self._entries))
        return self._set(
            "session_plan.typ", view_session_plan(workshop, language, __version__, start), {}
        )

    def set_join_cards(self, invitations: Mapping[str, Invitation], language: str) -> SetPdf:
        """A card for each of the tandems with the way into the live workshop."""
        view = view_join_cards(self._workshop, list(self._entries), invitations, language)
        codes = {card.tandem: invitations[card.tandem].drawing for card in view.cards}
        return self._set("join_card.typ", view, codes)

    def view_report(self, language: str) -> ReportView:
        """What the report says."""
        stories = self._tell_stories()
        return view_report(
            self._workshop, stories, self._count_money(), language, __version__, self._theme
        )

    def set_report(self, view: ReportView) -> SetPdf:
        """The report as PDF: each tandem's main picture large, the others small."""
        large = {main.id for story in self._tell_stories() if (main := find_main(story))}
        pictures = self._shrink_all(large)
        return self._set("report.typ", view, pictures)

    def set_report_page(self, view: ReportView, page: Path) -> str:
        """The report as HTML that will stand at `page`, with links to pictures and assets."""
        layout = self._archive.layout
        files = {
            str(entry.id): layout.labelled(entry.id, entry.state)
            for kept in self._entries.values()
            for entry in kept
            if entry.state is State.DONE
        }
        images = {number: _link(file, page) for number, file in files.items() if file.is_file()}
        assets = _link(layout.outputs / ASSETS, page)
        try:
            return set_report_page(
                view, images, assets=assets, templates=self._templates, theme=self._theme
            )
        except TemplateFailed as error:
            self._note(error)
            return error.stand_in.decode()

    def _set(self, template: str, view: Paper, pictures: Mapping[str, bytes]) -> SetPdf:
        """Set it; where the workshop's own template is broken, the built-in one stands in."""
        try:
            return set_paper(template, view, pictures, templates=self._templates, theme=self._theme)
        except TemplateFailed as error:
            self._note(error)
            return SetPdf(error.stand_in, error.notes)

    def _tell_stories(self) -> list[Story]:
        return [
            Story(
                tandem,
                tuple(kept),
                self._read_choice(tandem),
                {e.id.number: found for e in kept if (found := self._find_answers(e.id))},
            )
            for tandem, kept in self._entries.items()
        ]

    def _find_answers(self, record: RecordId) -> tuple[Answers, int] | None:
        """The newest answers on a prompt with their number; None where they cannot be read."""
        try:
            newest = Revisions(self._archive).find_newest(record)
        except VisionsError as error:
            self._note(error)
            return None
        return (newest.answers, newest.number) if newest else None

    def _read_choice(self, tandem: Tandem) -> int | None:
        try:
            return self._archive.read_choice(tandem.key)
        except VisionsError as error:
            self._note(error)
            return None

    def _note(self, error: VisionsError) -> None:
        """Keep a problem once, however often it was met."""
        if error.message not in [known.message for known in self.problems]:
            self.problems.append(error)

    def _count_money(self) -> Money:
        unread: list[tuple[RecordId, VisionsError]] = []
        whole = survey(list_sent(self._archive, unread), self._workshop.images).whole
        for _, error in unread:
            self._note(error)
        return Money(
            pictures=whole.pictures,
            spent=whole.spent,
            estimated=whole.estimated,
            reserved=whole.reserved,
            unsettled=whole.unsettled,
            unpriced=whole.unpriced,
            is_whole=not unread,
        )

    # Pictures

    def _shrink_all(self, large: Collection[RecordId] = ()) -> dict[str, bytes]:
        """All pictures there are, by number: small, or as labelled where they are in `large`."""
        entries = [entry for kept in self._entries.values() for entry in kept]
        with ThreadPoolExecutor(thread_name_prefix="shrink") as pool:
            found = pool.map(
                lambda entry: self._read_labelled(entry, is_small=entry.id not in large), entries
            )
            return {str(e.id): data for e, data in zip(entries, found, strict=True) if data}

    def _read_labelled(self, entry: Entry, *, is_small: bool = False) -> bytes | None:
        """The labelled picture; None where there is none.

        A small one loses its packet: inside a PDF the label is printed.
        """
        if entry.record is None:
            return None
        try:
            data = self._archive.layout.labelled(entry.id, entry.state).read_bytes()
            return label_copy(data, "image/jpeg", b"", widest=SMALL) if is_small else data
        except (OSError, ValueError):
            return None

    def _read_largest(self, entry: Entry) -> bytes | None:
        """The original as large as it is; a sketch stays a drawing, sharp at any size."""
        record = entry.record
        if record is None or entry.state is not State.DONE:
            return self._read_labelled(entry)
        try:
            data = self._archive.read_original(record)
            is_sound = hashlib.sha256(data).hexdigest() == record.sha256
            if is_sound and record.media_type == _SVG and not record.is_ai:
                return data
            return label_copy(data, record.media_type, b"", widest=ON_POSTER)
        except (OSError, ValueError):
            return self._read_labelled(entry)


def _link(target: Path, page: Path) -> str:
    """How a page refers to a file: relative, or by its address on another drive."""
    try:
        relative = os.path.relpath(target.resolve(), page.resolve().parent)
    except ValueError:
        return target.resolve().as_uri()
    return quote(Path(relative).as_posix())
