"""A desk at which answers are filled in, and the loops that stop or fail `visions fill` there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.cli.running import Ran
from tests.filled import EXAMPLE
from tests.proofs.killing import AT_ONCE, Toll
from tests.proofs.rooms import BROKEN, TANDEMS, command
from tests.proofs.strace import (
    OPENING,
    WRITING,
    Point,
    fail_at,
    find_place,
    kill_at,
    list_points,
    read_log,
    watch,
)
from tests.workshops import open_archive, write_workshop
from visions.answers import Answers
from visions.answers.file import dump_answers
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.errors import VisionsError
from visions.model import RecordId

RECORD = RecordId(TANDEMS[0], 1)
DOCUMENTED = frozenset({0, 3, 4, 7, 8, 9})
"""The exit codes of CONTRIBUTING.md that a `visions fill` may end with."""
_STORED = re.compile(r"the answers are stored as revision (\d+)")


def answer(words: str) -> Answers:
    """Answers that these words tell from others."""
    return replace(EXAMPLE, worksheet=replace(EXAMPLE.worksheet, missing=words))


@dataclass
class Desk:
    """One workshop with one prompt, and everything that was said about its answers."""

    folder: Path
    mutant: str = ""
    """Python that runs before the command: a planted fault."""
    promised: dict[int, Answers] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)

    @classmethod
    def make(cls, folder: Path, *, revisions: int, mutant: str = "") -> Desk:
        write_workshop(folder / "room")
        archive = open_archive(folder / "room")
        archive.accept_prompt(RECORD.tandem, "a town", {})
        desk = cls(folder, mutant)
        for number in range(revisions):
            saved = Revisions(archive).save(RECORD, answer(f"before {number}"))
            desk.promised[saved.revision.number] = saved.revision.answers
        return desk

    @property
    def room(self) -> Path:
        return self.folder / "room"

    @property
    def revisions(self) -> Revisions:
        return Revisions(Archive(self.room))

    def write(self, answers: Answers, name: str = "sheet.json") -> Path:
        path = self.folder / name
        path.write_text(json.dumps(dump_answers(answers)), "utf-8")
        return path

    def command(self, file: Path) -> list[str]:
        arguments = ["fill", RECORD.tandem, str(RECORD.number), str(file)]
        return command(self.room, arguments, self.mutant)

    def fill(self, answers: Answers, before: Sequence[str] = ()) -> Ran:
        """Fill in `answers`; what the command says is stored is believed from then on."""
        ended = subprocess.run(
            [*before, *self.command(self.write(answers))],
            env={**os.environ, "COLUMNS": "400"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.hear(ended.stdout, ended.stderr, answers)
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    def hear(self, out: str, err: str, answers: Answers) -> None:
        self.printed += [out, err]
        if told := _STORED.search(out):
            self.promised[int(told[1])] = answers

    def find_faults(self) -> list[str]:
        """Everything that is not as promised; empty if all is well."""
        faults = []
        try:
            kept = {one.number: one.answers for one in self.revisions.list_revisions(RECORD)}
        except VisionsError as error:
            return [f"by halves: {error}"]
        for number, answers in self.promised.items():
            if kept.get(number) != answers:
                faults.append(f"lost: revision {number}")
        if sorted(kept) != list(range(1, len(kept) + 1)):
            faults.append(f"holes: {sorted(kept)}")
        if any(BROKEN in text for text in self.printed):
            faults.append("a traceback was printed")
        return faults

    def go_on(self, answers: Answers) -> list[str]:
        """Do again what was stopped, as a person would, then something new; what went wrong."""
        if faults := self.find_faults():
            return faults
        was_kept = answers in [one.answers for one in self.revisions.list_revisions(RECORD)]
        again = self.fill(answers)
        if again.code != 0 or ("stored already" in again.out) is not was_kept:
            faults.append(f"the same again ended with {again.code}: {again.out}{again.err}")
        new = self.fill(answer("afterwards"))
        if new.code != 0 or "are stored as revision" not in new.out:
            faults.append(f"the next ended with {new.code}: {new.err}")
        return faults + self.find_faults()


@dataclass(frozen=True, slots=True)
class Sitting:
    """Stops or fails one `visions fill` at each point, each time at a new desk."""

    folder: Path
    revisions: int
    mutant: str = ""

    def list_points(self, error: str = "") -> list[Point]:
        """Calls on the workshop and on what is said; only what opens can lack descriptors."""
        desk, log = self._open("dry")
        names = OPENING if error == "EMFILE" else WRITING
        assert desk.fill(self._answers, watch(log, names)).code == 0
        points = list_points(read_log(log), desk.folder)
        assert points
        return points

    def kill_at_each(self, points: Iterable[Point]) -> Toll:
        return self._try([(point, "") for point in points])

    def fail_at_each(self, points: Iterable[Point], error: str) -> Toll:
        return self._try([(point, error) for point in points])

    @property
    def _answers(self) -> Answers:
        return answer("now")

    def _open(self, name: str) -> tuple[Desk, Path]:
        self.folder.mkdir(parents=True, exist_ok=True)
        desk = Desk.make(self.folder / name, revisions=self.revisions, mutant=self.mutant)
        return desk, self.folder / f"{name}.log"

    def _try(self, points: Iterable[tuple[Point, str]]) -> Toll:
        toll = Toll()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for one in pool.map(lambda each: self._try_at(*each), points):
                toll.add(one)
        return toll

    def _try_at(self, point: Point, error: str) -> Toll:
        desk, log = self._open(f"{point}-{error}".replace(" ", "-"))
        before = fail_at(point, error, log) if error else kill_at(point, log)
        ran = desk.fill(self._answers, before)
        where = f"{error or 'kill'} at {point} ({find_place(log, point, desk.folder)})"
        is_hit = "(INJECTED)" in log.read_text("utf-8", "replace") if error else ran.code == -9
        toll = Toll(stopped=int(is_hit), missed=int(not is_hit), places={where})
        if error and is_hit and ran.code not in DOCUMENTED:
            toll.faults.append(f"{where}: ended with {ran.code}: {ran.err}")
        if error and ran.code != 0 and not ran.err.strip():
            toll.faults.append(f"{where}: ended with {ran.code} and not a word")
        desk.mutant = ""
        toll.faults += [f"{where}: {fault}" for fault in desk.go_on(self._answers)]
        if not toll.faults:
            shutil.rmtree(desk.folder)
        return toll
