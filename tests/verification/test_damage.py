"""Promise: `visions verify` finds any damage, and is silent about what is sound."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.verification.archives import copy_archive, make_archive, verify
from tests.verification.damages import KINDS, Damage, do_damage
from visions.verification import tandem
from visions.verification.finding import Finding, Severity
from visions.verification.manifest import Manifest

BASES = 4


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("bases")
    return [make_archive(folder / str(seed), seed, stand_ins=seed == 3) for seed in range(BASES)]


def break_many(
    bases: list[Path], place: Path, seeds: range
) -> Iterator[tuple[int, Damage, Path, list[Finding]]]:
    """One damage a seed, every kind in turn, each to a fresh copy, and what is found in it."""
    for seed in seeds:
        copy = place / str(seed)
        copy_archive(bases[seed % len(bases)], copy)
        damage = do_damage(copy, KINDS[seed % len(KINDS)], random.Random(seed))
        yield seed, damage, bases[seed % len(bases)], verify(copy).findings
        shutil.rmtree(copy)


def list_unseen(bases: list[Path], place: Path, seeds: range) -> list[str]:
    """The damages that were not told of, or not as an error though truth was hit."""
    unseen = []
    for seed, damage, _, findings in break_many(bases, place, seeds):
        is_told = any(
            finding.severity is Severity.ERROR or not damage.hits_truth for finding in findings
        )
        if not is_told:
            unseen.append(f"{seed}: {damage.what}")
    return unseen


def list_false_alarms(place: Path, seeds: range) -> list[str]:
    alarms = []
    for seed in seeds:
        folder = make_archive(place / str(seed), seed, stand_ins=seed % 4 == 3)
        alarms += [f"{seed}: {one.code} {one.place}" for one in verify(folder).findings]
        shutil.rmtree(folder)
    return alarms


def test_damages_are_found(bases: list[Path], tmp_path: Path) -> None:
    assert list_unseen(bases, tmp_path, range(120)) == []


def test_sound_archives_are_left_in_peace(tmp_path: Path) -> None:
    assert list_false_alarms(tmp_path, range(100, 108)) == []


def test_a_reader_without_the_manifest_misses_some(
    bases: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tandem, "read_manifest", lambda outputs, key: Manifest(outputs / key))
    usual = {base: {(one.code, one.place) for one in verify(base).findings} for base in bases}
    missed = [
        damage.what
        for _, damage, base, findings in break_many(bases, tmp_path, range(60))
        if {(one.code, one.place) for one in findings} <= usual[base]
    ]
    assert len(missed) > 3


@pytest.mark.proof
def test_a_thousand_damages_are_found(bases: list[Path], tmp_path: Path) -> None:
    assert list_unseen(bases, tmp_path, range(1_000, 2_000)) == []


@pytest.mark.proof
def test_a_hundred_sound_archives_are_left_in_peace(tmp_path: Path) -> None:
    assert list_false_alarms(tmp_path, range(200, 300)) == []
