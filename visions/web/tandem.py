"""The page of one tandem: its words, its pictures, and what to go on with.

Everything here works as plain forms. With a script the page is live and asks the API instead.
"""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from visions.errors import VisionsError
from visions.i18n import Language, mark, speak
from visions.model import MAX_PROMPT_CHARACTERS, RecordId
from visions.prompting.advice import advise
from visions.prompting.builder import compose, list_groups
from visions.prompting.starters import find_starter, list_starters
from visions.web.access import Role, Visitor
from visions.web.faults import STATUS, tell
from visions.web.gates import Desk, InLanguage, OfTandem, Phone, Site, TheSite, find_language
from visions.web.pages import read_form, render
from visions.web.shapes import In, PromptOut, show_agenda, show_tandem

routes = APIRouter(include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=9999)]
Key = Annotated[str | None, Query(max_length=40)]
From = Annotated[int | None, Query(alias="from", ge=1, le=9999)]

WORDS = {
    "choose": mark("Choose this one"),
    "chosen": mark("Chosen"),
    "dot": mark("Give a dot"),
    "undot": mark("Take the dot back"),
    "dots": mark("Dots: {n}"),
    "dots_left": mark("Dots left on this phone: {n}"),
    "go_on": mark("Go on from this"),
    "change": mark("Change the words"),
    "send_again": mark("Send again"),
    "compare": mark("Compare"),
    "pick_second": mark("Now tap “Compare” on a second picture."),
    "cancel": mark("Cancel"),
    "close": mark("Close"),
    "side_by_side": mark("Two pictures side by side"),
    "worksheet": mark("Worksheet"),
    "roadmap": mark("Roadmap"),
    "picture_number": mark("Picture {number}"),
    "prompt_number": mark("Prompt {number}"),
    "goes_on": mark("goes on from number {number}"),
    "going_on": mark("You go on from number {number}."),
    "start_afresh": mark("Start afresh"),
    "show_all": mark("Show all words"),
    "next": mark("Next in line"),
    "ahead": mark("Ahead of it: {n}"),
    "seconds": mark("about {n} s"),
    "minutes": mark("about {n} min"),
    "sending": mark("is being sent"),
    "kept": mark("Kept on this phone. It is sent as soon as there is a connection."),
    "offline": mark("No connection. What you write is kept on this phone and sent later."),
    "void": mark("The code of your tandem is new. Come in with it: your words stay on this phone."),
    "to_start": mark("To the start page"),
    "locked": mark("No further prompts are taken right now. Your text stays here."),
    "paused": mark("Drawing is paused. What waits is drawn afterwards."),
    "after_failure": mark("Send the words again, or tell the facilitator."),
    "after_loss": mark("Tell the facilitator: only the desk can ask once more."),
    "advice": mark("Before you send"),
    "bring_back": mark("Bring my words back"),
    "arrived": mark("Picture {number} is here."),
    "over": mark("The time for this step is over."),
    "empty": mark("Nothing here yet. Send your words: the picture appears here."),
    "most": mark("At most {n} of these."),
    "no_draft": mark("This browser cannot keep your words: leave the page open."),
}


class TextIn(In):
    text: Annotated[str, Field(max_length=MAX_PROMPT_CHARACTERS)]


class PiecesIn(In):
    """The keys of pieces, as the page has them."""

    pieces: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)]


class AdviceOut(BaseModel):
    """On `text[start:end]`, counted in characters of Unicode; `words` is what stands there."""

    kind: str
    start: int
    end: int
    words: str
    message: str


class ProposalOut(BaseModel):
    text: str


@routes.get("/tandem")
def show(
    request: Request, site: TheSite, visitor: Phone, starter: Key = None, parent: From = None
) -> Response:
    """The page of the phone's own tandem. `starter` or `from` fill the field, no more."""
    return _show_filled(request, site, visitor, visitor.tandem, starter, parent)


@routes.get("/desk/tandems/{key}")
def show_desk(
    key: str,
    request: Request,
    site: TheSite,
    visitor: Desk,
    starter: Key = None,
    parent: From = None,
) -> Response:
    """The same page for the facilitator, of any tandem."""
    site.live.pick_tandem(key)
    return _show_filled(request, site, visitor, key, starter, parent)


@routes.post("/tandems/{key}/prompts")
async def send(key: str, request: Request, site: TheSite, visitor: OfTandem) -> Response:
    """The form without a script: send the words, or put pieces together to words.

    Where they are not taken they stay in the field.
    """
    form = await read_form(request)
    language = find_language(request)
    text, sender = form.get("text", ""), form.get("sender", "")
    parent = _read_number(form.get("parent", ""))
    if form.get("action") == "propose":
        pieces = [name for name in form if "." in name]
        return _render(request, site, visitor, key, text=compose(pieces, language) or text)
    try:
        prompt = await site.live.accept(
            site.live.pick_tandem(key),
            text.replace("\r\n", "\n"),
            sender=sender if sender.isalnum() and 8 <= len(sender) <= 64 else "",
            language=language,
            parent=RecordId(key, parent) if parent else None,
        )
    except VisionsError as error:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        trouble = tell(error, speak(language))
        return _render(
            request, site, visitor, key, text=text, parent=parent, trouble=trouble, status=status
        )
    return RedirectResponse(f"{_find_home(visitor, key)}#prompt-{prompt.id.number}", 303)


@routes.post("/tandems/{key}/prompts/{number}/choice")
async def choose(key: str, number: Number, site: TheSite, visitor: OfTandem) -> Response:
    """Go on with this picture."""
    await site.live.choose(RecordId(key, number))
    return RedirectResponse(f"{_find_home(visitor, key)}#prompt-{number}", 303)


@routes.post("/tandems/{key}/prompts/{number}/dot")
async def move_dot(
    key: str, number: Number, request: Request, site: TheSite, visitor: OfTandem
) -> Response:
    """Put this phone's dot on a picture, or take it away: `wanted` “no”."""
    form = await read_form(request)
    phone = visitor.phone if visitor.role is Role.PHONE else "desk"
    wanted = form.get("wanted") != "no"
    await site.live.put_dot(RecordId(key, number), phone, wanted=wanted)
    return RedirectResponse(f"{_find_home(visitor, key)}#prompt-{number}", 303)


@routes.post("/api/tandems/{key}/advice")
def give_advice(key: str, body: TextIn, visitor: OfTandem, language: InLanguage) -> list[AdviceOut]:
    """Advice on words that are being written. Nothing is kept."""
    say = speak(language)
    return [
        AdviceOut(
            kind=one.kind.value,
            start=one.start,
            end=one.end,
            words=body.text[one.start : one.end],
            message=say.text(one.message),
        )
        for one in advise(body.text)
    ]


@routes.post("/api/tandems/{key}/proposal")
def propose(key: str, body: PiecesIn, visitor: OfTandem, language: InLanguage) -> ProposalOut:
    """The words that these pieces make. Nothing is kept."""
    return ProposalOut(text=compose(body.pieces, language))


def _show_filled(
    request: Request,
    site: Site,
    visitor: Visitor,
    key: str,
    starter: str | None,
    parent: int | None,
) -> Response:
    text = ""
    if parent is not None:
        text = site.live.find_prompt(RecordId(key, parent)).entry.prompt.text
    elif starter is not None:
        found = find_starter(starter, find_language(request))
        text = found.text if found else ""
    return _render(request, site, visitor, key, text=text, parent=parent)


def _render(
    request: Request,
    site: Site,
    visitor: Visitor,
    key: str,
    *,
    text: str,
    parent: int | None = None,
    trouble: str = "",
    status: int = 200,
) -> Response:
    language = find_language(request)
    say, live = speak(language), site.live
    tandem = show_tandem(live.pick_tandem(key), visitor, live, say)
    home = _find_home(visitor, key)
    words = {name: say.text(one) for name, one in WORDS.items()}
    agenda, paused = show_agenda(live, say), bool(live.studio.paused)
    data = {
        "tandem": tandem.model_dump(),
        "agenda": agenda.model_dump(),
        "paused": paused,
        "home": home,
        "language": language,
        "words": words,
        "filled": {"text": text, "parent": parent} if text else None,
    }
    return render(
        request,
        "tandem.html.j2",
        status=status,
        tandem=tandem,
        agenda=agenda,
        paused=paused,
        home=home,
        path=home,
        text=text,
        parent=parent,
        trouble=trouble,
        sender=secrets.token_hex(12),
        advice=[(text[one.start : one.end], one.message) for one in advise(text)],
        starters=list_starters(language),
        groups=list_groups(language),
        most=MAX_PROMPT_CHARACTERS,
        words=words,
        say_wait=lambda one: _say_wait(one, say, is_paused=paused),
        data=data,
    )


def _say_wait(one: PromptOut, say: Language, *, is_paused: bool) -> str:
    """Where a prompt is in the queue, as the script says it, too."""
    if one.ahead is None or one.seconds is None:
        return ""
    place = say.text(WORDS["ahead"], n=one.ahead) if one.ahead else say.text(WORDS["next"])
    if one.status == "drawing":
        place = one.status_text
    elif is_paused:
        return place
    if one.seconds < 90:
        return f"{place} · {say.text(WORDS['seconds'], n=max(5, -(-one.seconds // 5) * 5))}"
    return f"{place} · {say.text(WORDS['minutes'], n=-(-one.seconds // 60))}"


def _find_home(visitor: Visitor, key: str) -> str:
    """Where this visitor sees the tandem."""
    return f"/desk/tandems/{key}" if visitor.role is Role.DESK else "/tandem"


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None
