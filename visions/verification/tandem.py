"""One tandem: its numbers, what the manifest says of them, and its choices."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visions.verification.finding import Finding
from visions.verification.fixity import read_file
from visions.verification.folder import list_folder
from visions.verification.holding import Slot
from visions.verification.manifest import Manifest, read_manifest
from visions.verification.names import (
    MANIFEST,
    is_record_folder,
    read_choice_name,
    read_prompt_name,
)
from visions.verification.notes import LARGEST, read_note
from visions.verification.record import Judged


@dataclass(slots=True)
class TandemFolders:
    """The two folders of a tandem, listed: the numbers that have words, facts and a folder."""

    root: Path
    key: str
    words: set[int] = field(default_factory=set)
    facts: set[int] = field(default_factory=set)
    folders: set[int] = field(default_factory=set)
    choices: set[int] = field(default_factory=set)
    is_there: bool = False
    """Whether there is any folder of it in outputs/."""
    is_astray: bool = False
    """Whether its outputs lie behind a link or cannot be listed: then no manifest can be read."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def numbers(self) -> set[int]:
        return self.words | self.facts | self.folders


def list_tandem(root: Path, key: str) -> TandemFolders:
    """List the folders of a tandem in prompts/ and outputs/."""
    listed = TandemFolders(root, key)
    if not (root / "prompts").is_symlink():
        _list_prompts(listed)
    if not (root / "outputs").is_symlink():
        _list_outputs(listed)
    else:
        listed.is_astray = True
    return listed


def _list_prompts(listed: TandemFolders) -> None:
    prompts = list_folder(
        listed.root / "prompts" / listed.key,
        f"prompts/{listed.key}",
        listed.key,
        knows_file=lambda name: read_prompt_name(name) is not None,
        takes_texts=True,
    )
    for name in prompts.files:
        number, kind = read_prompt_name(name) or (0, "")
        (listed.words if kind == "md" else listed.facts).add(number)
    listed.findings += prompts.findings


def _list_outputs(listed: TandemFolders) -> None:
    outputs = list_folder(
        listed.root / "outputs" / listed.key,
        f"outputs/{listed.key}",
        listed.key,
        knows_file=lambda name: name == MANIFEST or read_choice_name(name) is not None,
        knows_folder=is_record_folder,
    )
    listed.is_there = outputs.exists
    listed.folders = {int(name) for name in outputs.folders}
    choices = (read_choice_name(name) for name in outputs.files)
    listed.choices = {number for number in choices if number}
    listed.is_astray = not outputs.exists and bool(outputs.findings)
    listed.findings += outputs.findings


class TandemCheck:
    """Begins with the manifest; `slots` are to be judged, `close` sums up what came of them."""

    def __init__(self, listed: TandemFolders) -> None:
        self._listed = listed
        outputs = listed.root / "outputs"
        self._manifest = (
            Manifest(outputs) if listed.is_astray else read_manifest(outputs, listed.key)
        )
        self.findings = [*listed.findings, *self._manifest.findings]
        self.files = 0
        self.bytes = 0
        self._drawn: set[int] = set()
        self._used: set[int] = set()
        self._unlisted = 0

    def list_slots(self, stopped: threading.Event) -> Iterator[Slot]:
        """Every number that is there or is listed, in order; `stopped` ends their reading early."""
        listed, manifest = self._listed, self._manifest
        for number in sorted((listed.numbers | manifest.digests.keys()) - {0}):
            yield Slot(
                listed.root,
                listed.key,
                number,
                number in listed.words,
                number in listed.facts,
                number in listed.folders,
                manifest.of(number) if manifest.exists else None,
                stopped,
            )

    def take(self, judged: Judged) -> None:
        """Remember what the tandem's own findings need of a record."""
        self._unlisted += judged.unlisted
        if judged.is_used:
            self._used.add(judged.number)
        if judged.has_picture or judged.is_erased:
            self._drawn.add(judged.number)

    def close(self) -> list[Finding]:
        """The findings about the tandem as a whole, once all its records are judged."""
        findings: list[Finding] = []
        key = self._listed.key
        for number in sorted(set(range(1, max(self._used, default=0))) - self._used):
            told = {"number": f"{number:04d}"}
            findings.append(Finding("V035", f"prompts/{key}", f"{key}/{number:04d}", told))
        findings += self._judge_choices()
        place = f"outputs/{key}/{MANIFEST}"
        is_known = self._manifest.exists or self._manifest.findings or self._listed.is_astray
        if self._is_gone():
            findings.append(Finding("V025", f"outputs/{key}", key))
        elif self._unlisted and not is_known:
            findings.append(Finding("V020", place, key, {"count": self._unlisted}))
        if self._manifest.has_changed:
            findings.append(Finding("V017", place, key))
        self.files += self._manifest.exists
        if self._manifest.stamp is not None:
            self.bytes += self._manifest.stamp[0]
        return findings

    def _is_gone(self) -> bool:
        """Whether nothing is left of what was stored beside the prompts.

        An accepted prompt is listed there at once; of prompts by hand the gallery still tells.
        """
        listed = self._listed
        if listed.is_there or listed.is_astray:
            return False
        return bool(self._unlisted) or _is_shown(listed.root, listed.key)

    def _judge_choices(self) -> Iterator[Finding]:
        key, manifest = self._listed.key, self._manifest
        here = f"outputs/{key}"
        listed = manifest.of(0)
        present = {f"{here}/choice-{number:04d}.json": number for number in self._listed.choices}
        for place in sorted(listed.keys() - present.keys()):
            yield Finding("V022", place, key)
        last = max(present.values(), default=0)
        for number in range(1, last):
            place = f"{here}/choice-{number:04d}.json"
            if place not in present and place not in listed:
                told = {"kind": "choices", "last": last, "number": number}
                yield Finding("V045", place, key, told)
        for place in sorted(present):
            yield from self._judge_choice(place, listed.get(place))

    def _judge_choice(self, place: str, digest: str | None) -> Iterable[Finding]:
        key = self._listed.key
        reading = read_file(f"{self._listed.root}/{place}", LARGEST)
        self.files += 1
        self.bytes += reading.size
        if reading.trouble == "changed":
            return [Finding("V017", place, key)]
        if reading.trouble:
            return [Finding("V016", place, key, {"reason": reading.trouble})]
        if digest is not None and digest != reading.digest:
            return [Finding("V024", place, key)]
        findings = []
        if digest is None and self._manifest.exists:
            findings.append(Finding("V023", place, key))
        elif digest is None:
            self._unlisted += 1
        note, wrong = read_note("choice", reading.data)
        findings += [Finding(code, place, key, told) for code, told in wrong]
        if note is not None and note["number"] not in self._drawn:
            findings.append(Finding("V059", place, key, {"chosen": f"{note['number']:04d}"}))
        return findings


def _is_shown(root: Path, key: str) -> bool:
    """Whether the gallery that is still there links a file of this tandem."""
    try:
        page = (root / "outputs" / "index.html").read_bytes()
    except OSError:
        return False
    return re.search(rb'"%s/[0-9]{4}/' % key.encode(), page) is not None
