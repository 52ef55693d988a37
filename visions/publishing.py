"""From the archive to paper: labelled copies, sheets, merged print files and the gallery.

All of it can be rebuilt from the archive; only what is stale, missing or altered is set again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Literal

from visions import __version__
from visions.archive.derived import DerivedFiles
from visions.archive.files import replace_file
from visions.archive.labelled import label_copy
from visions.archive.layout import (
    ASSETS,
    BUILT,
    GALLERY,
    LABELLED,
    OUTPUTS,
    PROMPTS,
    STAND_IN,
    name_document,
)
from visions.archive.revisions import Revision, Revisions
from visions.archive.store import Archive
from visions.archive.xmp import build_packet
from visions.depiction import describe_picture
from visions.documents.html import list_assets, set_html
from visions.documents.pdf import Page, set_pdf
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView, WorksheetView, as_data
from visions.errors import Damaged, DocumentFailed, Problem, VisionsError
from visions.handover import ROADMAP_FILES, make_plan
from visions.i18n import SOURCE, speak
from visions.model import Entry, Record, State, Tandem, Workshop
from visions.showcase import set_showcase
from visions.standin import draw_stand_in

Kind = Literal["worksheet", "roadmap"]
KINDS: tuple[Kind, ...] = ("worksheet", "roadmap")
TEMPLATES = "templates"

_VIEWS: Mapping[Kind, Callable[..., WorksheetView | RoadmapView]] = {
    "worksheet": view_worksheet,
    "roadmap": view_roadmap,
}


@dataclass(frozen=True, slots=True)
class Publication:
    """What one call set anew, and what went wrong on the way without stopping it."""

    built: int
    problems: tuple[VisionsError, ...] = ()
    notes: tuple[str, ...] = ()


class Publisher:
    """Sets everything that people see from what the archive holds."""

    def __init__(self, workshop: Workshop, archive: Archive) -> None:
        self._workshop = workshop
        self._archive = archive
        self._layout = archive.layout
        self._templates = find_templates(archive.layout.root)
        self._revisions = Revisions(archive)

    def publish_record(self, tandem: Tandem, entry: Entry, *, anew: bool = False) -> Publication:
        """Bring one prompt's labelled copy, worksheets and roadmaps up to date.

        `anew` builds all of them whatever there is. A document that cannot be set is among the
        problems and does not stop the others.
        """
        if entry.record is not None and (lost := self._find_loss(entry.record)):
            return Publication(0, (lost,))
        changed = self._find_change(entry)
        entry = self._stand_in(entry)
        folder = self._layout.record_folder(entry.id)
        files = DerivedFiles(folder, folder / BUILT, anew=anew)
        files.problems.extend(changed)
        try:
            revision = self._revisions.find_newest(entry.id)
        except VisionsError as error:
            files.problems.append(error)
            revision = None
        picture = self._bring_picture(files, tandem, entry)
        for language in tandem.languages:
            for kind in KINDS:
                self._bring_document(files, tandem, entry, kind, language, picture)
            if revision is not None:
                self._bring_roadmap_files(files, tandem, entry, revision, language)
        return _finish(files)

    def publish_overview(self, entries: Mapping[Tandem, Sequence[Entry]]) -> Publication:
        """Bring the gallery, its assets and the merged print files up to date."""
        files = DerivedFiles(self._layout.outputs, self._layout.outputs / BUILT)
        for name, source in list_assets().items():
            digest = hashlib.sha256(source.read_bytes()).hexdigest()
            files.bring(f"{ASSETS}/{name}", digest, source.read_bytes)
        for tandem in entries:
            try:
                self._archive.read_choice(tandem.key)
            except VisionsError as error:
                files.problems.append(error)
        current = self.choose_sheets(entries)
        for kind in KINDS:
            self._bring_print(files, kind, current)
        page = self._set_gallery(entries, current).encode()
        files.bring(GALLERY, hashlib.sha256(page).hexdigest(), lambda: page)
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
            current.append((tandem, self._stand_in(picked)))
        return current

    def publish_print(
        self, kind: Kind, entries: Mapping[Tandem, Sequence[Entry]], *, whole: bool
    ) -> Path:
        """Set the merged file of these tandems and return it; `whole`: of the whole workshop."""
        path = self._layout.print_file(kind, whole=whole)
        replace_file(path, self.merge_pdf(kind, self.choose_sheets(entries)))
        return path

    def merge_pdf(self, kind: Kind, sheets: Iterable[tuple[Tandem, Entry]]) -> bytes:
        """One PDF of the worksheets or roadmaps of several tandems, in all their languages."""
        pages = [
            Page(self._view(kind, tandem, entry, language), self._read_picture(entry))
            for tandem, entry in sheets
            for language in tandem.languages
        ]
        return set_pdf(pages, templates=self._templates).pdf

    def _read_choice(self, tandem: Tandem) -> int | None:
        """The chosen number; None, too, where the choice cannot be read any more."""
        try:
            return self._archive.read_choice(tandem.key)
        except VisionsError:
            return None

    def _find_loss(self, record: Record) -> Damaged | None:
        """Whether the original is gone or no longer the bytes that were received."""
        place = f"{OUTPUTS}/{record.id}/{record.original}"
        try:
            data = self._archive.read_original(record)
        except OSError:
            what = "the picture as it was received is missing."
        else:
            if hashlib.sha256(data).hexdigest() == record.sha256:
                return None
            what = "the picture is no longer as it was received."
        return Damaged([Problem(place, what, "Put it back from a copy of the folder.")], count=1)

    def _find_change(self, entry: Entry) -> list[Damaged]:
        """Whether the prompt's file is gone or says something else than what was drawn."""
        if entry.record is None:
            return []
        place = f"{PROMPTS}/{entry.id}.md"
        try:
            if self._archive.read_prompt(entry.id).text == entry.record.prompt:
                return []
            what = "the words are no longer those that were drawn."
        except VisionsError:
            what = "the prompt of this picture is missing."
        advice = "Put it back; new words belong into a file of their own."
        return [Damaged([Problem(place, what, advice)], count=1)]

    def _stand_in(self, entry: Entry) -> Entry:
        """With fallback = "sketch": an entry without a picture gets a sketch to go on with.

        The sketch is derived, never archived: the prompt goes on waiting for its picture.
        """
        images = self._workshop.images
        if entry.record is not None or images.fallback is None or images.provider == "sketch":
            return entry
        return replace(entry, record=draw_stand_in(entry, self._workshop).record)

    def _bring_picture(self, files: DerivedFiles, tandem: Tandem, entry: Entry) -> bytes | None:
        """The labelled copy of the picture or of its stand-in; None where there is neither."""
        record = entry.record
        if record is None:
            return None
        packet = build_packet(
            record,
            tandem,
            languages=tandem.languages,
            version=__version__,
            alt=_describe(record, tandem.languages),
        )
        is_real = entry.state is State.DONE
        name = LABELLED if is_real else STAND_IN

        def build() -> bytes:
            original = (
                self._archive.read_original(record)
                if is_real
                else draw_stand_in(entry, self._workshop).svg
            )
            try:
                return label_copy(original, record.media_type, packet)
            except ValueError as error:
                raise DocumentFailed(
                    document=f"The labelled copy of {record.id}",
                    reason=error,
                    advice="The original is kept; ask for another picture with a new prompt.",
                ) from None

        ready = files.bring(name, _digest(record.sha256.encode(), packet), build)
        return (self._layout.record_folder(entry.id) / name).read_bytes() if ready else None

    def _bring_document(
        self,
        files: DerivedFiles,
        tandem: Tandem,
        entry: Entry,
        kind: Kind,
        language: str,
        picture: bytes | None,
    ) -> None:
        view = self._view(kind, tandem, entry, language)
        source = _digest(_dump_view(view), picture or b"", self._template_digest)

        def build_pdf() -> bytes:
            result = set_pdf([Page(view, picture)], templates=self._templates)
            files.notes.extend(f"{kind}.{language}.pdf: {text}" for text in result.warnings)
            return result.pdf

        def build_html() -> bytes:
            href = view.head.picture.file if picture is not None else None
            assets = f"../../{ASSETS}"
            page = set_html(view, picture=href, assets=assets, templates=self._templates)
            return page.encode()

        files.bring(name_document(kind, language, "pdf"), source, build_pdf)
        files.bring(name_document(kind, language, "html"), source, build_html)

    def _bring_roadmap_files(
        self, files: DerivedFiles, tandem: Tandem, entry: Entry, revision: Revision, language: str
    ) -> None:
        """The filled roadmap in the forms that calendars and spreadsheets take."""
        plan = make_plan(self._workshop, tandem, entry, revision, language)
        source = _digest(__version__.encode(), repr(plan).encode())
        for ending, write in ROADMAP_FILES.items():
            files.bring(name_document("roadmap", language, ending), source, partial(write, plan))

    def _bring_print(
        self, files: DerivedFiles, kind: Kind, current: Sequence[tuple[Tandem, Entry]]
    ) -> None:
        if not current:
            return
        parts = [self._template_digest]
        for tandem, entry in current:
            parts.append(self._read_picture(entry) or b"")
            parts.extend(
                _dump_view(self._view(kind, tandem, entry, language))
                for language in tandem.languages
            )
        name = self._layout.relative(self._layout.print_file(kind, whole=True))
        files.bring(name, _digest(*parts), lambda: self.merge_pdf(kind, current))

    def _view(
        self, kind: Kind, tandem: Tandem, entry: Entry, language: str
    ) -> WorksheetView | RoadmapView:
        revision = self._find_answers(entry)
        return _VIEWS[kind](
            self._workshop,
            tandem,
            entry,
            language,
            __version__,
            answers=revision.answers if revision else None,
            revision=revision.number if revision else 0,
        )

    def _find_answers(self, entry: Entry) -> Revision | None:
        """The newest answers; none, too, where they cannot be read any more."""
        try:
            return self._revisions.find_newest(entry.id)
        except VisionsError:
            return None

    def _read_picture(self, entry: Entry) -> bytes | None:
        try:
            return self._layout.labelled(entry.id, entry.state).read_bytes()
        except FileNotFoundError:
            return None

    def _set_gallery(
        self,
        entries: Mapping[Tandem, Sequence[Entry]],
        current: Sequence[tuple[Tandem, Entry]],
    ) -> str:
        return set_showcase(
            self._workshop,
            self._layout,
            {tandem: [self._stand_in(entry) for entry in kept] for tandem, kept in entries.items()},
            {tandem.key: self._read_choice(tandem) for tandem in entries},
            kinds=KINDS,
            has_prints=bool(current),
            templates=self._templates,
        )

    @cached_property
    def _template_digest(self) -> bytes:
        """The templates' own content, so that a changed template makes every sheet stale."""
        built_in = Path(__file__).parent / "documents" / TEMPLATES
        folders = [built_in] + ([self._templates] if self._templates else [])
        files = (path for folder in folders for path in sorted(folder.rglob("*")))
        contents = [path.read_bytes() for path in files if path.is_file()]
        return _digest(__version__.encode(), *contents).encode()


def _describe(record: Record, languages: Sequence[str]) -> dict[str, str]:
    """What the picture shows in each language, as far as it is known."""
    told = {code: describe_picture(record, speak(code)) for code in (SOURCE, *languages)}
    return {code: text for code, text in told.items() if text}


def _finish(files: DerivedFiles) -> Publication:
    files.save()
    return Publication(files.built, tuple(files.problems), tuple(files.notes))


def find_templates(folder: Path) -> Path | None:
    """The workshop's own templates, which win over the built-in ones; None without any."""
    own = folder / TEMPLATES
    return own if own.is_dir() else None


def _dump_view(view: WorksheetView | RoadmapView) -> bytes:
    return json.dumps(as_data(view), ensure_ascii=True, sort_keys=True).encode()


def _digest(*parts: bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()
