"""One writer a workshop: a lock that the system drops when its process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from visions.archive.layout import Layout
from visions.errors import Busy, DiskFailed


@contextmanager
def hold_lock(layout: Layout) -> Iterator[None]:
    """Be the one writer of this workshop meanwhile. Raises Busy or DiskFailed at once."""
    lock = FileLock(layout.lock, timeout=0)
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
    try:
        yield
    finally:
        lock.release()


def is_held(layout: Layout) -> bool:
    """Whether somebody is writing right now. A read-only folder has no writer."""
    if not layout.lock.exists():
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
