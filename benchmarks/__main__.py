"""Run all benchmarks, or those named on the command line."""

from __future__ import annotations

import sys

from benchmarks import command_line, documents, exchange, illustrator, room

BENCHMARKS = {
    "command_line": command_line.run,
    "documents": documents.run,
    "exchange": exchange.run,
    "illustrator": illustrator.run,
    "room": room.run,
}

for name in sys.argv[1:] or BENCHMARKS:
    BENCHMARKS[name]()
