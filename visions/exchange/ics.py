"""A roadmap as a calendar (RFC 5545): all-day events of what has a date, without attendees.

The same action keeps its UID over all revisions, and SEQUENCE counts them, so that a calendar
into which the file is read again updates its events (RFC 5545 § 3.8.4.7 and § 3.8.7.4). UIDs are
UUIDs that tell nothing of people or computers, as RFC 7986 § 5.3 wants them: of version 5, so
that they need not be stored, from the record's own identity and the action's id. Workshops whose
tandems have the same key share no UID.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from visions.answers import Action, Status
from visions.answers.labels import STATUS_LABELS
from visions.exchange.columns import list_action_columns, spread_action
from visions.exchange.plan import Plan, SettledMilestone, find_span, settle_milestones
from visions.exchange.tidy import tidy_line, tidy_text
from visions.exchange.wording import name_lanes, name_milestone, name_needs
from visions.i18n import Language, speak

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_STATES = {Status.IDEA: "TENTATIVE", Status.DROPPED: "CANCELLED"}
"""RFC 5545 § 3.8.1.11; every other status is CONFIRMED."""
_IN_NOTES = ("partners", "funding_source", "indicator", "baseline", "target", "risk",
             "countermeasure", "notes")  # fmt: skip


def write_ics(plan: Plan) -> bytes:
    """The calendar file of the roadmap, in the plan's language; equal plans give equal bytes.

    An event lasts from the first day to the last, both included; DTEND is the day after (§
    3.6.1). What has no date is left out. There is no METHOD: PUBLISH would ask for an organiser
    (RFC 5546 § 3.2.1), and nobody is named here.
    """
    from icalendar import Calendar

    say = speak(plan.language)
    calendar = Calendar()
    calendar.add("prodid", f"-//visions//roadmap//{plan.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = f"{say.text('Roadmap')}: {tidy_line(plan.tandem)}"
    # NAME is RFC 7986; most programs know only the older X-WR-CALNAME.
    calendar.add("name", name, {"language": plan.language})
    calendar.add("x-wr-calname", name)
    for milestone in settle_milestones(plan):
        _add_milestone(calendar, plan, milestone, say)
    lanes = name_lanes(plan.cities, say)
    for action in plan.roadmap.actions:
        if span := find_span(action):
            event = _begin_event(plan, action.id, *span)
            _add_text(event, "summary", tidy_line(f"{action.id} {action.title}"), plan)
            _add_text(event, "description", _describe(action, plan, say), plan)
            _add_text(event, "categories", tidy_line(lanes.get(action.lane, action.lane)), plan)
            event.add("status", _STATES.get(action.status, "CONFIRMED"))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _add_milestone(
    calendar: Calendar, plan: Plan, milestone: SettledMilestone, say: Language
) -> None:
    if milestone.day is None:
        return
    event = _begin_event(plan, milestone.key, milestone.day, milestone.day)
    name = name_milestone(milestone, say)
    _add_text(event, "summary", f"{milestone.key} {name} ({tidy_line(plan.tandem)})", plan)
    description = [say.text("Milestone")]
    if milestone.done:
        description.append(f"{say.text('Status')}: {say.text('Done')}")
    _add_text(event, "description", "\n".join(description), plan)
    _add_text(event, "categories", say.text("Milestone"), plan)
    event.add("status", "CONFIRMED")
    calendar.add_component(event)


def _begin_event(plan: Plan, key: str, first: dt.date, last: dt.date) -> Event:
    from icalendar import Event

    stamp = plan.saved_at.astimezone(dt.UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", str(uuid.uuid5(plan.identity, key)))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", plan.revision)
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))
    # An all-day event of weeks must not show its reader as busy.
    event.add("transp", "TRANSPARENT")
    return event


def _add_text(event: Event, name: str, text: str, plan: Plan) -> None:
    event.add(name, text, {"language": plan.language})


def _describe(action: Action, plan: Plan, say: Language) -> str:
    """What the table says beside title and dates, a line each."""
    values = spread_action(action, len(plan.cities))
    lines = [f"{say.text('Status')}: {say.text(STATUS_LABELS[action.status])}"]
    for column in list_action_columns(len(plan.cities)):
        if column.city or column.id in _IN_NOTES:
            lines.append(f"{column.name(plan.cities, say)}: {values[column.id]}")
        elif column.id == "needs_note":
            needs = [name_needs(action.needs, say), action.needs_note]
            lines.append(f"{say.text('Needs')}: {', '.join(filter(None, needs))}")
    return "\n".join(tidy_text(line) for line in lines if not line.endswith(": "))
