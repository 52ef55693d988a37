"""`visions export` of pictures of 1 MB beside `zip -0` and `sha256sum` over the same files.

Both are whole processes that begin with the files in memory as far as they fit, taken in turn.
`zip -0` stores as the bag does, and `sha256sum` works out what its manifest says; neither waits for
the disk, which the export does, so a `sync` of the other ZIP is counted in as well. `python -m
benchmarks export:500` takes so many pictures.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.big_archive import write_archive
from benchmarks.timing import compare, report, tell
from visions.archive.derived import seal_index
from visions.archive.layout import BUILT, LABELLED
from visions.archive.notes import dump_note

PICTURES, MOST_RATIO, ROUNDS = 3000, 1.3, 3
MEGABYTE = 1_000_000
SPARE = 15_000_000_000
"""Bytes that stay free on the disk."""
COMMAND = str(Path(sys.executable).with_name("visions"))


def run(size: str = "") -> None:
    with tempfile.TemporaryDirectory() as name:
        # Workshop and two ZIPs at the same time.
        room = max(0, shutil.disk_usage(name).free - SPARE) // (3 * MEGABYTE)
        pictures = min(int(size) if size else PICTURES, room)
        folder = Path(name) / "workshop"
        folder.mkdir()
        _write_workshop(folder, pictures)
        bagged, bare, memory = _measure(folder, Path(name))
        ratio = compare(bagged, bare)
        seconds = statistics.median(bagged)
        report(
            f"export of {pictures} pictures of 1 MB over zip -0 and sha256sum",
            f"{ratio:.2f} x",
            f"<= {MOST_RATIO} x",
            ratio <= MOST_RATIO,
        )
        tell("... which takes", f"{seconds:.1f} s")
        tell("... in memory, at most", f"{memory / 1000:.0f} MB")


def _measure(folder: Path, place: Path) -> tuple[list[float], list[float], float]:
    bagged, bare, memory = [], [], 0.0
    for _ in range(ROUNDS):
        target = place / "bag.zip"
        began = time.perf_counter()
        command = ["/usr/bin/env", COMMAND, "-C", str(folder), "export", "--to", str(target)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        bagged.append(time.perf_counter() - began)
        memory = max(memory, used.ru_maxrss)
        target.unlink()
        began = time.perf_counter()
        script = (
            "zip -0 -r -q ../bare.zip . && find . -type f -exec sha256sum {} + > ../bare.txt"
            " && sync ../bare.zip"
        )
        subprocess.run(script, shell=True, cwd=folder, check=True)
        bare.append(time.perf_counter() - began)
        (place / "bare.zip").unlink()
    return bagged, bare, memory


def _write_workshop(folder: Path, pictures: int) -> None:
    """As `visions make` leaves it, with everything up to date, so that nothing is set anew."""
    for key in write_archive(folder, pictures):
        for record in sorted((folder / "outputs" / key).iterdir()):
            if record.is_dir():
                data = os.urandom(MEGABYTE)
                (record / LABELLED).write_bytes(data)
                digest = hashlib.sha256(data).hexdigest()
                files = {LABELLED: {"from": "elsewhere", "sha256": digest}}
                (record / BUILT).write_bytes(dump_note(seal_index(files)))
    (folder / "outputs" / BUILT).write_bytes(dump_note(seal_index({})))
