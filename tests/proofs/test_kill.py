"""Promises: no acknowledged prompt is lost, and nothing is paid twice, whenever the power goes.

`kill -9` at every call that writes, syncs, names or connects, and at random times; then the
command that a person would give next, and a look at everything.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.proofs import killing, mutants
from tests.proofs.killing import Killer, Scene
from tests.proofs.strace import STRACE, Point
from tests.servers.image_api import ImageServer

pytestmark = pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")


@pytest.fixture
def server() -> Iterator[ImageServer]:
    with ImageServer() as server:
        yield server


def pick(points: Sequence[Point], most: int) -> list[Point]:
    """Some of the points, spread evenly over the kinds of calls."""
    step = len(points) / most
    return [points[int(n * step)] for n in range(most)] if step > 1 else list(points)


@pytest.mark.parametrize(
    ("scene", "most"), [(killing.ADD_FIRST, 12), (killing.MAKE_ONE, 13)], ids=["add", "make"]
)
def test_nothing_is_lost_or_paid_twice_at_some_points(
    tmp_path: Path, server: ImageServer, scene: Scene, most: int
) -> None:
    killer = Killer(tmp_path, server, scene)
    toll = killer.kill_at_each(pick(killer.list_points(), most))
    assert toll.faults == []
    assert toll.stopped >= most - 2, str(toll)


@pytest.mark.parametrize(
    ("scene", "mutant", "fault"),
    [
        (killing.ADD_FIRST, mutants.THANKED_TOO_EARLY, "lost"),
        (killing.MAKE_ONE, mutants.SENT_AGAIN, "paid twice"),
    ],
    ids=["lost", "paid twice"],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, server: ImageServer, scene: Scene, mutant: str, fault: str
) -> None:
    toll = Killer(tmp_path, server, scene, mutant).kill_at_each([Point("link", 2)])
    assert any(fault in found for found in toll.faults), str(toll)


@pytest.mark.proof
@pytest.mark.parametrize("scene", killing.SCENES, ids=lambda scene: scene.name)
def test_nothing_is_lost_or_paid_twice_at_any_point(
    tmp_path: Path, server: ImageServer, scene: Scene
) -> None:
    killer = Killer(tmp_path, server, scene)
    points = killer.list_points()
    toll = killer.kill_at_each(points)
    print(f"\n{scene.name}: {len(points)} points, {toll}")
    assert toll.faults == []
    # Threads share the calls differently from run to run: the last numbers are not always reached.
    assert toll.stopped >= 0.8 * len(points), str(toll)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("scene", "times", "within"),
    [(killing.MAKE_THREE, 60, 1.5), (killing.MAKE_AT_ONCE, 60, 1.2), (killing.RETRY, 30, 1.0)],
    ids=lambda value: value.name if isinstance(value, Scene) else None,
)
def test_nothing_is_lost_or_paid_twice_at_random_times(
    tmp_path: Path, server: ImageServer, scene: Scene, times: int, within: float
) -> None:
    toll = Killer(tmp_path, server, scene).kill_at_random(times, within, random.Random(20231023))
    print(f"\n{scene.name} at random: {toll}")
    assert toll.faults == []
    assert toll.stopped >= times // 2, str(toll)
