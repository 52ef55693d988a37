"""A full room: 48 prompts of six tandems, 8 at a time, against a local API that takes 2 s each.

The ideal is what the API alone takes: 48 / 8 x 2 s. Measured is the whole process, from the
start of the interpreter to the last merged PDF.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import report
from tests.servers.image_api import ImageServer, draw
from visions.archive.store import Archive

PROMPTS, AT_ONCE, DELAY = 48, 8, 2.0
TARGET = 1.08

_TANDEMS = ("a-b", "c-d", "e-f", "g-h", "i-j", "k-l")


def run() -> None:
    ideal = PROMPTS / AT_ONCE * DELAY
    draw("PNG", 1536, 1024)  # once, so that the server's own work is not measured
    with ImageServer(delay=DELAY) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_workshop(folder, server.base_url)
        archive = Archive(folder)
        for number in range(PROMPTS):
            words = f"A town square with trams, trees and a market, number {number}"
            archive.accept_prompt(_TANDEMS[number % len(_TANDEMS)], words, {})
        environment = {**os.environ, "OPENAI_API_KEY": "sk-bench-0123456789abcdef"}
        command = [str(Path(sys.executable).with_name("visions")), "-C", name, "make"]
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        taken = time.perf_counter() - began
        sheets = len(list(folder.rglob("worksheet.*.pdf")))
    assert sheets == PROMPTS
    report(
        f"{PROMPTS} prompts, {AT_ONCE} at a time, API of {DELAY:.0f} s: time / ideal {ideal:.0f} s",
        f"{taken / ideal:.3f}",
        f"<= {TARGET}",
        taken / ideal <= TARGET,
    )


def _write_workshop(folder: Path, base_url: str) -> None:
    tandems = "".join(
        f'[[tandems]]\nkey = "{key}"\ncities = [{{ name = "A" }}, {{ name = "B" }}]\n'
        for key in _TANDEMS
    )
    (folder / "workshop.toml").write_text(
        'title = "Bench"\ndate = 2023-10-23\nhorizon = "2024-12"\n'
        f'[images]\nprovider = "openai"\nbase_url = "{base_url}"\n'
        f"concurrency = {AT_ONCE}\nper_minute = 1000\n{tandems}",
        "utf-8",
    )
