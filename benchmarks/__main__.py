"""Run all benchmarks, or those named on the command line."""

from __future__ import annotations

import sys

from benchmarks import command_line, documents, engines, exchange, illustrator, live, rebuild, room

BENCHMARKS = {
    "command_line": command_line.run,
    "documents": documents.run,
    "engines": engines.run,
    "exchange": exchange.run,
    "illustrator": illustrator.run,
    "live": live.run,
    "rebuild": rebuild.run,
    "room": room.run,
}

for name in sys.argv[1:] or BENCHMARKS:
    BENCHMARKS[name]()
