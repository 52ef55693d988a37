"""How quickly help appears, next to importing the library that prints it."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.timing import measure_pair, report

TARGET = 1.5


def run() -> None:
    visions = str(Path(sys.executable).with_name("visions"))
    ratio = measure_pair([visions, "--help"], [sys.executable, "-c", "import typer"])
    report(
        "visions --help / python -c 'import typer'", f"{ratio:.2f}", f"<= {TARGET}", ratio <= TARGET
    )
