"""One writer a workshop: a lock that the system drops when its process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from visions.archive.layout import Layout
from visions.errors import Busy, DiskFailed

# Long enough for a command that only looks whether somebody writes, far too short to queue up.
_PATIENCE = 0.5

_held_here: set[Path] = set()


@contextmanager
def hold_lock(layout: Layout) -> Iterator[None]:
    """Be the one writer of this workshop meanwhile. Raises Busy or DiskFailed at once."""
    lock = FileLock(layout.lock, timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise Busy() from None
    except OSError as error:
        raise DiskFailed(
            file="The workshop folder",
            reason=error.strerror or "unknown reason",
            advice="Copy the workshop folder to a place where you may write, and go on there.",
        ) from None
    here = layout.root.resolve()
    _held_here.add(here)
    try:
        yield
    finally:
        _held_here.discard(here)
        lock.release()


def is_held_elsewhere(layout: Layout) -> bool:
    """Whether another process is writing right now. A read-only folder has no writer."""
    if layout.root.resolve() in _held_here or not layout.lock.exists():
        return False
    lock = FileLock(layout.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False
