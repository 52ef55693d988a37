"""Scenes to stop a command in, and the loop that stops it everywhere."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.proofs.rooms import TANDEMS, Room
from tests.proofs.strace import Point, find_place, kill_at, list_points, read_log, watch
from tests.servers.image_api import ImageServer

AT_ONCE = 2
LONG = "Ein Platz am Fluß, „ganz ohne Autos“ 🌊\nși cu mulți copaci …\n" * 250 + "Ende."


@dataclass(frozen=True, slots=True)
class Scene:
    """What was there before, and the command to stop: ("add", words) or a command line."""

    name: str
    prepare: Callable[[Room], None]
    command: tuple[str, ...]
    more: str = ""

    def run(self, room: Room, before: list[str]) -> int:
        if self.command[0] == "add":
            return room.add(self.command[1], before=before).code
        return room.visions(*self.command, before=before).code


def _nothing(room: Room) -> None:
    """An empty room."""


def _one(room: Room) -> None:
    room.store("eine Stadt")


def _three(room: Room) -> None:
    for number, tandem in enumerate((*TANDEMS, TANDEMS[0])):
        room.store(f"Nr. {number}: eine Stadt „am Fluß“ 🌊\nmit Ufer", tandem)


def _dropped(room: Room) -> None:
    room.drop("von Hand", "idea.txt")
    room.drop("noch eine Idee", "Zettel 2.md", TANDEMS[1])


def _answered(room: Room) -> None:
    room.leave_request_open(room.store("eine Stadt"), answered=True)


def _open(room: Room) -> None:
    room.leave_request_open(room.store("eine Stadt"), answered=False)
    room.store("noch eine", TANDEMS[1])


ADD_FIRST = Scene("add, the first", _nothing, ("add", "eine Stadt"))
ADD_NEXT = Scene("add, the next", _one, ("add", "eine andere Stadt"))
ADD_LONG = Scene("add, a long text", _three, ("add", LONG))
MAKE_ONE = Scene("make, one prompt", _one, ("make",))
MAKE_THREE = Scene("make, three in turn", _three, ("make",), "concurrency = 1")
MAKE_AT_ONCE = Scene("make, three at once", _three, ("make",), "concurrency = 3")
MAKE_DROPPED = Scene("make, dropped files", _dropped, ("make",))
MAKE_ANSWERED = Scene("make, an answer that was kept", _answered, ("make",))
RETRY = Scene("retry", _open, ("retry", TANDEMS[0], "1", "--yes"))

SCENES = (
    ADD_FIRST, ADD_NEXT, ADD_LONG,
    MAKE_ONE, MAKE_THREE, MAKE_AT_ONCE, MAKE_DROPPED, MAKE_ANSWERED, RETRY,
)  # fmt: skip


@dataclass
class Toll:
    """What came of stopping a command many times."""

    stopped: int = 0
    missed: int = 0
    """Points that the command did not come to, or came past alive."""
    places: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Toll) -> None:
        self.stopped += other.stopped
        self.missed += other.missed
        self.places |= other.places
        self.faults += other.faults

    def __str__(self) -> str:
        return (
            f"stopped {self.stopped} times at {len(self.places)} different places, "
            f"missed {self.missed}, faults {len(self.faults)}"
        )


class Killer:
    """Stops one scene's command at each point, each time in a new room."""

    def __init__(self, folder: Path, server: ImageServer, scene: Scene, mutant: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._server = server
        self._scene = scene
        self._mutant = mutant
        self._rooms = 0

    def list_points(self) -> list[Point]:
        room, log = self._open("dry")
        assert self._scene.run(room, watch(log)) == 0
        points = list_points(read_log(log), room.folder)
        assert points
        return points

    def kill_at_each(self, points: Iterable[Point]) -> Toll:
        toll = Toll()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for one in pool.map(self._kill_at, points):
                toll.add(one)
        return toll

    def kill_at_random(self, times: int, within: float, chance: random.Random) -> Toll:
        toll = Toll()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            moments = [chance.uniform(0.1, within) for _ in range(times)]
            for one in pool.map(self._kill_after, moments):
                toll.add(one)
        return toll

    def _open(self, name: str) -> tuple[Room, Path]:
        room = Room.make(self._folder / name, self._server, self._scene.more, self._mutant)
        self._scene.prepare(room)
        return room, self._folder / f"{name}.log"

    def _kill_at(self, point: Point) -> Toll:
        room, log = self._open(str(point).replace(" ", "-"))
        code = self._scene.run(room, kill_at(point, log))
        toll = Toll()
        if code == -9:
            toll.stopped = 1
            toll.places = {f"{self._scene.name}: {find_place(log, point, room.folder)}"}
        else:
            toll.missed = 1
        return self._look(room, toll, f"{self._scene.name}, {point}")

    def _kill_after(self, seconds: float) -> Toll:
        self._rooms += 1
        room, _ = self._open(f"random-{self._rooms}-{seconds:.4f}")
        process = room.start(*self._scene.command)
        time.sleep(seconds)
        process.kill()
        code = room.finish(process).code
        toll = Toll(stopped=int(code == -9), missed=int(code != -9))
        return self._look(room, toll, f"{self._scene.name}, after {seconds:.3f} s")

    def _look(self, room: Room, toll: Toll, where: str) -> Toll:
        """Start again in that room, as a person would, and look at what is left."""
        ran = room.visions("make")
        report = room.read_status()
        is_open = '"unknown"' in json.dumps(report)
        expected = 6 if is_open else 0
        faults = room.find_faults(report)
        if ran.code != expected:
            faults.append(f"the next make ended with {ran.code} and not {expected}: {ran.err}")
        if is_open and "visions retry" not in ran.out:
            faults.append(f"the table does not name the retry: {ran.out}")
        toll.faults += [f"{where}: {fault}" for fault in faults]
        if not faults:
            shutil.rmtree(room.folder)
        return toll
