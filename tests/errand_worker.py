"""A job for tests of errands: it answers, or misbehaves as it is asked to."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from visions.errand import serve_errand


def work(job: dict[str, Any]) -> bytes:
    if "pid" in job:
        Path(job["pid"]).write_text(f"{os.getpid()}\n")
    match job["what"]:
        case "echo":
            return str(job["words"]).encode()
        case "loop":
            while True:
                pass
        case "block":
            return str(10 ** (10**9)).encode()
        case "sleep":
            time.sleep(1)
            return b"done"
        case "talk":
            return b"x" * 5_000
        case "hoard":
            return b"x" * 10**9
        case _:
            os.abort()


if __name__ == "__main__":
    serve_errand(work)
