"""Events as a person sees them: a live bar on a terminal, plain lines in a pipe or a log."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from visions.cli.session import make_harmless, open_console, say
from visions.events import Ended, Event, Noted, Paused, Planned, Started, TakenIn, Trouble, Waiting
from visions.model import State

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class ProgressLines:
    """Reports on stderr. Use as a context manager around one run."""

    def __init__(self) -> None:
        self._console = open_console(stderr=True)
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._total = 0
        self._ended = 0
        self._running = 0
        self._side_by_side = 1
        self._spent = 0.0

    def __enter__(self) -> ProgressLines:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def report(self, event: Event) -> None:
        """Show one event."""
        match event:
            case Planned(pictures):
                self._plan(pictures)
            case TakenIn(file, record):
                self._line(f"took in {file} as {record}")
            case Started(record):
                self._running += 1
                self._side_by_side = max(self._side_by_side, self._running)
                if self._bar is not None and self._task is not None:
                    self._bar.update(self._task, description=f"drawing {record.tandem}")
            case Waiting(record, seconds, error):
                self._line(
                    f"{record}: {error.params['what']} Asking again in {max(1, round(seconds))} s."
                )
            case Ended(record, state, seconds, error):
                self._ended += 1
                self._running = max(0, self._running - 1)
                if self._bar is not None and self._task is not None and not self._running:
                    self._bar.update(self._task, description="setting sheets")
                self._spent += seconds
                if self._bar is not None and self._task is not None:
                    self._bar.advance(self._task)
                if state is not State.DONE:
                    self._line(f"{record}: {state}. {error.message if error else ''}")
                elif self._bar is None:
                    self._line(
                        f"{self._ended}/{self._total} {record} {seconds:.1f} s{self._left()}"
                    )
            case Paused(reason):
                self._line(f"Paused: {reason}")
            case Trouble(error, record):
                self._line(f"{record}: {error.message}" if record else error.message)
            case Noted(record, text):
                self._line(f"{record}: {text}" if record else text)
            case _:
                pass

    def _plan(self, pictures: int) -> None:
        self._total = pictures
        if not pictures or not self._console.is_terminal:
            return
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("drawing", total=pictures)
        self._bar.start()

    def _left(self) -> str:
        """About how long the rest takes: rounds of calls side by side, at their mean length."""
        rounds = math.ceil((self._total - self._ended) / self._side_by_side)
        seconds = rounds * self._spent / self._ended
        return f", about {seconds:.0f} s left" if seconds >= 1 else ""

    def _line(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(make_harmless(text))
        else:
            say(text, stderr=True)
