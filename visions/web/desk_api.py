"""The facilitator's actions as JSON: the queue, the steps, the wall, codes and provider."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException
from fastapi import Path as InPath

from visions.documents.join_card import Invitation
from visions.documents.session_plan import STEPS
from visions.i18n import speak
from visions.live.agenda import Agenda, AgendaStep
from visions.live.papers import find_size, set_paper
from visions.model import RecordId
from visions.printers import find_printer, send_to_printer
from visions.web.codes import draw_code
from visions.web.desk_shapes import (
    AskedOut,
    DeskOut,
    DeskTandemOut,
    PrinterOut,
    PrintIn,
    PrintOut,
    show_at_desk,
    show_desk,
)
from visions.web.gates import Desk, InLanguage, Site, TheSite
from visions.web.shapes import (
    AgendaIn,
    AgendaOut,
    LocksIn,
    PromptOut,
    ProviderIn,
    show_agenda,
    show_prompt,
)

routes = APIRouter(prefix="/api/desk", tags=["desk"])
Number = Annotated[int, InPath(ge=1, le=9999)]


@routes.get("")
def read_desk(site: TheSite, visitor: Desk, language: InLanguage) -> DeskOut:
    """Where every tandem stands, what waits, what it cost, and what went wrong."""
    return show_desk(site, visitor, speak(language))


@routes.post("/pause", status_code=204)
async def pause(site: TheSite, visitor: Desk) -> None:
    """Draw nothing more for now; what is under way is finished."""
    await site.live.pause()


@routes.post("/resume", status_code=204)
async def resume(site: TheSite, visitor: Desk) -> None:
    """Go on drawing."""
    await site.live.resume()


@routes.put("/provider", status_code=204)
async def switch_provider(body: ProviderIn, site: TheSite, visitor: Desk) -> None:
    """Let the built-in illustrator draw from now on, or whom workshop.toml names."""
    await site.live.switch_provider("sketch" if body.provider == "sketch" else None)


@routes.put("/locks", status_code=204)
async def lock(body: LocksIn, site: TheSite, visitor: Desk) -> None:
    """Take no further prompts, or take them again: of some tandems or of all."""
    keys = [tandem.key for tandem in site.live.workshop.tandems]
    for key in body.tandems or ():
        site.live.pick_tandem(key)
    await site.live.lock_prompts(keys if body.tandems is None else body.tandems, locked=body.locked)


@routes.put("/agenda")
async def change_agenda(
    body: AgendaIn, site: TheSite, visitor: Desk, language: InLanguage
) -> AgendaOut:
    """Begin, end, prolong or edit the steps of the session."""
    now, say = site.live.now, speak(language)
    titles = [one.title for one in STEPS] + [one.title for one in site.live.room.state.agenda.steps]
    known = {say.text(title): title for title in titles}

    def change(agenda: Agenda) -> Agenda:
        if body.edit is not None:
            # A title that was not touched stays a message, for readers of other languages.
            steps = [(one.minutes, one.title.strip()) for one in body.edit]
            agenda = agenda.edit([AgendaStep(n, known.get(title, title)) for n, title in steps])
        if body.begin is not None:
            agenda = agenda.begin(body.begin, now)
        if body.prolong is not None:
            late = -min(0, agenda.count_left(now) or 0)
            # More time counts from now where the step is over already.
            agenda = agenda.prolong(body.prolong + (-(-late // 60) if body.prolong > 0 else 0))
        return agenda.begin(None, now) if body.end else agenda

    try:
        await site.live.change_agenda(change)
    except (IndexError, ValueError):
        raise HTTPException(422) from None
    return show_agenda(site.live, say)


@routes.post("/tandems/{key}/code")
async def renew_code(key: str, site: TheSite, visitor: Desk, language: InLanguage) -> DeskTandemOut:
    """Give a tandem a new code; its phones have to come in again."""
    await site.live.renew_pass(key)
    return show_at_desk(key, site, visitor, speak(language))


@routes.post("/tandems/{key}/prompts/{number}/{action}")
async def act(
    key: str, number: Number, action: str, site: TheSite, visitor: Desk, language: InLanguage
) -> PromptOut:
    """`hide` from the wall, `show` again, ask `again` (a lost one may be billed twice), or
    draw a `sketch` instead."""
    live, record = site.live, RecordId(key, number)
    live.find_prompt(record)
    match action:
        case "hide" | "show":
            await live.hide(record, hidden=action == "hide")
        case "again":
            if not await live.ask_again(record):
                raise HTTPException(409)
        case "sketch":
            if not await live.sketch_instead(record):
                raise HTTPException(409)
        case _:
            raise HTTPException(404)
    return show_prompt(live.find_prompt(record), visitor, live, speak(language))


@routes.post("/failures/again")
async def ask_all_again(site: TheSite, visitor: Desk, language: InLanguage) -> AskedOut:
    """Ask once more for every picture that did not arrive; not for those that may be billed
    already, nor for refused ones."""
    asked = 0
    for one in show_desk(site, visitor, speak(language)).failures:
        if one.may_ask_again and not one.may_cost_twice:
            asked += await site.live.ask_again(RecordId(one.prompt.tandem, one.prompt.number))
    return AskedOut(asked=asked)


@routes.get("/printer")
async def tell_printer(site: TheSite, visitor: Desk) -> PrinterOut:
    """The printer that `print` would use."""
    return PrinterOut(printer=await asyncio.to_thread(find_printer))


@routes.post("/print")
async def send_to_print(
    body: PrintIn, site: TheSite, visitor: Desk, language: InLanguage
) -> PrintOut:
    """Set a paper anew and send it to this computer's printer."""
    printer = await asyncio.to_thread(find_printer)
    if printer is None:
        raise HTTPException(409)
    data = await make_paper(site, body.paper, body.tandem, language)
    paper = find_size(site.live, body.paper)
    # A copy of its own: what lies in the workshop's folder may be set anew meanwhile.
    with tempfile.TemporaryDirectory(prefix="visions-") as folder:
        file = Path(folder) / f"{body.paper}.pdf"
        file.write_bytes(data)
        await asyncio.to_thread(send_to_printer, file, paper, printer)
    return PrintOut(printer=printer, paper=paper)


async def make_paper(site: Site, paper: str, key: str | None, language: str) -> bytes:
    """A paper of one tandem, or of all. Raises UnknownTandem, and as `set_paper` does."""
    live = site.live
    tandems = live.workshop.tandems if key is None else (live.pick_tandem(key),)
    return await set_paper(live, paper, tandems, language, invite(site))


def invite(site: Site) -> dict[str, Invitation]:
    """How each tandem comes in, with its QR code."""
    found = {}
    for key, known in site.live.room.state.passes.items():
        link = f"{site.address}/join/{known.ticket}"
        found[key] = Invitation(known.code, site.address, link, draw_code(link))
    return found
