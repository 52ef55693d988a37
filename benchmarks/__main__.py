"""Run all benchmarks, or those named on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import (
    archive_scale,
    command_line,
    documents,
    engines,
    exchange,
    export,
    illustrator,
    live,
    rebuild,
    room,
    verify,
)

BENCHMARKS: dict[str, Callable[..., None]] = {
    "archive_scale": archive_scale.run,
    "command_line": command_line.run,
    "documents": documents.run,
    "engines": engines.run,
    "exchange": exchange.run,
    "export": export.run,
    "illustrator": illustrator.run,
    "live": live.run,
    "rebuild": rebuild.run,
    "room": room.run,
    "verify": verify.run,
}

for asked in sys.argv[1:] or BENCHMARKS:
    name, _, size = asked.partition(":")
    BENCHMARKS[name](*([size] if size else []))
