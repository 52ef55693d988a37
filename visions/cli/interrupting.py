"""Ctrl-C in two steps: first no new calls, then no waiting."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from visions.cli.session import say


@contextmanager
def stop_gently(stop: Callable[[], None]) -> Iterator[None]:
    """Inside, the first Ctrl-C calls `stop`; the second cancels the running task.

    A paid call that is cut off may be billed all the same, so the first lets it end. Where the
    event loop takes no signal handlers (Windows), Ctrl-C cancels at once.
    """
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def interrupt() -> None:
        say("\nFinishing the calls under way; Ctrl-C again stops at once.", stderr=True)
        stop()
        loop.remove_signal_handler(signal.SIGINT)
        loop.add_signal_handler(signal.SIGINT, lambda: task.cancel() if task else None)

    try:
        loop.add_signal_handler(signal.SIGINT, interrupt)
    except NotImplementedError:
        yield
        return
    try:
        yield
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        loop.remove_signal_handler(signal.SIGINT)
