"""The loop that fails one call of a command at a time, and what a person does afterwards."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.proofs.killing import AT_ONCE, Scene, Toll
from tests.proofs.rooms import Room
from tests.proofs.strace import (
    OPENING,
    WRITING,
    Point,
    fail_at,
    find_place,
    list_points,
    read_log,
    watch,
)
from tests.servers.image_api import ImageServer

DOCUMENTED = frozenset({0, 1, 3, 4, 5, 6, 7, 8, 9, 10})
"""The exit codes of CONTRIBUTING.md that such a run may end with."""

_PYTHON = re.compile(r'"[^"]*/(libpython3|lib/python3|site-packages/)[^"]*"')


def complete(room: Room, ignored: Sequence[str] = ()) -> list[str]:
    """Do on a healthy disk what the table says, then look at everything."""
    faults = []
    ran = room.visions("make")
    prompts = [
        (tandem["key"], prompt)
        for tandem in room.read_status()["tandems"]
        for prompt in tandem["prompts"]
    ]
    open_ones = [(key, prompt) for key, prompt in prompts if prompt["state"] == "unknown"]
    for key, prompt in open_ones:
        if f"visions retry {key}" not in ran.out:
            faults.append(f"the table does not name the retry: {ran.out}")
        room.visions("retry", key, str(prompt["number"]), "--yes")
    ran = room.visions("make")
    if ran.code != 0:
        faults.append(f"at last, make ended with {ran.code}: {ran.err}")
    again = {prompt["prompt"] for _, prompt in open_ones}
    for fault in room.find_faults(room.read_status()):
        # A retry is a person's word: once more is what it says.
        excused = any(
            fault == f"paid twice: {words}" and room.count_sent(words) == 2 for words in again
        )
        meant = any(words in fault for words in ignored)
        if not excused and not meant:
            faults.append(fault)
    return faults


class Breaker:
    """Fails one scene's command at each point, each time in a new room."""

    def __init__(self, folder: Path, server: ImageServer, scene: Scene, mutant: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._server = server
        self._scene = scene
        self._mutant = mutant

    def list_points(self, error: str) -> list[Point]:
        """Calls that can fail in this way: only what opens can run out of descriptors."""
        room, log = self._open("dry")
        names = OPENING if error == "EMFILE" else WRITING
        assert self._scene.run(room, watch(log, names)) == 0
        points = list_points(read_log(log), room.folder)
        assert points
        return points

    def fail_at_each(self, points: Iterable[tuple[Point, str]]) -> Toll:
        toll = Toll()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for one in pool.map(lambda each: self._fail_at(*each), points):
                toll.add(one)
        return toll

    def _open(self, name: str) -> tuple[Room, Path]:
        room = Room.make(self._folder / name, self._server, self._scene.more, self._mutant)
        self._scene.prepare(room)
        return room, self._folder / f"{name}.log"

    def _fail_at(self, point: Point, error: str) -> Toll:
        room, log = self._open(f"{point}-{error}".replace(" ", "-"))
        said = len(room.printed)
        code = self._scene.run(room, fail_at(point, error, log))
        out, err = room.printed[said : said + 2]
        place = find_place(log, point, room.folder)
        where = f"{self._scene.name}, {error} at {point} ({place})"
        toll = Toll()
        broken_python = _hit_python(log)
        if broken_python:
            del room.printed[said:]
        if "(INJECTED)" not in log.read_text("utf-8", "replace"):
            toll.missed = 1
        else:
            toll.stopped, toll.places = 1, {f"{self._scene.name}: {place}"}
            if code not in DOCUMENTED and not broken_python:
                toll.faults.append(f"{where}: ended with {code}: {err}")
            if code == 0 and not self._is_whole(room):
                toll.faults.append(f"{where}: ended with 0, but not everything is there")
            if code != 0 and not (out + err).strip():
                toll.faults.append(f"{where}: ended with {code} and not a word")
        faults = complete(room)
        toll.faults += [f"{where}: {fault}" for fault in faults]
        if not toll.faults:
            shutil.rmtree(room.folder)
        return toll

    def _is_whole(self, room: Room) -> bool:
        """Whether a command that ended well left nothing to do: the next one finds that out.

        A retry is about one tandem; what others wait for is none of its business.
        """
        if self._scene.command[0] == "add":
            return len(room.acknowledged) == len(room.given)
        meant = self._scene.command[1:2] if self._scene.command[0] == "retry" else ()
        return "nothing new" in room.visions("make", *meant).out


def _hit_python(log: Path) -> bool:
    """Whether Python's own files were hit, too: what it says then is not ours to word.

    A number counts in every thread, so a low one meets the start of the interpreter.
    """
    lines = log.read_text("utf-8", "replace").splitlines()
    return any("(INJECTED)" in line and _PYTHON.search(line) for line in lines)
