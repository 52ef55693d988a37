"""The desk, the facilitator's own page: where everything stands, and everything to steer it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, HTTPException, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response, StreamingResponse

from visions.exporting import write_bag
from visions.i18n import Language, mark, speak
from visions.live.papers import set_report
from visions.live.workshop import BY_HAND, LiveWorkshop
from visions.model import RecordId
from visions.packing.scope import Scope
from visions.web.codes import draw_code
from visions.web.desk_api import make_paper
from visions.web.desk_shapes import PaperName, show_at_desk, show_desk
from visions.web.gates import Desk, InLanguage, TheSite
from visions.web.pages import read_form, render

routes = APIRouter(include_in_schema=False)

PAPERS: dict[str, str] = {
    "worksheets": mark("Worksheets"),
    "roadmaps": mark("Roadmaps"),
    "cards": mark("Prompt cards"),
    "posters": mark("Posters"),
    "contact-sheet": mark("Contact sheet"),
    "session-plan": mark("Session plan"),
    "join-cards": mark("Join cards"),
}
WORDS = {
    "done": mark("Done."),
    "printing": mark("Is being set …"),
    "printed": mark("{paper} is on its way to {printer}."),
    "offline": mark("No connection. This page goes on by itself."),
    "gone": mark(
        "This page has lost its right to steer. Open the link of the desk from the terminal."
    ),
    "failed": mark("That did not work. Look whether the server still runs."),
    "over": mark("The time for this step is over."),
    "sent": mark("Sent as a new prompt."),
    "minutes": mark("Minutes"),
    "title": mark("Title"),
    "up": mark("Move up"),
    "down": mark("Move down"),
    "remove": mark("Take this step away"),
    "stopped": mark("No step is running."),
}
_SIMPLE = ("pause", "resume", "next", "end")
_OF_PROMPT = ("hide", "show", "again", "sketch")


@routes.get("/desk")
def show_page(request: Request, site: TheSite, visitor: Desk, language: InLanguage) -> Response:
    """Where everything stands. Its script asks for this page again when there is news."""
    say = speak(language)
    desk = show_desk(site, visitor, say)
    return render(
        request,
        "desk.html.j2",
        desk=desk,
        papers={name: say.text(title) for name, title in PAPERS.items()},
        paused=say.text(desk.paused) if desk.paused == BY_HAND else desk.paused,
        paused_language=language if desk.paused == BY_HAND else "en",
        waits=_say_minutes(desk.seconds, say),
        address=site.address,
        data={name: say.text(words) for name, words in WORDS.items()},
    )


@routes.post("/desk/act")
async def act(request: Request, site: TheSite, visitor: Desk, language: InLanguage) -> Response:
    """The essential actions as a plain form: `do`, and of a prompt its `key` and `number`.

    Asking again for a picture that was lost takes a second form, which says what it may cost.
    """
    form = await read_form(request)
    live, what = site.live, form.get("do", "")
    if what in _SIMPLE:
        await _STEER[what](live)
        return RedirectResponse("/desk", 303)
    number = form.get("number", "")
    if what not in _OF_PROMPT or not number.isdecimal() or not 0 < int(number[:5]) <= 9999:
        raise HTTPException(422)
    one = live.find_prompt(RecordId(form.get("key", ""), int(number)))
    if what == "again" and one.entry.state == "unknown" and not form.get("sure"):
        return render(request, "desk_sure.html.j2", one=one)
    match what:
        case "hide" | "show":
            await live.hide(one.id, hidden=what == "hide")
        case "again":
            await live.ask_again(one.id)
        case "sketch":
            await live.sketch_instead(one.id)
    return RedirectResponse("/desk", 303)


@routes.get("/desk/codes/{key}.svg")
def draw_join_code(key: str, site: TheSite, visitor: Desk) -> Response:
    """The QR code of a tandem."""
    site.live.pick_tandem(key)
    link = f"{site.address}/join/{site.live.room.state.passes[key].ticket}"
    return Response(draw_code(link), media_type="image/svg+xml")


@routes.get("/desk/codes/{key}")
def show_join_code(
    key: str, request: Request, site: TheSite, visitor: Desk, language: InLanguage
) -> Response:
    """A tandem's QR code and characters as large as the screen, to hold up or to project."""
    one = show_at_desk(key, site, visitor, speak(language))
    return render(request, "desk_code.html.j2", one=one, address=site.address)


@routes.get("/desk/papers/{paper}.pdf")
async def send_paper(
    paper: PaperName,
    site: TheSite,
    visitor: Desk,
    language: InLanguage,
    tandem: str | None = None,
) -> Response:
    """A paper of one tandem or of all, as it is now."""
    data = await make_paper(site, paper, tandem, language)
    name = f"{tandem}-{paper}.pdf" if tandem else f"{paper}.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"'}
    return Response(data, media_type="application/pdf", headers=headers)


@routes.get("/desk/report.pdf")
async def send_report(site: TheSite, visitor: Desk, language: InLanguage) -> Response:
    """The documentation of the whole workshop, as it is now."""
    data = await set_report(site.live, language)
    headers = {"content-disposition": 'inline; filename="report.pdf"'}
    return Response(data, media_type="application/pdf", headers=headers)


@routes.get("/desk/workshop.zip")
async def send_package(site: TheSite, visitor: Desk) -> StreamingResponse:
    """Everything as it is now, in one file, as `visions export` packs it."""
    live = site.live
    await live.studio.press.finish_all()
    package = tempfile.TemporaryFile()  # noqa: SIM115 (closed once it is sent)
    scope = Scope(live.workshop.tandems)
    try:
        packed = await asyncio.to_thread(write_bag, live.workshop, live.archive, package, scope)
    except BaseException:
        package.close()
        raise
    size = packed.size
    package.seek(0)
    headers = {
        "content-disposition": 'attachment; filename="workshop.zip"',
        "content-length": str(size),
    }
    return StreamingResponse(
        iter(lambda: package.read(1 << 20), b""),
        media_type="application/zip",
        headers=headers,
        background=BackgroundTask(package.close),
    )


async def _begin_next(live: LiveWorkshop) -> None:
    agenda = live.room.state.agenda
    step = 0 if agenda.current is None else agenda.current + 1
    if step < len(agenda.steps):
        await live.change_agenda(lambda agenda: agenda.begin(step, live.now))


async def _end(live: LiveWorkshop) -> None:
    await live.change_agenda(lambda agenda: agenda.begin(None, live.now))


_STEER: dict[str, Callable[[LiveWorkshop], Awaitable[None]]] = {
    "pause": lambda live: live.pause(),
    "resume": lambda live: live.resume(),
    "next": _begin_next,
    "end": _end,
}


def _say_minutes(seconds: int, say: Language) -> str:
    """“about 3 minutes”; empty where it takes no time worth telling."""
    minutes = round(seconds / 60)
    return say.counted("about {n} minute", "about {n} minutes", minutes) if minutes else ""
