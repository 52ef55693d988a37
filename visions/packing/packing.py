"""What of a workshop goes into a bag, read once, compared with the archive's manifests on the way.

The bag's payload is a workshop folder: its settings and design, and per tandem the prompts with all
that belongs to them. Sheets, copies and gallery are those that the workshop built. The room's
journal, locks, raw answers, temporaries, links and files of no tandem stay behind.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from visions import __version__
from visions.archive.derived import list_built
from visions.archive.intake import list_dropped
from visions.archive.layout import (
    ASSETS,
    BUILT,
    GALLERY,
    OUTPUTS,
    PRINT,
    PROMPTS,
    is_truth,
    parse_choice_name,
    parse_prompt_name,
    parse_record_folder,
    parse_redaction_name,
)
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.bags.container import explain_name
from visions.bags.crate import FILE_NAME as CRATE
from visions.bags.crate import Crate, Part, Told
from visions.bags.writer import BagWriter
from visions.documents.bag_cover import Kept, set_bag_cover
from visions.documents.own_templates import FOLDER as TEMPLATES
from visions.documents.own_templates import read_own_templates
from visions.errors import NoSuchRecord, Problem, VisionsError
from visions.labels import label_picture
from visions.model import Entry, RecordId, Tandem, Workshop
from visions.packing.exhibition import Exhibition
from visions.packing.scope import Scope
from visions.packing.stowage import Stowage, list_names
from visions.public_copy import is_left_out, write_public_workshop
from visions.theme_file import FILE_NAME as THEME_FILE
from visions.theme_file import read_theme
from visions.workshop_file import FILE_NAME as WORKSHOP_FILE


class Packing:
    """One workshop on its way into a bag. A context manager; call its methods in this order:
    `pack_settings`, `pack_tandem` for each, `pack_overview`, `finish`.

    `problems` are files that are not as they were stored; then the bag must not be kept.
    """

    def __init__(
        self, workshop: Workshop, archive: Archive, writer: BagWriter, scope: Scope
    ) -> None:
        self._notes: list[str] = []
        self._without_choice: list[str] = []
        self.pictures = 0
        self.prompts = 0
        self._workshop = replace(workshop, tandems=scope.tandems)
        self._archive = archive
        self._layout = archive.layout
        self._writer = writer
        self._scope = scope
        self._crate = Crate()
        self._stowage = Stowage(archive.layout.root, writer, public=scope.public)
        self._exhibition = Exhibition()
        self._newest: dt.datetime | None = None
        self._theme = read_theme(archive.layout.root)
        self._assets = ""
        self._gallery = ""

    @property
    def problems(self) -> list[Problem]:
        """The files that are not as they were stored."""
        return self._stowage.problems

    @property
    def notes(self) -> list[str]:
        """What a facilitator should know of what is in the bag and what is not."""
        keys = ", ".join(self._without_choice)
        left_out = [f"Without a chosen picture, and so not in it: {keys}."] if keys else []
        return [*left_out, *self._notes]

    def __enter__(self) -> Packing:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._crate.__exit__(kind, error, trace)
        self._exhibition.close()

    def pack_settings(self) -> None:
        """workshop.toml, the design and, but for the public, the workshop's own templates."""
        parts: list[Part | None] = []
        text = write_public_workshop(self._workshop) if self._scope.public else None
        parts += [self._stowage.store(WORKSHOP_FILE, text), self._stowage.store(THEME_FILE)]
        logo = self._theme.logo
        own = {logo.file: logo.data} if logo is not None else {}
        if not self._scope.public:
            templates = read_own_templates(self._layout.root / TEMPLATES)
            own |= {f"{TEMPLATES}/{name}": data for name, data in templates.files.items()}
        for name, data in own.items():
            if wrong := next(explain_name(name), None):
                self._notes.append(f"{name} is not in it: {wrong} Give it a plain name.")
            else:
                parts.append(self._stowage.store(name, data))
        self._crate.add_parts([part for part in parts if part is not None])

    def pack_tandem(self, tandem: Tandem) -> None:
        """Prompts, pictures, sheets, answers and choices of one tandem, and their manifest."""
        key = tandem.key
        known = Manifest(self._layout, key).read()
        chosen = self._read_choice(key)
        numbers = self._list_numbers(key)
        if self._scope.only_chosen:
            if chosen is None:
                self._without_choice.append(key)
            numbers = [number for number in numbers if number == chosen]
        self._find_lost(key, known, numbers)
        self._crate.add_tandem(key, tandem.title, tandem.theme, tandem.cities)
        if dropped := len(list_dropped(self._archive, key)):
            self._notes.append(
                f"prompts/{key} has text files that are no prompts yet ({dropped}); they stay out "
                "until “visions make” takes them in."
            )
        lines: dict[str, str] = {}
        for number in numbers:
            record = RecordId(key, number)
            self._pack_record(record, number == chosen, known, lines)
        names = list_names(self._layout.outputs / key)
        choices = [name for name in names if parse_choice_name(name)]
        if self._scope.only_chosen:
            choices = choices[-1:] if numbers else []
        parts = [
            self._stowage.store_truth(f"{OUTPUTS}/{key}/{name}", known, lines) for name in choices
        ]
        if lines:
            text = "".join(f"{digest}  {name}\n" for name, digest in sorted(lines.items()))
            name = self._layout.relative(self._layout.manifest(key))
            parts.append(self._stowage.store(f"{OUTPUTS}/{name}", text.encode()))
        self._crate.end_tandem([part for part in parts if part is not None])

    def pack_overview(self) -> None:
        """The gallery and the print files of a whole workshop, and what the sheets look like."""
        built = list_built(self._layout.outputs / BUILT)
        parts = []
        for name in sorted(built):
            top = name.split("/")[0]
            is_kept = top == ASSETS or (self._scope.is_whole and not self._scope.only_chosen)
            if is_kept and not name.startswith(f"{PRINT}/selected-"):
                part = self._stowage.store(f"{OUTPUTS}/{name}")
                parts.append(part)
                if part is not None and name == GALLERY:
                    self._gallery = f"data/{OUTPUTS}/{GALLERY}"
                if part is not None and top == ASSETS:
                    self._assets = f"data/{OUTPUTS}/{ASSETS}"
        if self._gallery and not self._scope.public:
            parts.append(self._stowage.store(f"{OUTPUTS}/{BUILT}"))
        self._crate.add_parts([part for part in parts if part is not None])

    def finish(self, name: str) -> None:
        """Write what describes the bag – crate and page – and complete it."""
        newest = self._newest or dt.datetime.combine(self._workshop.date, dt.time(), dt.UTC)
        note = "A copy for the public." if self._scope.public else "A copy for the archive."
        self._writer.add(CRATE, self._crate.write(self._workshop, newest.isoformat(), note))
        kept = Kept(self._gallery, self.pictures, self._scope.public, self._scope.only_chosen)
        page = set_bag_cover(
            self._workshop,
            self._exhibition.list_rooms(self._scope.tandems, self._read_entry),
            kept,
            assets=self._assets or f"data/{OUTPUTS}/{ASSETS}",
            version=__version__,
            theme=self._theme,
        )
        self._writer.add_page(GALLERY, page)
        about = ", ".join(part for part in (self._workshop.title, self._workshop.place) if part)
        self._writer.finish(
            {
                "Source-Organization": self._workshop.organiser,
                "External-Identifier": name,
                "External-Description": f"{about}, {self._workshop.date}. {note}",
                # Of the content: the same bag whenever it is packed.
                "Bagging-Date": newest.date().isoformat(),
                "Bag-Software-Agent": f"visions {__version__}",
            }
        )

    # One record

    def _pack_record(
        self, record: RecordId, is_chosen: bool, known: dict[str, str], lines: dict[str, str]
    ) -> None:
        folder = self._layout.record_folder(record)
        here = f"{OUTPUTS}/{record}"
        entry = self._read_entry(record)
        facts = self._read_facts(record)
        names = [f"{PROMPTS}/{record}.md", f"{PROMPTS}/{record}.json"]
        for name in list_names(folder):
            path = f"{here}/{name}"
            if is_truth(path) and not (self._scope.public and is_left_out(name)):
                names.append(path)
            if parse_redaction_name(name) and path not in known:
                again = "Run the same “visions redact” once more; it goes on."
                self._stowage.tell(path, "a redaction was interrupted here.", again)
        # Of a prompt by hand nobody asked for a picture yet: it may still be edited.
        is_draft = len(names) == 2 and names[0] not in known and "sha256" not in facts
        stored = [
            self._stowage.store_truth(name, known, lines, is_draft=is_draft) for name in names
        ]
        parts = [part for part in stored if part is not None]
        if entry is not None and entry.record is not None:
            self._compare_original(entry, parts)
        built = [name for name in sorted(list_built(folder / BUILT)) if "/" not in name]
        if built and not self._scope.public:
            built.append(BUILT)
        derived = [self._stowage.store(f"{here}/{name}") for name in built]
        parts += [_title(part) for part in derived if part is not None]
        if not parts:
            return
        told = Told(
            entry.prompt.text if entry else "",
            _get_text(facts, "accepted_at"),
            _get_text(facts, "language"),
        )
        kept = entry.record if entry else None
        label = label_picture(kept) if kept is not None else ""
        self._crate.add_prompt(record, told, kept, parts, label)
        self.prompts += 1
        if kept is not None:
            self.pictures += 1
            self._meet(kept.created_at)
        self._meet_text(facts.get("accepted_at"))
        self._exhibition.add(record, is_chosen, [part.path for part in parts])

    def _read_entry(self, record: RecordId) -> Entry | None:
        """Where a prompt stands; None where only a trace of it is left."""
        try:
            entry = self._archive.read_entry(record)
        except NoSuchRecord:
            return None
        except VisionsError as error:
            self._stowage.tell_error(f"{OUTPUTS}/{record}", error)
            return None
        with suppress(VisionsError):  # a picture without its prompt's file has its words
            entry = replace(entry, prompt=self._archive.read_prompt(record))
        return entry

    def _read_facts(self, record: RecordId) -> dict[str, object]:
        try:
            facts = json.loads(self._layout.facts(record).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return facts if isinstance(facts, dict) else {}

    def _compare_original(self, entry: Entry, parts: Sequence[Part]) -> None:
        if entry.record is None:
            return
        place = f"{OUTPUTS}/{entry.id}/{entry.record.original}"
        found = next((part for part in parts if part.path == place), None)
        if found is None or found.sha256 != entry.record.sha256:
            what = "it is missing." if found is None else "it is not the picture that was received."
            self._stowage.tell(place, what)

    # What there is

    def _find_lost(self, key: str, known: dict[str, str], numbers: Sequence[int]) -> None:
        """Tell of what the manifest lists and the folder has no more."""
        digits = {f"{number:04d}" for number in numbers}
        self._stowage.find_lost(
            name
            for name in known
            if not self._scope.only_chosen or name.split("/")[2].split(".")[0] in digits
        )

    def _list_numbers(self, key: str) -> list[int]:
        prompts = list_names(self._layout.prompts_of(key))
        stems = [parse_prompt_name(f"{Path(name).stem}.md") for name in prompts]
        folders = [parse_record_folder(name) for name in list_names(self._layout.outputs / key)]
        return sorted({number for number in (*stems, *folders) if number})

    def _read_choice(self, key: str) -> int | None:
        try:
            return self._archive.read_choice(key)
        except VisionsError as error:
            self._stowage.tell_error(f"{OUTPUTS}/{key}", error)
            return None

    def _meet_text(self, moment: object) -> None:
        if isinstance(moment, str):
            with suppress(ValueError):
                self._meet(dt.datetime.fromisoformat(moment))

    def _meet(self, moment: dt.datetime) -> None:
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        if self._newest is None or moment > self._newest:
            self._newest = moment


def _get_text(facts: dict[str, object], key: str) -> str:
    value = facts.get(key)
    return value if isinstance(value, str) else ""


def _title(part: Part) -> Part:
    """With what a sheet is, in words: “worksheet, it, pdf”."""
    kind, _, rest = part.path.rpartition("/")[2].partition(".")
    code, _, ending = rest.partition(".")
    return replace(part, title=f"{kind}, {code}, {ending}") if ending else part
