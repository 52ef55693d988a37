"""Promise: one writer a workshop, no stale lock, and Ctrl-C is obeyed."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Ran
from tests.proofs import mutants
from tests.proofs.rooms import TANDEMS, Room
from tests.servers.image_api import ImageServer

OFTEN = pytest.mark.parametrize(
    "time_over",
    [0, *(pytest.param(n, marks=pytest.mark.proof) for n in range(1, 20))],
    ids=lambda n: f"{n + 1}",
)
DRAWING = 1.0
AT_REST = 0.3
"""Seconds that `visions status` takes where nothing else runs."""
FOREVER = 30.0


@pytest.fixture
def slow() -> Iterator[ImageServer]:
    with ImageServer(delay=DRAWING) as server:
        yield server


@pytest.fixture
def stuck() -> Iterator[ImageServer]:
    with ImageServer(delay=FOREVER) as server:
        yield server


def open_room(folder: Path, server: ImageServer, mutant: str = "", prompts: int = 2) -> Room:
    room = Room.make(folder, server, "concurrency = 2", mutant)
    for number in range(prompts):
        room.store(f"Nr. {number}", TANDEMS[number % 2])
    return room


def start(room: Room, calls: int = 1) -> subprocess.Popen[str]:
    """A `make` of which so many calls are at the service."""
    process = room.start("make")
    until = time.monotonic() + 20
    while len(room.server.pictures) < calls and time.monotonic() < until:
        time.sleep(0.02)
    assert len(room.server.pictures) >= calls
    return process


def interrupt(room: Room, process: subprocess.Popen[str], times: int) -> tuple[Ran, float]:
    """Press Ctrl-C so many times; how the command ended, and how long after the last."""
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        time.sleep(0.3)
    try:
        ran = room.finish(process)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return ran, time.monotonic() - began


def in_proportion(room: Room, seconds: float) -> float:
    """So many seconds, or more on a computer that has other work."""
    began = time.monotonic()
    room.read_status()
    return seconds * max(1.0, (time.monotonic() - began) / AT_REST)


def meet(room: Room) -> tuple[Ran, Ran]:
    """A second `make` beside the first, and how both ended."""
    process = start(room, 2)
    second = room.visions("make")
    return room.finish(process), second


@OFTEN
def test_a_second_make_is_refused_and_harms_nothing(
    tmp_path: Path, slow: ImageServer, time_over: int
) -> None:
    room = open_room(tmp_path, slow)
    first, second = meet(room)
    assert (first.code, second.code) == (0, 7), second.err
    assert "Another visions command" in second.err
    assert room.find_faults(room.read_status()) == []


def test_two_makes_at_once_are_found(tmp_path: Path, slow: ImageServer) -> None:
    _, second = meet(open_room(tmp_path, slow, mutants.NO_LOCK))
    assert second.code != 7


@OFTEN
def test_a_killed_make_leaves_no_lock(tmp_path: Path, slow: ImageServer, time_over: int) -> None:
    room = open_room(tmp_path, slow, prompts=1)
    assert kill_and_make(room).code == 6
    assert room.visions("retry", TANDEMS[0], "1", "--yes").code == 0
    assert set(room.find_faults(room.read_status())) == {f"paid twice: {room.acknowledged[0]}"}


def kill_and_make(room: Room) -> Ran:
    process = start(room)
    process.kill()
    room.finish(process)
    return room.visions("make")


def test_a_stale_lock_is_found(tmp_path: Path, slow: ImageServer) -> None:
    assert kill_and_make(open_room(tmp_path, slow, mutants.LOCK_BY_FILE, prompts=1)).code == 7


@OFTEN
def test_ctrl_c_lets_running_calls_end(tmp_path: Path, slow: ImageServer, time_over: int) -> None:
    room = open_room(tmp_path, slow, prompts=6)
    ran, seconds = interrupt(room, start(room, 2), times=1)
    assert ran.code == 130, ran.err
    assert seconds < DRAWING + in_proportion(room, 5)
    assert len(slow.pictures) == 2
    assert room.visions("make").code == 0
    assert len(slow.pictures) == 6
    assert room.find_faults(room.read_status()) == []


@OFTEN
def test_ctrl_c_twice_ends_at_once(tmp_path: Path, stuck: ImageServer, time_over: int) -> None:
    room = open_room(tmp_path, stuck, prompts=1)
    ran, seconds = interrupt(room, start(room), times=2)
    assert ran.code == 130, ran.err
    assert "Nothing is lost" in ran.err
    assert seconds < min(FOREVER / 2, in_proportion(room, 5))
    states = [p["state"] for t in room.read_status()["tandems"] for p in t["prompts"]]
    assert states == ["unknown"]


def test_a_command_that_does_not_listen_is_found(tmp_path: Path, slow: ImageServer) -> None:
    room = open_room(tmp_path, slow, mutants.DEAF_TO_CTRL_C, prompts=6)
    ran, _ = interrupt(room, start(room, 2), times=1)
    assert (ran.code, len(slow.pictures)) == (0, 6)
