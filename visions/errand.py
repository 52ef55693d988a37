"""A job done in a process of its own: what people wrote may never end, and only a process can be
stopped.

The job goes to a module's `-m` as a line of JSON over stdin, which stays open: when it closes,
the one who asked is gone, and the process ends. It ends by itself, too, some seconds after its
time, even where it is deep inside a library. Ctrl-C in a terminal does not reach it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from visions.errors import Stopped

GRACE = 3.0
"""Seconds after its time, when a process ends by itself that nobody stopped."""

_running: set[subprocess.Popen[bytes]] = set()
_is_stopping = threading.Event()

_HOME = Path(__file__).parent.parent
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class ErrandFailed(Exception):
    """There is no answer, and why. `is_late`: because the time was over."""

    def __init__(self, reason: str, *, is_late: bool = False) -> None:
        self.is_late = is_late
        super().__init__(reason)


def run_errand(
    module: str, job: Mapping[str, object], *, deadline: float, memory: int, most: int
) -> bytes:
    """Have `module` do `job` and return its answer.

    It is stopped after `deadline` seconds, and where it answers more than `most` bytes. `memory`
    is what it may take in bytes, where the system knows such a limit (Linux). Raises
    ErrandFailed, and Stopped after `stop_errands`.
    """
    limits = {"deadline": deadline, "memory": memory}
    line = json.dumps({**limits, "job": job}, ensure_ascii=True).encode() + b"\n"
    # Started from where this package lies: a workshop's folder must not shadow a library.
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_HOME,
        start_new_session=True,
        creationflags=_NO_WINDOW,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    _running.add(process)
    if _is_stopping.is_set():
        process.kill()
    is_over = threading.Event()

    def stop() -> None:
        is_over.set()
        process.kill()

    timer = threading.Timer(deadline, stop)
    timer.daemon = True
    timer.start()
    try:
        with contextlib.suppress(OSError):  # it broke off before it had read all
            process.stdin.write(line)
            process.stdin.flush()
        answer = process.stdout.read(most + 1)
        if len(answer) <= most:
            process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        _running.discard(process)
        process.stdout.close()
        with contextlib.suppress(OSError):
            process.stdin.close()
    if _is_stopping.is_set():
        raise Stopped()
    if is_over.is_set():
        raise ErrandFailed(f"it took longer than {deadline:.0f} s and was stopped", is_late=True)
    if len(answer) > most:
        raise ErrandFailed(f"it made more than {most / 1e6:.0f} MB and was stopped")
    if process.returncode != 0:
        raise ErrandFailed(f"it broke off; it may take {memory / 1e6:.0f} MB of memory")
    return answer


def stop_errands() -> None:
    """End all errands at once, and those to come, until `allow_errands`."""
    _is_stopping.set()
    for process in list(_running):
        process.kill()


def allow_errands() -> None:
    """Let errands run again."""
    _is_stopping.clear()


def serve_errand(work: Callable[[dict[str, Any]], bytes]) -> None:
    """Read one job from stdin, write what `work` answers to stdout, and end this process."""
    asked = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with Path(os.devnull).open("w") as nowhere:
        # By a thread of its own that needs no Python: a library may hold the interpreter.
        faulthandler.dump_traceback_later(asked["deadline"] + GRACE, exit=True, file=nowhere)
        _limit_memory(asked["memory"])
        answer = work(asked["job"])
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        os._exit(0)


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 1):
            pass
    os._exit(1)


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
