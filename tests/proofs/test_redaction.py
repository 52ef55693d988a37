"""Promise: what was redacted is in no byte of the folder and of later exports, also packed, and
whenever a redaction is stopped, the same command finishes it.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Ran
from tests.everywhere import find_everywhere
from tests.private import NAME, PNG, TANDEM, write_private_workshop
from tests.proofs.rooms import BROKEN, command
from tests.proofs.strace import STRACE, Point, find_place, kill_at, list_points, read_log, watch
from tests.workshops import list_files
from visions.archive.layout import Layout, is_truth
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.archive.tombstone import find_stopped
from visions.config import load_workshop
from visions.model import RecordId
from visions.redacting import Order, Redaction
from visions.redaction import plan
from visions.redaction.sought_text import SoughtText

TEXT = ("redact", TANDEM, "1", "--text", "-", "--why", "Art. 17 GDPR")
WHOLE = ("redact", TANDEM, "1", "--yes")
LISTED_TOO_EARLY = """
from visions.redacting import Redaction as R
change = R._change_truth
def list_first(self, plan, tombstone):
    self._list_all(tombstone)
    return change(self, plan, tombstone)
R._change_truth = list_first
"""
CHANGED_TOO_EARLY = """
from visions.redacting import Redaction as R
publish = R._publish_tombstone
def change_first(self, plan, stopped):
    from visions.archive.files import remove_files
    remove_files(plan.derived)
    self._layout.prompt(self._order.record).unlink()
    return publish(self, plan, stopped)
R._publish_tombstone = change_first
"""


def run(
    folder: Path,
    arguments: Sequence[str],
    words: str = "",
    before: Sequence[str] = (),
    mutant: str = "",
) -> Ran:
    ended = subprocess.run(
        [*before, *command(folder, arguments, mutant)],
        input=words, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return Ran(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that visions can make, with the name in it."""
    folder = tmp_path_factory.mktemp("drawn") / "room"
    write_private_workshop(folder)
    for arguments in (
        ("report",), ("paper", "cards"), ("search", NAME),
    ):  # fmt: skip
        ran = run(folder, arguments)
        assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="module")
def redacted(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(drawn, tmp_path_factory.mktemp("redacted") / "room"))
    for number in "1234":
        ran = run(folder, ("redact", TANDEM, number, "--text", "-"), NAME.upper())
        assert ran.code == 0, ran.err
        assert NAME.casefold() not in (ran.out + ran.err).casefold()
    return folder


def test_the_text_is_in_no_byte_of_the_folder(drawn: Path, redacted: Path) -> None:
    places = {hit.split(": ")[0].split(" (")[0] for hit in find_everywhere(drawn, NAME)}
    assert len(places) > 60, "the search must find it before"
    assert find_everywhere(redacted, NAME) == []


def test_nor_of_what_is_made_and_exported_later(redacted: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(redacted, tmp_path / "room"))
    for arguments in (
        ("documents",), ("report",), ("paper", "cards"), ("search", "market"), ("verify",),
        ("export", "--to", str(tmp_path / "room/export.zip")),
    ):  # fmt: skip
        ran = run(folder, arguments)
        assert ran.code == 0, (arguments, ran.err)
    assert (folder / "export.zip").is_file()
    assert find_everywhere(folder, NAME) == []


def test_a_place_that_was_forgotten_would_be_found(
    drawn: Path, redacted: Path, tmp_path: Path
) -> None:
    places = {hit.split(": ")[0].split(" (")[0] for hit in find_everywhere(drawn, NAME)}
    for n, place in enumerate(sorted(places)):
        folder = tmp_path / str(n)
        (folder / place).parent.mkdir(parents=True)
        shutil.copy(drawn / place, folder / place)
        assert find_everywhere(folder, NAME), place
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    "forgotten",
    [
        "0001.md", "0001.json", "request-1.json", "result-1.json", "record.json", "original.png",
        "answers-0001.json", "answers-0002.json", "journal.jsonl",
    ],
)  # fmt: skip
def test_a_redaction_that_forgets_a_place_is_found_out(
    alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    real = plan.list_record_files

    def forget(layout: Layout, record: RecordId) -> list[Path]:
        return [path for path in real(layout, record) if path.name != forgotten]

    monkeypatch.setattr(plan, "list_record_files", forget)
    if forgotten == "journal.jsonl":
        monkeypatch.setattr(plan, "_rewrite_journal", lambda *_: None)
    room = Path(shutil.copytree(alone, tmp_path / "room"))
    shutil.rmtree(room / "outputs/print")
    redaction = Redaction(load_workshop(room), Archive(room), Order(PNG, SoughtText(NAME)))
    monkeypatch.setattr(Redaction, "_rebuild", lambda self, done: None)
    redaction.carry_out()
    hits = find_everywhere(room, NAME)
    assert hits
    assert all(f"/{forgotten}" in hit.split(": ")[0] for hit in hits)


# Stopped at any moment


@dataclass(frozen=True)
class Killing:
    """One command, stopped in copies of one room."""

    before: Path
    folder: Path
    arguments: tuple[str, ...]
    mutant: str = ""
    is_thorough: bool = False
    """Whether all is set anew afterwards, too."""

    def list_points(self) -> list[Point]:
        room, log = self._open("dry"), self.folder / "dry.log"
        ran = run(room, self.arguments, NAME, watch(log), self.mutant)
        assert ran.code == 0, ran.err
        return list_points(read_log(log), room)

    def find_faults(self, points: Sequence[Point]) -> tuple[int, set[str], list[str]]:
        """How often it was stopped, where, and everything that was not as promised."""
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(self._stop_at, points))
        places = {place for place, _ in found if place is not None}
        stopped = sum(place is not None for place, _ in found)
        return stopped, places, [fault for _, faults in found for fault in faults]

    def _open(self, name: str) -> Path:
        return Path(shutil.copytree(self.before, self.folder / name))

    def _stop_at(self, point: Point) -> tuple[str | None, list[str]]:
        name = str(point).replace(" ", "-")
        room, log = self._open(name), self.folder / f"{name}.log"
        ran = run(room, self.arguments, NAME, kill_at(point, log), self.mutant)
        if ran.code != -9:
            shutil.rmtree(room)
            return None, []
        place = find_place(log, point, room) or "?"
        faults = self._look_between(room)
        again = run(room, self.arguments, NAME)
        faults += self._look_after(room, again)
        shutil.rmtree(room)
        return place, [f"{point} ({place}): {fault}" for fault in faults]

    def _look_between(self, room: Path) -> list[str]:
        """Nothing is changed before the tombstone is there, nor left once it is listed."""
        before, now = list_files(self.before), list_files(room)
        tombstone = f"outputs/{PNG}/redaction-0001.json"
        if tombstone not in now:
            return [
                f"changed before the tombstone: {name}"
                for name, data in before.items()
                if is_truth(name) and now.get(name) != data
            ]
        if tombstone not in Manifest(Archive(room).layout, TANDEM).read():
            return []
        return [f"listed, and left: {hit}" for hit in self._find_hits(room)]

    def _find_hits(self, room: Path) -> list[str]:
        """Where the text is. To remove a record is not to take a text out of the journal."""
        hits = find_everywhere(room, NAME)
        is_whole = self.arguments == WHOLE
        return [hit for hit in hits if not (is_whole and hit.startswith("session/"))]

    def _look_after(self, room: Path, again: Ran) -> list[str]:
        faults = []
        done = ("does not stand", "was removed on")
        if again.code != 0 and not (again.code == 4 and any(one in again.err for one in done)):
            faults.append(f"the same command ended with {again.code}: {again.err}")
        if BROKEN in again.err or NAME in again.out + again.err:
            faults.append(f"what it printed: {again.err}")
        faults += [f"left: {hit}" for hit in self._find_hits(room)]
        layout = Archive(room).layout
        if find_stopped(layout, PNG) is not None:
            faults.append("still not finished")
        for name, digest in Manifest(layout, TANDEM).read().items():
            path = room / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                faults.append(f"not as listed: {name}")
        if not self.is_thorough:
            return faults
        made = run(room, ("documents",))
        if made.code != 0 or not (room / "outputs/index.html").is_file():
            faults.append(f"nothing could be set anew: {made.err}")
        if (checked := run(room, ("verify",))).code not in (0, 12):
            faults.append(f"verify: {checked.out}{checked.err}")
        return faults


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alone") / "room"
    write_private_workshop(folder, alone=True)
    return folder


@pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")
@pytest.mark.parametrize("arguments", [TEXT, WHOLE], ids=["text", "record"])
def test_the_same_command_finishes_it_at_some_points(
    alone: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    killing = Killing(alone, tmp_path, arguments)
    points = [
        point for point in killing.list_points() if point.name in ("rename", "unlink", "link")
    ]
    some = points[:: max(1, len(points) // 4)]
    stopped, _, faults = killing.find_faults(some)
    assert faults == []
    assert stopped >= len(some) - 2


@pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")
@pytest.mark.parametrize(
    ("mutant", "fault"),
    [(LISTED_TOO_EARLY, "listed, and left"), (CHANGED_TOO_EARLY, "before the tombstone")],
    ids=["listed too early", "changed too early"],
)
def test_a_wrong_order_would_be_found(alone: Path, tmp_path: Path, mutant: str, fault: str) -> None:
    killing = Killing(alone, tmp_path, TEXT, mutant)
    name = "rename" if mutant == LISTED_TOO_EARLY else "link"
    points = [point for point in killing.list_points() if point.name == name]
    _, _, faults = killing.find_faults(points[1:3] or points)
    assert any(fault in found for found in faults), faults


@pytest.mark.proof
@pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")
@pytest.mark.parametrize("arguments", [TEXT, WHOLE], ids=["text", "record"])
def test_the_same_command_finishes_it_at_any_point(
    alone: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    killing = Killing(alone, tmp_path, arguments, is_thorough=True)
    points = killing.list_points()
    stopped, places, faults = killing.find_faults(points)
    print(f"\nstopped {stopped} times at {len(places)} different places, faults {len(faults)}")
    assert faults == []
    assert stopped >= 0.8 * len(points)
