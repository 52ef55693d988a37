"""From the archive to paper: labelled copies, sheets, merged print files and the gallery.

All of it can be rebuilt from the archive; only what is stale, missing or altered is set again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from visions import __version__
from visions.archive.derived import DerivedFiles
from visions.archive.identity import identify_record
from visions.archive.layout import ASSETS, BUILT, THUMBNAIL, name_document
from visions.archive.revisions import Revision, Revisions
from visions.archive.soundness import find_change, find_loss
from visions.archive.store import Archive
from visions.documents.html import list_assets, set_html
from visions.documents.livery import list_theme_assets
from visions.documents.own_templates import digest_templates, find_templates
from visions.documents.pdf import Page, set_pdf
from visions.errors import TemplateFailed, VisionsError
from visions.handover import ROADMAP_FILES, make_plan
from visions.labelling import LabelledCopy, shrink_labelled
from visions.model import Entry, State, Tandem, Workshop
from visions.sheet_views import KINDS, Kind, SheetViews, dump_view
from visions.showcase import list_pages, read_answers
from visions.standin import give_stand_in
from visions.theme_file import read_theme


@dataclass(frozen=True, slots=True)
class Publication:
    """What one call set anew, and what went wrong on the way without stopping it."""

    built: int
    problems: tuple[VisionsError, ...] = ()
    notes: tuple[str, ...] = ()


class Publisher:
    """Sets everything that people see from what the archive holds."""

    def __init__(self, workshop: Workshop, archive: Archive) -> None:
        """Raises BrokenConfig where the workshop's theme.toml needs mending."""
        self._workshop = workshop
        self._archive = archive
        self._layout = archive.layout
        self._templates = find_templates(archive.layout.root)
        self._theme = read_theme(archive.layout.root)
        self._revisions = Revisions(archive)
        self._views = SheetViews(workshop, archive, self._theme)
        self._prepared: dict[str, bytes] = {}

    def publish_record(self, tandem: Tandem, entry: Entry, *, anew: bool = False) -> Publication:
        """Bring one prompt's labelled copy, worksheets and roadmaps up to date.

        `anew` builds all of them whatever there is. A document that cannot be set is among the
        problems and does not stop the others.
        """
        if entry.record is not None and (lost := find_loss(self._archive, entry.record)):
            return Publication(0, (lost,))
        changed = find_change(self._archive, entry)
        entry = give_stand_in(entry, self._workshop)
        folder = self._layout.record_folder(entry.id)
        files = DerivedFiles(folder, folder / BUILT, anew=anew)
        files.problems.extend(changed)
        try:
            revision = self._revisions.find_newest(entry.id)
        except VisionsError as error:
            files.problems.append(error)
            revision = None
        picture = self._bring_picture(files, tandem, entry)
        for language in tandem.sheet_languages:
            for kind in KINDS:
                self._bring_document(files, tandem, entry, kind, language, picture)
        if revision is not None:
            self._bring_roadmap_files(files, tandem, entry, revision)
        return _finish(files)

    def prepare_print(self, kind: Kind, entries: Mapping[Tandem, Sequence[Entry]]) -> None:
        """Merge a stale print file beside other work, for `publish_overview` with these `entries`.

        That takes it only if nothing it is made from has changed by then, and tells what failed.
        """
        files = DerivedFiles(self._layout.outputs, self._layout.outputs / BUILT)
        current = self.choose_sheets(entries)
        source = self._digest_print(kind, current)
        if current and not files.is_current(self._name_print(kind), source):
            with suppress(VisionsError):
                self._prepared[source] = self.merge_pdf(kind, current)

    def publish_overview(self, entries: Mapping[Tandem, Sequence[Entry]]) -> Publication:
        """Bring the gallery, its assets and the merged print files up to date."""
        files = DerivedFiles(self._layout.outputs, self._layout.outputs / BUILT)
        assets = {name: source.read_bytes() for name, source in list_assets().items()}
        for name, data in {**assets, **list_theme_assets(self._theme)}.items():
            digest = hashlib.sha256(data).hexdigest()
            files.bring(f"{ASSETS}/{name}", digest, partial(bytes, data))
        for tandem in entries:
            try:
                self._archive.read_choice(tandem.key)
            except VisionsError as error:
                files.problems.append(error)
        current = self.choose_sheets(entries)
        for kind in KINDS:
            self._bring_print(files, kind, current)
            files.retain(self._layout.relative(self._layout.print_file(kind, whole=False)))
        self._bring_gallery(files, entries, current)
        return _finish(files)

    def choose_sheets(
        self, entries: Mapping[Tandem, Sequence[Entry]]
    ) -> list[tuple[Tandem, Entry]]:
        """The prompt each tandem works with: the chosen one, else the newest with a picture,
        else the newest."""
        current = []
        for tandem, listed in entries.items():
            if not listed:
                continue
            chosen = self._read_choice(tandem)
            drawn = [entry for entry in listed if entry.state is State.DONE]
            newest = (drawn or list(listed))[-1]
            picked = next((entry for entry in drawn if entry.id.number == chosen), newest)
            current.append((tandem, give_stand_in(picked, self._workshop)))
        return current

    def publish_print(
        self, kind: Kind, entries: Mapping[Tandem, Sequence[Entry]], *, whole: bool
    ) -> Path:
        """Set the merged file of these tandems and return it; `whole`: of the whole workshop.

        Where the workshop's own template is broken, it is the built-in one's.
        """
        path = self._layout.print_file(kind, whole=whole)
        sheets = self.choose_sheets(entries)
        source = self._digest_print(kind, sheets)
        try:
            data = self.merge_pdf(kind, sheets)
        except TemplateFailed as error:
            data, source = error.stand_in, ""
        files = DerivedFiles(self._layout.outputs, self._layout.outputs / BUILT, anew=True)
        files.bring(self._layout.relative(path), source, lambda: data)
        files.retain_all()
        files.save()
        return path

    def merge_pdf(self, kind: Kind, sheets: Iterable[tuple[Tandem, Entry]]) -> bytes:
        """One PDF of the worksheets or roadmaps of several tandems, in all their languages."""
        pages = [
            Page(self._views.make(kind, tandem, entry, language), self._read_picture(entry))
            for tandem, entry in sheets
            for language in tandem.sheet_languages
        ]
        return set_pdf(pages, templates=self._templates, theme=self._theme).pdf

    def _read_choice(self, tandem: Tandem) -> int | None:
        """The chosen number; None, too, where the choice cannot be read any more."""
        try:
            return self._archive.read_choice(tandem.key)
        except VisionsError:
            return None

    def _bring_picture(self, files: DerivedFiles, tandem: Tandem, entry: Entry) -> bytes | None:
        """The labelled copy of the picture or of its stand-in; None where there is neither."""
        record = entry.record
        if record is None:
            return None
        copy = LabelledCopy(self._workshop, self._archive, tandem, entry, record)
        if not files.bring(copy.name, copy.digest, copy.make, keep=True):
            return None
        picture = (self._layout.record_folder(entry.id) / copy.name).read_bytes()
        small = partial(shrink_labelled, picture, record)
        files.bring(THUMBNAIL, _digest(picture, __version__.encode()), small, keep=True)
        return picture

    def _bring_document(
        self,
        files: DerivedFiles,
        tandem: Tandem,
        entry: Entry,
        kind: Kind,
        language: str,
        picture: bytes | None,
    ) -> None:
        view = self._views.make(kind, tandem, entry, language)
        source = _digest(dump_view(view), picture or b"", self._template_digest)

        def build_pdf() -> bytes:
            page = Page(view, picture)
            result = set_pdf([page], templates=self._templates, theme=self._theme)
            files.notes.extend(f"{kind}.{language}.pdf: {text}" for text in result.warnings)
            return result.pdf

        def build_html() -> bytes:
            href = view.head.picture.file if picture is not None else None
            assets = f"../../{ASSETS}"
            return set_html(
                view, picture=href, assets=assets, templates=self._templates, theme=self._theme
            ).encode()

        files.bring(name_document(kind, language, "pdf"), source, build_pdf)
        files.bring(name_document(kind, language, "html"), source, build_html)

    def _bring_roadmap_files(
        self, files: DerivedFiles, tandem: Tandem, entry: Entry, revision: Revision
    ) -> None:
        """The filled roadmap in the forms that calendars and spreadsheets take."""
        try:
            identity = identify_record(self._layout, entry.id, entry.prompt.text)
        except VisionsError as error:
            files.problems.append(error)
            return
        for language in tandem.languages:
            plan = make_plan(self._workshop, tandem, entry, identity, revision, language)
            source = _digest(__version__.encode(), repr(plan).encode())
            for ending, write in ROADMAP_FILES.items():
                name = name_document("roadmap", language, ending)
                files.bring(name, source, partial(write, plan))

    def _bring_print(
        self, files: DerivedFiles, kind: Kind, current: Sequence[tuple[Tandem, Entry]]
    ) -> None:
        if not current:
            return
        source = self._digest_print(kind, current)
        ready = self._prepared.pop(source, None)
        files.bring(self._name_print(kind), source, lambda: ready or self.merge_pdf(kind, current))

    def _name_print(self, kind: Kind) -> str:
        return self._layout.relative(self._layout.print_file(kind, whole=True))

    def _digest_print(self, kind: Kind, current: Sequence[tuple[Tandem, Entry]]) -> str:
        parts = [self._template_digest]
        for tandem, entry in current:
            parts.append(self._read_picture(entry) or b"")
            parts.extend(
                dump_view(self._views.make(kind, tandem, entry, language))
                for language in tandem.sheet_languages
            )
        return _digest(*parts)

    def _read_picture(self, entry: Entry) -> bytes | None:
        try:
            return self._layout.labelled(entry.id, entry.state).read_bytes()
        except FileNotFoundError:
            return None

    def _bring_gallery(
        self,
        files: DerivedFiles,
        entries: Mapping[Tandem, Sequence[Entry]],
        current: Sequence[tuple[Tandem, Entry]],
    ) -> None:
        pages = list_pages(
            self._workshop,
            self._layout,
            {
                tandem: [give_stand_in(self._add_facts(entry), self._workshop) for entry in kept]
                for tandem, kept in entries.items()
            },
            {tandem.key: self._read_choice(tandem) for tandem in entries},
            kinds=KINDS,
            forms=tuple(ROADMAP_FILES),
            has_prints=bool(current),
            templates=self._templates,
            theme=self._theme,
            answers=dict(read_answers(self._revisions, entries)),
        )
        for page in pages:
            source = _digest(page.source.encode(), self._template_digest)
            files.bring(page.name, source, page.set_page)

    def _add_facts(self, entry: Entry) -> Entry:
        """A picture's entry with what was noted when its prompt was accepted."""
        if entry.record is None:
            return entry
        with suppress(VisionsError):  # told of where its sheets are set
            facts = self._archive.read_prompt(entry.id).facts
            return replace(entry, prompt=replace(entry.prompt, facts=facts))
        return entry

    @cached_property
    def _template_digest(self) -> bytes:
        """Of all templates' content and the design, so that a change makes every sheet stale."""
        templates = f"{__version__}-{digest_templates(self._templates)}".encode()
        return _digest(templates, self._theme.fingerprint).encode()


def _finish(files: DerivedFiles) -> Publication:
    files.save()
    return Publication(files.built, tuple(files.problems), tuple(files.notes))


def _digest(*parts: bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()
