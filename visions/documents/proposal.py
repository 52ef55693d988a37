"""The days that a tandem's sheets propose: none on which its offices are closed."""

from __future__ import annotations

from datetime import date

from visions.free_days import choose_first_step_day, find_open_day
from visions.model import Tandem, Workshop
from visions.roadmap import Skeleton, draft_skeleton, find_review


def find_first_step(workshop: Workshop, tandem: Tandem) -> date:
    """The day proposed for the first step: offices are open in all of the tandem's countries."""
    return choose_first_step_day(workshop.date, list_countries(tandem), workshop.horizon)


def draft_roadmap(workshop: Workshop, tandem: Tandem) -> Skeleton:
    """The skeleton of a tandem, which proposes no day on which offices are closed."""
    step, horizon = find_first_step(workshop, tandem), workshop.horizon
    review = find_review(step, horizon)
    if review is not None:
        review = find_open_day(review, step, list_countries(tandem))
    return draft_skeleton(workshop.date, horizon, step, review)


def list_countries(tandem: Tandem) -> tuple[str | None, ...]:
    """The countries of its cities, None for one that is not known."""
    return tuple(city.country for city in tandem.cities)
