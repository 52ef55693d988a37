"""The actions of phones and wall as JSON, for the pages' scripts and for integrators."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Path, Request

from visions.answers import Answers
from visions.answers.file import dump_answers
from visions.i18n import find_languages, speak
from visions.live.merging import Change
from visions.model import RecordId
from visions.web.access import Role
from visions.web.gates import InLanguage, Insider, OfTandem, TheSite, Wall
from visions.web.shapes import (
    AnswersOut,
    ChangesIn,
    ConflictOut,
    PromptIn,
    PromptOut,
    SessionOut,
    TandemOut,
    show_agenda,
    show_prompt,
    show_tandem,
)
from visions.web.stream import tell_place

routes = APIRouter(prefix="/api", tags=["workshop"])
Number = Annotated[int, Path(ge=1, le=9999)]


@routes.get("/openapi.json", include_in_schema=False)
def describe(request: Request, visitor: Insider) -> dict[str, Any]:
    """This API in the form of OpenAPI 3.1."""
    app: FastAPI = request.app
    return app.openapi()


@routes.get("/session")
def look(site: TheSite, visitor: Insider, language: InLanguage) -> SessionOut:
    """Where the room is: the step and its timer, whether pictures are drawn, how many wait."""
    live = site.live
    return SessionOut(
        role=visitor.role.value,
        tandem=visitor.tandem or None,
        workshop=live.workshop.title,
        agenda=show_agenda(live, speak(language)),
        paused=bool(live.studio.paused),
        waiting=len(live.studio.list_waiting()),
        place=tell_place(live.bulletin, live.bulletin.last),
    )


@routes.get("/tandems/{key}")
def read_tandem(key: str, site: TheSite, visitor: OfTandem, language: InLanguage) -> TandemOut:
    """A tandem with its prompts and pictures."""
    return show_tandem(site.live.pick_tandem(key), visitor, site.live, speak(language))


@routes.get("/tandems/{key}/prompts/{number}")
def read_prompt(
    key: str, number: Number, site: TheSite, visitor: OfTandem, language: InLanguage
) -> PromptOut:
    one = site.live.find_prompt(RecordId(key, number))
    return show_prompt(one, visitor, site.live, speak(language))


@routes.post("/tandems/{key}/prompts", status_code=201)
async def send_prompt(
    key: str, body: PromptIn, site: TheSite, visitor: OfTandem, language: InLanguage
) -> PromptOut:
    """Store a prompt, exactly as written, and queue it. Sent again by its `sender`, it is the
    same."""
    live = site.live
    prompt = await live.accept(
        live.pick_tandem(key),
        body.text,
        sender=body.sender,
        language=body.language if body.language in find_languages() else None,
        parent=RecordId(key, body.parent) if body.parent else None,
    )
    return show_prompt(live.find_prompt(prompt.id), visitor, live, speak(language))


@routes.post("/tandems/{key}/prompts/{number}/choice")
async def choose(
    key: str, number: Number, site: TheSite, visitor: OfTandem, language: InLanguage
) -> TandemOut:
    """Go on with this picture: its sheets are the ones that are printed."""
    await site.live.choose(RecordId(key, number))
    return show_tandem(site.live.pick_tandem(key), visitor, site.live, speak(language))


@routes.put("/tandems/{key}/prompts/{number}/dot")
async def put_dot(
    key: str, number: Number, site: TheSite, visitor: OfTandem, language: InLanguage
) -> PromptOut:
    """Stick a dot of this phone on a picture; it has three."""
    await site.live.put_dot(RecordId(key, number), _name_phone(visitor), wanted=True)
    return read_prompt(key, number, site, visitor, language)


@routes.delete("/tandems/{key}/prompts/{number}/dot")
async def take_dot(
    key: str, number: Number, site: TheSite, visitor: OfTandem, language: InLanguage
) -> PromptOut:
    """Take this phone's dot away again."""
    await site.live.put_dot(RecordId(key, number), _name_phone(visitor), wanted=False)
    return read_prompt(key, number, site, visitor, language)


@routes.get("/tandems/{key}/prompts/{number}/answers")
async def read_answers(key: str, number: Number, site: TheSite, visitor: OfTandem) -> AnswersOut:
    """What the tandem filled in so far."""
    site.live.find_prompt(RecordId(key, number))
    newest = await site.live.read_answers(RecordId(key, number))
    return _show_answers(newest.number if newest else 0, newest.answers if newest else Answers())


@routes.post("/tandems/{key}/prompts/{number}/answers")
async def change_answers(
    key: str, number: Number, body: ChangesIn, site: TheSite, visitor: OfTandem
) -> AnswersOut:
    """Change fields, each with what it was. Where somebody else changed one meanwhile, theirs
    stands and is told; nothing of it is overwritten."""
    changes = [Change(tuple(one.path), one.was, one.now) for one in body.changes]
    revision, merge = await site.live.change_answers(
        RecordId(key, number), changes, phone=visitor.phone
    )
    shown = _show_answers(revision, merge.answers)
    shown.conflicts = [
        ConflictOut(path=list(change.path), mine=change.now, theirs=theirs)
        for change, theirs in merge.conflicts
    ]
    return shown


@routes.get("/wall")
def read_wall(site: TheSite, visitor: Wall, language: InLanguage) -> list[PromptOut]:
    """The pictures that the room sees, oldest first."""
    live, say = site.live, speak(language)
    shown = [show_prompt(one, visitor, live, say) for one in live.list_released()]
    # One that has just arrived has no labelled copy yet.
    return [one for one in shown if one.picture is not None]


def _show_answers(revision: int, answers: Answers) -> AnswersOut:
    note = dump_answers(answers)
    return AnswersOut(revision=revision, worksheet=note["worksheet"], roadmap=note["roadmap"])


def _name_phone(visitor: OfTandem) -> str:
    """Whose dot it is; the desk has dots of its own."""
    return visitor.phone if visitor.role is Role.PHONE else "desk"
