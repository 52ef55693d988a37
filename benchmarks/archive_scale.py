"""`visions status` and `visions search` on 100,000 records, which is eleven full tandems.

Measured are whole commands, from the start of the interpreter, each with the most memory that it
had; and single searches within one process. Beside them stands what they save: the same status
read from the files. The archive takes about 3 GB, and is removed afterwards. A smaller one is
made by `python -m benchmarks archive_scale:10000`.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.big_archive import make_words, write_archive
from benchmarks.timing import measure, report, tell
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.overview import Overview, look_over
from visions.search.index_file import remove_index
from visions.search.query import search

RECORDS = 100_000
STATUS_SECONDS, STATUS_MEGABYTES, SEARCH_SECONDS = 3.0, 200, 0.150
ROOM = 15e9
"""Bytes that stay free on the disk."""
COMMAND = str(Path(sys.executable).with_name("visions"))


def run(size: str = "") -> None:
    records = int(size or RECORDS)
    with tempfile.TemporaryDirectory() as name:
        if shutil.disk_usage(name).free < ROOM + records * 40_000:
            tell(f"an archive of {records:,} records", "no room for it")
            return
        folder = Path(name)
        began = time.perf_counter()
        write_archive(folder, records)
        tell(f"writing {records:,} records", f"{time.perf_counter() - began:.0f} s")
        _measure_status(folder)
        _measure_search(folder)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_archive(folder, records, provider="openai")
        _run(folder, "status")
        seconds, _ = _run(folder, "status")
        tell("... of pictures that cost money", f"{seconds:.2f} s")


def _measure_status(folder: Path) -> None:
    time.sleep(3)  # files of this very moment are not relied on
    archive, workshop = Archive(folder), load_workshop(folder)

    def read_all(overview: Overview) -> None:
        for tandem in workshop.tandems:
            for _ in overview.list_briefs(tandem.key):
                pass
        overview.count_spent()

    began = time.perf_counter()
    look_over(archive, workshop, read_all, few=10**9)
    tell("reading every file, without an index", f"{time.perf_counter() - began:.1f} s")
    seconds, megabytes = _run(folder, "status")
    size = archive.layout.index.stat().st_size / 1e6
    tell("status where there is no index yet", f"{seconds:.1f} s")
    tell("... most memory; size of the index", f"{megabytes:.0f} MB; {size:.0f} MB")
    for options in ((), ("--json",)):
        runs = [_run(folder, "status", *options) for _ in range(3)]
        seconds = statistics.median(seconds for seconds, _ in runs)
        megabytes = max(megabytes for _, megabytes in runs)
        name = " ".join(("status", *options))
        if options:
            tell(name, f"{seconds:.2f} s")
        else:
            good = seconds <= STATUS_SECONDS
            report(name, f"{seconds:.2f} s", f"<= {STATUS_SECONDS:.0f} s", good)
        small = megabytes <= STATUS_MEGABYTES
        report("... most memory", f"{megabytes:.0f} MB", f"<= {STATUS_MEGABYTES} MB", small)


def _measure_search(folder: Path) -> None:
    archive, tandems = Archive(folder), load_workshop(folder).tandems
    words = make_words()
    pasted = archive.read_prompt(archive.list_records(tandems[0].key)[0]).text
    queries = {
        "a rare word": words[3000],
        "two words": f"{words[10]} {words[400]}",
        "a word of every prompt": words[0],
        "one letter": "b",
        "a city": "arezzo",
        "nothing": "qqqqq",
        "a whole prompt": pasted,
    }
    slowest = 0.0
    for name, text in queries.items():
        seconds = measure(lambda text=text: search(archive, tandems, text), runs=5, warm=1)  # type: ignore[misc]
        tell(f"search for {name}", f"{seconds * 1000:.0f} ms")
        slowest = max(slowest, seconds)
    value = f"{slowest * 1000:.0f} ms"
    report("the slowest search", value, "<= 150 ms", slowest <= SEARCH_SECONDS)
    seconds, megabytes = _run(folder, "search", words[3000])
    tell("... as a whole command", f"{seconds * 1000:.0f} ms, {megabytes:.0f} MB")
    archive.accept_prompt(tandems[0].key, "una piazza nuova con alberi", {})
    began = time.perf_counter()
    assert search(archive, tandems, "piazza nuova").total == 1
    tell("... after a new prompt", f"{(time.perf_counter() - began) * 1000:.0f} ms")
    remove_index(archive.layout.index)
    seconds, megabytes = _run(folder, "search", words[3000])
    tell("... where there is no index yet", f"{seconds:.1f} s, {megabytes:.0f} MB")


def _run(folder: Path, *arguments: str) -> tuple[float, float]:
    """The seconds of a command, and the most memory (MB) that it had."""
    began = time.perf_counter()
    command = [COMMAND, "-C", str(folder), *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return time.perf_counter() - began, usage.ru_maxrss / scale
