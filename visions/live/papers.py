"""What a facilitator prints during a live workshop, set from the archive as it is now."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress

from visions.documents.join_card import Invitation
from visions.errors import NothingToPrint, TemplateFailed, VisionsError
from visions.live.workshop import LiveWorkshop
from visions.model import Entry, Tandem
from visions.press import Press
from visions.publishing import Publisher
from visions.sheet_views import Kind
from visions.theme_file import read_theme

PAPERS = (
    "worksheets",
    "roadmaps",
    "cards",
    "posters",
    "contact-sheet",
    "session-plan",
    "join-cards",
)
_MERGED: Mapping[str, Kind] = {"worksheets": "worksheet", "roadmaps": "roadmap"}


async def set_paper(
    live: LiveWorkshop,
    paper: str,
    tandems: Sequence[Tandem],
    language: str,
    invitations: Mapping[str, Invitation],
) -> bytes:
    """One of PAPERS for these tandems, as a PDF; `invitations` are for the join cards.

    Plan, contact sheet and join cards are in `language`. Raises NothingToPrint where no tandem
    has a prompt, and DocumentFailed; where the workshop's own template is broken, it is the
    built-in one's.
    """
    if paper in _MERGED:
        return await _merge(live, _MERGED[paper], tandems)
    await _bring_up_to_date(live, tandems)
    return await asyncio.to_thread(_set, live, paper, tandems, language, invitations)


async def set_report(live: LiveWorkshop, language: str) -> bytes:
    """The documentation of the whole workshop as a PDF."""
    tandems = live.workshop.tandems
    await _bring_up_to_date(live, tandems)

    def work() -> bytes:
        entries = {tandem: _read_entries(live, tandem) for tandem in tandems}
        press = Press(live.workshop, live.archive, entries)
        return press.set_report(press.view_report(language)).pdf

    return await asyncio.to_thread(work)


async def _merge(live: LiveWorkshop, kind: Kind, tandems: Sequence[Tandem]) -> bytes:
    """Those of the whole workshop lie in its folder already, as soon as they are up to date."""
    if len(tandems) == len(live.workshop.tandems):
        await live.studio.press.finish_all()
        path = live.archive.layout.print_file(kind, whole=True)
        with suppress(FileNotFoundError):
            return await asyncio.to_thread(path.read_bytes)
        raise NothingToPrint()
    await _bring_up_to_date(live, tandems)
    return await asyncio.to_thread(_merge_some, live, kind, tandems)


def _merge_some(live: LiveWorkshop, kind: Kind, tandems: Sequence[Tandem]) -> bytes:
    entries = {tandem: _read_entries(live, tandem) for tandem in tandems}
    if not any(entries.values()):
        raise NothingToPrint()
    publisher = Publisher(live.workshop, live.archive)
    try:
        return publisher.merge_pdf(kind, publisher.choose_sheets(entries))
    except TemplateFailed as error:
        return error.stand_in


def _set(
    live: LiveWorkshop,
    paper: str,
    tandems: Sequence[Tandem],
    language: str,
    invitations: Mapping[str, Invitation],
) -> bytes:
    entries = {tandem: _read_entries(live, tandem) for tandem in tandems}
    press = Press(live.workshop, live.archive, entries)
    if paper == "session-plan":
        return press.set_session_plan(language, _find_start(live)).pdf
    if paper == "join-cards":
        return press.set_join_cards(invitations, language).pdf
    if not any(entries.values()):
        raise NothingToPrint()
    match paper:
        case "cards":
            return press.set_cards().pdf
        case "posters":
            return press.set_posters("a3").pdf
    return press.set_contact_sheet(language).pdf


async def _bring_up_to_date(live: LiveWorkshop, tandems: Sequence[Tandem]) -> None:
    """Set what has changed on the sheets of these tandems, their labelled pictures included."""
    for tandem in tandems:
        for record in await asyncio.to_thread(live.archive.list_records, tandem.key):
            if live.studio.press.is_stale(record):
                await live.studio.press.finish(record)


def find_size(live: LiveWorkshop, paper: str) -> str:
    """The paper that it is printed on, such as “A4”."""
    if paper in _MERGED:
        return read_theme(live.archive.layout.root).paper(_MERGED[paper])
    return "A3" if paper == "posters" else "A4"


def _find_start(live: LiveWorkshop) -> dt.time:
    """When the session began, as far as its running step tells; else the next full quarter."""
    agenda, now = live.room.state.agenda, live.now
    if agenda.began is not None and agenda.current is not None:
        before = sum(step.minutes for step in agenda.steps[: agenda.current])
        return (agenda.began - dt.timedelta(minutes=before)).time().replace(second=0, microsecond=0)
    ahead = now + dt.timedelta(minutes=15 - now.minute % 15)
    return ahead.time().replace(second=0, microsecond=0)


def _read_entries(live: LiveWorkshop, tandem: Tandem) -> list[Entry]:
    found = []
    for record in live.archive.list_records(tandem.key):
        with suppress(VisionsError):  # the studio has told of what cannot be read
            found.append(live.archive.read_entry(record))
    return found
