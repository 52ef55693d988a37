"""How the files name lanes, milestones and needs, in the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from visions.answers import list_lanes
from visions.answers.labels import LANE_LABELS, MILESTONE_LABELS, NEED_LABELS
from visions.exchange.plan import SettledMilestone
from visions.exchange.tidy import tidy_line
from visions.i18n import Language, mark
from visions.roadmap import Lane, Need

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


def name_needs(needs: Sequence[Need], say: Language) -> str:
    """Several needs in one cell: “Funding, Consulting”."""
    return ", ".join(say.text(NEED_LABELS[need]) for need in needs)
