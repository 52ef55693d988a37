"""Worksheet and roadmap of a live workshop at the moment somebody asks for them."""

from __future__ import annotations

from visions.archive.store import Archive
from visions.documents.html import Bar, set_html
from visions.documents.own_templates import find_templates
from visions.documents.pdf import Page, set_pdf
from visions.errors import TemplateFailed
from visions.model import Entry, Tandem, Workshop
from visions.sheet_views import Kind, SheetViews
from visions.standin import give_stand_in
from visions.theme_file import read_theme


class LiveSheets:
    """Sets sheets without keeping them. Safe in threads."""

    def __init__(self, workshop: Workshop, archive: Archive) -> None:
        """Raises BrokenConfig where the workshop's theme.toml needs mending."""
        self.theme = read_theme(archive.layout.root)
        self._workshop = workshop
        self._layout = archive.layout
        self._templates = find_templates(archive.layout.root)
        self._views = SheetViews(workshop, archive, self.theme)

    def set_page(
        self, kind: Kind, tandem: Tandem, entry: Entry, language: str, bar: Bar, *, assets: str
    ) -> str:
        """The page of one sheet under its `bar`. `assets` is the address of the assets.

        Where the workshop's own template is broken, it is the built-in one's.
        """
        entry = give_stand_in(entry, self._workshop)
        picture = None
        if entry.record is not None and self._layout.labelled(entry.id, entry.state).exists():
            mark = entry.record.sha256[:12]
            picture = f"/pictures/{entry.id.tandem}/{entry.id.number}/large.jpg?{mark}"
        try:
            return set_html(
                self._views.make(kind, tandem, entry, language),
                picture=picture,
                assets=assets,
                templates=self._templates,
                theme=self.theme,
                bar=bar,
            )
        except TemplateFailed as error:
            return error.stand_in.decode()

    def set_pdf(self, kind: Kind, tandem: Tandem, entry: Entry, language: str) -> bytes:
        """One sheet as PDF, in any language of the catalogues."""
        entry = give_stand_in(entry, self._workshop)
        try:
            picture: bytes | None = self._layout.labelled(entry.id, entry.state).read_bytes()
        except FileNotFoundError:
            picture = None
        page = Page(self._views.make(kind, tandem, entry, language), picture)
        try:
            return set_pdf([page], templates=self._templates, theme=self.theme).pdf
        except TemplateFailed as error:
            return error.stand_in
