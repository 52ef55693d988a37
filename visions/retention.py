"""How long a workshop is kept, and what to do when that time has come.

The day is `retention` in workshop.toml: the last one on which prompts, pictures and answers are
kept. Nothing is ever removed by itself.
"""

from __future__ import annotations

import datetime as dt

from visions.i18n import Language
from visions.model import Workshop

NOTICE = dt.timedelta(days=60)
"""How long before the day people are reminded of it."""

_ADVICE = (
    "Export for those who may keep it, then take out what must go with “visions redact”, or delete "
    "the whole folder."
)
_NONE = (
    "nobody has said how long this workshop is kept. Write the day into workshop.toml: "
    "retention = 2028-12-31"
)


def is_due(workshop: Workshop, today: dt.date) -> bool:
    """Whether the last day on which the workshop is kept has passed."""
    return workshop.retention is not None and today > workshop.retention


def is_near(workshop: Workshop, today: dt.date) -> bool:
    """Whether that day is close, or has passed."""
    return workshop.retention is not None and today > workshop.retention - NOTICE


def describe_retention(workshop: Workshop, today: dt.date) -> str:
    """Until when it is kept and what is to be done, for the facilitator, in English."""
    day = workshop.retention
    if day is None:
        return _NONE
    if is_due(workshop, today):
        return f"was to be kept until {day}: due since {day + dt.timedelta(days=1)}. {_ADVICE}"
    if is_near(workshop, today):
        left = (day - today).days
        when = "today" if left == 0 else "1 more day" if left == 1 else f"{left} more days"
        return f"kept until {day}, {when}. {_ADVICE}"
    return f"kept until {day}."


def dump_retention(workshop: Workshop, today: dt.date) -> dict[str, object]:
    """The same for programs; `until` is None where nobody has said."""
    day = workshop.retention
    return {"until": None if day is None else day.isoformat(), "due": is_due(workshop, today)}


def tell_retention(workshop: Workshop, say: Language) -> str:
    """What people are told where they write, in their language; empty where nobody has said."""
    if workshop.retention is None:
        return ""
    return say.text(
        "What you write here and its pictures are kept until {day}.",
        day=say.day(workshop.retention),
    )
