"""Promise: a disk that fails is loud, and never a false acknowledgement.

Errors injected at each call that opens, writes, syncs or names, and a disk that is really full;
then the same command on a healthy disk.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs import failing, killing, mutants
from tests.proofs.failing import Breaker
from tests.proofs.killing import Scene
from tests.proofs.rooms import BROKEN, TANDEMS, Room
from tests.proofs.strace import STRACE, Point
from tests.servers.image_api import ImageServer

FULL = Path("/dev/full")
needs_strace = pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")


@pytest.fixture
def server() -> Iterator[ImageServer]:
    with ImageServer() as server:
        yield server


@needs_strace
@pytest.mark.parametrize(
    ("scene", "error", "points"),
    [
        (killing.ADD_FIRST, "ENOSPC", [Point("write", 2), Point("write", 3), Point("mkdir", 1)]),
        (killing.ADD_FIRST, "EIO", [Point("fsync", 6)]),
        (killing.MAKE_ONE, "ENOSPC", [Point("link", 1), Point("rename", 3)]),
        (killing.MAKE_ONE, "EIO", [Point("fsync", 6)]),
    ],
    ids=lambda value: value.name if isinstance(value, Scene) else None,
)
def test_a_failing_disk_is_loud_at_some_points(
    tmp_path: Path, server: ImageServer, scene: Scene, error: str, points: list[Point]
) -> None:
    toll = Breaker(tmp_path, server, scene).fail_at_each([(point, error) for point in points])
    assert toll.faults == []
    assert toll.stopped == len(points), str(toll)


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full on this computer")
@pytest.mark.parametrize(
    "command",
    [
        ["add", TANDEMS[0], "eine Stadt"],
        pytest.param(["status"], marks=pytest.mark.proof),
        pytest.param(["make"], marks=pytest.mark.proof),
    ],
    ids=lambda command: command[0],
)
def test_thanks_that_cannot_be_printed_are_told(
    tmp_path: Path, server: ImageServer, command: list[str]
) -> None:
    room = Room.make(tmp_path / "room", server)
    room.given["eine Stadt"] = TANDEMS[0]
    with FULL.open("w") as out:
        ended = subprocess.run(
            room.command(*command), stdout=out, stderr=subprocess.PIPE, env=room.env, text=True
        )
    assert ended.returncode == 8
    assert "No space left" in ended.stderr
    assert BROKEN not in ended.stderr
    assert failing.complete(room) == []


@needs_strace
def test_a_deaf_command_is_found(tmp_path: Path, server: ImageServer) -> None:
    breaker = Breaker(tmp_path, server, killing.ADD_FIRST, mutants.DISK_NOT_ASKED)
    toll = breaker.fail_at_each([(Point("write", 3), "ENOSPC")])
    assert any("lost" in fault for fault in toll.faults), str(toll)


@needs_strace
@pytest.mark.proof
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EMFILE"])
@pytest.mark.parametrize(
    "scene",
    [killing.ADD_FIRST, killing.ADD_NEXT, killing.MAKE_ONE, killing.MAKE_DROPPED, killing.RETRY],
    ids=lambda scene: scene.name,
)
def test_a_failing_disk_is_loud_at_any_point(
    tmp_path: Path, server: ImageServer, scene: Scene, error: str
) -> None:
    breaker = Breaker(tmp_path, server, scene)
    points = breaker.list_points(error)
    toll = breaker.fail_at_each([(point, error) for point in points])
    print(f"\n{scene.name}, {error}: {len(points)} points, {toll}")
    assert toll.faults == []
    assert toll.stopped >= 0.8 * len(points), str(toll)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no small disk can be mounted here: {error}")
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(room: Room, most: int) -> list[int]:
    """Add prompts of 40 KB until one is not taken; the exit codes."""
    codes: list[int] = []
    while len(codes) < most and (not codes or codes[-1] == 0):
        ran = room.add(f"{len(codes)}: {'Straße am Fluß ' * 2000}")
        codes.append(ran.code)
        assert ("is stored" in ran.out) is (ran.code == 0)
        assert ran.code == 0 or "disk is full" in ran.err
    return codes


def make_room(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)


def test_a_full_disk_takes_no_prompt_by_halves(small_disk: Path, server: ImageServer) -> None:
    room = Room.make(small_disk / "room", server)
    codes = fill(room, 20)
    assert codes[-1] == 8
    assert len(room.acknowledged) == len(codes) - 1 > 2
    room.visions("add", TANDEMS[1], "short")
    ran = room.visions("make")
    assert ran.code == 8
    assert "disk is full" in ran.err
    make_room(small_disk)
    assert failing.complete(room, ignored=["short"]) == []


def test_a_full_disk_mutant_is_found(small_disk: Path, server: ImageServer) -> None:
    room = Room.make(small_disk / "room", server, mutant=mutants.DISK_NOT_ASKED)
    for number in range(8):
        room.add(f"{number}: {'Straße am Fluß ' * 2000}")
    room.mutant = ""
    make_room(small_disk)
    assert any("lost" in fault for fault in failing.complete(room))


@pytest.mark.proof
@pytest.mark.parametrize("free", range(0, 400, 4))
def test_a_disk_that_fills_up_while_pictures_come(
    small_disk: Path, server: ImageServer, free: int
) -> None:
    """With `free` KiB to go: in the middle of a note, an answer, a picture or a sheet."""
    subprocess.run(["mount", "-o", "remount,size=1m", str(small_disk)], check=True)
    room = Room.make(small_disk / "room", server)
    room.store("eine Stadt")
    used = sum(-(-path.stat().st_size // 4096) * 4 for path in room.folder.rglob("*"))
    (small_disk / "ballast").write_bytes(bytes((1024 - used - 8 - free) * 1024))
    ran = room.visions("make")
    assert ran.code == 8, ran.err
    assert "disk is full" in ran.err
    (small_disk / "ballast").unlink()
    make_room(small_disk)
    assert failing.complete(room) == []
