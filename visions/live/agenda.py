"""The steps of the session and where the room is in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from visions.documents.session_plan import STEPS

LONGEST_TITLE = 80
LONGEST_STEP = 240
MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """One step: its minutes, and its title, a message of the catalogues or the facilitator's."""

    minutes: int
    title: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The plan, the step that runs (None before the first) since when, and its extra minutes."""

    steps: tuple[AgendaStep, ...] = tuple(AgendaStep(step.minutes, step.title) for step in STEPS)
    current: int | None = None
    began: dt.datetime | None = None
    extra: int = 0

    def begin(self, step: int | None, now: dt.datetime) -> Agenda:
        """This plan with `step` begun now; None: none is running. Raises IndexError."""
        if step is None:
            return replace(self, current=None, began=None, extra=0)
        if not 0 <= step < len(self.steps):
            raise IndexError(step)
        return replace(self, current=step, began=now, extra=0)

    def prolong(self, minutes: int) -> Agenda:
        """This plan with the running step longer, or shorter, by `minutes`; never below none."""
        if self.current is None:
            return self
        least = -self.steps[self.current].minutes
        return replace(self, extra=max(least, min(LONGEST_STEP, self.extra + minutes)))

    def edit(self, steps: Sequence[AgendaStep]) -> Agenda:
        """This plan with other steps; the running one goes on if there still is one there.

        Raises ValueError where there are none or too many, or one is empty or too long.
        """
        if not 0 < len(steps) <= MOST_STEPS or not all(map(_is_sound, steps)):
            raise ValueError("steps")
        if self.current is not None and self.current >= len(steps):
            return Agenda(tuple(steps))
        return replace(self, steps=tuple(steps))

    def count_left(self, now: dt.datetime) -> int | None:
        """Seconds until the running step ends, negative once it is over; None without one."""
        if self.current is None or self.began is None:
            return None
        minutes = max(0, self.steps[self.current].minutes + self.extra)
        return round((self.began + dt.timedelta(minutes=minutes) - now).total_seconds())

    def as_facts(self) -> dict[str, object]:
        """This plan as plain JSON, for the journal."""
        return {
            "steps": [[step.minutes, step.title] for step in self.steps],
            "current": self.current,
            "began": None if self.began is None else self.began.isoformat(),
            "extra": self.extra,
        }


def read_steps(facts: Sequence[Sequence[object]]) -> tuple[AgendaStep, ...]:
    """The steps that `as_facts` wrote. Raises ValueError or TypeError for anything else."""
    steps = tuple(AgendaStep(_read_minutes(minutes), str(title)) for minutes, title in facts)
    return Agenda().edit(steps).steps


def _read_minutes(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("minutes")
    return value


def _is_sound(step: AgendaStep) -> bool:
    title = step.title.strip()
    return 0 < step.minutes <= LONGEST_STEP and 0 < len(title) <= LONGEST_TITLE
