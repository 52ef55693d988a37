"""What a bag brings, looked at before any of it is stored: whole, sound, and made by visions.

The bag has verified already, so nothing was damaged on the way. Here it shows whether what was
packed can be an archive: each note is read by the archive's own readers, each picture is what it
says it is, and what belongs together agrees.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from visions.archive.layout import (
    EXTENSIONS,
    OUTPUTS,
    PROMPTS,
    RECORD,
    is_truth,
    parse_choice_name,
    parse_redaction_name,
)
from visions.archive.notes import load_note
from visions.archive.prompt_text import digest_words
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.bag_errors import BadPick
from visions.bags.form import parse_line
from visions.bags.reader import Bag
from visions.errors import NoSuchRecord, Problem, ProblemsError, VisionsError
from visions.imaging.sniff import NotAPicture, sniff_image, sniff_sketch
from visions.model import Record, RecordId
from visions.theme_logo import LogoRefused, read_logo

LARGEST_NOTE = 20_000_000
LARGEST_PICTURE = 100_000_000
"""Bytes."""
_LARGEST_LIST = 50_000_000


class Arrivals:
    """The files of a bag that are to be stored: those that cannot be rebuilt, by tandem and
    prompt. A context manager, for its notes are read in a temporary folder.

    `listed` are the files that the manifests of their tandems list; others are drafts.
    """

    def __init__(self, bag: Bag) -> None:
        self.bag = bag
        self.records: dict[RecordId, list[str]] = {}
        self.choices: dict[str, list[str]] = {}
        self.listed: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._room = Path(tempfile.mkdtemp(prefix="visions-import-"))
        self._archive = Archive(self._room)
        for path in sorted(bag.files):
            if is_truth(path):
                self._sort(path)

    def __enter__(self) -> Arrivals:
        return self

    def __exit__(self, *error: object) -> None:
        shutil.rmtree(self._room, ignore_errors=True)

    @property
    def tandems(self) -> list[str]:
        """The keys of all tandems that something is brought for."""
        return sorted({record.tandem for record in self.records} | self.choices.keys())

    def pick(self, tandems: Collection[str]) -> None:
        """Bring something for these only. Raises BadPick with those that there are."""
        unknown = [key for key in tandems if key not in self.tandems]
        if unknown:
            raise BadPick(keys=", ".join(unknown), known=", ".join(self.tandems) or "none")
        self.records = {one: paths for one, paths in self.records.items() if one.tandem in tandems}
        self.choices = {one: paths for one, paths in self.choices.items() if one in tandems}
        self.problems = [one for one in self.problems if one.place.split("/")[1] in tandems]

    def check(self) -> list[Problem]:
        """Look at everything; return all that cannot be taken."""
        for tandem in self.tandems:
            self._read_manifest(tandem)
            for path in self.choices.get(tandem, []):
                self._try(path, partial(self._load_choice, path))
        for record, paths in self.records.items():
            self._check_record(record, paths)
            for top in (OUTPUTS, PROMPTS):
                shutil.rmtree(self._room / top, ignore_errors=True)
        return self.problems

    def _sort(self, path: str) -> None:
        parts = path.split("/")
        name, tandem = parts[-1], parts[1]
        if len(parts) == 3 and parse_choice_name(name):
            self.choices.setdefault(tandem, []).append(path)
            return
        number = int(parts[2].split(".")[0])
        if not number:
            self.problems.append(Problem(path, "numbers begin with 0001."))
            return
        most = LARGEST_PICTURE if name.startswith("original.") else LARGEST_NOTE
        if self.bag.measure(path) > most:
            self.problems.append(Problem(path, f"it is larger than {most / 1e6:.0f} MB."))
            return
        self.records.setdefault(RecordId(tandem, number), []).append(path)

    def _read_manifest(self, tandem: str) -> None:
        """Compare the tandem's own manifest, which began when the files were stored."""
        path = f"{OUTPUTS}/{tandem}/manifest-sha256.txt"
        if path not in self.bag.files or self.bag.measure(path) > _LARGEST_LIST:
            return
        for line in self.bag.read(path).decode("utf-8", "replace").split("\n"):
            parsed = parse_line(line)
            if parsed is not None and is_truth(parsed[1]):
                self.listed[parsed[1]] = parsed[0]
        for name, digest in self.listed.items():
            if name.split("/")[1] != tandem:
                continue
            if name not in self.bag.files:
                self.problems.append(Problem(name, f"{path} lists it, but the bag lacks it."))
            elif self.bag.files[name] != digest:
                self.problems.append(Problem(name, f"it is not what {path} says it was."))

    def _check_record(self, record: RecordId, paths: list[str]) -> None:
        names = {path.rpartition("/")[2]: path for path in paths}
        for path in paths:
            if not path.rpartition("/")[2].startswith("original."):
                self._stage(path)
        kept = self._read_record(record) if RECORD in names else None
        if kept is not None:
            self._check_agreement(kept)
        words = f"{PROMPTS}/{record}.md"
        if words in paths:
            self._check_prompt(record, words, kept)
        elif kept is None and not any(parse_redaction_name(name) for name in names):
            what = "it belongs to a prompt that the bag lacks."
            self.problems.append(Problem(paths[0], what))
        facts = f"{PROMPTS}/{record}.json"
        if facts in paths:
            self._try(facts, lambda: load_note(self._room / facts))
        if kept is not None or words in paths:
            revisions = Revisions(self._archive)
            self._try(f"{OUTPUTS}/{record}", lambda: revisions.list_revisions(record))
        for name, path in names.items():
            if parse_redaction_name(name):
                self._try(path, partial(load_note, self._room / path, record=str))
            elif name.startswith("original."):
                self._check_picture(path, kept)

    def _read_record(self, record: RecordId) -> Record | None:
        try:
            return self._archive.read_entry(record).record
        except VisionsError as error:
            self._tell(f"{OUTPUTS}/{record}/{RECORD}", error)
            return None

    def _check_agreement(self, kept: Record) -> None:
        folder = f"{OUTPUTS}/{kept.id}"
        original = f"{folder}/{kept.original}"
        if self.bag.files.get(original) != kept.sha256:
            what = (
                "its record says that it is another picture."
                if original in self.bag.files
                else "the picture of this record is missing."
            )
            self.problems.append(Problem(original, what))
        if digest_words(kept.prompt) != kept.prompt_sha256:
            what = "its words are not those of which it has the SHA-256."
            self.problems.append(Problem(f"{folder}/{RECORD}", what))

    def _check_prompt(self, record: RecordId, words: str, kept: Record | None) -> None:
        try:
            text = self._archive.read_prompt(record).text
        except NoSuchRecord:
            return
        except VisionsError as error:
            self._tell(words, error)
            return
        if kept is not None and text != kept.prompt:
            self.problems.append(Problem(words, "its words are not those that were drawn."))

    def _check_picture(self, path: str, kept: Record | None) -> None:
        data = self.bag.read(path)
        ending = path.rpartition(".")[2]
        try:
            if ending == "svg":
                found = sniff_sketch(data)
                # Opened as a page of its own, an SVG could run a script.
                staged = self._stage(path)
                read_logo(staged.parent, staged.name)
            else:
                found = sniff_image(data)
        except NotAPicture as error:
            self.problems.append(Problem(path, f"it is not taken as a picture: {error}."))
            return
        except LogoRefused as refused:
            self.problems.append(Problem(path, f"it is not taken as a picture: {refused.what}"))
            return
        expected = kept.media_type if kept is not None else found.media_type
        if found.media_type != expected or EXTENSIONS[found.media_type] != ending:
            self.problems.append(Problem(path, "it is not of the kind that its name says."))

    def _load_choice(self, path: str) -> object:
        return load_note(self._stage(path), number=int)

    def _stage(self, path: str) -> Path:
        """The file for the archive's readers, in a folder of its own that is a workshop's."""
        place = self._room / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(self.bag.read(path))
        return place

    def _try(self, place: str, read: Callable[[], object]) -> None:
        try:
            read()
        except VisionsError as error:
            self._tell(place, error)

    def _tell(self, place: str, error: VisionsError) -> None:
        found = error.problems if isinstance(error, ProblemsError) else ()
        self.problems.extend(found or [Problem(place, str(error))])


def order_files(paths: list[str]) -> Iterator[str]:
    """The files of one prompt as they are stored, so that a stop in between harms nothing.

    The prompt comes after its picture: until then nothing takes it for one that waits to be drawn.
    """

    def rank(path: str) -> tuple[int, str]:
        name = path.rpartition("/")[2]
        starts = ("request-", "result-", "original.", RECORD)
        for place, start in enumerate(starts):
            if name.startswith(start):
                return place, path
        if path.startswith(PROMPTS):
            return (5 if path.endswith(".md") else 4), path
        return 6, path

    return iter(sorted(paths, key=rank))
