"""How the files name lanes, milestones, needs and closed days, in the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from visions.answers import Action, Status, list_lanes
from visions.answers.labels import LANE_LABELS, MILESTONE_LABELS, NEED_LABELS
from visions.day_notes import note_day
from visions.exchange.plan import Plan, SettledMilestone
from visions.exchange.tidy import tidy_line
from visions.i18n import Language, mark
from visions.roadmap import Lane, MilestoneKind, Need

YES = mark("Yes")


def name_lanes(cities: Sequence[str], say: Language) -> dict[str, str]:
    """The lanes' keys, in their order, each with a name that no other lane has."""
    names: dict[str, str] = {}
    for key in list_lanes(len(cities)):
        place = key.removeprefix("city-")
        is_city = place != key
        name = tidy_line(cities[int(place) - 1]) if is_city else say.text(LANE_LABELS[Lane(key)])
        taken = {_fold(other) for other in names.values()}
        names[key] = f"{name} ({key})" if not name or _fold(name) in taken else name
    return names


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def name_kind(key: str, say: Language) -> str:
    """What kind of milestone has this key."""
    return say.text(MILESTONE_LABELS.get(key, mark("Milestone")))


def name_milestone(milestone: SettledMilestone, say: Language) -> str:
    """The tandem's own name for it, or what kind of milestone it is."""
    return tidy_line(milestone.title) or name_kind(milestone.key, say)


def note_due(action: Action, plan: Plan, say: Language) -> str:
    """Why offices are closed on the day that an action still has to meet, or “”."""
    is_over = action.status in (Status.DONE, Status.DROPPED)
    if is_over or action.due is None or not action.due.is_day:
        return ""
    return note_day(action.due.first, plan.countries, say)


def note_milestone(key: str, plan: Plan, say: Language) -> str:
    """The same of a milestone whose day the tandem set; the horizon is no appointment."""
    found = next((one for one in plan.roadmap.milestones if one.key == key), None)
    is_horizon = any(
        one.key == key and one.kind is MilestoneKind.HORIZON for one in plan.milestones
    )
    if found is None or found.day is None or found.done or is_horizon:
        return ""
    return note_day(found.day, plan.countries, say)


def name_needs(needs: Sequence[Need], say: Language) -> str:
    """Several needs in one cell: “Funding, Consulting”."""
    return ", ".join(say.text(NEED_LABELS[need]) for need in needs)
